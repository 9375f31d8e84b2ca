/* SPDX-License-Identifier: MIT */
/*
 * Notes: each contradiction and each gap of the registries, with what must not be
 * taken for one beside it.
 */
#include "smtpwhy.h"
#include "unit.h"

struct noted {
    size_t n;
    bool conflict;
    char note[512], class[16];
};

static bool take(void *arg, const struct sw_outcome *o)
{
    struct noted *got = arg;
    const char *class = sw_class_name(o->class);

    got->n++;
    got->conflict = o->conflict;
    snprintf(got->note, sizeof got->note, "%s", o->note ? o->note : "");
    snprintf(got->class, sizeof got->class, "%s", class ? class : "");
    return false; /* the first is enough */
}

#define LOG(dsn, status, said)                                                                     \
    "Nov 22 07:14:17 mx postfix/smtp[811]: 4XyZ1bC2dEz: to=<lea@b.example>, "                      \
    "relay=mx.b.example[192.0.2.1]:25, delay=1, delays=0/0/1/0, dsn=" dsn ", status=" status       \
    " (host mx.b.example[192.0.2.1] said: " said ")"

static const struct {
    const char *name, *text, *class;
    bool conflict;
    const char *note; /* "": none */
} cases[] = {
    /* the local MTA against the reply */
    { "refused, but deferred", LOG("4.0.0", "deferred", "554 xyzzy"), "temporary", true,
      "The other server said 554, a final refusal, but the local MTA deferred the message (4.0.0) "
      "and goes on trying: its decision was followed." },
    { "deferred, but bounced", LOG("5.4.7", "bounced", "450 4.2.0 xyzzy"), "permanent", true,
      "The reply code is 450, but the local MTA concluded 5.4.7: its decision was followed, "
      "because it decides what happens to the message." },
    { "refused and bounced", LOG("5.1.1", "bounced", "550 5.1.1 xyzzy"), "permanent", false, "" },
    { "deferred and deferred", LOG("4.2.0", "deferred", "450 4.2.0 xyzzy"), "temporary", false,
      "" },
    { "no enhanced code, dsn of nothing", LOG("5.0.0", "bounced", "550 xyzzy"), "permanent", false,
      "" },

    /* the enhanced code against the reply code */
    { "550 4.4.7", "550 4.4.7 xyzzy", "permanent", true,
      "Reply code 550 and enhanced code 4.4.7 are of different classes; the reply code was "
      "followed, because it is what MTAs act on." },
    { "450 5.1.1", "450 5.1.1 xyzzy", "temporary", true,
      "Reply code 450 and enhanced code 5.1.1 are of different classes; the reply code was "
      "followed, because it is what MTAs act on." },
    { "bare, 550 4.4.7", "550 4.4.7", "permanent", true,
      "Reply code 550 and enhanced code 4.4.7 are of different classes; the reply code was "
      "followed, because it is what MTAs act on." },
    { "550 5.4.7", "550 5.4.7 xyzzy", "permanent", false, "" },
    { "enhanced code alone", "4.4.7 xyzzy", "temporary", false, "" },

    /* the local MTA's code against the reply's */
    { "another reason", LOG("5.7.1", "bounced", "550 5.1.1 xyzzy"), "permanent", true,
      "The reply has 5.1.1, the local MTA noted 5.7.1; the reply was followed." },
    { "dsn of no detail is no contradiction", LOG("5.0.0", "bounced", "550 5.1.1 xyzzy"),
      "permanent", false, "" },

    /* words against the code's meaning */
    { "words of another group", "550 5.1.1 your IP is listed in all.s5h.net", "permanent", false,
      "" }, /* a list is no row; told apart by the evidence */
    { "5.1.1 for a rate limit", "550 5.1.1 rate limit exceeded", "permanent", true,
      "By the book 5.1.1 means \"No such mailbox at that domain\", but the words say otherwise; "
      "the words were followed." },
    { "words that say what the code leaves open", "451 4.4.0 DNS query failed", "temporary", false,
      "" },
    { "of another thing than it is about", "452 4.4.0 mailbox is full", "temporary", true,
      "By the book 4.4.0 means \"Other or undefined network or routing status\", but the words say "
      "otherwise; the words were followed." },
    { "words that say which argument is wrong", "501 5.5.4 Invalid domain name in HELO",
      "permanent", false, "" },
    { "words that no wrong argument explains", "501 5.5.1 mailbox is full", "permanent", true,
      "By the book 5.5.1 means \"Invalid command\", but the words say otherwise; the words were "
      "followed." },
    { "words of the same group", "550 5.1.1 no such user", "permanent", false, "" },
    { "a vague code contradicts nothing", "550 5.7.1 no such user", "permanent", false, "" },
    { "5.0.0 contradicts nothing", "550 5.0.0 no such user", "permanent", false, "" },
    { "weak words contradict nothing", "550 5.2.2 address rejected", "permanent", false, "" },

    /* words against the class */
    { "permanent, but try again", "554 xyzzy, try again later", "permanent", true,
      "The words sound temporary, but 554 is permanent: MTAs will not retry by themselves." },
    { "permanent, but temporary", "550 Temporary failure", "permanent", true,
      "The words sound temporary, but 550 is permanent: MTAs will not retry by themselves." },
    { "temporary, try again", "451 xyzzy, try again later", "temporary", false, "" },
    { "success, temporary", "250 2.0.0 temporary file queued", "success", false, "" },

    /* the registries */
    { "unregistered detail", "550 5.7.999 xyzzy", "permanent", false,
      "5.7.999 is not in the IANA registry of enhanced status codes; only its class and subject "
      "could be explained." },
    { "unregistered detail, words known", "550 5.1.999 no such user", "permanent", false,
      "5.1.999 is not in the IANA registry of enhanced status codes." },
    { "outside, but known", "550 5.7.705 xyzzy", "permanent", false,
      "5.7.705 is not in the IANA registry of enhanced status codes." },
    { "unregistered, temporary", "450 4.7.999 xyzzy", "temporary", false,
      "4.7.999 is not in the IANA registry of enhanced status codes; only its class and subject "
      "could be explained." },
    { "success of no registry", "250 2.7.999 Ok", "success", false, "" },
    { "reply code of no standard", "559", "permanent", false,
      "559 is in no SMTP standard; only its first digit could be explained." },
    { "reply code of habit", "557", "permanent", false, "557 is in no SMTP standard." },
    { "reply code of the standard", "550", "permanent", false, "" },
    { "both of the standards", "550 5.1.1", "permanent", false, "" },
    { "a contradiction matters more", "450 5.7.999 xyzzy", "temporary", true,
      "Reply code 450 and enhanced code 5.7.999 are of different classes; the reply code was "
      "followed, because it is what MTAs act on." },
};

static void notes(void **state)
{
    struct sw_ctx *ctx = sw_new();
    size_t i;

    (void)state;
    assert_non_null(ctx);
    for (i = 0; i < COUNT(cases); i++) {
        struct noted got = { 0, false, "", "" };
        const char *name = cases[i].name;

        (void)sw_explain(ctx, SW_INPUT_TEXT, cases[i].text, strlen(cases[i].text), 1, true, take,
                         &got);
        want_size(name, "outcomes", got.n, 1);
        want_text(name, "class", got.class, cases[i].class);
        want_number(name, "conflict", got.conflict, cases[i].conflict);
        want_text(name, "note", got.note, cases[i].note);
    }
    sw_free(ctx);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notes),
    };

    return cmocka_run_group_tests_name("note", tests, NULL, NULL);
}
