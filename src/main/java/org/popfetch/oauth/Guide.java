package org.popfetch.oauth;

import java.net.URI;

/// Leads a person through a login.
public interface Guide {
  /// A page on which access can be allowed, to be opened in a browser on this machine.
  void open(URI page);

  /// Likewise in any browser; the page asks for a code.
  void enter(URI page, String code);
}
