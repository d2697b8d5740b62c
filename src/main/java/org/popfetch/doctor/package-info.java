/// Finding out why an account does not work: the way of a sync, one step at a time, with what was
/// seen at each and what to do about it.
///
/// Purpose: `popfetch doctor`. [Examination] walks; [Premises] looks at what is on this machine,
/// [WayIn] goes to the server. What they find are [Step]s, pure values; what they advise comes from
/// pure functions ([TlsAdvice], [LoginAdvice], [PlaceAdvice], [Contents], [UidOddities], [Offers]).
///
/// Standards: RFC 1939, RFC 2449 §8 and RFC 3206 (what a refused login means), RFC 8314 (which port
/// speaks TLS).
///
/// Comes in: an account, and what its sync would have.
///
/// Goes out: [Step]s, one after the other, and with [Findings] the status that a sync would end
/// with; [Sheet] writes them for people and for programs.
///
/// Always true here: nothing is changed. No file is made, written or locked, no message is fetched,
/// marked or deleted, and the session ends in a `QUIT` with nothing to commit. A step that is not
/// reached because an earlier one went wrong is said to be so; those that need no server are taken
/// in any case. No password is shown, and the server's words are escaped.
///
/// Look elsewhere for: the steps of a session themselves (`session`), what a run does with what it
/// finds (`sync`).
@NullMarked
package org.popfetch.doctor;

import org.jspecify.annotations.NullMarked;
