package org.popfetch.dovecot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.popfetch.testing.Household;
import org.popfetch.testing.Household.Ran;

/// GSSAPI, with tickets of a real KDC, at a real Dovecot.
class KerberosIT {
  @Test
  void aTicketLogsInAndWithoutOneTheWayToGetOneIsTold(@TempDir Path realm, @TempDir Path home)
      throws IOException {
    Assumptions.assumeTrue(
        Dovecot.isInstalled() && Dovecot.isRoot() && Kerberos.isInstalled(),
        "wants root, krb5-kdc and dovecot-gssapi");
    try (var kerberos = new Kerberos(realm);
        var server =
            Dovecot.start(
                """
                auth_mechanisms = plain gssapi
                auth_krb5_keytab = %s
                auth_gssapi_hostname = localhost
                import_environment = $import_environment KRB5_CONFIG=%s
                service auth {
                  user = root
                }
                """
                    .formatted(kerberos.keytab, kerberos.configuration))) {
      var household = new Household(home);
      household.configure(
          """
          [accounts.work]
          host = "localhost"
          port = %d
          tls-ca-file = "%s"
          user = "ada"
          auth = ["gssapi"]
          deliver = "maildir:~/Mail"
          """
              .formatted(server.tlsPort, server.certificate));
      Ran in = synced(household, kerberos, kerberos.ticket("ada", "abracadabra"));
      assertThat(in.err()).contains("AUTH GSSAPI", "C: UIDL");
      assertThat(in.status()).as(in.err()).isZero();
      assertThat(
              popfetch(household, kerberos, kerberos.ticket("ada", "abracadabra"), "doctor").out())
          .contains("logged in by AUTH GSSAPI");

      Ran out = synced(household, kerberos, home.resolve("none"));
      assertThat(out.err()).contains("no valid ticket", "kinit(1)");
      assertThat(out.status()).as(out.err()).isEqualTo(77);
      assertThat(popfetch(household, kerberos, home.resolve("none"), "doctor").out())
          .contains("no valid ticket", "kinit(1)");
    }
  }

  private static Ran synced(Household household, Kerberos kerberos, Path cache) throws IOException {
    return popfetch(household, kerberos, cache, "-vv", "sync");
  }

  private static Ran popfetch(
      Household household, Kerberos kerberos, Path cache, String... arguments) throws IOException {
    return household
        .under(
            "env",
            "KRB5CCNAME=FILE:" + cache,
            "POPFETCH_JAVA_OPTIONS=-Djava.security.krb5.conf=" + kerberos.configuration)
        .popfetch(arguments);
  }
}
