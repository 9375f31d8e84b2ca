/* SPDX-License-Identifier: MIT */
/*
 * Masking.  Each case has a mask of its own, so that its stand-ins begin at 1.
 */
#include "mask.h"
#include "unit.h"

#include <stdlib.h>

enum { OUT_MAX = 64 << 20 };

static const struct {
    const char *name, *text, *want;
} cases[] = {
    { "nothing", "", "" },
    { "no name", "550 5.1.1 User unknown", "550 5.1.1 User unknown" },
    { "address", "<lea@example.org>", "<user1@domain1.example>" },
    { "bare address", "to lea@example.org.", "to user1@domain1.example." },
    { "address twice, another case", "Lea@example.org lea@EXAMPLE.org",
      "user1@domain1.example user1@domain1.example" },
    { "domain of an address, alone", "<lea@example.org> no MX for example.org",
      "<user1@domain1.example> no MX for domain1.example" },
    { "host in that domain", "<lea@example.org> mx.example.org",
      "<user1@domain1.example> host1.domain1.example" },
    { "odd local part", "<o'brien+x=\"y\"|z@example.org>", "<user1@domain1.example>" },
    { "quoted local part", "to \"lea doe\"@example.org", "to user1@domain1.example" },
    { "apostrophe", "o'brien@example.org", "user1@domain1.example" },
    { "in single quotes", "'lea@example.org'", "'user1@domain1.example'" },
    { "VERP", "<b-lea=a.example.org@lists.example.net>", "<user1@domain1.example>" },
    { "literal", "lea@[198.51.100.7]", "user1@[192.0.2.1]" },
    { "percent-coded", "http://x.test.org/?e=lea%40example.org&i=198.51.100.7",
      "http://host1.example/?e=user1%40domain1.example&i=192.0.2.1" },
    { "bytes that are not UTF-8, escaped or not", "l\xe9o@example.org l\\xe9o@example.org",
      "user1@domain1.example user1@domain1.example" },
    { "message id", "message-id=<20240101.1@mx.example.org>",
      "message-id=<user1@domain1.example>" },
    { "key", "to=lea@example.org, from=<>", "to=user1@domain1.example, from=<>" },
    { "the words name the user", "<lea@example.org>: 550 No such user lea here",
      "<user1@domain1.example>: 550 No such user user1 here" },
    { "the user before the address", "lea unknown: <lea@example.org>",
      "user1 unknown: <user1@domain1.example>" },
    { "user keys", "sasl_username=lea, user=<bob>, set_id=eve)",
      "sasl_username=user1, user=<user2>, set_id=user3)" },
    { "unknown user", "Unknown user: lea", "Unknown user: user1" },
    { "in angle brackets", "550 5.1.1 <lea>: User unknown", "550 5.1.1 <user1>: User unknown" },
    { "tags stay", "<br><unknown><END-OF-MESSAGE>", "<br><unknown><END-OF-MESSAGE>" },
    { "credentials", "AUTH PLAIN AGxlYQBzZWNyZXQ=", "AUTH PLAIN user1" },
    { "Exim's local user", "=> lea <lea@example.org> R=local",
      "=> user1 <user1@domain1.example> R=local" },
    { "mailbox file", "cannot open /var/mail/lea: denied", "cannot open /var/mail/user1: denied" },
    { "maildir", "/srv/mail/example.org/lea/new", "/srv/mail/domain1.example/user1/new" },
    { "IPv4", "[198.51.100.7] 198.51.100.7:25 198.51.100.8", "[192.0.2.1] 192.0.2.1:25 192.0.2.2" },
    { "no IPv4", "5.7.26 v2.1.1.108 1.2.3 300.1.1.1 07:14:17",
      "5.7.26 v2.1.1.108 1.2.3 300.1.1.1 07:14:17" },
    { "loopback", "127.0.0.2 ::1", "127.0.0.2 ::1" },
    { "IPv6", "[2a01:4f9::1] 2A01:4F9:0:0:0:0:0:1 IPv6:2a01:4f9::2",
      "[2001:db8::1] 2001:db8::1 IPv6:2001:db8::2" },
    { "IPv6 and port", "2a01:4f9:0:0:0:0:0:1:25", "2001:db8::1:25" },
    { "mapped", "::ffff:198.51.100.7", "::ffff:192.0.2.1" },
    { "IP in a name", "ip-198-51-100-7 x", "ip-192.0.2.1 x" },
    { "IP with underscores", "Connected_to_198.51.100.7_but", "Connected_to_192.0.2.1_but" },
    { "name with underscores", "to_mx.example.org_but_it", "to_host1.example_but_it" },
    { "version and file", "Exim 4.94.2 mail.log main.cf e.g. System.SmtpException",
      "Exim 4.94.2 mail.log main.cf e.g. System.SmtpException" },
    { "no blank behind a sentence", "refused.Please wait", "refused.Please wait" },
    { "code before a name", "550-mx.example.org said", "550-host1.example said" },
    { "helo", "helo=<win7> H=(pc) [198.51.100.7]", "helo=<host1> H=(host2) [192.0.2.1]" },
    { "name and IP", "from mx[198.51.100.7] unknown[198.51.100.7]",
      "from host1[192.0.2.1] unknown[192.0.2.1]" },
    { "syslog", "Nov 22 07:14:17 box postfix/smtp[811]: 4XyZ: to=<lea@example.org>",
      "Nov 22 07:14:17 host1 postfix/smtp[811]: 4XyZ: to=<user1@domain1.example>" },
    { "RFC 3339", "2024-11-22T07:14:17.1+01:00 box exim[1]: x",
      "2024-11-22T07:14:17.1+01:00 host1 exim[1]: x" },
    { "RFC 5424", "<22>1 2024-11-22T07:14:17Z box exim - - - x",
      "<22>1 2024-11-22T07:14:17Z host1 exim - - - x" },
    { "each line", "Nov 22 07:14:17 a x: 1\nNov 22 07:14:17 b x: 2",
      "Nov 22 07:14:17 host1 x: 1\nNov 22 07:14:17 host2 x: 2" },
    { "provider", "gmail-smtp-in.l.google.com[198.51.100.7]", "host1.google.com[192.0.2.1]" },
    { "customer of a provider", "acme-org.mail.protection.outlook.com",
      "host1.mail.protection.outlook.com" },
    { "no provider", "google.com.acme.org notgoogle.com", "host1.example domain1.example" },
    { "address at a provider", "lea@gmx.de then gmx.de",
      "user1@domain1.example then domain1.example" },
    { "zone", "7.100.51.198.zen.spamhaus.org, acme.org.dbl.spamhaus.org",
      "1.2.0.192.zen.spamhaus.org, domain1.example.dbl.spamhaus.org" },
    { "look-up", "https://check.spamhaus.org/results/?query=198.51.100.7",
      "https://check.spamhaus.org/results/?query=192.0.2.1" },
    { "records", "TXT _dmarc.acme.org s1._domainkey.acme.org",
      "TXT _dmarc.domain1.example host1._domainkey.domain1.example" },
    { "domain of letters beyond ASCII", "почта.рф", "domain1.example" },
    { "JSON", "{\"user\":\"lea\",\"email\":\"lea@example.org\",\"hostname\":\"box\"}",
      "{\"user\":\"user1\",\"email\":\"user1@domain1.example\",\"hostname\":\"host1\"}" },
    { "at signs", "@ a@ @@ @x", "@ user1@ @@ @x" },
};

static void test_texts(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        struct mask *m = mask_new();
        struct buf out = buf_new(OUT_MAX);

        assert_non_null(m);
        mask_add(m, &out, cases[i].text, strlen(cases[i].text));
        want_text(cases[i].name, "text", out.ptr ? out.ptr : "", cases[i].want);
        buf_free(&out);
        mask_free(m);
    }
    unit_end();
}

/* what is masked keeps its stand-in over texts */
static void test_same(void **state)
{
    struct mask *m = mask_new();
    struct buf out = buf_new(OUT_MAX);

    (void)state;
    mask_add(m, &out, "a@x.org", 7);
    mask_add(m, &out, " b@y.org ", 9);
    mask_add(m, &out, "a@y.org", 7);
    want_text("three", "text", out.ptr,
              "user1@domain1.example user2@domain2.example user1@domain2.example");
    buf_free(&out);
    mask_free(m);
    unit_end();
}

static const struct {
    const char *name, *text;
    size_t start, end, want_start, want_end;
} spans[] = {
    { "before any", "550 No a@x.org", 0, 6, 0, 6 },
    { "behind one", "a@x.org 550 No", 8, 11, 22, 25 }, /* user1@domain1.example */
    { "around one", "550 <a@x.org> no", 4, 13, 4, 27 },
    { "inside of one", "550 mx.example.org no", 6, 9, 4, 17 }, /* host1.example */
    { "to the end", "a@x.org 550", 8, 11, 22, 25 },
    { "past the end", "550", 0, 99, 0, 3 },
};

static void test_spans(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(spans); i++) {
        struct mask *m = mask_new();
        struct buf out = buf_new(OUT_MAX);
        size_t start = spans[i].start, end = spans[i].end;

        mask_add_span(m, &out, spans[i].text, strlen(spans[i].text), &start, &end);
        want_size(spans[i].name, "start", start, spans[i].want_start);
        want_size(spans[i].name, "end", end, spans[i].want_end);
        buf_free(&out);
        mask_free(m);
    }
    unit_end();
}

static const char *const logs[] = {
    "Nov 22 07:14:17 kerberos postfix/smtp[811]: 4XyZ: to=<lea.winter@acme-corp.org>, "
    "orig_to=<lwinter>, relay=mail.acme-corp.org[203.0.113.77]:25, delay=1, dsn=5.1.1, "
    "status=bounced (host mail.acme-corp.org[203.0.113.77] said: 550 5.1.1 "
    "<lea.winter@acme-corp.org>: User lea.winter unknown (in reply to RCPT TO command))",
    "2024-01-02 03:04:05 1rKabc-0001Xy-2B ** bob.stone@widget-shop.net R=dnslookup "
    "T=remote_smtp H=mx1.widget-shop.net [2a02:8109:9a80::25]: SMTP error from remote mail "
    "server after RCPT TO:<bob.stone@widget-shop.net>: 550 relay [198.51.100.201] refused, see "
    "https://www.spamhaus.org/query/ip/198.51.100.201",
    "Jan  3 11:00:00 kerberos sendmail[9]: q1: to=<bob.stone@widget-shop.net>, ctladdr=carla "
    "(33/33), relay=mx1.widget-shop.net. [203.0.113.78], dsn=5.7.1, stat=Service unavailable; "
    "201.100.51.198.zen.spamhaus.org",
    "@4000000052a5e2e21c5e9d64 delivery 7: failure: 203.0.113.77_does_not_like_recipient."
    "/Remote_host_said:_550_5.1.1_<lea.winter@acme-corp.org>:_unknown/",
    "{\"event\":\"bounce\",\"email\":\"lea.winter@acme-corp.org\",\"reason\":\"550 http://"
    "mail.acme-corp.org/e?r=lea.winter%40acme-corp.org&ip=203.0.113.77\",\"user\":\"lwinter\"}",
};

static const char *const secrets[] = {
    "lea.",           "winter",   "acme",         "bob",       "stone",
    "widget",         "carla",    "203.0.113.77", "2a02:8109", "198.51.100.201",
    "201.100.51.198", "kerberos", "8109",
};

/* the secrets' addresses are far from those of the stand-ins */
static void test_leaks(void **state)
{
    struct mask *m = mask_new();
    struct buf out = buf_new(OUT_MAX);
    size_t i, k;

    (void)state;
    for (i = 0; i < COUNT(logs); i++) {
        buf_clear(&out);
        mask_add(m, &out, logs[i], strlen(logs[i]));
        for (k = 0; k < COUNT(secrets); k++)
            want_true(out.ptr, secrets[k], strstr(out.ptr, secrets[k]) == NULL);
    }
    want_true(out.ptr, "codes stay", strstr(out.ptr, "\"reason\":\"550 ") != NULL);
    buf_free(&out);
    mask_free(m);
    unit_end();
}

static bool take_outcome(void *arg, const struct sw_outcome *outcome)
{
    struct mask *m = arg;
    struct sw_outcome o = *outcome;
    struct buf strings = buf_new(OUT_MAX);
    size_t i, k;

    mask_outcome(m, &o, &strings);
    for (k = 0; k < COUNT(secrets); k++)
        for (i = 0; i < strings.len; i += strlen(strings.ptr + i) + 1)
            want_true(strings.ptr + i, secrets[k], strstr(strings.ptr + i, secrets[k]) == NULL);
    want_true("outcome", "masked", o.recipient != outcome->recipient);
    buf_free(&strings);
    return true;
}

/* what the library says about those lines leaks nothing either */
static void test_explained(void **state)
{
    struct mask *m = mask_new();
    struct sw_ctx *ctx = sw_new();
    size_t i, n = 0;

    (void)state;
    assert_non_null(ctx);
    for (i = 0; i < COUNT(logs) - 1; i++)
        n += sw_explain(ctx, SW_INPUT_LINE, logs[i], strlen(logs[i]), 1, true, take_outcome, m);
    want_size("logs", "outcomes", n, 4);
    sw_free(ctx);
    mask_free(m);
    unit_end();
}

/* every field, and a command that stays one */
static void test_outcome(void **state)
{
    const struct sw_blocklist list = { "Spamhaus ZEN", "zen.spamhaus.org",
                                       "https://check.spamhaus.org/results/?query=203.0.113.77",
                                       "Repair it." };
    struct sw_outcome o = { .recipient = "o'brien@acme.org",
                            .sender = "bob",
                            .host = "box",
                            .ip = "203.0.113.77",
                            .text = "no bob at acme.org",
                            .title = "No such mailbox",
                            .queue_id = "4XyZ",
                            .nfix = 1,
                            .ncheck = 3,
                            .nreferences = 1,
                            .blocklist = &list };
    struct mask *m = mask_new();
    struct buf strings = buf_new(OUT_MAX);

    (void)state;
    o.fix[0] = "Write to o'brien@acme.org.";
    o.check[0] = "dig +short MX acme.org";
    o.check[1] = "swaks --to 'o'\\''brien@acme.org' --server 'box'";
    o.check[2] = "dig -x 203.0.113.77 +short | grep \"acme.org\"";
    o.references[0] = "RFC 5321 4.2";
    mask_outcome(m, &o, &strings);
    want_text("outcome", "recipient", o.recipient, "user1@domain1.example");
    want_text("outcome", "sender", o.sender, "user2");
    want_text("outcome", "host", o.host, "host1");
    want_text("outcome", "ip", o.ip, "192.0.2.1");
    want_text("outcome", "text", o.text, "no user2 at domain1.example");
    want_text("outcome", "title", o.title, "No such mailbox");
    want_text("outcome", "meaning", o.meaning, NULL);
    want_text("outcome", "queue id", o.queue_id, "4XyZ");
    want_text("outcome", "fix", o.fix[0], "Write to user1@domain1.example.");
    want_text("outcome", "check 1", o.check[0], "dig +short MX domain1.example");
    want_text("outcome", "check 2", o.check[1],
              "swaks --to 'user1@domain1.example' --server 'host1'");
    want_text("outcome", "check 3", o.check[2],
              "dig -x 192.0.2.1 +short | grep \"domain1.example\"");
    want_text("outcome", "reference", o.references[0], "RFC 5321 4.2");
    want_text("blocklist", "look-up", o.blocklist->lookup,
              "https://check.spamhaus.org/results/?query=192.0.2.1");
    want_text("blocklist", "zone", o.blocklist->zone, "zen.spamhaus.org");
    buf_free(&strings);
    mask_free(m);
    unit_end();
}

/* more names than there are stand-ins, and a line without an end to its token */
static void test_bounds(void **state)
{
    enum { MANY = 70000, LONG = 4 << 20 };
    struct mask *m = mask_new();
    struct buf out = buf_new(OUT_MAX);
    char text[64], *line = malloc(LONG);
    int i;

    (void)state;
    assert_non_null(line);
    for (i = 0; i < MANY; i++) {
        snprintf(text, sizeof text, "198.%d.%d.1", i / 256 % 256, i % 256);
        buf_clear(&out);
        mask_add(m, &out, text, strlen(text));
        if (i == 253 || i == 254 || i == 762)
            want_text(text, "stand-in", out.ptr,
                      i == 253   ? "192.0.2.254"
                      : i == 254 ? "198.51.100.1"
                                 : "2001:db8:4::1");
    }
    buf_clear(&out);
    mask_add(m, &out, "a.new.one", 9);
    want_text("full", "name", out.ptr, "masked");
    for (i = 0; i < LONG; i++)
        line[i] = "a.@%40:<\""[i % 9];
    buf_clear(&out);
    mask_add(m, &out, line, LONG);
    for (i = 0; i < LONG; i++)
        line[i] = "a._tcp.to=/user: %40"[i % 20];
    mask_add(m, &out, line, LONG);
    memset(line, 'a', LONG);
    mask_add(m, &out, line, LONG);
    free(line);
    buf_free(&out);
    mask_free(m);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),     cmocka_unit_test(test_same),
        cmocka_unit_test(test_spans),     cmocka_unit_test(test_leaks),
        cmocka_unit_test(test_explained), cmocka_unit_test(test_outcome),
        cmocka_unit_test(test_bounds),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
