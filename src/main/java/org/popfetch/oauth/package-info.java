/// Access tokens instead of passwords: how they are got, kept and renewed.
///
/// Standards: OAuth 2.0 (RFC 6749), for programs on people's own machines (RFC 8252) with PKCE (RFC
/// 7636); the device grant (RFC 8628); revocation (RFC 7009).
///
/// Comes in: an account's [org.popfetch.account.OAuth] from `config`, and a person who is asked
/// once to allow access: [CodeGrant] by a browser on this machine, [DeviceGrant] by one elsewhere.
///
/// Goes out: an access token to `session`, through [Tokens], good for some minutes at least; or a
/// failure that says `popfetch login` with the account's name.
///
/// How a token is renewed: (1) the account's lock is taken, so that of two runs one asks and the
/// other one finds what it got; (2) the file is read again; (3) the file for what will come is
/// made, so that a full disk shows before the old token is spent; (4) the server is asked; (5) its
/// answer is written, forced, and renamed over what was there. Some servers take the old refresh
/// token back in step 4: from then on only the new one counts, and no step but a crash of this
/// machine stands between its arrival and the disk.
///
/// Always true here: a token is sent to nobody but the mail server that it is for, a refresh token
/// to nobody but the endpoint that gave it; neither appears in a message, whatever a server says;
/// answers are bounded before they are read; endpoints are https, or on this machine; redirections
/// are not followed.
///
/// Look elsewhere for: how a token is shown to a mail server (`login`), which endpoints are whose
/// (`account`), the commands (`cli`).
@NullMarked
package org.popfetch.oauth;

import org.jspecify.annotations.NullMarked;
