/// What tests of several rooms share: a POP3 server that plays scripts, a raw client, and
/// certificates.
///
/// **Purpose.** A server's quirk, or a fault of the network, is a text file that reads like the
/// session it stands for. [ScriptedServer] plays it against a client and fails, with a line to look
/// at, when the client does anything else.
///
/// ```text
/// # Loses what is pipelined behind PASS.
/// S: +OK hello
/// C: USER me
/// S: +OK
/// C: PASS abracadabra
/// S: +OK
/// S-stall
/// --- session 2: the client remembers, and goes step by step
/// S: +OK hello
/// ```
///
/// One step a line. Leading blanks, empty lines and lines that begin with `#` do not count; blanks
/// at the end of a line do. Steps are taken in their order: lines of the server before the first of
/// the client are sent without being asked for, and a client may have sent commands long before the
/// script comes to them.
///
/// | step | meaning |
/// | --- | --- |
/// | `S: text` | the server sends a line |
/// | `S-raw text` | the same without the line end |
/// | `S-repeat N text` | N such lines |
/// | `S-raw-repeat N text` | N times the octets |
/// | `S-trickle N text` | a line, in packets of N octets |
/// | `S-flush` | what was sent so far leaves now; else it does so before the next step that is no sending, so that consecutive lines share a packet |
/// | `S-starttls` | TLS handshake; as the first step of a session it makes that implicit TLS |
/// | `S-starttls fails` | the same; the client must break it off. Ends the session |
/// | `C: text` | the client sends exactly this line, ended by CRLF |
/// | `C* text` | the client sends a line like this; a `*` stands for any octets, or none |
/// | `any order {` … `}` | exchanges, each a line of the client and the server's answer, in whatever order the client begins them |
///
/// These end a session, and stand last in it:
///
/// | step | meaning |
/// | --- | --- |
/// | (none) | the server closes in good order; the client sends nothing more and closes |
/// | `C-close` | the client closes first, and sends nothing before |
/// | `S-close` | the server closes (over TLS with close_notify); the client may send what it likes, and must close |
/// | `S-fin` | the same, but over TLS without close_notify |
/// | `S-reset` | the connection is reset (RST) |
/// | `S-stall` | the server falls silent and reads on, until the client closes |
/// | `S-flood text` | these octets over and over, until the client closes |
/// | `S-drip MS text` | the same, an octet every MS milliseconds |
///
/// In a text `\0 \r \n \t \\ \*` and `\x1f` stand for octets; other characters are UTF-8. `C:`
/// wants its stars escaped, so that nobody takes it for `C*`. A line `--- session 2` begins the
/// script of the second connection; what follows the number is a comment.
///
/// **Always true here.** Everything ends by itself: a server has a deadline, 20 s by default, for
/// all its sessions. Everything is on loopback.
///
/// **Not here.** A server that behaves is `org.popfetch.demo.DemoServer`; its scripts are played by
/// [RawClient] with the same lines the other way round.
@NullMarked
package org.popfetch.testing;

import org.jspecify.annotations.NullMarked;
