/* SPDX-License-Identifier: MIT */
/*
 * Circumstances in free text: who, about whom, at which step, for how long.
 */
#include "scene.h"
#include "unit.h"

#include <stdlib.h>

struct fixture {
    struct scene_reader reader;
    struct regex_env env;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);

    *state = f;
    if (!f || !regex_env_init(&f->env))
        return -1;
    scene_reader_init(&f->reader, &f->env);
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;

    scene_reader_free(&f->reader);
    regex_env_free(&f->env);
    free(f);
    return 0;
}

static const struct {
    const char *name, *text, *host, *ip, *recipient, *sender, *command;
} cases[] = {
    { "Postfix", "host mx.example.net[192.0.2.1] said: 550 no (in reply to RCPT TO command)",
      "mx.example.net", "192.0.2.1", NULL, NULL, "RCPT TO" },
    { "Postfix, IPv6",
      "host mx.example.net[2001:db8::1] said: 550 no (in reply to end of DATA command)",
      "mx.example.net", "2001:db8::1", NULL, NULL, "end of DATA" },
    { "Postfix, notice", "<lea@b.example>: host mx.b.example[192.0.2.1] said: 550 no",
      "mx.b.example", "192.0.2.1", "lea@b.example", NULL, NULL },
    { "a machine of that name, and a program's number",
      "host dma[6001.28f04a0][6010]: <lea@b.example> failed: 550 no", NULL, NULL, NULL, NULL,
      NULL },
    { "host and address before the step",
      "remote delivery failed: mx.b.example [192.0.2.1] failed after EHLO: 550 no", "mx.b.example",
      "192.0.2.1", NULL, NULL, "EHLO" },
    { "Python, recipient", "{'lea@b.example': (550, b'no')}", NULL, NULL, "lea@b.example", NULL,
      NULL },
    { "Python, sender", "SMTPSenderRefused: (451, b'no, later', 'bo@a.example')", NULL, NULL, NULL,
      "bo@a.example", NULL },
    { "PHPMailer", "The following recipients failed: lea@b.exampleSMTP server error: 550", NULL,
      NULL, "lea@b.example", NULL, NULL },
    { "Roundcube", "Failed to add recipient 'lea@b.example'. 5.1.1 no", NULL, NULL, "lea@b.example",
      NULL, NULL },
    { "an alert of a mail program", "The recipient \"lea@b.example\" was rejected by the server",
      NULL, NULL, "lea@b.example", NULL, NULL },
    { "a quoted word is no address", "no such recipient 'lea' here", NULL, NULL, NULL, NULL, NULL },
    { "failed to send", "Failed to send mail to lea@b.example: (550, b'no')", NULL, NULL,
      "lea@b.example", NULL, NULL },
    { "in backquotes", "Not delivered to `lea@b.example`: 550 no", NULL, NULL, "lea@b.example",
      NULL, NULL },
    { "whom to write to", "550 no; failed? Send mail to postmaster@b.example for help", NULL, NULL,
      NULL, NULL, NULL },
    { "log", "to=<lea@b.example>, relay=mx.b.example[192.0.2.1]:25, said: 550", "mx.b.example",
      "192.0.2.1", "lea@b.example", NULL, NULL },
    { "TLS", "TLS is required, but was not offered by host mx.b.example[192.0.2.1]", "mx.b.example",
      "192.0.2.1", NULL, NULL, NULL },
    { "PHPMailer, step", "SMTP server error: MAIL FROM command failed Detail: no SMTP code: 550",
      NULL, NULL, NULL, NULL, "MAIL FROM" },
    { "PHPMailer, end of DATA", "DATA END command failed Detail: no SMTP code: 550", NULL, NULL,
      NULL, NULL, "end of DATA" },
    { "nodemailer", "code: 'EENVELOPE', command: 'RCPT TO', response: '550 no'", NULL, NULL, NULL,
      NULL, "RCPT TO" },
    { "an address at a line's start", "lea@b.example: 550 no", NULL, NULL, "lea@b.example", NULL,
      NULL },
    { "not at a line's start", "ask lea@b.example: 550 no", NULL, NULL, NULL, NULL, NULL },
    { "Sendmail, command line", "lea@b.example... Deferred: 451 later", NULL, NULL, "lea@b.example",
      NULL, NULL },
    { "a row of CSV", "7,lea@b.example,\"550 no\"", NULL, NULL, "lea@b.example", NULL, NULL },
    { "a row of CSV, no code behind", "7,lea@b.example,\"no: 550\"", NULL, NULL, NULL, NULL, NULL },
    { "Thunderbird",
      "responded: 550 no. Please check the message recipient \"lea@b.example\" and try again.",
      NULL, NULL, "lea@b.example", NULL, NULL },
    { "a gateway", "554 <mx.b.example #5.1.1 smtp; 550 no>", "mx.b.example", NULL, NULL, NULL,
      NULL },
    { "Exchange's last error", "[{LED=550 no};{MSG=};{FQDN=mx.b.example};{IP=192.0.2.1}]",
      "mx.b.example", NULL, NULL, NULL, NULL },
    { "qmail", "192.0.2.1 does not like recipient.\nRemote host said: 550 no", NULL, "192.0.2.1",
      NULL, NULL, NULL },
    { "by a mail server", "Message rejected by mail server mx.b.example: 550 no", "mx.b.example",
      NULL, NULL, NULL, NULL },
    { "connect", "connect to mx.b.example[192.0.2.1]:25: Connection refused", "mx.b.example",
      "192.0.2.1", NULL, NULL, NULL },
    { "sendmail", "... while talking to mx.b.example.:\n>>> DATA\n<<< 550 no", "mx.b.example", NULL,
      NULL, NULL, "DATA" },
    { "a lost connection",
      "ABC: lost connection with mx.b.example[192.0.2.1] while receiving the greeting",
      "mx.b.example", "192.0.2.1", NULL, NULL, NULL },
    { "a dialogue", " -> MAIL FROM:<bo@a.example>\n<** 550 no", NULL, NULL, NULL, "bo@a.example",
      "MAIL FROM" },
    { "a dialogue's step that went well", "> MAIL FROM:<bo@a.example>\n< 250 ok\n. 550 no", NULL,
      NULL, NULL, "bo@a.example", NULL },
    { "a step that failed", "MAIL FROM failed: '550 no'", NULL, NULL, NULL, NULL, "MAIL FROM" },
    { "delivery status",
      "Final-Recipient: rfc822; lea@b.example\nRemote-MTA: dns; mx.b.example\nDiagnostic-Code: "
      "smtp; 550 no",
      "mx.b.example", NULL, "lea@b.example", NULL, NULL },
    { "Exim",
      "SMTP error from remote mail server after RCPT TO:<lea@b.example>: host mx.b.example "
      "[192.0.2.1]: 550 no",
      "mx.b.example", "192.0.2.1", "lea@b.example", NULL, "RCPT TO" },
    { "not sent to", "mail not sent to (lea@b.example): 550 no", NULL, NULL, "lea@b.example", NULL,
      NULL },
    { "PHPMailer, sender", "The following From address failed: bo@a.example: 550 no", NULL, NULL,
      NULL, "bo@a.example", NULL },
    { "Exim, a line cut out of its log", "== lea@b.example R=dnslookup defer (-1): 550 no", NULL,
      NULL, "lea@b.example", NULL, NULL },
    { "Exim, MAIL FROM",
      "after MAIL FROM:<max@a.example> SIZE=2000: host mx.b.example [192.0.2.1]: 550 no",
      "mx.b.example", "192.0.2.1", NULL, "max@a.example", "MAIL FROM" },
    { "NOQUEUE",
      "reject: RCPT from x[198.51.100.7]: 554 no; from=<max@a.example> to=<lea@b.example>", NULL,
      NULL, "lea@b.example", "max@a.example", "RCPT TO" },
    { "Gmail's notice",
      "The response from the remote server was: 550 no\nmail.b.example gave this error: x",
      "mail.b.example", NULL, NULL, NULL, NULL },
    { "nothing of it", "somewhere something went wrong: 550 no", NULL, NULL, NULL, NULL, NULL },
    { "a word is no command", "after dataset 550 no", NULL, NULL, NULL, NULL, NULL },
    { "null sender", "reject: from=<> to=<lea@b.example>: 550 no", NULL, NULL, "lea@b.example",
      NULL, NULL },
};

static void reads_contexts(void **state)
{
    struct fixture *f = *state;
    size_t i;

    for (i = 0; i < COUNT(cases); i++) {
        const char *name = cases[i].name, *code = strstr(cases[i].text, "550");
        struct said said = { .around = { cases[i].text, strlen(cases[i].text) } };

        said.words = (struct span){ code ? code : cases[i].text, 3 };
        scene_from_context(&f->reader, &said);
        want_span(name, "host", said.scene.host, cases[i].host);
        want_span(name, "host_ip", said.scene.host_ip, cases[i].ip);
        want_span(name, "recipient", said.scene.recipient, cases[i].recipient);
        want_span(name, "sender", said.scene.sender, cases[i].sender);
        want_span(name, "command", said.scene.command, cases[i].command);
    }
    unit_end();
}

/*
 * What a log format has found already is not overwritten.  A bare reply tells
 * nothing: its words speak of anybody; words without a code are all there is.
 */
static void keeps_what_is_known(void **state)
{
    static const char text[] = "to=<lea@b.example>, relay=mx.b.example[192.0.2.1]:25: 550 no";
    struct fixture *f = *state;
    struct said said = { .around = { text, sizeof text - 1 }, .words = { text, 3 } };

    said.scene.recipient = (struct span){ "max@c.example", 13 };
    scene_from_context(&f->reader, &said);
    want_span("known", "recipient", said.scene.recipient, "max@c.example");
    want_span("known", "host", said.scene.host, "mx.b.example");
    want_number("known", "direction", said.scene.direction, SW_DIRECTION_OUTBOUND);
    said = (struct said){ .words = { text, 3 }, .around = { text, sizeof text - 1 } };
    said.scene.direction = SW_DIRECTION_INBOUND;
    scene_from_context(&f->reader, &said);
    want_number("inbound", "direction", said.scene.direction, SW_DIRECTION_INBOUND);
    said = (struct said){ .words = { text, sizeof text - 1 }, .around = { text, sizeof text - 1 } };
    said.reply = 550;
    scene_from_context(&f->reader, &said);
    want_span("bare reply", "host", said.scene.host, NULL);
    said.reply = 0;
    scene_from_context(&f->reader, &said);
    want_span("words only", "host", said.scene.host, "mx.b.example");
    want_number("words only", "direction", said.scene.direction, SW_DIRECTION_OUTBOUND);
    unit_end();
}

/* The words are folded, as the matcher sees them. */
static void reads_times(void **state)
{
    static const struct {
        const char *words;
        long want; /* seconds */
    } times[] = {
        { "try again in 5 minutes", 300 },
        { "please try again in 300 seconds", 300 },
        { "try again in 1 minute", 60 },
        { "greylisted for 5 minutes", 300 },
        { "greylisting in effect, retry after 90s", 90 },
        { "try again in 2 hours", 7200 },
        { "try again in 1 day", 86400 },
        { "wait 30 secs and retry", 30 },
        { "greylisted, please try again in 00:05:00", 300 },
        { "come back in about 10 min", 600 },
        { "retry in 1:02:03", 3723 },
        { "please wait at least 15 minutes before you try again", 900 },
        { "delayed for 120 s", 120 },
        { "please try again later", -1 },
        { "try again in a few minutes", -1 },
        { "try again; 5 messages are waiting", -1 },
        { "try again in 5 messages", -1 },
        { "mailbox is full", -1 },
        { "try again in 5", -1 },
        { "", -1 },
    };
    struct fixture *f = *state;
    size_t i;

    for (i = 0; i < COUNT(times); i++)
        want_number(
            times[i].words, "seconds",
            scene_retry_after(&f->reader, (struct span){ times[i].words, strlen(times[i].words) }),
            times[i].want);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_contexts),
        cmocka_unit_test(keeps_what_is_known),
        cmocka_unit_test(reads_times),
    };

    return cmocka_run_group_tests_name("scene", tests, set_up, tear_down);
}
