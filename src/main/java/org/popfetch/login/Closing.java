package org.popfetch.login;

import org.popfetch.pop3.Reply;

/// The last thing that a mechanism says: by it the server knows who it is, and a positive answer
/// logs in.
sealed interface Closing extends Exchange
    permits UserPass.Pass, Plain, External, LoginSasl.Password, CramMd5.Digest, Scram.Proven {
  @Override
  default Next hear(Reply reply) {
    return end(reply);
  }

  @Override
  default boolean isLast() {
    return true;
  }

  @Override
  default boolean showsCredentials() {
    return true;
  }
}
