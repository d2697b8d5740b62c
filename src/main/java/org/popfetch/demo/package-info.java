/// A small, complete POP3 server on loopback, with sample mail.
///
/// **Purpose.** `popfetch demo` shows the whole job against it without anybody's account or
/// network, the build trains the AOT cache on it, and tests use it wherever a well-behaved server
/// is enough and none needs to be installed.
///
/// **Standards.** RFC 1939 (all commands, the optional ones too), RFC 2449 (CAPA, PIPELINING,
/// RESP-CODES), RFC 2595 §4 (STLS), RFC 3206 (AUTH-RESP-CODE), RFC 5034 with RFC 4616 (AUTH PLAIN);
/// TLS from the first octet (RFC 8314 §3.3) on a second port.
///
/// **In** come [DemoOptions] with mailboxes, and clients. **Out** go replies; what is left in a
/// [DemoMailbox] afterwards can be inspected while the server runs.
///
/// How one command travels:
///
/// 1. [DemoServer] accepts, [DemoConnection] owns the socket on a virtual thread of its own.
/// 2. [CommandReader] cuts bounded lines, and knows whether another one is already waiting.
/// 3. [DemoSession] asks [ClientCommand] what the line means and the present state, which is
///    [AuthorizationState] or [TransactionState], what to answer.
/// 4. [ServerReply] says what to send; [MultilineBody] dot-stuffs. Replies leave when no complete
///    command is waiting, which makes a pipelined flight one write.
///
/// **Always true here.** Nothing listens beyond loopback. Steps 3 and 4 know no socket. A maildrop
/// belongs to one session at a time. Messages are removed by an answered `QUIT` and by nothing
/// else. Mailboxes live in memory only.
///
/// **Not here.** The client's idea of the protocol is in `org.popfetch.pop3`; the two share nothing
/// on purpose, so that one cannot excuse the other's mistakes. Servers that misbehave are played
/// from scripts, by `org.popfetch.testing` among the tests. What `popfetch demo` prints is in
/// `org.popfetch.cli`.
@NullMarked
package org.popfetch.demo;

import org.jspecify.annotations.NullMarked;
