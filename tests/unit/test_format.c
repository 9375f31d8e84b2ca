/* SPDX-License-Identifier: MIT */
/*
 * Log formats: what each finds in lines of its own, and that it leaves the lines
 * of others alone.  Wanted values are typed by hand from what the line says.
 */
#include "format.h"
#include "json_keys.h"
#include "status.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { ENTRIES = 3, SCRATCH = 64 * 1024 };

enum { OUT = SW_DIRECTION_OUTBOUND, IN = SW_DIRECTION_INBOUND };
enum { SENT = FATE_SENT, DEFERRED = FATE_DEFERRED, BOUNCED = FATE_BOUNCED };

/* One entry; what is not named must not be there. */
struct want {
    const char *said;
    const char *codes; /* those that the format keeps apart: "550 5.1.1" */
    const char *dsn, *to, *from, *host, *ip, *command, *id;
    int fate, direction;
};

struct test {
    const char *name, *line;
    enum log_result result;
    struct want want[ENTRIES]; /* LOG_SAID: up to the first without said */
};

#define SAID   .result = LOG_SAID, .want
#define QUIET  .result = LOG_QUIET
#define QUOTED .result = LOG_QUOTED
#define OTHER  .result = LOG_OTHER

static const struct test postfix[] = {
    { "no connection, RFC 5424",
      "<22>1 2026-11-22T07:14:17Z mx postfix/smtp 811 - - connect to mx.example.org[192.0.2.1]:25: "
      "Connection timed out",
      SAID = { { .said = "connect to mx.example.org[192.0.2.1]:25: Connection timed out",
                 .host = "mx.example.org",
                 .ip = "192.0.2.1",
                 .direction = OUT } } },
    { "another program's connection",
      "2026-11-22 07:14:17 [x] - connect to db[192.0.2.1]:6379: Connection timed out", OTHER },
    { "login refused",
      "mx postfix/smtp[9]: ABCDEF: SASL authentication failed; server mx.example.org[192.0.2.1] "
      "said: 535 5.7.8 no",
      SAID = { { .said = "SASL authentication failed; server mx.example.org[192.0.2.1] said: 535 "
                         "5.7.8 no",
                 .host = "mx.example.org",
                 .ip = "192.0.2.1",
                 .id = "ABCDEF",
                 .direction = OUT } } },
    { "cut short",
      "mx postfix/smtp[9]: ABCDEF: to=<lea@example.org>, relay=none, dsn=4.4.3, status=def",
      SAID = { { .said = "",
                 .dsn = "4.4.3",
                 .to = "lea@example.org",
                 .id = "ABCDEF",
                 .fate = DEFERRED } } },
    { "a word of another's", "mx ABCDEF: to=<lea@example.org>, status=se", OTHER },
    { "without an id",
      "to=<lea@example.org>, relay=none, delay=1, dsn=4.4.3, status=deferred (no answer)",
      SAID = { { .said = "no answer",
                 .dsn = "4.4.3",
                 .to = "lea@example.org",
                 .fate = DEFERRED } } },
    { "bounced",
      "Nov 22 07:14:17 mx postfix/smtp[811]: 4XyZ1b2c3d: to=<lea@example.org>, "
      "relay=mx.example.org[192.0.2.25]:25, delay=1.2, delays=0.1/0/0.5/0.6, dsn=5.1.1, "
      "status=bounced (host mx.example.org[192.0.2.25] said: 550 5.1.1 No such user (in reply to "
      "RCPT TO command))",
      SAID = { { .said = "host mx.example.org[192.0.2.25] said: 550 5.1.1 No such user (in reply "
                         "to RCPT TO command)",
                 .dsn = "5.1.1",
                 .to = "lea@example.org",
                 .host = "mx.example.org",
                 .ip = "192.0.2.25",
                 .command = "RCPT TO",
                 .id = "4XyZ1b2c3d",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "greeting, IPv6, RFC 3339, connection reused",
      "2024-05-01T10:00:00.123456+02:00 mx postfix/smtp[9]: ABCDEF0123: to=<lea@example.org>, "
      "relay=mx.example.org[2001:db8::25]:25, conn_use=3, delay=9, dsn=4.0.0, status=deferred "
      "(host mx.example.org[2001:db8::25] refused to talk to me: 421 Too busy)",
      SAID = { { .said = "host mx.example.org[2001:db8::25] refused to talk to me: 421 Too busy",
                 .dsn = "4.0.0",
                 .to = "lea@example.org",
                 .host = "mx.example.org",
                 .ip = "2001:db8::25",
                 .id = "ABCDEF0123",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "nested quotes: the last step is ours",
      "ABCDEF: to=<a@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=4.1.1, status=deferred "
      "(host mx.example.org[192.0.2.1] said: 450 4.1.1 unverified: host x said: 451 no (in reply "
      "to "
      "MAIL FROM command) (in reply to end of DATA command))",
      SAID = { { .said = "host mx.example.org[192.0.2.1] said: 450 4.1.1 unverified: host x said: "
                         "451 no (in reply to MAIL FROM command) (in reply to end of DATA command)",
                 .dsn = "4.1.1",
                 .to = "a@example.org",
                 .host = "mx.example.org",
                 .ip = "192.0.2.1",
                 .command = "end of DATA",
                 .id = "ABCDEF",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "socket of Dovecot, in colour",
      "\x1b[36mmail  |\x1b[0m postfix/lmtp[3]: ABCDEF: to=<lea@example.org>, "
      "relay=mail.example.org[private/dovecot-lmtp], dsn=2.0.0, status=sent (250 2.0.0 "
      "Saved)\x1b[0m",
      SAID = { { .said = "250 2.0.0 Saved",
                 .dsn = "2.0.0",
                 .to = "lea@example.org",
                 .host = "mail.example.org",
                 .id = "ABCDEF",
                 .fate = SENT,
                 .direction = OUT } } },
    { "a transport is no host",
      "ABCDEF: to=<lea@example.org>, orig_to=<root>, relay=virtual, dsn=5.1.1, status=bounced "
      "(unknown user: \"lea@example.org\")",
      SAID = { { .said = "unknown user: \"lea@example.org\"",
                 .dsn = "5.1.1",
                 .to = "lea@example.org",
                 .id = "ABCDEF",
                 .fate = BOUNCED } } },
    { "no connection",
      "mx relay-out/smtp[3]: ABCDEF: to=<lea@example.org>, relay=none, delay=1, dsn=4.4.1, "
      "status=deferred (connect to mx.example.org[192.0.2.1]:25: Connection timed out)",
      SAID = { { .said = "connect to mx.example.org[192.0.2.1]:25: Connection timed out",
                 .dsn = "4.4.1",
                 .to = "lea@example.org",
                 .host = "mx.example.org",
                 .ip = "192.0.2.1",
                 .id = "ABCDEF",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "expired",
      "mx postfix/qmgr[1]: ABCDEF: from=<news@example.com>, status=expired, returned to sender",
      SAID = { { .said = "expired, returned to sender",
                 .from = "news@example.com",
                 .id = "ABCDEF",
                 .fate = BOUNCED } } },
    { "reject",
      "mx postfix/submission/smtpd[7]: NOQUEUE: reject: RCPT from host.example.net[192.0.2.7]: 554 "
      "5.7.1 <lea@example.org>: Relay access denied; from=<bo@example.com> to=<lea@example.org> "
      "proto=ESMTP helo=<host.example.net>",
      SAID = { { .said = "554 5.7.1 <lea@example.org>: Relay access denied",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .host = "host.example.net",
                 .ip = "192.0.2.7",
                 .command = "RCPT TO",
                 .direction = IN } } },
    { "postscreen: port, commas, IPv6, null sender",
      "mx postfix/postscreen[7]: NOQUEUE: reject: RCPT from [2001:db8::7]:4711: 550 5.7.1 Service "
      "unavailable; client [2001:db8::7] blocked using bl.example.net; from=<>, "
      "to=<lea@example.org>, proto=ESMTP, helo=<x>",
      SAID = { { .said = "550 5.7.1 Service unavailable; client [2001:db8::7] blocked using "
                         "bl.example.net",
                 .to = "lea@example.org",
                 .ip = "2001:db8::7",
                 .command = "RCPT TO",
                 .direction = IN } } },
    { "milter, enhanced code alone",
      "mx postfix/cleanup[7]: ABCDEF: milter-reject: END-OF-MESSAGE from unknown[192.0.2.7]: 5.7.1 "
      "Spam message rejected; from=<bo@example.com> to=<lea@example.org> proto=ESMTP helo=<x>",
      SAID = { { .said = "5.7.1 Spam message rejected",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .ip = "192.0.2.7",
                 .command = "end of DATA",
                 .id = "ABCDEF",
                 .direction = IN } } },
    { "milter, with a whole reply behind its code",
      "mx postfix/cleanup[7]: ABCDEF: milter-reject: RCPT from unknown[192.0.2.7]: 4.7.1 451 4.7.1 "
      "Greylisted; from=<bo@example.com> to=<lea@example.org> proto=ESMTP helo=<x>",
      SAID = { { .said = "451 4.7.1 Greylisted",
                 .dsn = "4.7.1",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .ip = "192.0.2.7",
                 .command = "RCPT TO",
                 .id = "ABCDEF",
                 .direction = IN } } },
    { "header check",
      "mx postfix/cleanup[7]: ABCDEF: reject: header Subject: greetings from abroad from "
      "host.example.net[192.0.2.7]; from=<bo@example.com> to=<lea@example.org> proto=ESMTP "
      "helo=<x>: 5.7.1 No greetings",
      SAID = { { .said = "5.7.1 No greetings",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .host = "host.example.net",
                 .ip = "192.0.2.7",
                 .command = "end of DATA",
                 .id = "ABCDEF",
                 .direction = IN } } },
    { "before the queue",
      "NOQUEUE: proxy-reject: END-OF-MESSAGE: 554 5.7.0 virus; from=<bo@example.com> "
      "to=<lea@example.org> proto=ESMTP helo=<x>",
      SAID = { { .said = "554 5.7.0 virus",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .command = "end of DATA",
                 .direction = IN } } },
    { "shortened: no step", "mx postfix/smtpd[2]: NOQUEUE: reject: 450 4.7.1 Greylisting in effect",
      SAID = { { .said = "450 4.7.1 Greylisting in effect", .direction = IN } } },
    { "shortened: no address",
      "mx postfix/smtpd[2]: NOQUEUE: reject: RCPT from host.example.net: 550 5.1.1 No such user; "
      "from=<bo@example.com> to=<lea@example.org> proto=ESMTP helo=<[192.0.2.7]>",
      SAID = { { .said = "550 5.1.1 No such user",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .host = "host.example.net",
                 .command = "RCPT TO",
                 .direction = IN } } },
    { "taken before the queue",
      "mx postfix/smtpd[2]: proxy-accept: END-OF-MESSAGE: 250 2.0.0 Ok: queued as ABC; "
      "from=<bo@example.com> to=<lea@example.org> proto=ESMTP helo=<x>",
      SAID = { { .said = "250 2.0.0 Ok: queued as ABC",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .command = "end of DATA",
                 .direction = IN } } },
    { "remark",
      "mx postfix/smtp[2]: ABCDEF: host mx.example.org[192.0.2.1] said: 451 4.3.2 Later (in reply "
      "to MAIL FROM command)",
      SAID = { { .said = "host mx.example.org[192.0.2.1] said: 451 4.3.2 Later (in reply to MAIL "
                         "FROM command)",
                 .host = "mx.example.org",
                 .ip = "192.0.2.1",
                 .command = "MAIL FROM",
                 .id = "ABCDEF",
                 .direction = OUT } } },
    { "lost connection",
      "mx postfix/smtp[2]: ABCDEF: lost connection with mx.example.org[192.0.2.1] while sending "
      "RCPT TO",
      SAID = { { .said = "lost connection with mx.example.org[192.0.2.1] while sending RCPT TO",
                 .host = "mx.example.org",
                 .ip = "192.0.2.1",
                 .command = "RCPT TO",
                 .id = "ABCDEF",
                 .direction = OUT } } },
    { "login",
      "mx postfix/smtpd[3]: warning: unknown[192.0.2.9]: SASL LOGIN authentication failed: "
      "UGFzc3dvcmQ6",
      SAID = { { .said = "SASL LOGIN authentication failed",
                 .ip = "192.0.2.9",
                 .command = "AUTH",
                 .direction = IN } } },
    { "limit",
      "mx postfix/smtpd[3]: warning: Message delivery request rate limit exceeded: 334 from "
      "mx.example.org[192.0.2.9] for service submission",
      SAID = { { .said = "Message delivery request rate limit exceeded",
                 .host = "mx.example.org",
                 .ip = "192.0.2.9",
                 .direction = IN } } },
    { "traced client", "mx postfix/smtp[3]: < mx.example.org[192.0.2.1]:25: 550 5.1.1 unknown",
      SAID = { { .said = "550 5.1.1 unknown",
                 .host = "mx.example.org",
                 .ip = "192.0.2.1",
                 .direction = OUT } } },
    { "traced server", "mx postfix/smtpd[3]: > host.example.net[192.0.2.7]: 250 2.1.5 Ok",
      SAID = { { .said = "250 2.1.5 Ok",
                 .host = "host.example.net",
                 .ip = "192.0.2.7",
                 .direction = IN } } },
    { "traced command", "mx postfix/smtp[3]: > mx.example.org[192.0.2.1]:25: MAIL FROM:<>", QUIET },
    { "queue", "mx postfix/qmgr[1]: ABCDEF: from=<a@example.com>, size=550, nrcpt=1 (queue active)",
      QUIET },
    { "cleanup", "mx postfix/cleanup[1]: ABCDEF: message-id=<550.5.1.1@example.com>",
      .result = LOG_QUOTED },
    { "a rule that watches",
      "mx postfix/cleanup[1]: ABCDEF: warning: header Subject: Fwd: 550 5.1.1 no such user from "
      "local; from=<bo@example.com> to=<lea@example.org>",
      .result = LOG_QUOTED },
    { "a notice's words", "<lea@example.org>: host mx.example.org[192.0.2.1] said: 550 5.1.1 no",
      OTHER },
    { "another's status", "web[1]: ABCDEF: to=<x>, status=failed (550 items)", OTHER },
    { "another's reject", "fw kernel: reject: IN=eth0 from lan[192.0.2.1]: 554 packets", OTHER },
};

static const struct test exim[] = {
    { "without an id, as in the foreground",
      "  811   ** lea@example.org R=smarthost T=remote_smtp H=mx.example.org [192.0.2.1]: SMTP "
      "error "
      "from remote mail server after RCPT TO:<lea@example.org>: 550 no",
      SAID = { { .said = "550 no",
                 .to = "lea@example.org",
                 .host = "mx.example.org",
                 .ip = "192.0.2.1",
                 .command = "RCPT TO",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "too many connections",
      "2024-05-01 10:00:00 Connection from [192.0.2.7]:4711 refused: too many connections",
      SAID = { { .said = "Connection from [192.0.2.7]:4711 refused: too many connections",
                 .ip = "192.0.2.7",
                 .direction = IN } } },
    { "failed, without fields",
      "2024-05-01 10:00:00 1abcde-000abc-Ab ** lea@example.org forced to fail",
      SAID = { { .said = "forced to fail",
                 .to = "lea@example.org",
                 .id = "1abcde-000abc-Ab",
                 .fate = BOUNCED } } },
    { "deferred, without words",
      "2024-05-01 10:00:00 1abcde-000abc-Ab == lea@example.org R=d T=r defer (-58)", QUIET },
    { "not yet tried again",
      "2024-05-01 10:00:00 1abcde-000abc-Ab == lea@example.org R=d T=r defer (-53): Retry time not "
      "yet reached",
      QUIET },
    { "a faulty name of a client",
      "2024-05-01 10:00:00 rejected EHLO from (!) [192.0.2.7]: syntactically invalid argument(s): "
      "!",
      SAID = { { .said = "rejected EHLO from (!) [192.0.2.7]: syntactically invalid argument(s): !",
                 .ip = "192.0.2.7",
                 .fate = BOUNCED,
                 .direction = IN } } },
    { "a filter's word",
      "2024-05-01 10:00:00 1abcde-000abc-Ab cancelled by system filter: no macros",
      SAID = { { .said = "cancelled by system filter: no macros",
                 .id = "1abcde-000abc-Ab",
                 .fate = BOUNCED } } },
    { "a session that broke",
      "2024-05-01 10:00:00 SMTP protocol synchronization error (input sent without waiting for "
      "greeting): rejected connection from H=client.example.net [192.0.2.7] input=\"x\"",
      SAID = { { .said = "SMTP protocol synchronization error (input sent without waiting for "
                         "greeting): rejected connection from H=client.example.net [192.0.2.7] "
                         "input=\"x\"",
                 .host = "client.example.net",
                 .ip = "192.0.2.7",
                 .direction = IN } } },
    { "a client that was dropped",
      "2024-05-01 10:00:00 SMTP call from (x) [192.0.2.7]:4711 dropped: too many syntax or "
      "protocol errors",
      SAID = { { .said = "SMTP call from (x) [192.0.2.7]:4711 dropped: too many syntax or protocol "
                         "errors",
                 .ip = "192.0.2.7",
                 .direction = IN } } },
    { "dropped by an ACL",
      "2024-05-01 10:00:00 H=client.example.net [192.0.2.7] dropped by 'connect' ACL: not today",
      SAID = { { .said = "H=client.example.net [192.0.2.7] dropped by 'connect' ACL: not today",
                 .host = "client.example.net",
                 .ip = "192.0.2.7",
                 .direction = IN } } },
    { "too big, as it turned out",
      "2024-05-01 10:00:00 1abcde-000abc-Ab rejected from <bo@example.com> H=mx.example.com "
      "[192.0.2.7]: message too big: read=501 max=500",
      SAID = { { .said = "rejected from <bo@example.com> H=mx.example.com [192.0.2.7]: message too "
                         "big: read=501 max=500",
                 .from = "bo@example.com",
                 .host = "mx.example.com",
                 .ip = "192.0.2.7",
                 .id = "1abcde-000abc-Ab",
                 .fate = BOUNCED,
                 .direction = IN } } },
    { "a sender, when the message is there",
      "2024-05-01 10:00:00 1abcde-000abc-Ab H=mx.example.com [192.0.2.7] sender verify fail for "
      "<bo@example.com>: no",
      SAID = { { .said = "sender verify fail for <bo@example.com>: no",
                 .from = "bo@example.com",
                 .host = "mx.example.com",
                 .ip = "192.0.2.7",
                 .id = "1abcde-000abc-Ab",
                 .direction = IN } } },
    { "a session of another's", "SMTP call from (x) [192.0.2.7]:4711 R=red", OTHER },
    { "found by grep",
      "/var/log/exim4/mainlog:12:2024-05-01 10:00:00 1abcde-000abc-Ab == lea@example.org R=r "
      "T=smtp "
      "defer (0) H=mx.example.org [192.0.2.1]: SMTP error from remote mail server after initial "
      "connection: 450 busy",
      SAID = { { .said = "450 busy",
                 .to = "lea@example.org",
                 .host = "mx.example.org",
                 .ip = "192.0.2.1",
                 .command = "CONNECT",
                 .id = "1abcde-000abc-Ab",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "found by grep, a login",
      "mainlog:2024-05-01 10:00:00 plain authenticator failed for (x) [192.0.2.7]: 535 No",
      SAID = { { .said = "535 No", .ip = "192.0.2.7", .command = "AUTH", .direction = IN } } },
    { "event, quoted",
      "2024-05-01 10:00:00 1abcde-000abc-Ab event smtp:ehlo data \"250-mx\\n250 HELP\"",
      SAID = { { .said = "250-mx\n250 HELP", .id = "1abcde-000abc-Ab" } } },
    { "event, values of a site",
      "2024-05-01 10:00:00 1abcde-000abc-Ab . ip <192.0.2.1> confirmation <250 OK> router <r>",
      SAID = { { .said = "250 OK", .id = "1abcde-000abc-Ab" } } },
    { "event, bare", "2024-05-01 10:00:00 1abcde-000abc-Ab smtp:ehlo 250-mx Hello\\n250 HELP",
      SAID = { { .said = "250-mx Hello\n250 HELP", .id = "1abcde-000abc-Ab" } } },
    { "event without a reply", "2024-05-01 10:00:00 1abcde-000abc-Ab . ip <192.0.2.1> port <25>",
      QUIET },
    { "PRDR",
      "2024-05-01 10:00:00 1abcde-000abc-Ab ** lea@example.org R=r T=smtp H=mx.example.org "
      "[192.0.2.1] : PRDR error after DATA: 550 "
      "second no",
      SAID = { { .said = "550 second no",
                 .to = "lea@example.org",
                 .host = "mx.example.org",
                 .ip = "192.0.2.1",
                 .command = "DATA",
                 .id = "1abcde-000abc-Ab",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "cutthrough",
      "2024-05-01 10:00:00 1abcde-000abc-Ab U=bo lea@example.org F=<bo@example.com> "
      "P=<bo@example.com> tmp-reject from cutthrough "
      "after DATA: R=all T=smtp H=mx.example.org [192.0.2.1] C=\"459 no\"",
      SAID = { { .said = "459 no",
                 .from = "bo@example.com",
                 .host = "mx.example.org",
                 .ip = "192.0.2.1",
                 .command = "DATA",
                 .id = "1abcde-000abc-Ab",
                 .direction = OUT } } },
    { "failed, several lines",
      "2024-05-01 10:00:00 1abcde-000abc-Ab ** lea@example.org R=dnslookup T=remote_smtp "
      "H=mx.example.org [192.0.2.1] X=TLS1.3:x:256 CV=yes: SMTP error from remote mail server "
      "after "
      "RCPT TO:<lea@example.org>: 550-5.1.1 No\\n550 5.1.1 such user",
      SAID = { { .said = "550-5.1.1 No\n550 5.1.1 such user",
                 .to = "lea@example.org",
                 .host = "mx.example.org",
                 .ip = "192.0.2.1",
                 .command = "RCPT TO",
                 .id = "1abcde-000abc-Ab",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "deferred, new id, process number, redirected",
      "2024-05-01 10:00:00.123 +0200 [4711] 1abcde-0000000abcd-Abcd == lea@example.net "
      "<lea@example.org> R=d T=r defer (-44) H=mx.example.net [2001:db8::1]:25: SMTP error from "
      "remote mail server after pipelined MAIL FROM:<bo@example.com> SIZE=550: 451 4.7.1 Later",
      SAID = { { .said = "451 4.7.1 Later",
                 .to = "lea@example.net",
                 .host = "mx.example.net",
                 .ip = "2001:db8::1",
                 .command = "MAIL FROM",
                 .id = "1abcde-0000000abcd-Abcd",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "host in the words, as old versions write",
      "2014-05-01 10:00:00 1abcde-000abc-Ab == lea@example.org R=l T=r defer (-44): SMTP error "
      "from "
      "remote mail server after end of data: host mx.example.org [192.0.2.1]: 421 Busy",
      SAID = { { .said = "421 Busy",
                 .to = "lea@example.org",
                 .host = "mx.example.org",
                 .ip = "192.0.2.1",
                 .command = "end of DATA",
                 .id = "1abcde-000abc-Ab",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "pipe",
      "2024-05-01 10:00:00 1abcde-000abc-Ab ** |/usr/bin/filter <lea@example.org> R=l T=pipe: "
      "Child "
      "process returned 75",
      SAID = { { .said = "Child process returned 75",
                 .to = "lea@example.org",
                 .id = "1abcde-000abc-Ab",
                 .fate = BOUNCED } } },
    { "delivered",
      "2024-05-01 10:00:00 1abcde-000abc-Ab => lea@example.org F=<bo@example.com> R=d T=r S=550 "
      "H=mx.example.org [192.0.2.1] C=\"250 2.0.0 OK \\\"queued\\\"\" QT=1s",
      SAID = { { .said = "250 2.0.0 OK \"queued\"",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .host = "mx.example.org",
                 .ip = "192.0.2.1",
                 .id = "1abcde-000abc-Ab",
                 .fate = SENT,
                 .direction = OUT } } },
    { "RFC 5424",
      "<22>1 2024-05-01T10:00:00Z mx exim 9 - - 1abcde-000abc-Ab ** lea@example.org: Unrouteable "
      "address",
      SAID = { { .said = "Unrouteable address",
                 .to = "lea@example.org",
                 .id = "1abcde-000abc-Ab",
                 .fate = BOUNCED } } },
    { "docker",
      "mx-1  | 2024-05-01 10:00:00 1abcde-000abc-Ab ** lea@example.org: Unrouteable address",
      SAID = { { .said = "Unrouteable address",
                 .to = "lea@example.org",
                 .id = "1abcde-000abc-Ab",
                 .fate = BOUNCED } } },
    { "rejected",
      "2024-05-01 10:00:00 H=host.example.net (helo) [192.0.2.7]:550 I=[192.0.2.1]:25 "
      "F=<bo@example.com> rejected RCPT <lea@example.org>: relay not permitted",
      SAID = { { .said = "relay not permitted",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .host = "host.example.net",
                 .ip = "192.0.2.7",
                 .command = "RCPT TO",
                 .fate = BOUNCED,
                 .direction = IN } } },
    { "rejected for now, code in the words, helo in brackets",
      "May  1 10:00:00 mx exim[9]: H=([192.0.2.99]) [192.0.2.7] F=<> temporarily rejected RCPT "
      "<lea@example.org>: 451 greylisted",
      SAID = { { .said = "451 greylisted",
                 .to = "lea@example.org",
                 .ip = "192.0.2.7",
                 .command = "RCPT TO",
                 .fate = DEFERRED,
                 .direction = IN } } },
    { "rejected for now, no words",
      "2024-05-01 10:00:00 H=host.example.net [192.0.2.7] F=<bo@example.com> temporarily rejected "
      "RCPT <lea@example.org>",
      SAID = { { .said = "temporarily rejected RCPT <lea@example.org>",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .host = "host.example.net",
                 .ip = "192.0.2.7",
                 .command = "RCPT TO",
                 .fate = DEFERRED,
                 .direction = IN } } },
    { "rejected after DATA",
      "2024-05-01 10:00:00 1abcde-000abc-Ab H=host.example.net [192.0.2.7] F=<bo@example.com> "
      "rejected after DATA: a virus",
      SAID = { { .said = "a virus",
                 .from = "bo@example.com",
                 .host = "host.example.net",
                 .ip = "192.0.2.7",
                 .command = "end of DATA",
                 .id = "1abcde-000abc-Ab",
                 .fate = BOUNCED,
                 .direction = IN } } },
    { "login",
      "2024-05-01 10:00:00 dovecot_login authenticator failed for (User) [192.0.2.9]:4711 "
      "I=[192.0.2.1]:465: 535 Incorrect authentication data (set_id=lea)",
      SAID = { { .said = "535 Incorrect authentication data (set_id=lea)",
                 .ip = "192.0.2.9",
                 .command = "AUTH",
                 .direction = IN } } },
    { "our login",
      "2024-05-01 10:00:00 1abcde-000abc-Ab plain authenticator failed H=smarthost.example.net "
      "[192.0.2.5] 535 Wrong",
      SAID = { { .said = "535 Wrong",
                 .host = "smarthost.example.net",
                 .ip = "192.0.2.5",
                 .command = "AUTH",
                 .id = "1abcde-000abc-Ab",
                 .direction = OUT } } },
    { "sender verification",
      "2024-05-01 10:00:00 H=host.example.net [192.0.2.7] sender verify fail for <bo@example.com>: "
      "Unknown user",
      SAID = { { .said = "sender verify fail for <bo@example.com>: Unknown user",
                 .from = "bo@example.com",
                 .host = "host.example.net",
                 .ip = "192.0.2.7",
                 .direction = IN } } },
    { "remark",
      "2024-05-01 10:00:00 1abcde-000abc-Ab H=mx.example.org [192.0.2.1]: SMTP error from remote "
      "mail server after initial connection: 451 Later",
      SAID = { { .said = "451 Later",
                 .host = "mx.example.org",
                 .ip = "192.0.2.1",
                 .command = "CONNECT",
                 .id = "1abcde-000abc-Ab",
                 .direction = OUT } } },
    { "not tried",
      "2024-05-01 10:00:00 1abcde-000abc-Ab == lea@example.org R=d T=r defer (-53): retry time not "
      "reached for any host",
      QUIET },
    { "arrival",
      "2024-05-01 10:00:00 1abcde-000abc-Ab <= bo@example.com H=x [192.0.2.7] P=esmtp S=550 "
      "T=\"550 "
      "5.1.1 no\"",
      .result = LOG_QUOTED },
    { "completed", "2024-05-01 10:00:00 1abcde-000abc-Ab Completed", QUIET },
    { "another's stamp", "2024-05-01 10:00:00 request H=7 F=1 rejected by upstream: 503 no",
      OTHER },
    { "another's stars", "2024-05-01 10:00:00 ** warning: 550 files", OTHER },
};

static const struct test sendmail[] = {
    { "too loaded", "mx sm-mta[9]: rejecting connections on daemon MTA: load average: 14",
      SAID = { { .said = "rejecting connections on daemon MTA: load average: 14",
                 .direction = IN } } },
    { "a client that did not wait",
      "May  1 10:00:00 mx sm-mta[9]: 441A0Bcd012345: rejecting commands from mx.example.org "
      "[192.0.2.7] due to pre-greeting traffic after 3 seconds",
      SAID = { { .said = "rejecting commands from mx.example.org [192.0.2.7] due to pre-greeting "
                         "traffic after 3 seconds",
                 .ip = "192.0.2.7",
                 .id = "441A0Bcd012345",
                 .direction = IN } } },
    { "trouble of its own",
      "May  1 10:00:00 mx sm-mta[9]: 441A0Bcd012345: SYSERR(root): collect: Cannot write ./df441A",
      SAID = { { .said = "SYSERR(root): collect: Cannot write ./df441A",
                 .id = "441A0Bcd012345" } } },
    { "deferred",
      "May  1 10:00:00 mx sm-mta[9]: 441A0Bcd012345: to=<lea@example.org>, "
      "ctladdr=<bo@example.com> "
      "(33/33), delay=00:00:01, mailer=esmtp, pri=120550, relay=mx.example.org. [192.0.2.1], "
      "dsn=4.7.1, stat=Deferred: 451 4.7.1 Greylisted",
      SAID = { { .said = "Deferred: 451 4.7.1 Greylisted",
                 .dsn = "4.7.1",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .host = "mx.example.org",
                 .ip = "192.0.2.1",
                 .id = "441A0Bcd012345",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "two recipients, reply=",
      "May  1 10:00:00 mx sendmail[9]: 441A0Bcd012345: to=<lea@example.org>,<bo@example.org>, "
      "delay=00:00:01, mailer=esmtp, relay=mx.example.org. [192.0.2.1], dsn=5.1.1, reply=550 5.1.1 "
      "unknown, stat=User unknown",
      SAID = { { .said = "550 5.1.1 unknown",
                 .dsn = "5.1.1",
                 .to = "lea@example.org",
                 .host = "mx.example.org",
                 .ip = "192.0.2.1",
                 .id = "441A0Bcd012345",
                 .fate = BOUNCED,
                 .direction = OUT },
               { .said = "550 5.1.1 unknown",
                 .dsn = "5.1.1",
                 .to = "bo@example.org",
                 .host = "mx.example.org",
                 .ip = "192.0.2.1",
                 .id = "441A0Bcd012345",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "FortiMail",
      "device_id=x type=event status=N/A msg=\"to=<lea@example.org>, delay=00:00:06, mailer=esmtp, "
      "relay= [192.0.2.1], dsn=2.0.0, stat=Sent (Ok: queued as 550)\"",
      SAID = { { .said = "Sent (Ok: queued as 550)",
                 .dsn = "2.0.0",
                 .to = "lea@example.org",
                 .ip = "192.0.2.1",
                 .fate = SENT,
                 .direction = OUT } } },
    { "ruleset",
      "May  1 10:00:00 mx sm-mta[9]: 441A0Bcd012345: ruleset=check_rcpt, arg1=<lea@example.org>, "
      "relay=host.example.net [192.0.2.7] (may be forged), reject=550 5.7.1 <lea@example.org>... "
      "Relaying denied",
      SAID = { { .said = "550 5.7.1 <lea@example.org>... Relaying denied",
                 .to = "lea@example.org",
                 .host = "host.example.net",
                 .ip = "192.0.2.7",
                 .command = "RCPT TO",
                 .id = "441A0Bcd012345",
                 .direction = IN } } },
    { "milter",
      "May  1 10:00:00 mx sm-mta[9]: 441A0Bcd012345: Milter: to=<lea@example.org>, reject=451 "
      "4.7.1 "
      "Later",
      SAID = { { .said = "451 4.7.1 Later",
                 .to = "lea@example.org",
                 .command = "RCPT TO",
                 .id = "441A0Bcd012345",
                 .direction = IN } } },
    { "unknown here",
      "May  1 10:00:00 mx sm-mta[9]: 441A0Bcd012345: <lea@example.org>... User unknown",
      SAID = { { .said = "User unknown",
                 .to = "lea@example.org",
                 .command = "RCPT TO",
                 .id = "441A0Bcd012345",
                 .direction = IN } } },
    { "queued",
      "May  1 10:00:00 mx sm-mta[9]: 441A0Bcd012345: to=<lea@example.org>, delay=00:00:00, "
      "mailer=esmtp, pri=30550, stat=queued",
      QUIET },
    { "arrival", "mx sm-mta[9]: 441A0Bcd012345: from=<bo@example.com>, size=550, nrcpts=1", QUIET },
    { "another's stat", "web[1]: to=7, stat=550", OTHER },
};

static const struct test qmail[] = {
    { "a number that has an underscore",
      "@40000000419f13a508f3214c delivery 5: failure: "
      "192.0.2.1_failed_after_I_sent_the_message./Remote_host_said:_550_No._AB12_510_[510]/",
      SAID = { { .said = "192.0.2.1 failed after I sent the message.\nRemote host said: 550 No. "
                         "AB12_510 [510]",
                 .ip = "192.0.2.1",
                 .command = "end of DATA",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "failure, an underscore of its own",
      "@40000000419f13a508f3214c delivery 5: failure: "
      "192.0.2.1_does_not_like_recipient./Remote_host_said:_550_5.1.1_<lea_b@example.org>_"
      "unknown_at_http://example.org/x_y/Giving_up_on_192.0.2.1./",
      SAID = { { .said = "192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 "
                         "<lea_b@example.org> unknown at http://example.org/x y\nGiving up on "
                         "192.0.2.1.",
                 .ip = "192.0.2.1",
                 .command = "RCPT TO",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "deferral",
      "May  1 10:00:00 mx qmail: 1714557600.123456 delivery 7: deferral: "
      "Connected_to_192.0.2.1_but_sender_was_rejected./Remote_host_said:_451_4.7.1_later/",
      SAID = { { .said = "Connected to 192.0.2.1 but sender was rejected.\nRemote host said: 451 "
                         "4.7.1 later",
                 .ip = "192.0.2.1",
                 .command = "MAIL FROM",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "success here", "1714557600.123456 delivery 8: success: did_0+0+1/",
      SAID = { { .said = "did 0+0+1", .fate = SENT } } },
    { "rblsmtpd", "May  1 10:00:00 mx rblsmtpd: 192.0.2.9 pid 4711: 451 listed, see example.net",
      SAID = { { .said = "451 listed, see example.net", .ip = "192.0.2.9", .direction = IN } } },
    { "spamdyke",
      "mx spamdyke[9]: DENIED_RDNS_MISSING from: bo@example.com to: lea@example.org origin_ip: "
      "192.0.2.9 origin_rdns: (unknown) auth: (unknown) encryption: (none) reason: (empty)",
      SAID = { { .said = "DENIED RDNS MISSING",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .ip = "192.0.2.9",
                 .direction = IN } } },
    { "start", "1714557600.123456 starting delivery 552: msg 550 to remote lea@example.org",
      QUOTED },
    { "status", "@40000000419f13a508f3214c status: local 0/10 remote 450/550", QUOTED },
    { "chkuser",
      "@40000000419f13a508f3214c CHKUSER rejected rcpt: from <bo@example.com::> remote "
      "<mx:unknown:192.0.2.9> rcpt <lea@example.org> : not existing recipient",
      SAID = { { .said = "not existing recipient",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .ip = "192.0.2.9",
                 .command = "RCPT TO",
                 .fate = BOUNCED,
                 .direction = IN } } },
    { "chkuser, the sender",
      "CHKUSER rejected sender: from <bo@example.com::> remote <mx:host.example.net:192.0.2.9> "
      "rcpt <> : invalid sender MX domain",
      SAID = { { .said = "invalid sender MX domain",
                 .from = "bo@example.com",
                 .ip = "192.0.2.9",
                 .command = "MAIL FROM",
                 .fate = BOUNCED,
                 .direction = IN } } },
    { "chkuser, accepted",
      "CHKUSER accepted rcpt: from <bo@example.com::> remote <mx:unknown:192.0.2.9> rcpt "
      "<lea@example.org> : found existing recipient",
      OTHER },
    { "another's delivery", "shop: delivery 550: failure: no stock", OTHER },
    { "another's success", "backup: success: 550 files", OTHER },
};

static const struct test opensmtpd[] = {
    { "within quotes",
      "level=error msg=\"8f4864084ecc48f4 mta delivery evpid=7077717e797a776e to=<lea@example.org> "
      "result=\\\"PermFail\\\" stat=\\\"550 5.1.1 no\\\"\"",
      OTHER },
    { "bad input",
      "mx smtpd[9]: 8f4864084ecc48f4 smtp bad-input address=192.0.2.7 host=host.example.net "
      "result=\"500 5.5.1 Invalid command\"",
      SAID = { { .said = "500 5.5.1 Invalid command",
                 .host = "host.example.net",
                 .ip = "192.0.2.7",
                 .direction = IN } } },
    { "delivery",
      "mx smtpd[9]: 8f4864084ecc48f4 mta delivery evpid=7077717e797a776e from=<bo@example.com> "
      "to=<lea@example.org> rcpt=<-> source=\"192.0.2.9\" relay=\"192.0.2.1 (mx.example.org)\" "
      "delay=1s result=\"PermFail\" stat=\"550 5.1.1 <lea@example.org>: no \\\"user\\\"\"",
      SAID = { { .said = "550 5.1.1 <lea@example.org>: no \"user\"",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .host = "mx.example.org",
                 .ip = "192.0.2.1",
                 .id = "7077717e797a776e",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "old delivery, addresses alone",
      "relay: TempFail for 6430369adcce4408: session=1, from=bo@example.com, to=lea@example.org, "
      "rcpt=<->, source=-, relay=mx.example.org, delay=0s, stat=No MX found for domain",
      SAID = { { .said = "No MX found for domain",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .id = "6430369adcce4408",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "old delivery",
      "relay: TempFail for 6430369adcce4408: session=1, from=<bo@example.com>, "
      "to=<lea@example.org>, "
      "rcpt=<->, source=192.0.2.9, relay=192.0.2.1 (192.0.2.1), delay=0s, stat=451 Later",
      SAID = { { .said = "451 Later",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .ip = "192.0.2.1",
                 .id = "6430369adcce4408",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "refused",
      "mx smtpd[9]: 8f4864084ecc48f4 smtp event=failed-command address=192.0.2.7 "
      "host=host.example.net command=\"RCPT TO:<lea@example.org>\" result=\"550 Invalid "
      "recipient\"",
      SAID = { { .said = "550 Invalid recipient",
                 .to = "lea@example.org",
                 .host = "host.example.net",
                 .ip = "192.0.2.7",
                 .command = "RCPT TO",
                 .direction = IN } } },
    { "refused, old",
      "smtp-in: Failed command on session 7818378b78e6ffe0: \"MAIL FROM:<bo@example.com>\" => 553 "
      "no",
      SAID = { { .said = "553 no",
                 .from = "bo@example.com",
                 .command = "MAIL FROM",
                 .direction = IN } } },
    { "traced server", "smtp: 0x15d760462000: >>> 250 2.0.0 Ok",
      SAID = { { .said = "250 2.0.0 Ok", .direction = IN } } },
    { "traced client", "mta: 0x15d760462000: <<< 550 no",
      SAID = { { .said = "550 no", .direction = OUT } } },
    { "traced command", "smtp: 0x15d760462000: <<< RCPT TO:<550>", OTHER },
    { "connected", "mx smtpd[9]: 5df87c903d709659 smtp connected address=192.0.2.7 host=x", QUIET },
    { "another's result", "ci[1]: delivery result=\"PermFail\" stat=\"550\"", OTHER },
};

static const struct test courier[] = {
    { "login",
      "mx courieresmtpd[9]: error,relay=::ffff:192.0.2.9,port=550,msg=\"535 Authentication "
      "failed.\",cmd: AUTH LOGIN bGVh",
      SAID = { { .said = "535 Authentication failed.",
                 .ip = "192.0.2.9",
                 .command = "AUTH",
                 .direction = IN } } },
    { "refused",
      "mx courieresmtpd: error,relay=::ffff:192.0.2.9,ident=x,from=<bo@example.com>,"
      "to=<lea@example.org>: 513 Relaying denied.",
      SAID = { { .said = "513 Relaying denied.",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .ip = "192.0.2.9",
                 .command = "RCPT TO",
                 .direction = IN } } },
    { "reply",
      "mx courieresmtp: id=0038C081.4D02.51A4,from=<bo@example.com>,addr=<lea@example.org>: <<< "
      "550 "
      "User unknown",
      SAID = { { .said = "550 User unknown",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .id = "0038C081.4D02.51A4",
                 .direction = OUT } } },
    { "outcome",
      "mx courieresmtp: "
      "id=0038C081.4D02.51A4,from=<bo@example.com>,addr=<lea@example.org>,size=550,"
      "status: deferred",
      SAID = { { .said = "deferred",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .id = "0038C081.4D02.51A4",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "IMAP", "mx imapd: LOGIN FAILED, user=lea, ip=[::ffff:192.0.2.9]", OTHER },
    { "queue", "mx courierd: newmsg,id=0038C081: dns; localhost", OTHER },
};

#define HARAKA    "2024-05-01 10:00:00 [NOTICE] [5D328FF3-13D9-493C-82C3-2872A307EB46.1] "
#define HARAKA_ID "5D328FF3-13D9-493C-82C3-2872A307EB46.1"

static const struct test haraka[] = {
    { "a session in which nothing was refused",
      HARAKA "[core] disconnect ip=192.0.2.7 rdns=mx.example.org esmtp=Y rcpts=1/0/0 lr=\"\"",
      QUOTED },
    { "our reply", HARAKA "[core] S: 550 no",
      SAID = { { .said = "550 no", .id = HARAKA_ID, .direction = IN } } },
    { "their reply", HARAKA "[outbound] S: 451-4.7.1 later",
      SAID = { { .said = "451-4.7.1 later", .id = HARAKA_ID, .direction = OUT } } },
    { "no connection to deliver over",
      "[ERROR] [-] [core] [outbound] Failed to get pool entry: Outbound connection error: Error: "
      "connect ETIMEDOUT 192.0.2.1:25",
      SAID = { { .said = "Outbound connection error: Error: connect ETIMEDOUT 192.0.2.1:25",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "the other side hung up",
      HARAKA "[outbound] Remote end 192.0.2.1:25 closed connection while we were processing mail.",
      SAID = { { .said = "Remote end 192.0.2.1:25 closed connection while we were processing mail.",
                 .ip = "192.0.2.1",
                 .id = HARAKA_ID,
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "the connection broke",
      "Nov 22 07:14:17 mx haraka[811]: " HARAKA "[outbound] Ongoing connection failed to "
      "192.0.2.1:25 : Error: write EPIPE",
      SAID = { { .said = "Ongoing connection failed to 192.0.2.1:25 : Error: write EPIPE",
                 .ip = "192.0.2.1",
                 .id = HARAKA_ID,
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "a plugin's remote end", HARAKA "[clamd] Remote end 192.0.2.1:3310 closed connection",
      QUIET },
    { "another program's id", "[ERROR] [" HARAKA_ID "] sending failed: 550 5.1.1 no", OTHER },
    { "no connection, but not of mail",
      "[ERROR] [-] [core] [redis] Failed to get pool entry: Outbound connection error: Error: "
      "connect ETIMEDOUT 192.0.2.1:6379",
      OTHER },
    { "last refusal",
      HARAKA
      "[core] disconnect ip=192.0.2.7 rdns=host.example.net helo=x rcpts=0/0/1 lr=\"550 no\" "
      "time=8.682",
      SAID = { { .said = "550 no",
                 .host = "host.example.net",
                 .ip = "192.0.2.7",
                 .id = HARAKA_ID,
                 .direction = IN } } },
    { "recipient", HARAKA "[outbound] recipient <lea@example.org> rejected: 550 5.1.1 unknown",
      SAID = { { .said = "550 5.1.1 unknown",
                 .to = "lea@example.org",
                 .id = HARAKA_ID,
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "delivered",
      HARAKA "[outbound] delivered file=1 domain=example.org host=mx.example.org ip=192.0.2.1 "
             "port=25 response=\"250 ok\" delay=1",
      SAID = { { .said = "250 ok",
                 .host = "mx.example.org",
                 .ip = "192.0.2.1",
                 .id = HARAKA_ID,
                 .fate = SENT,
                 .direction = OUT } } },
    { "plugin first",
      "[NOTICE] [core] [" HARAKA_ID "] disconnect ip=192.0.2.7 rdns=NXDOMAIN lr=\"550 no\" time=1",
      SAID = { { .said = "550 no", .ip = "192.0.2.7", .id = HARAKA_ID, .direction = IN } } },
    { "logfmt, reply", "level=PROTOCOL uuid=" HARAKA_ID " origin=core message=\"S: 550 no\"",
      SAID = { { .said = "550 no", .id = HARAKA_ID, .direction = IN } } },
    { "logfmt, their reply",
      "level=PROTOCOL uuid=" HARAKA_ID " origin=outbound message=\"S: 550 no\" x=1",
      SAID = { { .said = "550 no", .id = HARAKA_ID, .direction = OUT } } },
    { "logfmt, last refusal",
      "level=NOTICE uuid=" HARAKA_ID " origin=core message=disconnect ip=192.0.2.7 lr=\"550 no\"",
      SAID = { { .said = "550 no", .ip = "192.0.2.7", .id = HARAKA_ID, .direction = IN } } },
    { "client's turn", HARAKA "[core] C: 550", QUIET },
    { "no refusal", HARAKA "[core] disconnect ip=192.0.2.7 lr=\"\" time=1", QUOTED },
    { "another's level", "[NOTICE] [5D328FF3] [core] S: 550 no", OTHER },
};

static const struct test rows[] = {
    { "Exchange, a subject",
      "2026-11-22T07:14:17.000Z,192.0.2.7,,192.0.2.1,mx,,MX\\Default,SMTP,RECEIVE,123,<1@example."
      "net>"
      ",9f0c,lea@example.org,,1234,1,,,550 5.2.2 mailbox full,bo@example.net,bo@example.net,,In",
      QUOTED },
    { "a subject in quotes", "mx filter[7]: subject=\"550 5.2.2 mailbox full\", rcpts=1", QUOTED },
    { "a subject in the middle", "mx f[7]: Subject=550 no such user, to=<lea@example.org>",
      QUOTED },
    { "a code behind a subject", "mx f[7]: subject=\"550 no\" reply=\"550 no such user\"", OTHER },
    { "a code before a subject", "mx f[7]: 550 no such user, subject='550 no'", OTHER },
    { "a subject without a code", "mx f[7]: rejected: subject=no such user", OTHER },
    { "no subject", "mx f[7]: subject=", OTHER },
    { "Exchange, we answer",
      "2024-05-01T10:00:00.000Z,MX\\Default,08DC42C8FF236A1F,8,192.0.2.1:25,192.0.2.7:62136,>,550 "
      "5.7.1 Unable to relay,",
      SAID = { { .said = "550 5.7.1 Unable to relay", .ip = "192.0.2.7", .direction = IN } } },
    { "Exchange, they answer, quotes",
      "2024-05-01T10:00:00.000Z,Outbound,08DC42C8FF236A1F,8,192.0.2.9:4711,[2001:db8::1]:25,<,"
      "\"550 "
      "5.1.1 \"\"lea\"\", unknown\",",
      SAID = { { .said = "550 5.1.1 \"lea\", unknown", .ip = "2001:db8::1", .direction = OUT } } },
    { "Exchange, the reply that waits",
      "2024-05-01T10:00:00.000Z,MX\\Default,08DC42C8FF236A1F,8,192.0.2.1:25,192.0.2.7:62136,*,"
      "Tarpit for '0.00:00:05' due to '550 5.7.1 no',",
      SAID = { { .said = "550 5.7.1 no", .ip = "192.0.2.7", .direction = IN } } },
    { "tracking, last error",
      "2024-05-01T10:00:00.000Z,,MX,,,\"[{LRT=};{LED=451 4.4.0 \"\"421 no\"\"};{FQDN=};{IP=}]\",,"
      "QUEUE,DEFER,99,<1@example.com>,guid,lea@example.org,,550,1,,,Subject,s@example.com",
      SAID = { { .said = "451 4.4.0 \"421 no\"",
                 .to = "lea@example.org",
                 .from = "s@example.com",
                 .id = "1@example.com",
                 .fate = DEFERRED } } },
    { "Exchange, a command",
      "2024-05-01T10:00:00.000Z,Outbound,08DC42C8FF236A1F,8,192.0.2.9:4711,192.0.2.1:25,>,RCPT "
      "TO:<550@example.org>,",
      QUIET },
    { "tracking, two recipients",
      "2024-05-01T10:00:00.000Z,192.0.2.9,mx1,192.0.2.1,mx.example.org,08D;,Out,SMTP,FAIL,99,"
      "<1@example.com>,guid,lea@example.org;bo@example.org,550 5.1.1 a; b;550 5.2.2 c,550,2,,,"
      "Subject,s@example.com,s@example.com,,Originating",
      SAID = { { .said = "550 5.1.1 a; b",
                 .to = "lea@example.org",
                 .from = "s@example.com",
                 .host = "mx.example.org",
                 .ip = "192.0.2.1",
                 .id = "1@example.com",
                 .fate = BOUNCED,
                 .direction = OUT },
               { .said = "550 5.2.2 c",
                 .to = "bo@example.org",
                 .from = "s@example.com",
                 .host = "mx.example.org",
                 .ip = "192.0.2.1",
                 .id = "1@example.com",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "another's stamp", "2024-05-01T10:00:00.000Z,550,5.1.1,some,table,with,<,550 rows,of,values",
      OTHER },
    { "PowerMTA",
      "b,2024-05-01 10:00:00+0000,2024-05-01 09:59:00+0000,s@example.com,lea@example.org,,failed,"
      "5.1.1 (bad destination mailbox address),\"smtp;550 5.1.1 \"\"lea\"\" unknown\","
      "mx.example.org (192.0.2.1),bad-mailbox,smtp",
      SAID = { { .said = "550 5.1.1 \"lea\" unknown",
                 .dsn = "5.1.1",
                 .to = "lea@example.org",
                 .from = "s@example.com",
                 .host = "mx.example.org",
                 .ip = "192.0.2.1",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "PowerMTA, few columns, no reply",
      "t,quota-issues,2024-05-01 10:00:00,lea@example.org,delayed,4.4.1 (connection timed out),,",
      SAID = { { .said = "connection timed out",
                 .dsn = "4.4.1",
                 .to = "lea@example.org",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "PowerMTA, without dsnAction",
      "b,2024-05-01 10:00:00+0000,s@example.com,lea@example.org,5.4.4 (unable to route),"
      "\"smtp; 554 5.4.4 no MX\",bad-domain",
      SAID = { { .said = "554 5.4.4 no MX",
                 .dsn = "5.4.4",
                 .to = "lea@example.org",
                 .from = "s@example.com",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "PowerMTA, a queue", "tq,2024-05-01 10:00:00+0000,example.org/vmta1,4.7.0,421 4.7.0 later",
      SAID = { { .said = "421 4.7.0 later",
                 .dsn = "4.7.0",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "another's row", "d,2024-05-01,550,5.1.1,lea@example.org,rows", OTHER },
};

static const struct test dialogue[] = {
    { "MDaemon, its own answer",
      "Sun 2026-11-22 07:14:17.123: 05: --> 550 5.1.1 Recipient unknown <lea@example.org>",
      SAID = { { .said = "550 5.1.1 Recipient unknown <lea@example.org>", .direction = IN } } },
    { "MDaemon, the other side's", "Sun 2026-11-22 07:14:17: [811:5] <-- 451 4.7.1 later",
      SAID = { { .said = "451 4.7.1 later", .direction = OUT } } },
    { "MDaemon, a command", "Sun 2026-11-22 07:14:17: --> RCPT To:<lea@example.org>", QUIET },
    { "MDaemon, a success", "Sun 2026-11-22 07:14:17.123: 05: --> 250 2.1.0 Sender OK", QUIET },
    { "IceWarp", "192.0.2.7       [0F1C] 07:14:17 >>> 550 5.1.1 <lea@example.org> User unknown",
      SAID = { { .said = "550 5.1.1 <lea@example.org> User unknown",
                 .ip = "192.0.2.7",
                 .direction = IN } } },
    { "IceWarp delivers", "SYSTEM          [0F1C] 07:14:17 Client session <<< 550 5.1.1 no",
      SAID = { { .said = "550 5.1.1 no", .direction = OUT } } },
    { "IceWarp, a command of its own",
      "SYSTEM          [0F1C] 07:14:17 Client session >>> RCPT TO:<lea@example.org>", QUIET },
    { "SmarterMail", "[2026.11.22] 07:14:17.123 [192.0.2.7][811] rsp: 550 No such user",
      SAID = { { .said = "550 No such user", .ip = "192.0.2.7", .direction = IN } } },
    { "SmarterMail, without a date", "07:14:17.123 [192.0.2.7][811] rsp: 550 No such user",
      SAID = { { .said = "550 No such user", .ip = "192.0.2.7", .direction = IN } } },
    { "SmarterMail delivers", "[2026.11.22] 07:14:17 [811] RSP: 550 5.1.1 No such user",
      SAID = { { .said = "550 5.1.1 No such user", .direction = OUT } } },
    { "MailEnable",
      "11/22/26 07:14:17\tSMTP-IN\tA1.MAI\t811\t192.0.2.7\tRCPT\tRCPT "
      "TO:<lea@example.org>\t550 no\t0\t32",
      SAID = { { .said = "550 no",
                 .to = "lea@example.org",
                 .ip = "192.0.2.7",
                 .command = "RCPT TO",
                 .direction = IN } } },
    { "MailEnable delivers",
      "11/22/26 07:14:17\tSMTP-OU\tA1.MAI\t811\t192.0.2.25\tMAIL\tMAIL "
      "FROM:<bo@example.com>\t451 later\t0\t32",
      SAID = { { .said = "451 later",
                 .from = "bo@example.com",
                 .ip = "192.0.2.25",
                 .command = "MAIL FROM",
                 .direction = OUT } } },
    { "MailEnable, cut off", "11/22/26 07:14:17\tSMTP-OU\tA1.MAI", QUIET },
    { "IIS",
      "2026-11-22 07:14:17 192.0.2.25 OutboundConnectionResponse SMTPSVC1 MX - 25 - - "
      "550+5.1.1+User+unknown 0 0 30",
      SAID = { { .said = "550 5.1.1 User unknown", .ip = "192.0.2.25", .direction = OUT } } },
    { "IIS, a success",
      "2026-11-22 07:14:17 192.0.2.25 OutboundConnectionResponse SMTPSVC1 MX - 25 - - "
      "250+2.1.0+OK 0 0 30",
      QUIET },
    { "another's line with an arrow", "192.168.0.1 app --> 10.0.0.1: went well", OTHER },
    { "another's line", "192.168.0.1 app went well, 550 items", OTHER },
};

static const struct test dovecot[] = {
    { "a login to send mail",
      "mx dovecot: submission-login: Disconnected: Auth failed (auth failed, 3 attempts in 9 "
      "secs): "
      "user=<lea>, method=PLAIN, rip=192.0.2.9, lip=192.0.2.1, TLS",
      SAID = { { .said = "Disconnected: Auth failed (auth failed, 3 attempts in 9 secs)",
                 .ip = "192.0.2.9",
                 .command = "AUTH",
                 .direction = IN } } },
    { "a login to read mail",
      "mx dovecot: imap-login: Disconnected: Auth failed (auth failed, 3 attempts in 9 secs): "
      "user=<lea>, method=PLAIN, rip=192.0.2.9, lip=192.0.2.1, TLS",
      OTHER },
    { "a good login to send mail",
      "mx dovecot: submission-login: Login: user=<lea>, method=PLAIN, rip=192.0.2.9, lip=192.0.2.1",
      OTHER },
    { "a folder is full",
      "May  1 07:14:17 mx dovecot: lmtp(lea@example.org)<811><aZ+>: sieve: msgid=<1@example.net>: "
      "failed to store into mailbox 'INBOX': Quota exceeded (mailbox for user is full)",
      SAID = { { .said =
                     "failed to store into mailbox 'INBOX': Quota exceeded (mailbox for user is "
                     "full)",
                 .to = "lea@example.org" } } },
    { "of lda, an old one",
      "mx dovecot: lda(lea): Error: msgid=<1@example.net>: save failed to INBOX: Permission denied",
      SAID = { { .said = "save failed to INBOX: Permission denied", .to = "lea" } } },
    { "a process and a user",
      "mx dovecot: lmtp(811, lea@example.org): Error: sieve: msgid=unspecified: failed to open "
      "mailbox 'INBOX': Permission denied",
      SAID = { { .said = "failed to open mailbox 'INBOX': Permission denied",
                 .to = "lea@example.org" } } },
    { "a redirection refused",
      "lmtp(lea@example.org)<811><aZ+>: Error: sieve: msgid=<1@example.net>: failed to redirect "
      "message to <kim@example.com>: smtp(mx.example.com:25): RCPT TO failed: 550 5.1.1 no",
      SAID = { { .said = "smtp(mx.example.com:25): RCPT TO failed: 550 5.1.1 no",
                 .to = "kim@example.com",
                 .direction = OUT } } },
    { "stored",
      "mx dovecot: lmtp(lea@example.org)<811><aZ+>: sieve: msgid=<1@example.net>: stored mail into "
      "mailbox 'INBOX'",
      QUOTED },
    { "a filter's steps, the program not named",
      "Debug: sieve: msgid=<1@example.net>: Finished executing actions (status=temporary_failure)",
      QUOTED },
    { "a search engine's trouble",
      "mx dovecot: lmtp(lea@example.org)<8><a>: Error: fts-solr: Lookup failed: 503 Unavailable",
      .result = LOG_QUOTED },
    { "another trouble",
      "mx dovecot: lmtp(811): Error: rcpt lea@example.org: Failed to lookup user", OTHER },
    { "a login", "mx dovecot: imap-login: Error: lmtp: Disconnected: Inactivity", OTHER },
};

static const struct test chasquid[] = {
    { "deferred",
      "Nov 22 07:14:17 mx chasquid[9]: QaWx3 from=bo@example.net to=lea@example.org failed "
      "(temporary): all MXs returned transient failures (last: MAIL+RCPT 451 4.7.1 Greylisted)",
      SAID = { { .said = "all MXs returned transient failures (last: MAIL+RCPT 451 4.7.1 "
                         "Greylisted)",
                 .to = "lea@example.org",
                 .from = "bo@example.net",
                 .id = "QaWx3",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "bounced, of a mailer daemon",
      "2026-11-22 07:14:17.120 QaWx3 from=<> to=lea@example.org failed (permanent): exit status 1",
      SAID = { { .said = "exit status 1",
                 .to = "lea@example.org",
                 .id = "QaWx3",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "delivered", "chasquid[9]: QaWx3 from=bo@example.net to=lea@example.org sent", OTHER },
    { "another's line", "update of the list failed (temporary): no space", OTHER },
};

static const struct test dma[] = {
    { "refused for good",
      "Nov 22 07:14:17 mx dma[837e45.1e13660]: remote delivery to mx.example.net [192.0.2.25] "
      "failed after RCPT TO: 550 5.1.1 <lea@example.net>... No such user here",
      SAID = { { .said = "550 5.1.1 <lea@example.net>... No such user here",
                 .host = "mx.example.net",
                 .ip = "192.0.2.25",
                 .command = "RCPT TO",
                 .id = "837e45.1e13660",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "refused for now, with the process, and the recipient",
      "dma[837e45.1e13660][811]: <lea@example.net> remote delivery deferred: mx.example.net "
      "[192.0.2.25] failed after MAIL FROM: 451 4.7.1 Greylisted",
      SAID = { { .said = "451 4.7.1 Greylisted",
                 .to = "lea@example.net",
                 .host = "mx.example.net",
                 .ip = "192.0.2.25",
                 .command = "MAIL FROM",
                 .id = "837e45.1e13660",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "no such host",
      "mx dma[1fba5.2154]: remote delivery deferred: DNS lookup failure: host example.net not "
      "found",
      SAID = { { .said = "DNS lookup failure: host example.net not found",
                 .id = "1fba5.2154",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "words of its own that speak of a failure",
      "mx dma[1fba5.2154]: remote delivery failed: the login failed after a while: no password",
      SAID = { { .said = "the login failed after a while: no password",
                 .id = "1fba5.2154",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "a mailbox here",
      "mx dma[1fba5.2154]: local delivery deferred: can not open `/var/mail/lea': Permission "
      "denied",
      SAID = { { .said = "can not open `/var/mail/lea': Permission denied",
                 .id = "1fba5.2154",
                 .fate = DEFERRED } } },
    { "nobody listens",
      "mx dma[1fba5.2154]: connect to mx.example.net [192.0.2.25] failed: Connection refused",
      SAID = { { .said = "Connection refused",
                 .host = "mx.example.net",
                 .ip = "192.0.2.25",
                 .command = "CONNECT",
                 .id = "1fba5.2154",
                 .direction = OUT } } },
    { "delivered, here or elsewhere", "mx dma[1fba5.2154]: <lea@example.net> delivery successful",
      SAID = { { .said = "delivery successful",
                 .to = "lea@example.net",
                 .id = "1fba5.2154",
                 .fate = SENT } } },
    { "tried", "mx dma[1fba5.2154]: <lea@example.net> trying delivery", OTHER },
    { "tried at a host",
      "mx dma[1fba5.2154]: trying remote delivery to mx.example.net [192.0.2.25] pref 10", OTHER },
    { "no words", "mx dma[1fba5.2154]: remote delivery failed: ", OTHER },
    { "another program", "mx vdma[7]: remote delivery failed: 550 no", OTHER },
    { "no program", "the plasma dma[7] remote delivery failed: 550 no", OTHER },
};

static const struct test kerio[] = {
    { "bounced",
      "[22/Nov/2026 07:14:17] Sent: Queue-ID: 5a1b-01, Recipient: <lea@example.org>, Result: "
      "failed, Status: 5.1.1 550 5.1.1 User unknown, Remote-Host: 192.0.2.25, Msg-Id: "
      "<1@example.com>",
      SAID = { { .said = "5.1.1 550 5.1.1 User unknown",
                 .to = "lea@example.org",
                 .ip = "192.0.2.25",
                 .id = "5a1b-01",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "delayed",
      "[22/Nov/2026 07:14:17] Sent: Queue-ID: 5a1b-01, Recipient: <lea@example.org>, Result: "
      "delayed, Status: 4.4.1 Cannot connect, Msg-Id: <1@example.com>",
      SAID = { { .said = "4.4.1 Cannot connect",
                 .to = "lea@example.org",
                 .id = "5a1b-01",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "a blocklist",
      "[22/Nov/2026 07:14:17] IP address 192.0.2.7 found in DNS blacklist X, mail from "
      "<bo@example.net> to <lea@example.org> rejected",
      SAID = { { .said = "IP address 192.0.2.7 found in DNS blacklist X, mail from "
                         "<bo@example.net> to <lea@example.org> rejected",
                 .to = "lea@example.org",
                 .from = "bo@example.net",
                 .ip = "192.0.2.7",
                 .fate = BOUNCED,
                 .direction = IN } } },
    { "no such recipient",
      "[22/Nov/2026 07:14:17] Attempt to deliver to unknown recipient <lea@example.org>, from "
      "<bo@example.net>, IP address 192.0.2.7",
      SAID = { { .said = "Attempt to deliver to unknown recipient <lea@example.org>, from "
                         "<bo@example.net>, IP address 192.0.2.7",
                 .to = "lea@example.org",
                 .from = "bo@example.net",
                 .ip = "192.0.2.7",
                 .fate = BOUNCED,
                 .direction = IN } } },
    { "received", "[22/Nov/2026 07:14:17] Recv: Queue-ID: 5a1b-01, Service: SMTP", QUIET },
    { "something else", "[22/Nov/2026 07:14:17] Engine: Service SMTP started", OTHER },
};

static const struct test stalwart[] = {
    { "refused",
      "2026-11-22T07:14:17Z INFO SMTP RCPT TO rejected (delivery.rcpt-to-rejected) queueId = 811, "
      "from = \"bo@example.com\", to = [\"lea@example.org\"], hostname = \"mx.example.org\", to = "
      "\"lea@example.org\", code = 550, details = \"5.1.1 no, \\\"lea\\\"\", elapsed = 12ms",
      SAID = { { .said = "5.1.1 no, \\\"lea\\\"",
                 .codes = "550",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .host = "mx.example.org",
                 .id = "811",
                 .direction = OUT } } },
    { "no connection",
      "2026-11-22T07:14:17Z INFO Connection failed (delivery.connect-error) queueId = 811, "
      "hostname = \"mx.example.org\", remoteIp = 192.0.2.25, reason = \"Connection refused\"",
      SAID = { { .said = "Connection refused",
                 .host = "mx.example.org",
                 .ip = "192.0.2.25",
                 .id = "811",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "a client refused",
      "2026-11-22T07:14:17Z INFO Mailbox does not exist (smtp.mailbox-does-not-exist) listenerId = "
      "\"smtp\", remoteIp = 192.0.2.7, to = \"lea@example.org\"",
      SAID = { { .said = "Mailbox does not exist",
                 .to = "lea@example.org",
                 .ip = "192.0.2.7",
                 .direction = IN } } },
    { "a step", "2026-11-22T07:14:17Z INFO SMTP RCPT TO (delivery.rcpt-to) queueId = 811", QUIET },
    { "a client's step", "2026-11-22T07:14:17Z INFO SPF passed (smtp.spf-from-pass) code = 550",
      QUIET },
    { "a host in brackets", "Login refused: 535 5.7.8 no (smtp.example.com)", OTHER },
    { "a check on the way ends no delivery",
      "2026-11-22T07:14:17Z INFO TLSA record not found (dane.tlsa-record-not-found) queueId = 811, "
      "from = \"kim@example.com\", hostname = \"mx.example.org\", strict = false",
      QUOTED },
};

static const struct test filter[] = {
    { "whose mail it is", "mx opendkim[811]: 4F0B82: mx.example.org [192.0.2.7] not internal",
      QUOTED },
    { "a client without a login", "mx opendkim[811]: 4F0B82: not authenticated", QUOTED },
    { "blocked by Proxmox Mail Gateway",
      "pmg pmg-smtp-filter[811]: 4F0B82: block mail to <lea@example.org> (rule: Block Viruses)",
      SAID = { { .said = "block mail to <lea@example.org> (rule: Block Viruses)",
                 .to = "lea@example.org",
                 .id = "4F0B82",
                 .fate = BOUNCED,
                 .direction = IN } } },
    { "accepted by it",
      "pmg pmg-smtp-filter[811]: 4F0B82: accept mail to <lea@example.org> (4A1B2C) (rule: default)",
      QUIET },
    { "blocked by amavis, two recipients",
      "mx amavis[811]: (00811-02) Blocked SPAM {DiscardedInbound}, [192.0.2.7]:4711 [192.0.2.7] "
      "<bo@example.net> -> <lea@example.org>,<kim@example.org>, Queue-ID: 4F0B82, Hits: 15.2",
      SAID = { { .said = "Blocked SPAM {DiscardedInbound}",
                 .to = "lea@example.org",
                 .from = "bo@example.net",
                 .ip = "192.0.2.7",
                 .id = "4F0B82",
                 .fate = BOUNCED,
                 .direction = IN },
               { .said = "Blocked SPAM {DiscardedInbound}",
                 .to = "kim@example.org",
                 .from = "bo@example.net",
                 .ip = "192.0.2.7",
                 .id = "4F0B82",
                 .fate = BOUNCED,
                 .direction = IN } } },
    { "passed by amavis",
      "mx amavis[811]: (00811-02) Passed CLEAN, [192.0.2.7] <bo@example.net> -> "
      "<lea@example.org>, Subject: \"550 5.2.2 mailbox full\"",
      QUOTED },
    { "a score of SpamAssassin",
      "mx spamd[811]: spamd: result: Y 15 - FORGED_SPF_HELO,SPF_HELO_NONE,URIBL_BLOCKED "
      "scantime=2.7,size=550,user=lea,uid=117,required_score=5.0,rhost=127.0.0.1",
      QUOTED },
    { "spam as SpamAssassin counts it",
      "mx spamd[811]: spamd: identified spam (15.5/5.0) for lea:550 in 4.2 seconds, 5501 bytes.",
      QUOTED },
    { "a policy server's header",
      "prepend Received-SPF: None (no SPF record) identity=helo; client-ip=192.0.2.7; "
      "helo=mx.example.org",
      QUOTED },
    { "a policy server's longer header",
      "mx policyd-spf[811]: Action: prepend: Text: Received-SPF: Softfail (mailfrom) "
      "identity=mailfrom; client-ip=192.0.2.7 Reject action: 550 5.7.23",
      QUOTED },
    { "greylisting's own",
      "mx postgrey[811]: action=pass, reason=triplet found, delay=550, client_name=mx.example.org",
      QUOTED },
    { "a header of a message", "Received-SPF: Fail (mailfrom) identity=mailfrom", OTHER },
    { "trouble of amavis", "mx amavis[811]: (00811-02) (!!)TROUBLE in check_mail: no",
      SAID = { { .said = "(!!)TROUBLE in check_mail: no" } } },
    { "refused by rspamd",
      "#811(normal) <a1b2c3>; task; rspamd_task_write_log: id: <1@example.net>, qid: <4F0B82>, ip: "
      "192.0.2.7, from: <bo@example.net>, (default: T (reject): [20.1/15.0] [BAYES(5.1){}]), len: "
      "1, rcpts: <lea@example.org>, mime_rcpts: <kim@example.org>",
      SAID = { { .said = "default: T (reject)",
                 .to = "lea@example.org",
                 .from = "bo@example.net",
                 .ip = "192.0.2.7",
                 .id = "4F0B82",
                 .fate = BOUNCED,
                 .direction = IN } } },
    { "greylisted by rspamd",
      "rspamd_task_write_log: id: <1@example.net>, qid: <4F0B82>, ip: 192.0.2.7, (default: F (soft "
      "reject): [5.1/15.0] [GREYLIST(0.00){greylisted;new record;}])",
      SAID = { { .said = "GREYLIST(0.00){greylisted;new record;",
                 .ip = "192.0.2.7",
                 .id = "4F0B82",
                 .fate = DEFERRED,
                 .direction = IN } } },
    { "passed by rspamd",
      "rspamd_task_write_log: id: <1@example.net>, (default: F (no action): [1.1/15.0] [])",
      QUOTED },
    { "refused by rspamd, the metric not named",
      "rspamd_task_write_log: id: <1@example.net>, qid: <4F0B82>, ip: 192.0.2.7, (reject): "
      "[18.5/15.0] [BAYES_SPAM(5.0)]",
      SAID = { { .said = "(reject)",
                 .ip = "192.0.2.7",
                 .id = "4F0B82",
                 .fate = BOUNCED,
                 .direction = IN } } },
    { "another log of that mark", "mx catalog: 550 5.1.1 No such user", OTHER },
};

static const struct test barracuda[] = {
    { "sent on, refused",
      "Nov 22 07:14:17 gw outbound/smtp[811]: 127.0.0.1 1790-811-2-0 0 0 SEND - 2 4F0B82 550 5.1.1 "
      "<lea@example.org>: User unknown",
      SAID = { { .said = "550 5.1.1 <lea@example.org>: User unknown",
                 .id = "4F0B82",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "sent on, delayed",
      "gw outbound/smtp[811]: 127.0.0.1 1790-811-2-0 0 0 SEND ENC 3 4F0B82 451 4.7.1 later",
      SAID = { { .said = "451 4.7.1 later",
                 .id = "4F0B82",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "a number that is no action",
      "gw outbound/smtp[811]: 127.0.0.1 1790-811-2-0 0 0 SEND ENC 9 4F0B82 451 later", OTHER },
    { "blocked at RCPT",
      "gw inbound/pass1[811]: mx.example.net[192.0.2.7] 1790-811-2-0 1790 1790 RECV bo@example.net "
      "lea@example.org 2 8 [lea@example.org]",
      SAID = { { .said = "2 8 ",
                 .to = "lea@example.org",
                 .from = "bo@example.net",
                 .host = "mx.example.net",
                 .ip = "192.0.2.7",
                 .fate = BOUNCED,
                 .direction = IN } } },
    { "blocked with the reply given",
      "gw inbound/pass1[811]: unknown[192.0.2.7] 1790-811-2-0 1790 1790 RECV - - 2 83 535 no",
      SAID = { { .said = "535 no", .ip = "192.0.2.7", .fate = BOUNCED, .direction = IN } } },
    { "deferred by the scan, a code in the subject",
      "gw scan[811]: mx.example.net[192.0.2.7] 1790-811-2-0 1790 1790 SCAN - bo@example.net "
      "lea@example.org 5.5 5 73 - SZ:550 SUBJ:550 5.1.1 things",
      SAID = { { .said = "5 73 ",
                 .to = "lea@example.org",
                 .from = "bo@example.net",
                 .host = "mx.example.net",
                 .ip = "192.0.2.7",
                 .fate = DEFERRED,
                 .direction = IN } } },
    { "allowed",
      "gw scan[811]: mx.example.net[192.0.2.7] 1790-811-2-0 1790 1790 SCAN ENC bo@example.net "
      "lea@example.org - 7 61 - SZ:346 SUBJ:550 things",
      QUIET },
    { "another program", "gw scan[811]: 550 files read", OTHER },
    { "cut off", "gw scan[811]: mx.example.net[192.0.2.7] 1790 1790", OTHER },
};

static const struct test ironport[] = {
    { "a subject", "mx mail_logs: Info: MID 4711 Subject 'Undelivered: 550 5.2.2 mailbox full'",
      QUOTED },
    { "a name of a file", "Info: MID 4711 attachment 'message too big.pdf'", QUOTED },
    { "the subject of a mail of its own",
      "Info: Internal SMTP system successfully sent a message to lea@example.org with subject "
      "'Warning: the virus scanner fails'.",
      QUOTED },
    { "a trouble with a mail of its own",
      "Warning: Internal SMTP Error: Failed to send message to host 192.0.2.25:25", OTHER },
    { "refused by the table of recipients",
      "Info: MID 4711 ICID 811 RID 0 To: <lea@example.org> Rejected by RAT",
      SAID = { { .said = "Rejected by RAT",
                 .to = "lea@example.org",
                 .id = "4711",
                 .command = "RCPT TO",
                 .fate = BOUNCED,
                 .direction = IN } } },
    { "refused by the sender group", "Info: ICID 811 REJECT SG BLACKLIST match sbrs[-10.0:-3.0]",
      SAID = { { .said = "REJECT SG BLACKLIST match sbrs[-10.0:-3.0]",
                 .command = "CONNECT",
                 .fate = BOUNCED,
                 .direction = IN } } },
    { "let in", "Info: ICID 811 ACCEPT SG UNKNOWNLIST match sbrs[none]", OTHER },
    { "bounced",
      "Sun Nov 22 07:14:17 2026 Info: Bounced: DCID 811 MID 4711 From: <bo@example.com> To: "
      "<lea@example.org> RID 0 - 5.1.0 - Unknown address error ('550', ['5.1.1 no such user'])",
      SAID = { { .said = "5.1.1 no such user",
                 .codes = "550",
                 .dsn = "5.1.0",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .id = "4711",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "delayed, several lines",
      "mail_logs: Info: Delayed: DCID 811 MID 4711 to RID 0 - 4.3.2 - Not accepting messages at "
      "this time ('421', ['4.7.0 one', '4.7.0 two']) []",
      SAID = { { .said = "4.7.0 one', '4.7.0 two",
                 .codes = "421",
                 .dsn = "4.3.2",
                 .id = "4711",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "nobody answered",
      "Info: Bounced: DCID 0 MID 4711 to RID 0 - 5.1.2 - Bad destination host ('000', ['DNS Hard "
      "Error looking up example.invalid (MX): NXDomain'])",
      SAID = { { .said = "Bad destination host ('000', ['DNS Hard Error looking up "
                         "example.invalid (MX): NXDomain'])",
                 .dsn = "5.1.2",
                 .id = "4711",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "an empty answer",
      "Info: Bounced: DCID 8 MID 4711 to RID 0 - 5.0.0 - Other error ('554', [])",
      SAID = { { .said = "Other error ('554', [])",
                 .codes = "554",
                 .dsn = "5.0.0",
                 .id = "4711",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "no conclusion", "Info: Bounced: DCID 8 MID 4711 to RID 0", QUIET },
    { "delivered", "Info: Message done DCID 8 MID 4711 to RID [0] Bounced: 0", OTHER },
};

static const struct test hmail[] = {
    { "a client is refused",
      "\"SMTPD\"\t4711\t22\t\"2024-05-01 10:00:00.123\"\t\"192.0.2.7\"\t\"SENT: 550 Unknown "
      "user\"",
      SAID = { { .said = "550 Unknown user", .ip = "192.0.2.7", .direction = IN } } },
    { "a delivery, two lines",
      "\"SMTPC\"\t4711\t22\t\"2024-05-01 10:00:00.123\"\t\"192.0.2.25\"\t\"RECEIVED: 550-5.1.1 "
      "no[nl]550 5.1.1 user\"",
      SAID = { { .said = "550-5.1.1 no\n550 5.1.1 user", .ip = "192.0.2.25", .direction = OUT } } },
    { "what went well",
      "\"SMTPC\"\t4711\t22\t\"2024-05-01 10:00:00.123\"\t\"192.0.2.25\"\t\"RECEIVED: 250 Ok\"",
      QUIET },
    { "another log of it",
      "\"TCPIP\"\t4711\t\"2024-05-01 10:00:00.123\"\t\"TCP - 192.0.2.7 connected\"", QUIET },
    { "another's", "\"SMTP\" 550", OTHER },
};

static const struct test json[] = {
    { "what a gateway rejected",
      "{\"action\":\"Rej\",\"senderEnvelope\":\"bo@example.net\",\"recipients\":\"lea@example."
      "org\","
      "\"rejectionType\":\"Invalid Recipient Address\",\"rejectionCode\":\"550\","
      "\"rejectionInfo\":\"nobody here\"}",
      SAID = { { .said = "nobody here",
                 .to = "lea@example.org",
                 .from = "bo@example.net",
                 .codes = "550",
                 .direction = IN } } },
    { "a reason without a code, its key in two words",
      "{\"event\":\"bounced\",\"recipient\":\"lea@example.org\",\"bounce_reason\":\"Mailbox "
      "full\"}",
      SAID = { { .said = "Mailbox full",
                 .to = "lea@example.org",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "keys with capitals",
      "{\"EventType\":\"Bounced\",\"ToAddress\":\"lea@example.org\",\"BounceReason\":\"no such "
      "user\","
      "\"FromAddress\":\"bo@example.net\"}",
      SAID = { { .said = "no such user",
                 .to = "lea@example.org",
                 .from = "bo@example.net",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "an attempt that failed before any server answered, its recipient in the envelope",
      "{\"event\":\"messageDeliveryError\",\"data\":{\"queueId\":\"17d4b\",\"envelope\":{\"from\":"
      "\"bo@example.net\",\"to\":[\"lea@example.org\"]},\"error\":\"connect ECONNREFUSED "
      "127.0.0.1:1025\"}}",
      SAID = { { .said = "connect ECONNREFUSED 127.0.0.1:1025",
                 .to = "lea@example.org",
                 .from = "bo@example.net",
                 .id = "17d4b",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "a bounce found in a mailbox, and who bounced",
      "{\"type\":\"message.bounce_detected\",\"data\":{\"object\":{\"bounce_reason\":\"no such "
      "user\",\"bounced_addresses\":\"lea@example.org\"}}}",
      SAID = { { .said = "no such user", .to = "lea@example.org", .fate = BOUNCED } } },
    { "a soft bounce whose reply says for how long, and the queue's own id",
      "{\"event\":\"bounced\",\"message_id\":\"<1@example.net>\",\"queue_id\":\"1A2B\",\"to\":"
      "[\"lea@example.org\"],\"bounce_type\":\"soft\",\"bounce_message\":\"452 4.2.2 Mailbox "
      "full\"}",
      SAID = { { .said = "452 4.2.2 Mailbox full",
                 .to = "lea@example.org",
                 .id = "1A2B",
                 .direction = OUT } } },
    { "a soft bounce without a code",
      "{\"type\":\"bounce\",\"to\":\"lea@example.org\",\"bounceType\":\"soft\",\"reason\":"
      "\"full\"}",
      SAID = { { .said = "full", .to = "lea@example.org", .fate = DEFERRED, .direction = OUT } } },
    { "a complaint, of whom an older message was",
      "{\"event\":\"complaint\",\"original_to\":\"lea@example.org\",\"original_subject\":\"550 "
      "no\"}",
      QUOTED },
    { "Amazon SES, no reply was told",
      "{\"notificationType\":\"Bounce\",\"bounce\":{\"bounceType\":\"Transient\","
      "\"bounceSubType\":\"MailboxFull\",\"bouncedRecipients\":[{\"emailAddress\":"
      "\"lea@example.org\"}]}}",
      SAID = { { .said = "MailboxFull",
                 .to = "lea@example.org",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "Amazon SES, nobody was named",
      "{\"eventType\":\"Bounce\",\"bounce\":{\"bounceType\":\"Permanent\",\"bounceSubType\":"
      "\"Suppressed\"}}",
      SAID = { { .said = "Suppressed", .fate = BOUNCED, .direction = OUT } } },
    { "Amazon SES, a reply in a reply, no blank",
      "{\"notificationType\":\"Bounce\",\"bounce\":{\"bounceType\":\"Transient\","
      "\"bouncedRecipients\":[{\"emailAddress\":\"lea@example.org\",\"diagnosticCode\":\"smtp; 554 "
      "4.4.7 Message expired.<421 4.4.0 no DNS>\"}]}}",
      SAID = { { .said = "554 4.4.7 Message expired.", .to = "lea@example.org", .direction = OUT },
               { .said = "421 4.4.0 no DNS", .to = "lea@example.org", .direction = OUT } } },
    { "words under a name that is a log line's elsewhere",
      "{\"status\":\"failed\",\"message\":\"550 5.1.1 no\",\"email\":\"lea@example.org\"}",
      SAID = { { .said = "550 5.1.1 no",
                 .to = "lea@example.org",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "postqueue -j, two recipients",
      "{\"queue_name\": \"deferred\", \"queue_id\": \"4XkZ1y3g\", \"message_size\": 421, "
      "\"sender\": \"bo@example.com\", \"recipients\": [{\"address\": \"lea@example.org\", "
      "\"delay_reason\": \"host mx.example.org[192.0.2.1] said: 421 later\"}, {\"address\": "
      "\"kim@example.net\", \"delay_reason\": \"connect to mx.example.net[192.0.2.2]:25: "
      "Connection timed out\"}]}",
      SAID = { { .said = "host mx.example.org[192.0.2.1] said: 421 later",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .id = "4XkZ1y3g",
                 .fate = DEFERRED,
                 .direction = OUT },
               { .said = "connect to mx.example.net[192.0.2.2]:25: Connection timed out",
                 .to = "kim@example.net",
                 .from = "bo@example.com",
                 .id = "4XkZ1y3g",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "Postal",
      "{\"event\":\"MessageDeliveryFailed\",\"payload\":{\"status\":\"HardFail\",\"details\":"
      "\"Permanent "
      "error\",\"output\":\"550 5.1.1 "
      "no\",\"message\":{\"to\":\"lea@example.org\",\"from\":\"bo@example.com\"}}}",
      SAID = { { .said = "550 5.1.1 no",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "a reply under a key of the site's own",
      "{\"status\":\"bounced\",\"to\":\"lea@example.org\",\"subject\":\"550 5.1.1 "
      "things\",\"bounceReason\":\"550 5.1.1 no\"}",
      SAID = { { .said = "550 5.1.1 no",
                 .to = "lea@example.org",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "no event, but an address and a reply",
      "{\"level\":\"error\",\"msg\":\"mail failed\",\"to\":\"lea@example.org\",\"err\":\"550 5.1.1 "
      "no\"}",
      SAID = { { .said = "550 5.1.1 no", .to = "lea@example.org" } } },
    { "several of those",
      "[{\"to\":\"lea@example.org\",\"err\":\"550 5.1.1 "
      "no\"},{\"to\":\"kim@example.org\",\"err\":\"smtp; 552 "
      "5.2.2 full\"}]",
      SAID = { { .said = "550 5.1.1 no", .to = "lea@example.org" },
               { .said = "552 5.2.2 full", .to = "kim@example.org" } } },
    { "an address, and no reply",
      "{\"level\":\"error\",\"to\":\"lea@example.org\",\"err\":\"500\",\"size\":\"550 5.1.1 no\"}",
      OTHER },
    { "postqueue -j, nothing was tried yet",
      "{\"queue_name\": \"active\", \"queue_id\": \"4XkZ1y3g\", \"message_size\": 550, "
      "\"sender\": \"bo@example.com\", \"recipients\": [{\"address\": \"lea@example.org\"}]}",
      OTHER },
    { "Amazon SES, two recipients",
      "{\"notificationType\":\"Bounce\",\"bounce\":{\"bounceType\":\"Permanent\","
      "\"bouncedRecipients\":[{\"emailAddress\":\"lea@example.org\",\"status\":\"5.1.1\","
      "\"diagnosticCode\":\"smtp; 550 5.1.1 no \\\"user\\\"\"},{\"diagnosticCode\":\"smtp; 552 "
      "full\",\"emailAddress\":\"bo@example.org\"}],\"remoteMtaIp\":\"192.0.2.1\"},"
      "\"mail\":{\"messageId\":\"0100\",\"source\":\"News <news@example.com>\","
      "\"destination\":[\"lea@example.org\",\"bo@example.org\"]}}",
      SAID = { { .said = "550 5.1.1 no \"user\"",
                 .dsn = "5.1.1",
                 .to = "lea@example.org",
                 .from = "news@example.com",
                 .ip = "192.0.2.1",
                 .id = "0100",
                 .fate = BOUNCED,
                 .direction = OUT },
               { .said = "552 full",
                 .to = "bo@example.org",
                 .from = "news@example.com",
                 .ip = "192.0.2.1",
                 .id = "0100",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "a reply in a reply",
      "{\"eventType\":\"Bounce\",\"bounce\":{\"bounceType\":\"Transient\",\"bouncedRecipients\":[{"
      "\"emailAddress\":\"lea@example.org\",\"diagnosticCode\":\"smtp; 550 4.4.7 Message expired "
      "<421 4.4.1 no answer>\"}]}}",
      SAID = { { .said = "550 4.4.7 Message expired", .to = "lea@example.org", .direction = OUT },
               { .said = "421 4.4.1 no answer", .to = "lea@example.org", .direction = OUT } } },
    { "SendGrid, several events",
      "[{\"email\":\"lea@example.org\",\"event\":\"bounce\",\"status\":\"5.1.1\",\"reason\":\"550 "
      "5.1.1 unknown\"}, {\"email\":\"bo@example.org\",\"event\":\"deferred\",\"response\":\"451 "
      "later\",\"attempt\":\"550\"}]",
      SAID = { { .said = "550 5.1.1 unknown",
                 .dsn = "5.1.1",
                 .to = "lea@example.org",
                 .fate = BOUNCED,
                 .direction = OUT },
               { .said = "451 later",
                 .to = "bo@example.org",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "Mailgun",
      "{\"event-data\":{\"event\":\"failed\",\"severity\":\"temporary\",\"reason\":\"generic\","
      "\"recipient\":\"lea@example.org\",\"envelope\":{\"sender\":\"bo@example.com\"},"
      "\"delivery-status\":{\"code\":421,\"enhanced-code\":\"4.7.0\",\"message\":\"4.7.0 "
      "later\",\"mx-host\":\"mx.example.org\"}}}",
      SAID = { { .said = "4.7.0 later",
                 .codes = "421 4.7.0",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .host = "mx.example.org",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "Postmark",
      "{\"RecordType\":\"Bounce\",\"Type\":\"HardBounce\",\"TypeCode\":550,\"Description\":\"The "
      "server was unable\",\"Details\":\"smtp;550 5.1.1 "
      "unknown\",\"Email\":\"lea@example.org\",\"From\":\"bo@example.com\"}",
      SAID = { { .said = "550 5.1.1 unknown",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "KumoMTA",
      "{\"type\":\"TransientFailure\",\"id\":\"d7ef\",\"sender\":\"bo@example.com\","
      "\"recipient\":\"lea@example.org\",\"size\":550,\"response\":{\"code\":451,\"enhanced_code\":"
      "{\"class\":4,\"subject\":7,\"detail\":1},\"content\":\"later\",\"command\":\"RCPT "
      "TO:<lea@example.org>\"},\"peer_address\":{\"name\":\"mx.example.org.\",\"addr\":\"192.0.2."
      "1\"}"
      "}",
      SAID = { { .said = "later",
                 .codes = "451 4.7.1",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .host = "mx.example.org",
                 .ip = "192.0.2.1",
                 .command = "RCPT TO",
                 .id = "d7ef",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "Stalwart",
      "{\"events\":[{\"id\":\"1790\",\"type\":\"delivery.dsn-temp-fail\",\"data\":{\"to\":"
      "\"lea@example.org\",\"hostname\":\"192.0.2.1\",\"details\":\"Connection refused\",\"total\":"
      "1,\"from\":\"bo@example.com\"}}]}",
      SAID = { { .said = "Connection refused",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .id = "1790",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "maddy",
      "submission: RCPT error\t{\"rcpt\":\"lea@example.org\",\"reason\":\"reject directive used\","
      "\"smtp_code\":501,\"smtp_enchcode\":\"5.1.8\",\"smtp_msg\":\"Non-local sender domain\"}",
      SAID = { { .said = "Non-local sender domain",
                 .codes = "501 5.1.8",
                 .to = "lea@example.org",
                 .command = "RCPT TO",
                 .direction = IN } } },
    { "maddy, no code",
      "queue: delivery attempt failed\t{\"msg_id\":\"af8090c7\",\"rcpt\":\"lea@example.org\","
      "\"reason\":\"dial tcp 192.0.2.1:25: i/o timeout\"}",
      SAID = { { .said = "dial tcp 192.0.2.1:25: i/o timeout",
                 .to = "lea@example.org",
                 .id = "af8090c7",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "maddy, a recipient refused without a code",
      "submission: RCPT error\t{\"msg_id\":\"abc123\",\"rcpt\":\"lea@example.org\","
      "\"smtp_msg\":\"Sender domain not configured\"}",
      SAID = { { .said = "Sender domain not configured",
                 .to = "lea@example.org",
                 .id = "abc123",
                 .command = "RCPT TO",
                 .direction = IN } } },
    { "container log, escapes",
      "{\"log\":\"ABCDEF: to=\\u003clea@example.org\\u003e, relay=local, dsn=5.2.2, status=bounced "
      "(\\\"full\\\")\\n\",\"stream\":\"stdout\"}",
      SAID = { { .said = "\"full\"",
                 .dsn = "5.2.2",
                 .to = "lea@example.org",
                 .id = "ABCDEF",
                 .fate = BOUNCED } } },
    { "journal, decoded twice",
      "{\"SYSLOG_IDENTIFIER\":\"qmail\",\"MESSAGE\":\"1714557600.123456 delivery 5: failure: "
      "Sorry,_no_\\\"mailbox\\\"._(#5.1.1)/\"}",
      SAID = { { .said = "Sorry, no \"mailbox\". (#5.1.1)", .fate = BOUNCED } } },
    { "journal, bytes",
      "{\"MESSAGE\":[100,101,108,105,118,101,114,121,32,51,58,32,102,97,105,108,117,114,101,58,32,"
      "110,111,47]}",
      SAID = { { .said = "no", .fate = BOUNCED } } },
    { "notification in a notification",
      "{\"Type\":\"Notification\",\"Message\":\"{\\\"eventType\\\":\\\"Reject\\\",\\\"mail\\\":{"
      "\\\"destination\\\":[\\\"lea@example.org\\\"]},\\\"reject\\\":{\\\"reason\\\":\\\"Bad "
      "content\\\"}}\"}",
      SAID = { { .said = "Bad content", .to = "lea@example.org", .fate = BOUNCED } } },
    { "opened", "{\"event\":\"open\",\"email\":\"lea@example.org\",\"reason\":\"550\"}",
      .result = LOG_QUOTED },
    { "Mailjet, the reply in a comment",
      "{\"event\":\"bounce\",\"email\":\"lea@example.org\",\"error_related_to\":\"policy issue\","
      "\"error\":\"\",\"comment\":\"421 4.7.0 [TSS04] no\"}",
      SAID = { { .said = "421 4.7.0 [TSS04] no",
                 .to = "lea@example.org",
                 .fate = BOUNCED,
                 .direction = OUT } } },
    { "a soft bounce without a reply",
      "{\"event\":\"soft_bounce\",\"email\":\"lea@example.org\",\"reason\":\"server is down\"}",
      SAID = { { .said = "server is down",
                 .to = "lea@example.org",
                 .fate = DEFERRED,
                 .direction = OUT } } },
    { "a soft bounce with one",
      "{\"event\":\"soft_bounce\",\"email\":\"lea@example.org\",\"reason\":\"bounced (550 no)\"}",
      SAID = { { .said = "bounced (550 no)", .to = "lea@example.org", .direction = OUT } } },
    { "an account that is suspended",
      "{\"event\":\"suspension\",\"email\":\"lea@example.org\",\"reason\":\"daily limit\"}",
      SAID = { { .said = "daily limit", .to = "lea@example.org", .fate = BOUNCED } } },
    { "another's event", "{\"type\":\"failed\",\"error\":\"HTTP 503\",\"code\":503}", OTHER },
    { "another's message", "{\"level\":\"info\",\"msg\":\"550 rows imported\"}", OTHER },
    { "cut off", "{\"MESSAGE\":\"ABCDEF: to=<lea@ex", OTHER },
    { "too deep",
      "{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}",
      OTHER },
};

static const struct test keyed[] = {
    { "msmtp, two recipients",
      "May 01 10:00:00 host=smtp.example.net tls=on from=bo@example.com "
      "recipients=lea@example.org,al@example.org smtpstatus=550 smtpmsg='550 5.1.1 it's gone' "
      "errormsg='refused' exitcode=EX_DATAERR",
      SAID = { { .said = "550 5.1.1 it's gone",
                 .codes = "550",
                 .to = "lea@example.org",
                 .from = "bo@example.com",
                 .host = "smtp.example.net",
                 .direction = OUT },
               { .said = "550 5.1.1 it's gone",
                 .codes = "550",
                 .to = "al@example.org",
                 .from = "bo@example.com",
                 .host = "smtp.example.net",
                 .direction = OUT } } },
    { "msmtp, no connection",
      "host=smtp.example.net errormsg='cannot connect to smtp.example.net, port 587' "
      "exitcode=EX_TEMPFAIL",
      SAID = { { .said = "cannot connect to smtp.example.net, port 587",
                 .host = "smtp.example.net",
                 .direction = OUT } } },
    { "another's key", "job=7 exitcode=550 status=550", OTHER },
};

/* What the formats hand over, compared with what the test wants. */
struct taker {
    const struct test *test;
    struct span line;
    size_t n;
};

static void same(const struct test *test, const char *what, struct span have, const char *want)
{
    bool equal = want
                     ? have.ptr && have.len == strlen(want) && memcmp(have.ptr, want, have.len) == 0
                     : have.ptr == NULL;

    if (!equal)
        fail_msg("%s: %s: have \"%.*s\", want \"%s\"", test->name, what, (int)have.len,
                 have.ptr ? have.ptr : "", want ? want : "(none)");
}

static void same_status(const struct test *test, struct sw_status have, const char *want)
{
    char text[SW_STATUS_TEXT];

    sw_status_text(have, text);
    same(test, "dsn", text[0] ? log_constant(text) : log_nothing, want);
}

static void same_codes(const struct test *test, const struct log_entry *entry, const char *want)
{
    char text[32], status[SW_STATUS_TEXT];

    sw_status_text(entry->enhanced, status);
    text[0] = '\0';
    if (entry->reply)
        snprintf(text, sizeof text, "%u%s%s", entry->reply, status[0] ? " " : "", status);
    same(test, "codes", text[0] ? log_constant(text) : log_nothing, want);
}

/* in_line - is the span a part of the line? */
static bool in_line(const struct taker *t, struct span s)
{
    return s.ptr >= t->line.ptr && s.ptr + s.len <= t->line.ptr + t->line.len;
}

static bool take(void *arg, const struct log_entry *entry)
{
    struct taker *t = arg;
    const struct want *want = &t->test->want[t->n];

    if (t->n == ENTRIES || !want->said)
        fail_msg("%s: more entries than wanted", t->test->name);
    same(t->test, "said", entry->said, want->said);
    if (!in_line(t, entry->place.ptr ? entry->place : entry->said))
        fail_msg("%s: no place in the line", t->test->name);
    same_codes(t->test, entry, want->codes);
    same_status(t->test, entry->scene.dsn, want->dsn);
    same(t->test, "recipient", entry->scene.recipient, want->to);
    same(t->test, "sender", entry->scene.sender, want->from);
    same(t->test, "host", entry->scene.host, want->host);
    same(t->test, "ip", entry->scene.host_ip, want->ip);
    same(t->test, "command", entry->scene.command, want->command);
    same(t->test, "queue id", entry->scene.queue_id, want->id);
    if ((int)entry->scene.fate != want->fate || (int)entry->scene.direction != want->direction)
        fail_msg("%s: have fate %d, direction %d", t->test->name, entry->scene.fate,
                 entry->scene.direction);
    t->n++;
    return true;
}

/* run - each line in memory of its own size, so that a sanitizer sees a read past it */
static void run(const struct test *tests, size_t n)
{
    struct buf scratch = buf_new(SCRATCH);
    size_t i, wanted;

    for (i = 0; i < n; i++) {
        size_t len = strlen(tests[i].line);
        char *copy = malloc(len);
        struct taker t = { .test = &tests[i], .line = { copy, len } };
        enum log_result result;

        assert_non_null(copy);
        memcpy(copy, tests[i].line, len);
        result = log_read(t.line, &scratch, take, &t);
        if (result != tests[i].result)
            fail_msg("%s: have result %d, want %d", tests[i].name, result, tests[i].result);
        for (wanted = 0; wanted < ENTRIES && tests[i].want[wanted].said; wanted++)
            ;
        if (t.n != wanted)
            fail_msg("%s: have %zu entries, want %zu", tests[i].name, t.n, wanted);
        free(copy);
    }
    buf_free(&scratch);
}

#define RUN(table) run(table, sizeof(table) / sizeof *(table))

static void test_postfix(void **state)
{
    (void)state;
    RUN(postfix);
}

static void test_exim(void **state)
{
    (void)state;
    RUN(exim);
}

static void test_sendmail(void **state)
{
    (void)state;
    RUN(sendmail);
}

static void test_qmail(void **state)
{
    (void)state;
    RUN(qmail);
}

static void test_opensmtpd(void **state)
{
    (void)state;
    RUN(opensmtpd);
}

static void test_courier(void **state)
{
    (void)state;
    RUN(courier);
}

static void test_filter(void **state)
{
    (void)state;
    RUN(filter);
}

static void test_dialogue(void **state)
{
    (void)state;
    RUN(dialogue);
}

static void test_dovecot(void **state)
{
    (void)state;
    RUN(dovecot);
}

static void test_dma(void **state)
{
    (void)state;
    RUN(dma);
}

static void test_chasquid(void **state)
{
    (void)state;
    RUN(chasquid);
}

static void test_kerio(void **state)
{
    (void)state;
    RUN(kerio);
}

static void test_stalwart(void **state)
{
    (void)state;
    RUN(stalwart);
}

static void test_barracuda(void **state)
{
    (void)state;
    RUN(barracuda);
}

static void test_ironport(void **state)
{
    (void)state;
    RUN(ironport);
}

static void test_hmail(void **state)
{
    (void)state;
    RUN(hmail);
}

static void test_haraka(void **state)
{
    (void)state;
    RUN(haraka);
}

static void test_rows(void **state)
{
    (void)state;
    RUN(rows);
}

static void test_json(void **state)
{
    (void)state;
    RUN(json);
}

static void test_keyed(void **state)
{
    (void)state;
    RUN(keyed);
}

/* Keys of JSON: the meaning of a name below a parent, "" for none; -1: none. */
static const struct {
    const char *name, *parent;
    int field;
} json_names[] = {
    { "@message", "", FIELD_LINE },
    { "user-variables", "", FIELD_SKIP },
    { "user-variables", "event-data", FIELD_SKIP },
    { "message", "", FIELD_LINE },
    { "message", "log", FIELD_LINE },
    { "message", "bounce", FIELD_WORDS },
    { "message", "delivery-status", FIELD_WORDS },
    { "code", "", FIELD_CODE },
    { "code", "response", FIELD_REPLY },
    { "class", "", -1 },
    { "class", "enhanced_code", FIELD_CLASS },
    { "even", "", -1 },
    { "events", "", -1 },
    { "Event", "", -1 },
    { "zone", "", -1 },
    { "", "", -1 },
    { "", "response", -1 },
};

static void test_json_keys(void **state)
{
    size_t i;

    (void)state;
    assert_true(json_keys_sound());
    for (i = 0; i < sizeof json_names / sizeof *json_names; i++) {
        const struct json_key *key =
            json_key(log_constant(json_names[i].name), log_constant(json_names[i].parent));

        if ((key ? key->field : -1) != json_names[i].field)
            fail_msg("\"%s\" below \"%s\"", json_names[i].name, json_names[i].parent);
    }
}

static bool count(void *arg, const struct log_entry *entry)
{
    size_t *n = arg;

    (void)entry;
    ++*n;
    return true;
}

/* test_cut - every line of the tables cut off everywhere: no read past the end */
static void test_cut(void **state)
{
    static const struct {
        const struct test *tests;
        size_t n;
    } tables[] = {
        { postfix, sizeof postfix / sizeof *postfix },
        { exim, sizeof exim / sizeof *exim },
        { sendmail, sizeof sendmail / sizeof *sendmail },
        { qmail, sizeof qmail / sizeof *qmail },
        { opensmtpd, sizeof opensmtpd / sizeof *opensmtpd },
        { courier, sizeof courier / sizeof *courier },
        { haraka, sizeof haraka / sizeof *haraka },
        { hmail, sizeof hmail / sizeof *hmail },
        { barracuda, sizeof barracuda / sizeof *barracuda },
        { filter, sizeof filter / sizeof *filter },
        { dialogue, sizeof dialogue / sizeof *dialogue },
        { dovecot, sizeof dovecot / sizeof *dovecot },
        { chasquid, sizeof chasquid / sizeof *chasquid },
        { dma, sizeof dma / sizeof *dma },
        { kerio, sizeof kerio / sizeof *kerio },
        { stalwart, sizeof stalwart / sizeof *stalwart },
        { ironport, sizeof ironport / sizeof *ironport },
        { rows, sizeof rows / sizeof *rows },
        { json, sizeof json / sizeof *json },
        { keyed, sizeof keyed / sizeof *keyed },
    };
    struct buf scratch = buf_new(SCRATCH);
    size_t i, k, len, entries = 0;

    (void)state;
    for (i = 0; i < sizeof tables / sizeof *tables; i++)
        for (k = 0; k < tables[i].n; k++)
            for (len = strlen(tables[i].tests[k].line); len > 0; len--) {
                char *copy = malloc(len);

                assert_non_null(copy);
                memcpy(copy, tables[i].tests[k].line, len);
                (void)log_read((struct span){ copy, len }, &scratch, count, &entries);
                free(copy);
            }
    assert_true(entries > 0);
    buf_free(&scratch);
}

static void finds_words(void **state)
{
    static const struct {
        const char *text, *needle;
        int at; /* -1: nowhere */
    } words[] = {
        { "a=b c=d", "c=", 4 },
        { "a=b c=d", " c=", 3 },
        { "a=b c=d", "d", 6 },
        { "a=b c=d", "c=de", -1 },
        { "a=b c=d", "=", 1 },
        { "==a=", "=a=", 1 },
        { "to to to=x", "to=", 6 },
        { "status status=", " status=", 6 },
        { "x", "xy", -1 },
        { "xyz", "", 0 },
        { "", "", -1 },
        { "", "x", -1 },
        { "]: ]: SASL", "]: SASL", 3 },
        { "<<<a", "<<a", 1 },
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof words / sizeof *words; i++) {
        const char *p =
            log_find((struct span){ words[i].text, strlen(words[i].text) }, words[i].needle);

        if ((p ? p - words[i].text : -1) != words[i].at)
            fail_msg("\"%s\" in \"%s\": not at %d", words[i].needle, words[i].text, words[i].at);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_words),    cmocka_unit_test(test_postfix),
        cmocka_unit_test(test_exim),      cmocka_unit_test(test_sendmail),
        cmocka_unit_test(test_qmail),     cmocka_unit_test(test_opensmtpd),
        cmocka_unit_test(test_courier),   cmocka_unit_test(test_haraka),
        cmocka_unit_test(test_hmail),     cmocka_unit_test(test_ironport),
        cmocka_unit_test(test_barracuda), cmocka_unit_test(test_filter),
        cmocka_unit_test(test_dialogue),  cmocka_unit_test(test_kerio),
        cmocka_unit_test(test_stalwart),  cmocka_unit_test(test_rows),
        cmocka_unit_test(test_json),      cmocka_unit_test(test_keyed),
        cmocka_unit_test(test_json_keys), cmocka_unit_test(test_cut),
        cmocka_unit_test(test_chasquid),  cmocka_unit_test(test_dovecot),
        cmocka_unit_test(test_dma),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
