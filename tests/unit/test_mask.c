/* SPDX-License-Identifier: MIT */
/*
 * Masking.  Each case has a mask of its own, so that its stand-ins begin at 1.
 */
#include "smtpwhy.h"
#include "unit.h"

#include <stdlib.h>

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
    { "user in words", "550 5.1.1 User jdoeling unknown", "550 5.1.1 User user1 unknown" },
    { "user before the verdict", "550 5.1.1 jdoeling... User unknown",
      "550 5.1.1 user1... User unknown" },
    { "user in quotes", "550 'jdoeling' is not a known user", "550 'user1' is not a known user" },
    { "user at the end", "550 Mailbox not found: [jdoeling]", "550 Mailbox not found: [user1]" },
    { "login", "535 5.7.8 authentication failed for jdoeling",
      "535 5.7.8 authentication failed for user1" },
    { "full mailbox", "552 Mailbox jdoeling is full", "552 Mailbox user1 is full" },
    { "language is no user", "550 No such user here, mailbox unavailable",
      "550 No such user here, mailbox unavailable" },
    { "host behind the code", "421 mailq7 Service not available",
      "421 host1 Service not available" },
    { "host in words", "451 Connection to mailq7 timed out", "451 Connection to host1 timed out" },
    { "helo in words", "501 Invalid HELO winq7", "501 Invalid HELO host1" },
    { "a reason's tag", "421 4.7.0 [TSS04] Messages deferred",
      "421 4.7.0 [TSS04] Messages deferred" },
    { "half of a local part", "<jdoeling+lists@acme.org> jdoeling unknown",
      "<user1@domain1.example> user1 unknown" },
    { "a domain's label", "<lea@acmeq-corp.org> tenant Acmeq-Corp",
      "<user1@domain1.example> tenant domain1" },
    { "apostrophe in words", "<o'briend@acme.org> no user o'briend",
      "<user1@domain1.example> no user user1" },
    { "person", "Jdoeling Winterq <lea@acme.org>", "user1 user1 <user2@domain1.example>" },
    { "person in quotes", "\"Winterq, Lea\" <lea@acme.org>", "\"user1\" <user2@domain1.example>" },
    { "Exchange's name", "550 /O=ACMEQ/OU=SITE ONE (X)/CN=RECIPIENTS/CN=JDOELING",
      "550 /O=host1/OU=host2/CN=user1/CN=user2" },
    { "LDAP", "uid=jdoeling,ou=people,dc=acmeq,dc=org", "uid=user1,ou=host1,dc=host2,dc=host3" },
    { "X.400", "c=DE;p=ACMEQ;o=Branch;s=Winterq;g=Lea;", "c=DE;p=host1;o=host2;s=user1;g=user2;" },
    { "a size is no name", "<= lea@acme.org P=esmtps S=1234",
      "<= user1@domain1.example P=esmtps S=1234" },
    { "UUCP", "mailq7!acme.org!jdoeling", "host1!domain1.example!user1" },
    { "name and IP apart", "mailq7 (198.51.100.7), 198.51.100.7,xchq7,198.51.100.8",
      "host1 (192.0.2.1), 192.0.2.1,host2,192.0.2.2" },
    { "IP behind letters", "ip198.51.100.7 v2.1.1.108", "ip192.0.2.1 v2.1.1.108" },
    { "underscores and a status", "said:_421_4.7.0_mx.acme.org_too_many",
      "said:_421_4.7.0_host1.example_too_many" },
    { "keys of JSON", "{\"src_host\":\"mailq7\",\"_user\":\"jdoeling\",\"server\":\"xchq7\"}",
      "{\"src_host\":\"host1\",\"_user\":\"user1\",\"server\":\"host2\"}" },
    { "line in JSON", "{\"log\":\"Nov 22 07:14:17 mailq7 postfix/smtp[8]: x\"}",
      "{\"log\":\"Nov 22 07:14:17 host1 postfix/smtp[8]: x\"}" },
    { "answers to a server's questions", "334 VXNlcm5hbWU6\nbGVhd2ludGVy",
      "334 VXNlcm5hbWU6\nuser1" },
    { "Exchange's tokens", "RESOLVER.ADR.RecipNotFound; not found",
      "RESOLVER.ADR.RecipNotFound; not found" },
    { "a provider's page", "https://postmaster.yahooinc.com/error-codes",
      "https://postmaster.yahooinc.com/error-codes" },
    { "maildir's file", "/srv/mail/acme.org/lea/tmp/1700000000.P1.mailq7",
      "/srv/mail/domain1.example/user1/tmp/host1" },
    { "domain of one label", "<lea@mailq7> on mailq7, <lea@localhost>",
      "<user1@host1> on host1, <user1@localhost>" },
    { "at signs", "@ a@ @@ @x", "@ user1@ @@ @x" },
};

/* mask - a text by itself */
static const char *mask(struct sw_mask *m, const char *text)
{
    size_t len = strlen(text);

    sw_mask_begin(m, text, len);
    return sw_mask_text(m, text, &len, NULL, NULL);
}

static void test_texts(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        struct sw_mask *m = sw_mask_new();

        assert_non_null(m);
        want_text(cases[i].name, "text", mask(m, cases[i].text), cases[i].want);
        sw_mask_free(m);
    }
    unit_end();
}

/* what is masked keeps its stand-in over texts */
static void test_same(void **state)
{
    struct sw_mask *m = sw_mask_new();

    (void)state;
    want_text("first", "text", mask(m, "a@x.org"), "user1@domain1.example");
    want_text("second", "text", mask(m, "b@y.org"), "user2@domain2.example");
    want_text("third", "text", mask(m, "a@y.org"), "user1@domain2.example");
    sw_mask_free(m);
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
        struct sw_mask *m = sw_mask_new();
        size_t start = spans[i].start, end = spans[i].end, len = strlen(spans[i].text);

        sw_mask_text(m, spans[i].text, &len, &start, &end);
        want_size(spans[i].name, "start", start, spans[i].want_start);
        want_size(spans[i].name, "end", end, spans[i].want_end);
        sw_mask_free(m);
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

/* want_no_secret - the secrets' addresses are far from those of the stand-ins */
static void want_no_secret(const char *text)
{
    size_t k;

    for (k = 0; k < COUNT(secrets); k++)
        if (text)
            want_true(text, secrets[k], strstr(text, secrets[k]) == NULL);
}

static void test_leaks(void **state)
{
    struct sw_mask *m = sw_mask_new();
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(logs); i++)
        want_no_secret(mask(m, logs[i]));
    want_true("last", "codes stay", strstr(mask(m, logs[i - 1]), "\"reason\":\"550 ") != NULL);
    sw_mask_free(m);
    unit_end();
}

static bool take_outcome(void *arg, const struct sw_outcome *outcome)
{
    const struct sw_outcome *o = sw_mask_outcome(arg, outcome);
    const char *const fields[] = { o->recipient, o->sender,  o->host, o->ip,      o->queue_id,
                                   o->text,      o->meaning, o->note, o->command, o->title };
    size_t i;

    for (i = 0; i < COUNT(fields); i++)
        want_no_secret(fields[i]);
    for (i = 0; i < o->nfix; i++)
        want_no_secret(o->fix[i]);
    for (i = 0; i < o->ncheck; i++)
        want_no_secret(o->check[i]);
    for (i = 0; i < o->nreferences; i++)
        want_no_secret(o->references[i]);
    if (o->blocklist)
        want_no_secret(o->blocklist->lookup);
    return true;
}

/* what the library says about those lines leaks nothing either */
static void test_explained(void **state)
{
    struct sw_mask *m = sw_mask_new();
    struct sw_ctx *ctx = sw_new();
    size_t i, n = 0;

    (void)state;
    assert_non_null(ctx);
    for (i = 0; i < COUNT(logs) - 1; i++)
        n += sw_explain(ctx, SW_INPUT_LINE, logs[i], strlen(logs[i]), 1, true, take_outcome, m);
    want_size("logs", "outcomes", n, 4);
    sw_free(ctx);
    sw_mask_free(m);
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
    struct sw_mask *m = sw_mask_new();

    (void)state;
    o.fix[0] = "Write to o'brien@acme.org.";
    o.check[0] = "dig +short MX acme.org";
    o.check[1] = "swaks --to 'o'\\''brien@acme.org' --server 'box'";
    o.check[2] = "dig -x 203.0.113.77 +short | grep \"acme.org\"";
    o.references[0] = "RFC 5321 4.2";
    o = *sw_mask_outcome(m, &o);
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
    sw_mask_free(m);
    unit_end();
}

/* parties are hidden whatever they look like, and wherever they were filled in */
static void test_parties(void **state)
{
    struct sw_outcome o = { .recipient = "\"lea winterq\"@acmeq.org",
                            .sender = "/O=ACMEQ/CN=JDOELING",
                            .host = "mailq7",
                            .queue_id = "20240102.jdoeling@mailq7.acmeq.org",
                            .nfix = 1,
                            .ncheck = 1 };
    struct sw_mask *m = sw_mask_new();

    (void)state;
    o.fix[0] = "Compare jdoelingq letter by letter with what the person gave you.";
    o.check[0] = "swaks --to jdoelingq --server mailq7 --quit-after RCPT";
    o = *sw_mask_outcome(m, &o);
    want_text("parties", "recipient", o.recipient, "user1@domain1.example");
    want_text("parties", "sender", o.sender, "user2");
    want_text("parties", "host", o.host, "host1");
    want_text("parties", "queue id", o.queue_id, "user3@domain2.example");
    want_text("parties", "fix", o.fix[0],
              "Compare user4 letter by letter with what the person gave you.");
    want_text("parties", "check", o.check[0], "swaks --to user4 --server host1 --quit-after RCPT");
    sw_mask_free(m);
    unit_end();
}

static const struct sw_reason *only_reason(struct sw_summary *s)
{
    const struct sw_reason *const *list;

    want_size("summary", "reasons", sw_summary_reasons(s, &list), 1);
    return list[0];
}

/* a summary's words, advice and names; what was counted stays */
static void test_summary(void **state)
{
    struct sw_outcome o = { .recipient = "jdoeling@acmeq.org",
                            .host = "mx.acmeq.org",
                            .text = "User jdoeling unknown",
                            .title = "No such mailbox",
                            .category = "user-unknown",
                            .rule = "x.1.1",
                            .line = 7,
                            .class = SW_CLASS_PERMANENT,
                            .fate = SW_FATE_BOUNCED };
    struct sw_mask *m = sw_mask_new();
    struct sw_summary *s = sw_summary_new(), *masked;

    (void)state;
    assert_non_null(m);
    assert_non_null(s);
    sw_summary_outcome(s, &o);
    masked = sw_mask_summary(m, s);
    assert_non_null(masked);
    want_text("summary", "example", only_reason(masked)->example, "User user1 unknown");
    want_text("summary", "title", only_reason(masked)->title, "No such mailbox");
    want_size("summary", "count", (size_t)only_reason(masked)->n.count, 1);
    want_size("summary", "line", (size_t)only_reason(masked)->n.first_line, 7);
    want_size("summary", "bounced", (size_t)sw_summary_totals(masked)->bounced, 1);
    want_size("summary", "domains", sw_summary_rows(masked, SW_TABLE_DOMAIN), 1);
    want_text("summary", "domain", sw_summary_row(masked, SW_TABLE_DOMAIN, 0).name,
              "domain1.example");
    want_size("summary", "hosts", sw_summary_rows(masked, SW_TABLE_HOST), 1);
    want_text("summary", "host", sw_summary_row(masked, SW_TABLE_HOST, 0).name,
              "host1.domain1.example");
    sw_summary_free(masked);
    sw_summary_free(s);
    sw_mask_free(m);
    unit_end();
}

/* more names than there are stand-ins, and a line without an end to its token */
static void test_bounds(void **state)
{
    enum { MANY = 70000 };
    static const char *const pieces[] = { "a.@%40:<\"", "a._tcp.to=/user: %40",
                                          "a",          "cn=a b/o=c d,",
                                          "a!b_c.d_",   "user a ... unknown 550 a " };
    struct sw_mask *m = sw_mask_new();
    size_t i, k, len, large = unit_large(4 << 20);
    char text[64], *line = malloc(large);

    (void)state;
    assert_non_null(line);
    for (i = 0; i < MANY; i++) {
        const char *got;

        snprintf(text, sizeof text, "198.%zu.%zu.1", i / 256 % 256, i % 256);
        got = mask(m, text);
        if (i == 253 || i == 254 || i == 762)
            want_text(text, "stand-in", got,
                      i == 253   ? "192.0.2.254"
                      : i == 254 ? "198.51.100.1"
                                 : "2001:db8:4::1");
    }
    want_text("full", "name", mask(m, "a.new.one"), "masked");
    for (k = 0; k < COUNT(pieces); k++) {
        for (i = 0; i < large; i++)
            line[i] = pieces[k][i % strlen(pieces[k])];
        sw_mask_begin(m, line, large);
        len = large;
        sw_mask_text(m, line, &len, NULL, NULL);
        want_true(pieces[k], "masked", len > 0);
    }
    free(line);
    sw_mask_free(m);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),     cmocka_unit_test(test_same),
        cmocka_unit_test(test_spans),     cmocka_unit_test(test_leaks),
        cmocka_unit_test(test_explained), cmocka_unit_test(test_outcome),
        cmocka_unit_test(test_bounds),    cmocka_unit_test(test_parties),
        cmocka_unit_test(test_summary),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
