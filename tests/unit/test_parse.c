/* SPDX-License-Identifier: MIT */
/*
 * From text to replies: which codes belong together, where words end, in which
 * order replies are handed over.  Wanted replies are typed as "reply enhanced
 * <words>", the words as they stand in the text.
 */
#include "buf.h"
#include "parse.h"
#include "status.h"
#include "token.h"
#include "unit.h"

#include <stdlib.h>

struct fixture {
    struct parser parser;
    struct regex_env env;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);

    if (!f || !regex_env_init(&f->env))
        return -1;
    f->parser.env = &f->env;
    f->parser.token = token_compile();
    *state = f;
    return f->parser.token ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;

    pcre2_code_free(f->parser.token);
    regex_env_free(&f->env);
    free(f);
    return 0;
}

/* take - one line for a reply; blanks at the end of its words are left out, line breaks are "~" */
static bool take(void *arg, struct said *said)
{
    struct buf *got = arg;
    char enhanced[SW_STATUS_TEXT], dsn[SW_STATUS_TEXT];
    size_t i, len = said->words.len;

    sw_status_text(said->enhanced, enhanced);
    sw_status_text(said->scene.dsn, dsn);
    buf_printf(got, "%u %s", said->reply, enhanced);
    if (*dsn)
        buf_printf(got, " dsn=%s", dsn);
    buf_puts(got, " <");
    while (len > 0 && strchr(" \r\n", said->words.ptr[len - 1]))
        len--;
    for (i = 0; i < len; i++)
        buf_putc(got, said->words.ptr[i] == '\n'   ? '~'
                      : said->words.ptr[i] == '\r' ? '^'
                                                   : said->words.ptr[i]);
    buf_puts(got, ">\n");
    return true;
}

static const struct {
    const char *name, *text, *want;
} cases[] = {
    /* one reply */
    { "reply", "550 No such user", "550  <550 No such user>\n" },
    { "both codes", "550 5.1.1 No", "550 5.1.1 <550 5.1.1 No>\n" },
    { "enhanced code alone", "5.1.1 No", "0 5.1.1 <5.1.1 No>\n" },
    { "nothing", "", "" },
    { "no code", "mailbox is full", "" },
    { "lines joined", "550-5.7.26 This\n550-5.7.26 mail\n550 5.7.26 is blocked",
      "550 5.7.26 <550-5.7.26 This~550-5.7.26 mail~550 5.7.26 is blocked>\n" },
    { "lines joined, CR LF", "550-One\r\n550 Two\r\n", "550  <550-One^~550 Two>\n" },
    { "enhanced code in the last line only", "550-One\n550 5.1.1 Two",
      "550 5.1.1 <550-One~550 5.1.1 Two>\n" },
    { "enhanced code in the first line only", "550-5.1.1 One\n550 Two",
      "550 5.1.1 <550-5.1.1 One~550 Two>\n" },
    { "lines flattened", "said: 550-5.7.26 This 550-5.7.26 mail 550 5.7.26 is blocked",
      "550 5.7.26 <550-5.7.26 This 550-5.7.26 mail 550 5.7.26 is blocked>\n" },
    { "lines flattened, no enhanced code", "said: 550-Too many 550 connections from you",
      "550  <550-Too many 550 connections from you>\n" },
    { "lines flattened, the code behind a number", "554-No name for 192.0.2.1 554 was found",
      "554  <554-No name for 192.0.2.1 554 was found>\n" },
    { "a number of the last line's words", "550-We\n550 allow 550 connections",
      "550  <550-We~550 allow 550 connections>\n" },
    { "lines put on one by a page", "550-5.7.1 One<br />550 5.7.1 two",
      "550 5.7.1 <550-5.7.1 One<br />550 5.7.1 two>\n" },
    { "lines put on one by a bar", "550-One | 550 two", "550  <550-One | 550 two>\n" },
    { "a reply behind a page's break", "It said:<br>550 no", "550  <550 no>\n" },
    { "behind a time", "2026-11-22 07:14:17 550 No such user", "550  <550 No such user>\n" },
    { "behind a time in brackets", "[22/Nov/2026:07:14:17 +0100] 451 Later", "451  <451 Later>\n" },
    { "behind syslog's time", "Nov 22 07:14:17 550 <a@b.example> unknown",
      "550  <550 <a@b.example> unknown>\n" },
    { "a process behind a time", "2026-11-22 07:14:17 550 INFO done", "" },
    { "a process and a thread", "2026-11-22T07:14:17Z 501 TID-1a WARN: timeout", "" },
    { "a process, a thread and a job",
      "2026-11-22T07:14:17Z 501 TID-1a Mailer::Job JID-35 INFO: ok", "" },
    { "a token behind a time", "07:14:17 550 SC-001 (X4) No", "550  <550 SC-001 (X4) No>\n" },
    { "the number of a log's line", "  550  Nov 22 07:14:17 mx smtp: mail sent", "" },
    { "the number of a line with a stamp", "451 2026-11-22T07:14:17.1Z mail sent", "" },
    { "what a web server was asked", "mail [22/Nov/2026:07:14:17 +0000] - 500 500 - POST https x",
      "" },
    { "a request behind a status", "mail app: 403: POST /login: no", "" },
    { "a status and a size", "mail: it took 8ms and returned 401 65 bytes", "" },
    { "a phase of a web firewall", "mail: denied with code 401 (phase 2).", "" },
    { "a web server's log of bytes", "[22/Nov/2026:07:14:17 +0800] mail \"\\x16\\x03\" 400 122",
      "" },
    { "a value of SQL", "SELECT * FROM mail WHERE code=550 AND a='x'", "" },
    { "a row of SQL", "INSERT INTO mail VALUES (550, 'x')", "" },
    { "a reply in SQL", "INSERT INTO mail VALUES ('550 No such user')",
      "550  <550 No such user>\n" },
    { "versions", "mail-server was upgraded from 4.2.1 to 4.4.2", "" },
    { "a version of a system", "mail (Linux; Android 5.1.1; x)", "" },
    { "a version of a mailer", "X-Mailer: PHPMailer 5.2.2 (mail)", "" },
    { "number of a rule", "rule 554 matched, action=permit", "" },
    { "rights of a file", "chmod 440 /etc/mail/smtp.key", "" },
    { "a version of a program", "mail: 4.1.0-beta, mail-server 5.1.1 installed", "" },
    { "a count of a kernel", "mail: hash table entries: 512 (order 9)", "" },
    { "an answer of a web server", "(mail) POST /mail/send => 500 Error", "" },
    { "an answer in its log", "mx \"GET /mail HTTP/1.1\" - 450 \"curl\" mail", "" },
    { "a reply behind a path", "smtp /var/mail/lea - 550 No such user",
      "550  <550 No such user>\n" },
    { "a reply behind a path and a colon", "smtp /var/mail/lea: 550 No such user",
      "550  <550 No such user>\n" },
    { "an error in another language", "Hata: 550 yok", "550  <550 yok>\n" },
    { "an error beyond ASCII", "B\xc5\x82\xc4\x85\x64 550 nie", "550  <550 nie>\n" },
    { "another word beyond ASCII", "Obiad\xc5\x82 550 nie", "" },
    { "an error of the web's", "Hata 503 yok", "" },
    { "a greeting in another language", "Chyba 421 ne", "421  <421 ne>\n" },
    { "a limit", "send max. 500 e-mails a day", "" },
    { "one of some counts", "mail\npage: 18\nattachment: 403\nproduct: 7", "" },
    { "a code above a port", "mail\nFehlercode: 554\nport: 25\ntries: 3",
      "554  <554~port: 25~tries: 3>\n" },
    { "a number and one count", "mail\npage: 18\nticket: 450", "450  <450>\n" },
    { "how a program ended", "mail: exit status 554 of child 421", "" },
    { "a measure behind a time", "07:14:17 550 bytes", "" },
    { "a time within a sentence", "we met at 10:30 550 of us", "" },
    { "words before the code",
      "SMTP server error: DATA failed Detail: 5.7.1 No SMTP code: 550 Additional SMTP info: 5.7.1",
      "550 5.7.1 <5.7.1 No>\n" },
    { "many words before the code",
      "Detail: 5.7.1 This is refused because the one who sends it has no mailbox that we could "
      "find "
      "SMTP code: 550",
      "550 5.7.1 <5.7.1 This is refused because the one who sends it has no mailbox that we could "
      "find>\n" },
    { "words before the code, none enhanced", "Detail: No such user SMTP code: 550",
      "550  <No such user>\n" },
    { "escaped line breaks", "451-One\\n451-Two\\n451 Three",
      "451  <451-One\\n451-Two\\n451 Three>\n" },
    { "a reply quoted within a line",
      "550-Check failed\n550-Response: 550 No user\n550 Mail refused",
      "550  <550-Check failed~550-Response: 550 No user~550 Mail refused>\n" },
    { "code in brackets behind", "550 sorry, no mailbox (#5.1.1)",
      "550 5.1.1 <550 sorry, no mailbox (#5.1.1)>\n" },
    { "code between a dash and a tag", "553 Mail from 192.0.2.1 not allowed - 5.7.1 [X21] No",
      "553 5.7.1 <553 Mail from 192.0.2.1 not allowed - 5.7.1 [X21] No>\n" },
    { "code of another class, between a dash and a tag", "553 not allowed - 4.7.1 [X21] No",
      "553  <553 not allowed - 4.7.1 [X21] No>\n" },
    { "code behind an address", "550 unknown user <a@b.example #5.1.1>",
      "550 5.1.1 <550 unknown user <a@b.example #5.1.1>>\n" },
    { "code repeated without an enhanced one", "550 5.1.1 No\n550 No",
      "550 5.1.1 <550 5.1.1 No~550 No>\n" },
    { "enhanced code of another class behind", "550 No (#4.2.2)", "550 4.2.2 <550 No (#4.2.2)>\n" },
    { "enhanced code of another class on the next line", "550 No\n(#4.2.2)",
      "550  <550 No>\n"
      "0 4.2.2 <(#4.2.2)>\n" },

    /* several */
    { "two codes", "421 busy\n550 no", "421  <421 busy>\n550  <550 no>\n" },
    { "two enhanced codes of one reply code", "550 5.1.1 a\n550 5.7.1 b",
      "550 5.1.1 <550 5.1.1 a>\n550 5.7.1 <550 5.7.1 b>\n" },
    { "two recipients, one form",
      "550 5.1.1 <lea@b.example> unknown\n550 5.1.1 <max@b.example> unknown",
      "550 5.1.1 <550 5.1.1 <lea@b.example> unknown>\n"
      "550 5.1.1 <550 5.1.1 <max@b.example> unknown>\n" },
    { "the same line twice", "550 5.1.1 <lea@b.example> unknown\n550 5.1.1 <lea@b.example> unknown",
      "550 5.1.1 <550 5.1.1 <lea@b.example> unknown~550 5.1.1 <lea@b.example> unknown>\n" },
    { "what introduces the next is not of the first", "host a said: 550 no\nhost b said: 421 busy",
      "550  <550 no>\n421  <421 busy>\n" },
    { "what a probe for the sender was told",
      "Sender address rejected: undeliverable address: host a said: 550 5.1.1 no",
      "550 5.1.1 <Sender address rejected: undeliverable address: host a said:>\n" },
    { "what a probe for the recipient was told",
      "Recipient address rejected: undeliverable address: host a said: 550 5.1.1 no",
      "550 5.1.1 <550 5.1.1 no>\n" },
    { "success, then refusal", "250 2.1.0 Ok\n550 5.1.1 no",
      "250 2.1.0 <250 2.1.0 Ok>\n550 5.1.1 <550 5.1.1 no>\n" },

    /* nested and wrapped */
    { "a filter's success quotes the next one's", "250 2.6.0 Ok, from MTA: 250 2.0.0 Ok: queued",
      "250 2.6.0 <250 2.6.0 Ok, from MTA: 250 2.0.0 Ok: queued>\n" },
    { "two successes", "250 2.1.0 Ok\n250 2.1.5 Ok",
      "250 2.1.0 <250 2.1.0 Ok>\n250 2.1.5 <250 2.1.5 Ok>\n" },
    { "cause within a wrapper", "554 5.4.7 delivery expired 550-5.1.0 - 550 5.1.0 bad address",
      "550 5.1.0 <550-5.1.0 - 550 5.1.0 bad address>\n554 5.4.7 <554 5.4.7 delivery expired>\n" },
    { "cause behind an arrow", "550 5.0.350 remote error -> 552 full",
      "552  <552 full>\n550 5.0.350 <550 5.0.350 remote error ->>\n" },
    { "expired, cause behind an arrow", "550 5.4.300 expired -> 421 4.4.2 dropped",
      "550 5.4.300 <550 5.4.300 expired ->>\n421 4.4.2 <421 4.4.2 dropped>\n" },
    { "expired, a refusal behind an arrow", "550 5.4.300 expired -> 550 5.1.1 unknown",
      "550 5.1.1 <550 5.1.1 unknown>\n550 5.4.300 <550 5.4.300 expired ->>\n" },
    { "arrow, but the first says why", "550 5.7.367 no relay -> 554 5.7.1 denied",
      "550 5.7.367 <550 5.7.367 no relay ->>\n554 5.7.1 <554 5.7.1 denied>\n" },
    { "cause beside a recipient",
      "550 failure for one or more recipients (a@b.example:552 5.2.2 full)",
      "552 5.2.2 <552 5.2.2 full)>\n550  <550 failure for one or more recipients "
      "(a@b.example:>\n" },
    { "answer of the next hop",
      "451 4.4.0 Primary target IP address responded with: \"421 4.2.1 no\"",
      "421 4.2.1 <421 4.2.1 no>\n"
      "451 4.4.0 <451 4.4.0 Primary target IP address responded with: \">\n" },
    { "gateway's status before a reply", "#5.0.0 smtp; 550 5.1.1 no",
      "550 5.1.1 <550 5.1.1 no>\n" },
    { "gateway's status before a host's reply",
      "#< #5.0.0 X-Firewall; host mx.example.org[192.0.2.1] said: 550 5.1.1 no> #SMTP#",
      "550 5.1.1 <5.0.0 X-Firewall; host mx.example.org[192.0.2.1] said: 550 5.1.1 no> #SMTP#>\n" },
    { "gateway's status before other words", "#5.0.0 X-Firewall; later we saw 550 5.1.1 no",
      "0 5.0.0 <#5.0.0 X-Firewall; later we saw>\n550 5.1.1 <550 5.1.1 no>\n" },
    { "gateway's status alone", "#5.0.0 smtp; 550 no", "550 5.0.0 <550 no>\n" },
    { "two statuses without a gateway", "5.0.0 and then 550 5.1.1 no",
      "0 5.0.0 <5.0.0 and then>\n550 5.1.1 <550 5.1.1 no>\n" },
    { "a client's remark behind it", "451 4.3.2 no\nConnection closed by foreign host.",
      "451 4.3.2 <451 4.3.2 no>\n" },
    { "the next command behind it", "550 no\nQUIT\n221 bye", "550  <550 no>\n221  <221 bye>\n" },
    { "another word behind it", "550 no\nquitting", "550  <550 no~quitting>\n" },
    { "cause behind an arrow at a line's end", "550 5.0.350 remote error ->\n552 full",
      "552  <552 full>\n550 5.0.350 <550 5.0.350 remote error ->>\n" },
    { "cause behind an arrow, of the same code", "550 5.0.350 remote error -> 550 no",
      "550  <550 no>\n550 5.0.350 <550 5.0.350 remote error ->>\n" },
    { "code and message, told apart",
      "Expected 250 but got code \"550\", with message \"550 No user\"", "550  <550 No user>\n" },
    { "code and message, no code repeated", "Error code: 550, message: No user",
      "550  <No user>\n" },
    { "code and message, on two lines", "Code: 550\nMessage: No user", "550  <No user>\n" },
    { "a label behind which nothing is said", "Code: 550\nMessage:\n\n421 Later",
      "550  <550~Message:>\n421  <421 Later>\n" },
    { "a label, and the next code", "550, message: 421 later",
      "550  <550, message:>\n421  <421 later>\n" },
    { "lines that only say who speaks", "550-error from the server\n550 No",
      "550  <550-error from the server~550 No>\n" },
    { "a code in brackets behind its words", "Sorry, no such user (550 5.1.1)",
      "550 5.1.1 <Sorry, no such user (550 5.1.1)>\n" },
    { "quotes within quotes, as CSV has them", "a,\"550 No \"\"x\"\" here\",b",
      "550  <550 No \"\"x\"\" here>\n" },
    { "behind an address, a code that is not known",
      "after RCPT TO:<a@b.example>: 457 Later, please", "457  <457 Later, please>\n" },
    { "behind an address, Messages", "after RCPT TO:<a@b.example>: 550 Messages need a date",
      "550  <550 Messages need a date>\n" },
    { "codes of an address", "552 bounce-550-5.1.1@b.example is full",
      "552  <552 bounce-550-5.1.1@b.example is full>\n" },
    { "codes of a bracketed address", "no 550-5.1.1@[192.0.2.1] (#5.2.2)",
      "0 5.2.2 <no 550-5.1.1@[192.0.2.1] (#5.2.2)>\n" },
    { "where a program was", "550 No\n    at SMTPConnection.x (/app/x.js:7:1)\n  code: 1",
      "550  <550 No>\n" },
    { "where a program was, in Java", "550 No\n\tat com.example.Mail.send(Mail.java:7)",
      "550  <550 No>\n" },
    { "words that go on", "550 No user\n at this host, it seems",
      "550  <550 No user~ at this host, it seems>\n" },
    { "what a mail program asks for",
      "responded: 550 No. Please check the message recipient \"a@b.example\" and try again.",
      "550  <550 No.>\n" },
    { "the same said twice, in quotes",
      "Error: 550 No user\n    at x.y (z)\n  response: '550 No user',\n  responseCode: 550",
      "550  <550 No user>\n" },
    { "a reply of several lines that begins with an address", "550-a@b.example is\n550 unknown",
      "550  <550-a@b.example is~550 unknown>\n" },
    { "the same, flattened", "said: 550-a@b.example is 550 unknown",
      "550  <550-a@b.example is 550 unknown>\n" },
    { "the same said twice, on two lines",
      "SERVER -> CLIENT: 550 No user\nSMTP ERROR: RCPT failed: 550 No user",
      "550  <550 No user>\n" },
    { "an item of a list", "1. 550 No user\n2. 451 Later",
      "550  <550 No user>\n451  <451 Later>\n" },
    { "behind dots", "...550 5.1.1 No", "550 5.1.1 <550 5.1.1 No>\n" },
    { "a part of a number", "1.550 5.1.1.1", "" },
    { "quotes around the code alone", "`550 5.1.1` No user", "550 5.1.1 <550 5.1.1` No user>\n" },
    { "brackets around the first code", "[550] 5.1.1 No", "550 5.1.1 <550] 5.1.1 No>\n" },
    { "an element of a page", "<td>550 No user</td><td>7</td>", "550  <550 No user>\n" },
    { "a short name of an error", "to=a@b.example err=550 No user", "550  <550 No user>\n" },
    { "a mark that is cut in two", "554 no (in reply\nto DATA)", "554  <554 no>\n" },
    { "a code that says nothing", "554\n\n552 too big", "552  <552 too big>\n554  <554>\n" },
    { "two codes that say nothing", "554\n552", "554  <554>\n552  <552>\n" },
    { "gave up, cause in brackets", "550 5.4.317 expired (451 4.7.5 no trust)",
      "451 4.7.5 <451 4.7.5 no trust)>\n550 5.4.317 <550 5.4.317 expired (>\n" },
    { "refused, cause behind a key", "450 4.4.316 refused [Message=451 4.7.1 greylisted]",
      "451 4.7.1 <451 4.7.1 greylisted]>\n450 4.4.316 <450 4.4.316 refused [Message=>\n" },
    { "a host's words in angle brackets", "554 5.0.0 <mx.example #5.0.0 smtp; 550 5.1.1 no>",
      "550 5.1.1 <550 5.1.1 no>>\n554 5.0.0 <554 5.0.0 <mx.example #5.0.0 smtp;>\n" },
    { "in brackets, but the first says why", "550 5.7.1 spam (554 5.7.0 score 9)",
      "550 5.7.1 <550 5.7.1 spam (>\n554 5.7.0 <554 5.7.0 score 9)>\n" },
    { "in brackets on the next line", "550 5.4.1 denied\n(451 4.7.5 later)",
      "550 5.4.1 <550 5.4.1 denied>\n451 4.7.5 <451 4.7.5 later)>\n" },
    { "a host's status", "554 5.4.0 <mx.example #4.4.1> timed out",
      "554 5.4.0 <554 5.4.0 <mx.example #4.4.1> timed out>\n" },
    { "a host's status on the next line", "554 5.4.0 no\n<mx.example #4.4.1> timed out",
      "554 5.4.0 <554 5.4.0 no>\n0 4.4.1 <<mx.example #4.4.1> timed out>\n" },
    { "within a message", "354 go on\nSubject: x: 550 reasons\n421 of them\n.\n554 no",
      "354  <354 go on~Subject: x: 550 reasons>\n421  <421 of them~.>\n554  <554 no>\n" },
    { "within a message, marked",
      "<-  354 go on\n -> x: 550 reasons\n -> 421 of them\n -> .\n<** 554 no",
      "354  <354 go on>\n554  <554 no>\n" },
    { "within a message, named",
      "SERVER -> CLIENT: 354 go on\nCLIENT -> SERVER: x: 550 reasons\nSERVER -> CLIENT: 554 no",
      "354  <354 go on~CLIENT -> SERVER: x: 550 reasons>\n554  <554 no>\n" },
    { "what a program says of a message", "354 go on\nx: 550 reasons\nDATA failed: 554 no",
      "354  <354 go on~x: 550 reasons>\n554  <554 no>\n" },
    { "given up at last, a passing trouble",
      "554 5.4.7 expired (last failure: 451 4.4.1 no answer)",
      "554 5.4.7 <554 5.4.7 expired (last failure:>\n451 4.4.1 <451 4.4.1 no answer)>\n" },
    { "late, a passing trouble", "450 4.4.7 late (last failure: 451 4.4.1 no answer)",
      "451 4.4.1 <451 4.4.1 no answer)>\n450 4.4.7 <450 4.4.7 late (last failure:>\n" },
    { "wrapper without a cause", "554 5.4.7 delivery expired",
      "554 5.4.7 <554 5.4.7 delivery expired>\n" },
    { "another code within", "451 4.7.1 try later: upstream said: 554 5.7.1 blocked",
      "451 4.7.1 <451 4.7.1 try later: upstream said:>\n554 5.7.1 <554 5.7.1 blocked>\n" },

    /* the local MTA's view */
    { "dsn= before the quote", "dsn=5.1.1, status=bounced (host b said: 550 5.1.1 no)",
      "550 5.1.1 dsn=5.1.1 <550 5.1.1 no)>\n" },
    { "dsn= of another class", "dsn=4.0.0, status=deferred (host b said: 554 no)",
      "554  dsn=4.0.0 <554 no)>\n" },
    { "a gateway's bracket without a host", "554 5.7.0 < #5.7.133 smtp;550 5.7.133 no>",
      "550 5.7.133 <550 5.7.133 no>>\n554 5.7.0 <554 5.7.0 < #5.7.133 smtp;>\n" },
    { "a gateway's bracket behind words", "554 5.7.0 Go away < #5.7.133 smtp;550 5.7.133 no>",
      "554 5.7.0 <554 5.7.0 Go away < #5.7.133 smtp;>\n550 5.7.133 <550 5.7.133 no>>\n" },
    { "Status: and Diagnostic-Code:", "Status: 5.0.0\nDiagnostic-Code: smtp; 550 5.7.1 no",
      "550 5.7.1 dsn=5.0.0 <550 5.7.1 no>\n" },
    { "Status: alone", "Action: failed\nStatus: 5.1.1\n",
      "0  dsn=5.1.1 <Action: failed~Status: 5.1.1>\n" },
    { "the first dsn= counts", "dsn=5.1.1, dsn=4.2.2 (said: 550 no)",
      "550  dsn=5.1.1 <550 no)>\n" },

    /* where words end */
    { "in reply to", "said: 550 no (in reply to RCPT TO command)", "550  <550 no>\n" },
    { "from=", "554 5.7.1 no; from=<a@b.example> to=<c@d.example>", "554 5.7.1 <554 5.7.1 no>\n" },
    { "giving up", "550 no\nGiving up on 192.0.2.1.", "550  <550 no>\n" },
    { "qmail log", "550_no/Giving_up_on_192.0.2.1./", "550  <550_no>\n" },
    { "empty line", "550 no\n\nThis is the rest.", "550  <550 no>\n" },
    { "empty line, CR LF", "550 no\r\n\r\nThis is the rest.", "550  <550 no>\n" },
    { "header behind", "550 no\nReporting-MTA: dns; b.example", "550  <550 no>\n" },
    { "next part", "550 no\n--boundary", "550  <550 no>\n" },
    { "Final-Recipient", "550 no\nFinal-Recipient: rfc822; a@b.example", "550  <550 no>\n" },
    { "quotes", "the server said \"550 no such user\" and closed", "550  <550 no such user>\n" },
    { "the code again behind the quotes", "said '550 no', Port: 25, Server Error: 550, Number: 7",
      "550  <550 no>\n" },
    { "a quoted code has its words behind", "said \"550\": \"no such user\"; code 550",
      "550  <550\": \"no such user\"; code 550>\n" },
    { "words behind their key", "{'code': 450, 'message': '4.1.8 no'}, 'retry later'",
      "450 4.1.8 <450, 'message': '4.1.8 no>\n" },
    { "an apostrophe is no end", "said '550 can't do it' twice", "550  <550 can't do it>\n" },
    { "a line break is no end", "550 no such\n  user here", "550  <550 no such~  user here>\n" },
    { "a semicolon is no end", "550 no; sorry", "550  <550 no; sorry>\n" },

    /* no codes */
    { "numbers only", "relay[92.5.1.10]:25 v2.1.1.108 port 587 size=550 4.16.55.1", "" },
    { "a number beside a code", "550 5.1.1 no, RFC 821, HTTP 503, port 465",
      "550 5.1.1 <550 5.1.1 no, RFC 821, HTTP 503, port 465>\n" },
    { "maybe a code, and nothing better", "the mail server gave us a 451 error",
      "451  <451 error>\n" },
    { "maybe a code, but not about mail", "we got a 451 error", "" },
    { "maybe a code, but there is a better one", "our mail got a 451 error; 550 5.1.1 no",
      "550 5.1.1 <550 5.1.1 no>\n" },
};

/* parse - of a copy that ends where the text does */
static size_t parse(struct fixture *f, const char *text, size_t len, bool strict, struct buf *got)
{
    struct scene scene = { .fate = FATE_NONE };
    char *copy = malloc(len ? len : 1);
    size_t n;

    assert_non_null(copy);
    if (len > 0)
        memcpy(copy, text, len);
    buf_puts(got, "");
    n = parse_piece(&f->parser, (struct span){ copy, len }, strict, &scene, take, got);
    free(copy);
    return n;
}

static size_t lines_of(const char *text)
{
    size_t n = 0;

    for (; *text; text++)
        n += *text == '\n';
    return n;
}

static void joins(void **state)
{
    size_t i;

    for (i = 0; i < COUNT(cases); i++) {
        struct buf got = buf_new(10000);
        size_t n = parse(*state, cases[i].text, strlen(cases[i].text), false, &got);

        want_text(cases[i].name, "replies", got.ptr, cases[i].want);
        want_size(cases[i].name, "how many", n, lines_of(cases[i].want));
        buf_free(&got);
    }
    unit_end();
}

/* Lines of unknown logs: only what speaks of mail, and nothing that only may be a code. */
static void is_strict(void **state)
{
    static const struct {
        const char *name, *text, *want;
    } strict[] = {
        { "of mail", "mail: 550 5.1.1 no", "550 5.1.1 <550 5.1.1 no>\n" },
        { "not of mail", "cron: 550 no", "" },
        { "both codes and words", "cron: 550 5.1.1 no", "550 5.1.1 <550 5.1.1 no>\n" },
        { "both codes, goes on", "Invalid login: 535-5.7.8 Refused",
          "535 5.7.8 <535-5.7.8 Refused>\n" },
        { "both codes, curl's trace", "< 550 5.1.1 no", "550 5.1.1 <550 5.1.1 no>\n" },
        { "both codes, Python", "(535, b'5.7.8 Refused')", "535 5.7.8 <535, b'5.7.8 Refused>\n" },
        { "an apostrophe before a letter beyond ASCII",
          "smtp: server returned '550 n'\xc3\xaates pas' so", "550  <550 n'\xc3\xaates pas>\n" },
        { "quoted words within a quote", "smtp: server returned '550 Your 'From' is bad' so",
          "550  <550 Your 'From' is bad>\n" },
        { "an escaped quote at the end of a value", "{\"smtp\":\"550 no \\\"lea\\\"\"}",
          "550  <550 no \\\"lea\\\">\n" },
        { "a mark that is wrapped", "said: 550 no such user (in\n    reply to RCPT TO command)",
          "550  <550 no such user>\n" },
        { "words in another script, quoted", "{smtp: '550 \xd0\x92\xd0\xb8\xd1\x80', code: 550}",
          "550  <550 \xd0\x92\xd0\xb8\xd1\x80>\n" },
        { "Python, of recipients", "mail: {'a@b.example': (452, b'full')}", "452  <full>\n" },
        { "a status in a tuple's form", "mail: {'status': 452, 'a': 1}", "" },
        { "both codes, brackets", "error (550): 5.1.1 no", "550 5.1.1 <550): 5.1.1 no>\n" },
        { "PHPMailer", "SERVER -> CLIENT: 250-mx", "250  <250-mx>\n" },
        { "smtplib", "reply: retcode (250); Msg: b'OK'", "250  <250); Msg: b'OK'>\n" },
        { "nodemailer", "  response: '550 no',", "550  <550 no>\n" },
        { "a login refused", "Error: Invalid login: 535 no", "535  <535 no>\n" },
        { "Postfix without its name", "(host mx[192.0.2.1] said: 451 no)", "451  <451 no)>\n" },
        { "another class", "build: 550 2.1.1 done", "" },
        { "no words", "build: 550 5.1.1", "" },
        { "a version", "lib-550 5.1.1 installed", "" },
        { "no reply code", "job: 299 2.1.1 done", "" },
        { "a web server's answer", "ERROR \"POST /mail/send/\" 500 132ms", "" },
        { "in quotes, no request", "mail: \"post lea\" 550 no such user",
          "550  <550 no such user>\n" },
        { "a web server's path", "\"GET /mail HTTP/1.1\" 500 -", "" },
        { "a web request, as JSON", "{\"http\":{\"host\":\"mail\",\"status\":500}}", "" },
        { "a status of the web", "{\"mail\":\"a@b.example\",\"status\":503}", "" },
        { "a status only the web has", "mail: status=404 not found", "" },
        { "a status of mail", "{\"mail\":\"a@b.example\",\"status\":550}", "550  <550}>\n" },
        { "a status between other values", "path=/api/mail status=500 size=421", "" },
        { "a status, and words", "mail: status=421 too busy", "421  <421 too busy>\n" },
        { "a status of SMTP", "{\"smtp\":\"a@b.example\",\"status\":503}", "503  <503}>\n" },
        { "a web server's success", "mail: {\"code\":200}", "" },
        { "only maybe", "smtp: got a 451 there", "" },
        { "of a web server", "GET /mail 404 1234", "" },
        { "capitals", "RCPT rejected: 550 no", "550  <550 no>\n" },
    };
    size_t i;

    for (i = 0; i < COUNT(strict); i++) {
        struct buf got = buf_new(1000);

        (void)parse(*state, strict[i].text, strlen(strict[i].text), true, &got);
        want_text(strict[i].name, "replies", got.ptr, strict[i].want);
        buf_free(&got);
    }
    unit_end();
}

static void reads_past_nul(void **state)
{
    struct buf got = buf_new(1000);

    assert_int_equal(parse(*state, "a\0b\n550 no\0such", 15, false, &got), 1);
    assert_memory_equal(got.ptr, "550  <550 no\0such>\n", 20);
    buf_free(&got);
}

/* count - and check that replies come in order, none twice, none left out */
struct counting {
    size_t n, wrong, stop_after;
};

static bool count(void *arg, struct said *said)
{
    struct counting *c = arg;

    if (said->enhanced.subject != 10 + c->n / 100 || said->enhanced.detail != c->n % 100)
        c->wrong++;
    return ++c->n != c->stop_after;
}

static void takes_more_than_fit(void **state)
{
    enum { MANY = 1000 };
    struct fixture *f = *state;
    struct scene scene = { .fate = FATE_NONE };
    struct buf text = buf_new(100000);
    struct counting c = { 0, 0, 0 };
    size_t i, n;

    for (i = 0; i < MANY; i++)
        buf_printf(&text, "550 5.%zu.%zu no\n", 10 + i / 100, i % 100);
    n = parse_piece(&f->parser, (struct span){ text.ptr, text.len }, false, &scene, count, &c);
    assert_int_equal(n, MANY);
    assert_int_equal(c.n, MANY);
    assert_int_equal(c.wrong, 0);
    c = (struct counting){ 0, 0, 3 };
    (void)parse_piece(&f->parser, (struct span){ text.ptr, text.len }, false, &scene, count, &c);
    assert_int_equal(c.n, 3);
    buf_free(&text);
}

/* A reply of more lines than codes are kept: still one. */
static void takes_a_long_reply(void **state)
{
    struct buf text = buf_new(100000), got = buf_new(100000);
    size_t i;

    for (i = 0; i < 200; i++)
        buf_puts(&text, "550-5.7.1 no\n");
    buf_puts(&text, "550 5.7.1 end\n");
    assert_int_equal(parse(*state, text.ptr, text.len, false, &got), 1);
    assert_memory_equal(got.ptr, "550 5.7.1 <550-5.7.1 no~", 24);
    buf_free(&text);
    buf_free(&got);
}

static void copies_the_scene(void **state)
{
    struct fixture *f = *state;
    struct scene scene = { .fate = FATE_DEFERRED, .recipient = { "a@b.example", 11 } };
    struct buf got = buf_new(1000);

    scene.dsn = (struct sw_status){ 4, 2, 2 };
    assert_int_equal(
        parse_piece(&f->parser, (struct span){ "452 full", 8 }, false, &scene, take, &got), 1);
    assert_string_equal(got.ptr, "452  dsn=4.2.2 <452 full>\n");
    buf_free(&got);
}

static void cuts_pieces(void **state)
{
    static const struct {
        const char *name, *text, *want; /* pieces, each behind a "|" */
    } pieces[] = {
        { "nothing", "", "" },
        { "one", "550 no\n", "|550 no\n" },
        { "no line end", "550 no", "|550 no" },
        { "two recipients", "Hi\n<a@b.example>:\n550 no\n<c@d.example>:\n421 no\n",
          "|Hi\n|<a@b.example>:\n550 no\n|<c@d.example>:\n421 no\n" },
        { "begins with a recipient", "<a@b.example>: x\n<c@d.example>: y\n",
          "|<a@b.example>: x\n|<c@d.example>: y\n" },
        { "no recipient without a colon", "x\n<a@b.example> y\n", "|x\n<a@b.example> y\n" },
        { "no recipient without an at", "x\n<ab>: y\n", "|x\n<ab>: y\n" },
        { "a server's line of a dialogue", "> x\n< 450 <a@b.example>: no\n",
          "|> x\n< 450 <a@b.example>: no\n" },
        { "an address behind a code", "said: 553 5.7.1\n<a@b.example>: no\n",
          "|said: 553 5.7.1\n<a@b.example>: no\n" },
        { "an address behind a code without words", "x: 450\n<a@b.example>: no\n",
          "|x: 450\n<a@b.example>: no\n" },
        { "an address behind another number", "it is 2026\n<a@b.example>: no\n",
          "|it is 2026\n|<a@b.example>: no\n" },
        { "parts of a notice",
          "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a\nStatus: 5.1.1\n\n"
          "final-recipient: rfc822; b\nStatus: 5.2.2\n",
          "|Reporting-MTA: dns; x\n\n|Final-Recipient: rfc822; a\nStatus: 5.1.1\n\n"
          "|final-recipient: rfc822; b\nStatus: 5.2.2\n" },
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(pieces); i++) {
        struct span rest = { pieces[i].text, strlen(pieces[i].text) }, piece;
        struct buf got = buf_new(1000);

        buf_puts(&got, "");
        while (parse_next_piece(&rest, &piece))
            buf_printf(&got, "|%.*s", (int)piece.len, piece.ptr);
        want_text(pieces[i].name, "pieces", got.ptr, pieces[i].want);
        buf_free(&got);
    }
    unit_end();
}

static void knows_codes_alone(void **state)
{
    static const struct {
        const char *text;
        bool want;
    } texts[] = {
        { "550", true },
        { "5.7.26", true },
        { "550 5.1.1", true },
        { "550-5.1.1", true },
        { "550 5.1.1, 421; 4.7.0\n250\r\n", true },
        { " 550 ", true },
        { "#5.1.1", true },
        { "", false },
        { " \n", false },
        { "550 no", false },
        { "no", false },
        { "5.1", false },
        { "550 5.1.1024", false },
        { "4.16.55.1", false },
        { "999", false },
        { "5500", false },
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(texts); i++)
        want_number(texts[i].text, "nothing but codes",
                    parse_only_codes((struct span){ texts[i].text, strlen(texts[i].text) }),
                    texts[i].want);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joins),
        cmocka_unit_test(is_strict),
        cmocka_unit_test(reads_past_nul),
        cmocka_unit_test(takes_more_than_fit),
        cmocka_unit_test(takes_a_long_reply),
        cmocka_unit_test(copies_the_scene),
        cmocka_unit_test(cuts_pieces),
        cmocka_unit_test(knows_codes_alone),
    };

    return cmocka_run_group_tests_name("parse", tests, set_up, tear_down);
}
