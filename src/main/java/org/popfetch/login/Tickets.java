package org.popfetch.login;

import java.util.Map;
import java.util.concurrent.CompletionException;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import javax.security.sasl.SaslException;

/// The Kerberos tickets that `kinit` left in the user's credential cache: the file that
/// `$KRB5CCNAME` names, or the usual one. Nobody is asked for anything.
final class Tickets {
  private static final String NAME = "popfetch";

  private Tickets() {}

  /// A step of a mechanism.
  @FunctionalInterface
  interface Deed<T> {
    T perform() throws SaslException;
  }

  /// Does something as the one whose tickets they are.
  static <T> T with(Deed<T> deed) throws SaslException {
    try {
      var login = new LoginContext(NAME, new Subject(), null, new FromCache());
      login.login();
      return Subject.callAs(login.getSubject(), deed::perform);
    } catch (LoginException e) {
      throw new SaslException("there is no valid ticket in the credential cache", e);
    } catch (CompletionException e) {
      throw e.getCause() instanceof SaslException inner ? inner : new SaslException("", e);
    }
  }

  /// As a file for JAAS would have it.
  private static final class FromCache extends Configuration {
    @Override
    public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
      return new AppConfigurationEntry[] {
        new AppConfigurationEntry(
            "com.sun.security.auth.module.Krb5LoginModule",
            LoginModuleControlFlag.REQUIRED,
            Map.of("useTicketCache", "true", "doNotPrompt", "true"))
      };
    }
  }
}
