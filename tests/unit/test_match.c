/* SPDX-License-Identifier: MIT */
/*
 * Who decides.  First the matcher over rows of its own, then, with the built-in
 * rows, the precedence: token, provider, software, list, generic, enhanced code,
 * weak words, reply code.
 */
#include "literal.h"
#include "match.h"
#include "span.h"
#include "table.h"
#include "unit.h"

#include "buf.h"

#define HEADER                       "id\tkind\tcode\tpattern\tcategory\ttitle\tmeaning\tfix\tcheck\tsource\texample\n"
#define ROW(id, kind, code, pattern) id "\t" kind "\t" code "\t" pattern "\tspam\t\t\t\t\t\tx\n"

static const char acme_rows[] = HEADER ROW("acme-full", "wording", "", "mailbox full")
    ROW("acme-full-550", "wording", "550", "mailbox full")
        ROW("acme-full-class", "wording", "4xx", "mailbox full now")
            ROW("acme-listed", "wording", "5.7.1 x.7.26", "ip (?P<ip>[0-9.]{7,15}) is listed")
                ROW("acme-token", "token", "", "code=ab[0-9]{2}")
                    ROW("acme-local", "local", "", "go away from here")
                        ROW("acme-branches", "wording", "",
                            "spam (?P<word>here)|junk (?P<other>there)");
static const char other_rows[] = HEADER ROW("other-local", "local", "", "go away from here, you")
    ROW("other-words", "wording", "", "a very much longer text with mailbox full in it");

static const char *const categories[] = { "spam", NULL };
static const char *const providers[] = { "acme", "other", NULL };
static const uint8_t tiers[] = { TIER_PROVIDER, TIER_SOFTWARE };

struct fixture {
    struct rule_builder *builder;
    struct ruleset set;
    struct matcher matcher;
    struct regex_env env;
};

static void take_fault(void *arg, const char *file, size_t line, size_t column, const char *message)
{
    (void)arg;
    print_error("%s:%zu:%zu: %s\n", file, line, column, message);
}

static void add(struct rule_builder *b, const char *provider, const char *rows)
{
    struct buf copy = buf_new(100000);

    buf_puts(&copy, rows);
    assert_int_equal(rule_builder_add(b, "x.tsv", provider, copy.ptr, copy.len, take_fault, NULL),
                     0);
    buf_free(&copy);
}

static int set_up(void **state)
{
    static struct fixture f;
    struct rule_names names = { categories, providers, tiers };

    f.builder = rule_builder_new(&names);
    assert_non_null(f.builder);
    add(f.builder, "acme", acme_rows);
    add(f.builder, "other", other_rows);
    assert_true(rule_builder_finish(f.builder, NULL, 0, &f.set));
    assert_true(matcher_init(&f.matcher, &f.set));
    assert_true(regex_env_init(&f.env));
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;

    matcher_free(&f->matcher);
    regex_env_free(&f->env);
    rule_builder_free(f->builder);
    return 0;
}

static const struct {
    const char *name, *words;
    unsigned reply;
    struct sw_status enhanced;
    int providers[2];
    const char *want; /* ids of all rows that apply, best first */
} cases[] = {
    { "nothing of it", "no such user", 550, { 0, 0, 0 }, { -1, -1 }, "" },
    { "nothing at all", "", 550, { 0, 0, 0 }, { -1, -1 }, "" },
    { "with its code",
      "the mailbox full",
      550,
      { 0, 0, 0 },
      { -1, -1 },
      "acme-full-550 acme-full " },
    { "with another code", "the mailbox full", 551, { 0, 0, 0 }, { -1, -1 }, "acme-full " },
    { "without a code", "the mailbox full", 0, { 0, 0, 0 }, { -1, -1 }, "acme-full " },
    { "class by the reply",
      "mailbox full now",
      452,
      { 0, 0, 0 },
      { -1, -1 },
      "acme-full-class acme-full " },
    { "class by the enhanced code",
      "mailbox full now",
      0,
      { 4, 2, 2 },
      { -1, -1 },
      "acme-full-class acme-full " },
    { "another class",
      "mailbox full now",
      550,
      { 4, 2, 2 },
      { -1, -1 },
      "acme-full-550 acme-full " },
    { "enhanced code", "ip 192.0.2.1 is listed", 550, { 5, 7, 1 }, { -1, -1 }, "acme-listed " },
    { "enhanced code, second",
      "ip 192.0.2.1 is listed",
      550,
      { 4, 7, 26 },
      { -1, -1 },
      "acme-listed " },
    { "enhanced code of another class",
      "ip 192.0.2.1 is listed",
      450,
      { 4, 7, 1 },
      { -1, -1 },
      "" },
    { "no enhanced code", "ip 192.0.2.1 is listed", 550, { 0, 0, 0 }, { -1, -1 }, "" },
    { "literal without the pattern", "code=abxy", 550, { 0, 0, 0 }, { -1, -1 }, "" },
    { "token first",
      "mailbox full, code=ab12",
      0,
      { 0, 0, 0 },
      { -1, -1 },
      "acme-token acme-full " },
    { "local to nobody", "go away from here, you", 550, { 0, 0, 0 }, { -1, -1 }, "" },
    { "local to one", "go away from here, you", 550, { 0, 0, 0 }, { 0, -1 }, "acme-local " },
    { "local to the other", "go away from here, you", 550, { 0, 0, 0 }, { -1, 1 }, "other-local " },
    { "local to both",
      "go away from here, you",
      550,
      { 0, 0, 0 },
      { 0, 1 },
      "acme-local other-local " },
    { "a provider before a program's longer words",
      "a very much longer text with mailbox full in it",
      0,
      { 0, 0, 0 },
      { -1, -1 },
      "acme-full other-words " },
    { "first branch", "spam here", 550, { 0, 0, 0 }, { -1, -1 }, "acme-branches " },
    { "second branch", "junk there", 550, { 0, 0, 0 }, { -1, -1 }, "acme-branches " },
};

/* confirmed - the ids of all rows that apply, best first; lost: as if memory had been too short to
 * keep where the literals stand */
static void confirmed(struct fixture *f, size_t i, bool lost, struct buf *got)
{
    struct span words = { cases[i].words, strlen(cases[i].words) };
    const struct rule *last = NULL;
    struct hits hits;
    struct match match;
    size_t next = 0;

    matcher_search(&f->matcher, words, &hits);
    f->matcher.lost = lost;
    while (matcher_confirm(&f->matcher, &f->env, words, cases[i].reply, cases[i].enhanced,
                           cases[i].providers, &next, &match)) {
        if (match.rule != last) /* two branches of one row may both apply */
            buf_printf(got, "%s ", f->set.strings + match.rule->id);
        last = match.rule;
    }
    want_true(cases[i].name, "none is left", match.rule == NULL);
    want_number(cases[i].name, "blocklist", hits.blocklist, -1);
    want_number(cases[i].name, "provider", hits.provider, -1);
}

static void confirms(void **state)
{
    size_t i, lost;

    for (i = 0; i < COUNT(cases); i++)
        for (lost = 0; lost < 2; lost++) {
            struct buf got = buf_new(1000);

            buf_puts(&got, "");
            confirmed(*state, i, lost == 1, &got);
            want_text(cases[i].name, lost ? "rows, literals lost" : "rows", got.ptr, cases[i].want);
            buf_free(&got);
        }
    unit_end();
}

static void keeps_what_groups_took(void **state)
{
    static const struct {
        const char *words, *name, *value;
    } rows[] = {
        { "your ip 192.0.2.1 is listed", "ip", "192.0.2.1" },
        { "spam here", "word", "here" },
        { "junk there", "other", "there" },
    };
    static const int nobody[2] = { -1, -1 };
    struct fixture *f = *state;
    struct sw_status status = { 5, 7, 1 };
    size_t i;

    for (i = 0; i < COUNT(rows); i++) {
        struct span words = { rows[i].words, strlen(rows[i].words) };
        char value[64] = "";
        struct hits hits;
        struct match m;
        size_t next = 0;

        matcher_search(&f->matcher, words, &hits);
        if (!matcher_confirm(&f->matcher, &f->env, words, 550, status, nobody, &next, &m)) {
            want_true(rows[i].words, "confirmed", false);
            continue;
        }
        want_size(rows[i].words, "groups", m.nnamed, 1);
        want_text(rows[i].words, "name", m.named[0].name, rows[i].name);
        snprintf(value, sizeof value, "%.*s", (int)(m.named[0].end - m.named[0].start),
                 rows[i].words + m.named[0].start);
        want_text(rows[i].words, "value", value, rows[i].value);
    }
    unit_end();
}

/* Wherever the literal stands, and however often it was found before what makes the match. */
static void confirms_in_a_crowd(void **state)
{
    static const size_t crowds[] = {
        0, 1, 2, SEEN_FIRST - 2, SEEN_FIRST - 1, SEEN_FIRST, 4 * SEEN_FIRST
    };
    static const int nobody[2] = { -1, -1 };
    struct fixture *f = *state;
    struct sw_status status = { 5, 7, 1 };
    size_t i, k, match;

    for (i = 0; i < COUNT(crowds); i++)
        for (match = 0; match < 2; match++) {
            struct buf text = buf_new(100000);
            struct hits hits;
            struct match m;
            size_t next = 0;

            for (k = 0; k < crowds[i]; k++)
                buf_puts(&text, "code=abx ");
            buf_puts(&text, match ? "code=ab12" : "code=ab1");
            for (k = 0; k < crowds[i] / 2; k++)
                buf_puts(&text, " code=ab");
            matcher_search(&f->matcher, span_of_buf(&text), &hits);
            want_true(match ? "a match" : "none", "confirmed",
                      matcher_confirm(&f->matcher, &f->env, span_of_buf(&text), 550, status, nobody,
                                      &next, &m) == (match == 1));
            buf_free(&text);
        }
    unit_end();
}

/* One outcome's deciding row. */
struct decided {
    char rule[64], category[64], provider[64];
    enum sw_confidence confidence;
};

static bool take(void *arg, const struct sw_outcome *o)
{
    struct decided *d = arg;

    snprintf(d->rule, sizeof d->rule, "%s", o->rule);
    snprintf(d->category, sizeof d->category, "%s", o->category);
    snprintf(d->provider, sizeof d->provider, "%s", o->provider ? o->provider : "-");
    d->confidence = o->confidence;
    return false; /* the first is enough */
}

static const struct {
    const char *name, *text, *rule, *category;
    enum sw_confidence confidence;
} precedence[] = {
    { "token before list", "550 5.1.1 p=NoSuchUser; listed in all.s5h.net", "google-no-such-user",
      "user-unknown", SW_CONFIDENCE_REPLY },
    { "token before a provider's words", "550 is not a valid RFC 5321 address; p=NoSuchUser",
      "google-no-such-user", "user-unknown", SW_CONFIDENCE_REPLY },
    { "provider before program", "550 Relay access denied; is not a valid RFC 5321 address",
      "google-bad-recipient-syntax", "bad-recipient-address", SW_CONFIDENCE_REPLY },
    { "program before list", "554 Relay access denied; listed in all.s5h.net",
      "postfix-relay-denied", "relay-denied", SW_CONFIDENCE_REPLY },
    { "list before generic words", "550 no such user; listed in all.s5h.net", "all.s5h.net",
      "ip-blocked", SW_CONFIDENCE_WORDING },
    { "list before the enhanced code", "550 5.1.1 all.s5h.net", "all.s5h.net", "ip-blocked",
      SW_CONFIDENCE_WORDING },
    { "a part of a label is no list", "550 5.1.1 xbad.psky.me", "x.1.1", "user-unknown",
      SW_CONFIDENCE_ENHANCED },
    { "a part of a label with a hyphen is no list", "550 5.1.1 bad.psky.me-x", "x.1.1",
      "user-unknown", SW_CONFIDENCE_ENHANCED },
    { "the name of another domain is no list", "550 5.1.1 bad.psky.me.b.example", "x.1.1",
      "user-unknown", SW_CONFIDENCE_ENHANCED },
    { "a list behind an address turned round", "550 5.1.1 1.2.0.192.bad.psky.me.", "bad.psky.me",
      "ip-blocked", SW_CONFIDENCE_WORDING },
    { "generic words before the enhanced code", "550 5.2.2 no such user",
      "generic-recipient-user-unknown", "user-unknown", SW_CONFIDENCE_WORDING },
    { "enhanced code before weak words", "550 5.2.2 address rejected", "5.2.2", "mailbox-full",
      SW_CONFIDENCE_ENHANCED },
    { "weak words before a vague code", "550 5.7.1 address rejected",
      "generic-recipient-weak-recipient-rejected", "user-unknown", SW_CONFIDENCE_WORDING },
    { "weak words before the reply code", "550 address rejected",
      "generic-recipient-weak-recipient-rejected", "user-unknown", SW_CONFIDENCE_WORDING },
    { "enhanced code before the reply code", "552 5.1.1 xyzzy", "x.1.1", "user-unknown",
      SW_CONFIDENCE_ENHANCED },
    { "reply code where nothing else is known", "552 xyzzy", "552", "mailbox-full",
      SW_CONFIDENCE_CODE },
    { "subject where the detail is not known", "550 5.1.999 xyzzy", "x.1", NULL,
      SW_CONFIDENCE_CLASS },
    { "class where nothing is known", "559 xyzzy", "5xx", "unknown", SW_CONFIDENCE_CLASS },
    { "local words without their provider", "550 addressee unknown", "sendmail-addressee-unknown",
      "user-unknown", SW_CONFIDENCE_REPLY },
    { "local words, provider known by its host",
      "host ff-ip4-mx-vip1.prodigy.net[192.0.2.1] said: 550 addressee unknown", "att-addressee",
      "user-unknown", SW_CONFIDENCE_REPLY },
    { "local words, provider known by a URL", "550 addressee unknown, see http://www.att.net/x",
      "att-addressee", "user-unknown", SW_CONFIDENCE_REPLY },
    { "local words, host of a longer name",
      "host mx.notprodigy.net[192.0.2.1] said: 550 addressee unknown", "sendmail-addressee-unknown",
      "user-unknown", SW_CONFIDENCE_REPLY },
    { "local words, their code condition does not hold",
      "host ff-ip4-mx-vip1.prodigy.net[192.0.2.1] said: 450 addressee unknown",
      "sendmail-addressee-unknown", "user-unknown", SW_CONFIDENCE_REPLY },
    { "words of a success are no reason", "250 2.1.5 no such user", "2.1.5", "ok",
      SW_CONFIDENCE_ENHANCED },
};

static void decides(void **state)
{
    struct sw_ctx *ctx = sw_new();
    size_t i;

    (void)state;
    assert_non_null(ctx);
    for (i = 0; i < COUNT(precedence); i++) {
        struct decided d = { "", "", "", SW_CONFIDENCE_REPLY };
        const char *text = precedence[i].text;

        (void)sw_explain(ctx, SW_INPUT_TEXT, text, strlen(text), 1, false, take, &d);
        want_text(precedence[i].name, "rule", d.rule, precedence[i].rule);
        if (precedence[i].category)
            want_text(precedence[i].name, "category", d.category, precedence[i].category);
        want_text(precedence[i].name, "confidence", sw_confidence_name(d.confidence),
                  sw_confidence_name(precedence[i].confidence));
    }
    sw_free(ctx);
    unit_end();
}

/* Who speaks: the host tells surest. */
static void knows_hosts(void **state)
{
    static const struct {
        const char *host, *want;
    } hosts[] = {
        { "gmail-smtp-in.l.google.com", "Google" }, { "GMAIL-SMTP-IN.L.GOOGLE.COM", "Google" },
        { "google.com.evil.example", "-" },         { "notgoogle.com", "-" },
        { "google.com-mx.example", "-" },           { "mx.example.net", "-" },
        { "ff-ip4-mx-vip1.prodigy.net", "AT&T" },
    };
    struct sw_ctx *ctx = sw_new();
    size_t i;

    (void)state;
    assert_non_null(ctx);
    for (i = 0; i < COUNT(hosts); i++) {
        struct decided d = { "", "", "", SW_CONFIDENCE_REPLY };
        char text[256];

        snprintf(text, sizeof text, "host %s[192.0.2.1] said: 552 xyzzy", hosts[i].host);
        (void)sw_explain(ctx, SW_INPUT_TEXT, text, strlen(text), 1, false, take, &d);
        want_text(hosts[i].host, "provider", d.provider, hosts[i].want);
    }
    sw_free(ctx);
    unit_end();
}

/*
 * Rows that are nothing but literals are not given to PCRE2: it would say the same of each of
 * them, wherever it stands.
 */
static void exact_as_pcre2(void **state)
{
    static const struct {
        const char *before, *behind;
    } poses[] = { { "", "" },   { " ", " " }, { "x", "" }, { "", "x" },
                  { "-", "-" }, { "_", "" },  { "", "9" }, { "x", "x" } };
    struct fixture *f = *state;
    struct matcher m;
    struct hits hits;
    size_t i, k, n, nexact = 0;

    assert_true(matcher_init(&m, &tables.rules));
    for (i = 0; i < tables.rules.nbranches; i++) {
        const char *pattern = tables.rules.strings + tables.rules.branches[i].pattern;
        char message[128], text[LITERAL_MAX + 8];
        struct literals l;
        bool begins, ends;
        pcre2_code *code;
        size_t at;

        if (!tables.rules.branches[i].exact)
            continue;
        assert_true(literals_exact(pattern, &l, &begins, &ends));
        code = regex_compile(pattern, PCRE2_USE_OFFSET_LIMIT, &at, message, sizeof message);
        assert_non_null(code);
        nexact++;
        for (k = 0; k < l.count * COUNT(poses); k++) {
            snprintf(text, sizeof text, "%s%s%s", poses[k % COUNT(poses)].before,
                     l.text[k / COUNT(poses)], poses[k % COUNT(poses)].behind);
            n = strlen(text);
            matcher_search(&m, (struct span){ text, n }, &hits);
            want_true(pattern, text,
                      (m.found[2 * (i / 64)] >> i % 64 & 1) == regex_match(&f->env, code, "exact",
                                                                           (struct span){ text, n },
                                                                           0, REGEX_ANYWHERE));
        }
        pcre2_code_free(code);
    }
    assert_true(nexact > 1000);
    matcher_free(&m);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(confirms),       cmocka_unit_test(keeps_what_groups_took),
        cmocka_unit_test(decides),        cmocka_unit_test(knows_hosts),
        cmocka_unit_test(exact_as_pcre2), cmocka_unit_test(confirms_in_a_crowd),
    };

    return cmocka_run_group_tests_name("match", tests, set_up, tear_down);
}
