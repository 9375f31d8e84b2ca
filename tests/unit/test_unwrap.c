/* SPDX-License-Identifier: MIT */
/*
 * Wrapped logs and replies behind marks.  In the wanted texts a newline is "|", what stands
 * between the lines of one reply is "~", a carriage return before a newline "^"; "" stands for a
 * text that is left as it is.
 */
#include "unit.h"
#include "unwrap.h"

#include <stdlib.h>

#define STAMP "Nov 22 07:14:17 mx postfix/smtpd[811]: "

static const struct {
    const char *name, *text, *want;
} cases[] = {
    { "one line", "550 5.1.1 no", "" },
    { "a reply", "550-5.1.1 no\n550 5.1.1 such user", "" },
    { "nothing", "", "" },
    { "a mark before each line", "<** 554-one\n<** 554 two", "<** 554-one~    554 two" },
    { "three lines", "< 554-one\n< 554-two\n< 554 three\n> QUIT",
      "< 554-one~  554-two~  554 three|> QUIT" },
    { "blanks before the second", "S<< 550-one\n    550 two", "S<< 550-one~    550 two" },
    { "nothing before the second", "Server: 550-one\n550 two", "Server: 550-one~550 two" },
    { "times", "[07:14:17.9] < 550-one\n[07:14:18.10] < 550 two",
      "[07:14:17.9] < 550-one~                550 two" },
    { "a time with a fraction that looks like a code",
      "07:14:17.451 < 550-one\n07:14:17.452 550 two",
      "07:14:17.451 < 550-one~             550 two" },
    { "only a time before the second",
      "2026-11-22T07:14:17Z S: 550-one\n2026-11-22T07:14:18Z 550 two",
      "2026-11-22T07:14:17Z S: 550-one~                     550 two" },
    { "a word before the second", "07:14:17 S: 550-one\n07:14:18 C: 550 two", "" },
    { "another code", "< 554-one\n< 550 two", "" },
    { "another speaker", "a: 550-one\nb: 550 two", "" },
    { "the reply was over", "< 550 one\n< 550 two", "" },
    { "no code", "<<< one-two\n<<< three", "" },
    { "a log line cut within its reply",
      STAMP "NOQUEUE: reject: RCPT from x[192.0.2.7]: 454 4.7.1 <a@b.example>\n"
            ": Relay access denied; from=<> to=<a@b.example> proto=SMTP\nend",
      STAMP "NOQUEUE: reject: RCPT from x[192.0.2.7]: 454 4.7.1 <a@b.example> "
            ": Relay access denied; from=<> to=<a@b.example> proto=SMTP|end" },
    { "cut in three, with returns",
      STAMP "NOQUEUE: reject: RCPT from\r\nx[192.0.2.7]: 454 4.7.1 <a@b.example>: Relay\r\n"
            "denied; from=<> to=<a@b.example> proto=SMTP helo=<x>\r\n",
      STAMP "NOQUEUE: reject: RCPT from  x[192.0.2.7]: 454 4.7.1 <a@b.example>: Relay  "
            "denied; from=<> to=<a@b.example> proto=SMTP helo=<x>^|" },
    { "an open bracket",
      STAMP "4XyZ1: to=<a@b.example>, dsn=5.1.1, status=bounced (host mx said:\n"
            "550 5.1.1 No such user)\nWhat is that?",
      STAMP "4XyZ1: to=<a@b.example>, dsn=5.1.1, status=bounced (host mx said: "
            "550 5.1.1 No such user)|What is that?" },
    { "a question behind a whole line",
      STAMP "4XyZ1: to=<a@b.example>, dsn=5.1.1, status=bounced (550 5.1.1 No)\nwhat is that?",
      "" },
    { "a line of the log behind a cut one",
      STAMP "4XyZ1: to=<a@b.example>, dsn=5.1.1, status=bounced (host mx said:\n" STAMP "end", "" },
    { "an empty line behind a cut one",
      STAMP "4XyZ1: to=<a@b.example>, dsn=5.1.1, status=bounced (host mx said:\n\n550 no", "" },
    { "two entries filled into one paragraph",
      "Nov 22 07:14:17 mx smtpd[811]: relay: TempFail for 1a2b: from=<a@a.example>,\n"
      "to=<b@b.example>, stat=451 later. Nov 22 07:14:18 mx smtpd[811]: end",
      "Nov 22 07:14:17 mx smtpd[811]: relay: TempFail for 1a2b: from=<a@a.example>, "
      "to=<b@b.example>, stat=451 later.|Nov 22 07:14:18 mx smtpd[811]: end" },
    { "an entry without its stamp",
      "NOQUEUE: reject: RCPT from x[192.0.2.7]: 550\n5.7.1 <a@b.example>: No; from=<> proto=SMTP",
      "NOQUEUE: reject: RCPT from x[192.0.2.7]: 550 5.7.1 <a@b.example>: No; from=<> proto=SMTP" },
    { "a window of eighty columns, and an address that begins a line",
      "2024-03-21 19:26:06 dovecot_login authenticator failed for (pc)\n"
      "[198.51.100.7]:5432 I=[192.0.2.5]:465: 535 Incorrect authentication data",
      "2024-03-21 19:26:06 dovecot_login authenticator failed for (pc) "
      "[198.51.100.7]:5432 I=[192.0.2.5]:465: 535 Incorrect authentication data" },
    { "a short line, and another text",
      "2024-03-21 19:26:06 login authenticator failed for x\nWhy is this so?", "" },
    { "a quoted mail", "> 550 5.1.1 no such\n> user", "  550 5.1.1 no such|  user" },
    { "a quoted line within a text", "It said\n> 550 5.1.1 no", "" },
    { "a quotation within a text", "It said\n> 550 5.1.1\n>\n> no\nWhy?",
      "It said|  550 5.1.1| |  no|Why?" },
    { "a quotation within one", "It said\n> lea:\n>> 550 5.1.1\n> > no",
      "It said|  lea:|   550 5.1.1|    no" },
    { "a quoted line within a quotation", "> lea:\n> > 550 5.1.1\n> no",
      "  lea:|  > 550 5.1.1|  no" },
    { "a client's lines", "a session:\n> MAIL FROM:<a@b.example>\n> DATA\n< 550 no", "" },
    { "a client's lines in Sendmail's form",
      "... while talking to mx:\n>>> MAIL\n>>> DATA\n<<< 550 no", "" },
    { "a quotation with an address", "It said\n> <a@b.example>: 550 5.1.1\n> no",
      "It said|  <a@b.example>: 550 5.1.1|  no" },
    { "a quoted log", "> 4XyZ1: host mx said: 451 4.7.1\n> later",
      "  4XyZ1: host mx said: 451 4.7.1   later" },
    { "one quoted line", "> 550 no\n", "" },
    { "spaces that do not break",
      "550\xc2\xa0"
      "5.1.1\xc2\xa0no",
      "550  5.1.1  no" },
    { "their names in a page's source", "550&nbsp;5.1.1&#160;no &amp; x",
      "550      5.1.1      no &amp; x" },
    { "one beside a wrapped reply", "< 554-one\n< 554&nbsp;two", "< 554-one~  554      two" },
    { "a space of no width behind a code", "550\xe2\x80\x8b 5.1.1 n\xe2\x80\x8bo",
      "550    5.1.1 n\xe2\x80\x8bo" },
    { "other names", "550 a&nbs; b &amp;", "" },
    { "the trace of a program",
      "2026-11-22 07:14:17 ERROR c.e.Mailer - Mail could not be sent:\n"
      "\tcom.example.MailException: 550 5.1.1 no",
      "" },
};

static void mends(void **state)
{
    struct buf scratch = buf_new(1000), out = buf_new(UNWRAP_MOST);
    size_t i, k;

    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        struct span text = { cases[i].text, strlen(cases[i].text) };
        bool mended = unwrap(text, &scratch, &out);

        for (k = 0; mended && k < out.len; k++) {
            if (out.ptr[k] == '\n')
                out.ptr[k] = '|';
            if (out.ptr[k] == '\r')
                out.ptr[k] = k + 1 < out.len && out.ptr[k + 1] == '\n' ? '^' : '~';
        }
        want_text(cases[i].name, "text", mended ? out.ptr : "", cases[i].want);
        if (mended)
            want_size(cases[i].name, "length", out.len, text.len);
    }
    buf_free(&scratch);
    buf_free(&out);
    unit_end();
}

static void leaves_what_is_long(void **state)
{
    static char text[UNWRAP_MOST + 1];
    struct buf scratch = buf_new(1000), out = buf_new(UNWRAP_MOST);

    (void)state;
    memset(text, 'x', sizeof text);
    memcpy(text, "< 554-one\n< 554 two\n", 20);
    assert_false(unwrap((struct span){ text, sizeof text }, &scratch, &out));
    assert_true(unwrap((struct span){ text, sizeof text - 1 }, &scratch, &out));
    buf_free(&scratch);
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mends),
        cmocka_unit_test(leaves_what_is_long),
    };

    return cmocka_run_group_tests_name("unwrap", tests, NULL, NULL);
}
