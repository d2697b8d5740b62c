package org.popfetch.account;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A provider of mailboxes whose server is known. All of those known speak TLS from the first octet
/// on port 995.
///
/// @param name in `provider = "…"`
/// @param title as it calls itself
/// @param host its server
/// @param auth the only mechanisms that its server takes; empty: there is no such restriction
/// @param logins what is to be known where it refuses a login, each without a full stop
/// @param quirks sentences on what its server does in a way of its own
/// @param tokens how its server takes access tokens, where that is known
/// @param sources URLs of the pages that say so
public record Provider(
    String name,
    String title,
    String host,
    List<Mechanism> auth,
    List<String> logins,
    List<String> quirks,
    Optional<Tokens> tokens,
    List<String> sources) {
  /// How access tokens are got for a server, and given to it.
  ///
  /// @param hosts all names of the server, in small letters
  /// @param from who gives them
  /// @param initialResponse whether XOAUTH2 takes one in the line of `AUTH` (RFC 5034 §4), not only
  ///   by itself
  public record Tokens(Set<String> hosts, AuthorizationServer from, boolean initialResponse) {
    public Tokens {
      hosts = Set.copyOf(hosts);
    }
  }

  public Provider {
    auth = List.copyOf(auth);
    logins = List.copyOf(logins);
    quirks = List.copyOf(quirks);
    sources = List.copyOf(sources);
  }
}
