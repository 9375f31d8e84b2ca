/* SPDX-License-Identifier: MIT */
/*
 * The reader of known replies: each check with its column, counted by hand; the
 * order of rank; what is stored and indexed.
 */
#include "rules.h"
#include "unit.h"

#include "buf.h"

static const char *const categories[] = { "ok", "spam", "user-unknown", NULL };
static const char *const providers[] = { "acme", "progsoft", "words", "zonelist", NULL };
static const uint8_t tiers[] = { TIER_PROVIDER, TIER_SOFTWARE, TIER_GENERIC, TIER_LIST };

#define HEADER "id\tkind\tcode\tpattern\tcategory\ttitle\tmeaning\tfix\tcheck\tsource\texample\n"
#define ROW(id, kind, code, pattern, category, title, example)                                     \
    id "\t" kind "\t" code "\t" pattern "\t" category "\t" title "\t\t\t\t\t" example "\n"

static void take_fault(void *arg, const char *file, size_t line, size_t column, const char *message)
{
    (void)file;
    buf_printf(arg, "%zu:%zu: %s\n", line, column, message);
}

static struct rule_builder *builder(void)
{
    struct rule_names names = { categories, providers, tiers };
    struct rule_builder *b = rule_builder_new(&names);

    assert_non_null(b);
    return b;
}

/* add - a copy of text, with the byte behind it that may be overwritten */
static size_t add(struct rule_builder *b, const char *provider, const char *text,
                  struct buf *faults)
{
    struct buf copy = buf_new(1 << 20);
    size_t n;

    buf_puts(&copy, text);
    n = rule_builder_add(b, "x.tsv", provider, copy.ptr, copy.len, take_fault, faults);
    buf_free(&copy);
    return n;
}

/* a row with texts */
#define TEXTS(title, meaning, fix, check)                                                          \
    "acme-a\twording\t\tmailbox full\tspam\t" title "\t" meaning "\t" fix "\t" check "\t\tx\n"

#define FORTY      "1234567890 1234567890 1234567890 123456 "
#define FORTY_STOP "1234567890 1234567890 1234567890 123456."
#define SIXTY      "123456789 123456789 123456789 123456789 123456789 1234567890"

static const struct {
    const char *name, *provider, *rows, *want;
} cases[] = {
    /* sound */
    { "sound", "acme", ROW("acme-a", "wording", "", "mailbox full", "spam", "Full", "x"), "" },
    { "token", "acme", ROW("acme-a", "token", "", "mailbox full", "spam", "Full", "x"), "" },
    { "local", "acme", ROW("acme-a", "local", "", "mailbox full", "spam", "Full", "x"), "" },
    { "shared", "acme", ROW("acme-a", "shared", "", "mailbox full", "spam", "Full", "x"), "" },
    { "token that names a list", "zonelist",
      ROW("zonelist-a", "token", "", "mailbox full", "spam", "Full", "x"), "" },
    { "token of a program", "progsoft",
      ROW("progsoft-a", "token", "", "mailbox full", "spam", "Full", "x"), "" },
    { "weak", "words", ROW("words-a", "weak", "", "mailbox full", "spam", "Full", "x"), "" },
    { "generic", "words", ROW("words-a", "wording", "", "mailbox full", "spam", "Full", "x"), "" },
    { "site", NULL, ROW("a1", "wording", "", "mailbox full", "spam", "Full", "x"), "" },
    { "site, beyond ASCII", NULL,
      ROW("a1", "wording", "", "mailbox full", "spam", "F\xc3\xbcll", "x"), "" },
    { "no title", "acme", ROW("acme-a", "wording", "", "mailbox full", "spam", "", "x"), "" },
    { "title of 60", "acme", ROW("acme-a", "wording", "", "mailbox full", "spam", SIXTY, "x"), "" },
    { "all forms of codes", "acme",
      ROW("acme-a", "wording", "550 5xx 4xx 5.7.26 x.7.1 2.0.0", "mailbox full", "spam", "", "x"),
      "" },

    /* id */
    { "id of another file", "acme",
      ROW("other-a", "wording", "", "mailbox full", "spam", "Full", "x"),
      "2:1: id: must begin with \"acme-\"\n" },
    { "id that goes on with a letter", "acme",
      ROW("acmea", "wording", "", "mailbox full", "spam", "Full", "x"),
      "2:1: id: must begin with \"acme-\"\n" },
    { "id with a capital", "acme",
      ROW("acme-Full", "wording", "", "mailbox full", "spam", "Full", "x"),
      "2:6: id: only a-z, 0-9 and \"-\"\n" },
    { "id with an underscore", NULL,
      ROW("over_quota", "wording", "", "mailbox full", "spam", "Full", "x"),
      "2:5: id: only a-z, 0-9 and \"-\"\n" },
    { "id missing", NULL, ROW("", "wording", "", "mailbox full", "spam", "Full", "x"),
      "2:1: id: empty\n" },
    { "id twice", "acme",
      ROW("acme-a", "wording", "", "mailbox full", "spam", "Full", "x")
          ROW("acme-b", "wording", "", "mailbox gone", "spam", "Gone", "x")
              ROW("acme-a", "wording", "", "mailbox lost", "spam", "Lost", "x"),
      "4:1: id: \"acme-a\" stands twice\n" },

    /* kind */
    { "unknown kind", "acme", ROW("acme-a", "words", "", "mailbox full", "spam", "Full", "x"),
      "2:8: kind: \"words\" cannot stand in this file\n" },
    { "no kind", "acme", ROW("acme-a", "", "", "mailbox full", "spam", "Full", "x"),
      "2:8: kind: \"\" cannot stand in this file\n" },
    { "weak words of a provider", "acme",
      ROW("acme-a", "weak", "", "mailbox full", "spam", "Full", "x"),
      "2:8: kind: \"weak\" cannot stand in this file\n" },
    { "token of nobody", "words", ROW("words-a", "token", "", "mailbox full", "spam", "Full", "x"),
      "2:9: kind: \"token\" cannot stand in this file\n" },
    { "local to nobody", "words", ROW("words-a", "local", "", "mailbox full", "spam", "Full", "x"),
      "2:9: kind: \"local\" cannot stand in this file\n" },
    { "shared by everybody", "words",
      ROW("words-a", "shared", "", "mailbox full", "spam", "Full", "x"),
      "2:9: kind: \"shared\" cannot stand in this file\n" },
    { "shared by a site", NULL, ROW("a1", "shared", "", "mailbox full", "spam", "Full", "x"),
      "2:4: kind: \"shared\" cannot stand in this file\n" },
    { "local to a list", "zonelist",
      ROW("zonelist-a", "local", "", "mailbox full", "spam", "Full", "x"),
      "2:12: kind: \"local\" cannot stand in this file\n" },
    { "token of a site", NULL, ROW("a1", "token", "", "mailbox full", "spam", "Full", "x"),
      "2:4: kind: \"token\" cannot stand in this file\n" },

    /* code */
    { "code of two digits", "acme",
      ROW("acme-a", "wording", "55", "mailbox full", "spam", "Full", "x"),
      "2:16: code: \"55\" is none of 550, 5xx, 5.7.26, x.7.26\n" },
    { "second code wrong", "acme",
      ROW("acme-a", "wording", "550 5.7", "mailbox full", "spam", "Full", "x"),
      "2:20: code: \"5.7\" is none of 550, 5xx, 5.7.26, x.7.26\n" },
    { "two blanks", "acme",
      ROW("acme-a", "wording", "550  551", "mailbox full", "spam", "Full", "x"),
      "2:20: code: \"\" is none of 550, 5xx, 5.7.26, x.7.26\n" },
    { "comma", "acme", ROW("acme-a", "wording", "550,551", "mailbox full", "spam", "Full", "x"),
      "2:16: code: \"550,551\" is none of 550, 5xx, 5.7.26, x.7.26\n" },
    { "class alone", "acme", ROW("acme-a", "wording", "5", "mailbox full", "spam", "Full", "x"),
      "2:16: code: \"5\" is none of 550, 5xx, 5.7.26, x.7.26\n" },
    { "55x", "acme", ROW("acme-a", "wording", "55x", "mailbox full", "spam", "Full", "x"),
      "2:16: code: \"55x\" is none of 550, 5xx, 5.7.26, x.7.26\n" },
    { "detail too long", "acme",
      ROW("acme-a", "wording", "x.7.1024", "mailbox full", "spam", "Full", "x"),
      "2:16: code: \"x.7.1024\" is none of 550, 5xx, 5.7.26, x.7.26\n" },
    { "class 9", "acme", ROW("acme-a", "wording", "9xx", "mailbox full", "spam", "Full", "x"),
      "2:16: code: \"9xx\" is none of 550, 5xx, 5.7.26, x.7.26\n" },

    /* pattern */
    { "group left open", "acme",
      ROW("acme-a", "wording", "", "mailbox (?:full", "spam", "Full", "x"),
      "2:32: pattern: missing closing parenthesis\n" },
    { "nothing to repeat", "acme", ROW("acme-a", "wording", "", "*mailbox", "spam", "Full", "x"),
      "2:17: pattern: quantifier does not follow a repeatable item\n" },
    { "unnamed group", "acme", ROW("acme-a", "wording", "", "mailbox (full)", "spam", "Full", "x"),
      "2:25: pattern: an unnamed capturing group; use (?:...)\n" },
    { "unbounded gap", "acme", ROW("acme-a", "wording", "", "mailbox.*full", "spam", "Full", "x"),
      "2:25: pattern: an unbounded gap; write .{0,60}\n" },
    { "no literal", "acme", ROW("acme-a", "wording", "", "[0-9]{3}", "spam", "Full", "x"),
      "2:25: pattern: it demands no literal of at least 4 bytes in every branch\n" },
    { "no pattern", "acme", ROW("acme-a", "wording", "", "", "spam", "Full", "x"),
      "2:17: pattern: it demands no literal of at least 4 bytes in every branch\n" },
    { "back-reference", "acme",
      ROW("acme-a", "wording", "", "(?<a>mail)box\\1", "spam", "Full", "x"),
      "2:30: pattern: a back-reference\n" },
    { "capital", "acme", ROW("acme-a", "wording", "", "mailbox Full", "spam", "Full", "x"),
      "2:25: pattern: \"F\": write it in lower case\n" },
    { "count of a byte", "acme",
      ROW("acme-a", "wording", "", "caf\u00e9? full", "spam", "Full", "caf\u00e9 full"),
      "2:22: pattern: a count behind a character beyond ASCII; write (?:...)?\n" },
    { "count of a character", "acme",
      ROW("acme-a", "wording", "", "caf(?:\u00e9)? full", "spam", "Full", "caf\u00e9 full"), "" },
    { "capital of an escape", "acme",
      ROW("acme-a", "wording", "", "mailbox\\Sfull", "spam", "Full", "x"), "" },
    { "capital of a named group", "acme",
      ROW("acme-a", "wording", "", "mailbox (?P<limit>[0-9]{1,9})", "spam", "Full", "x"), "" },

    /* the rest */
    { "unknown category", "acme",
      ROW("acme-a", "wording", "", "mailbox full", "spamm", "Full", "x"),
      "2:30: category: there is no \"spamm\"\n" },
    { "no category", "acme", ROW("acme-a", "wording", "", "mailbox full", "", "Full", "x"),
      "2:30: category: there is no \"\"\n" },
    { "title of 61", "acme", ROW("acme-a", "wording", "", "mailbox full", "spam", SIXTY "x", "x"),
      "2:95: title: longer than 60 characters\n" },
    { "title beyond ASCII", "acme",
      ROW("acme-a", "wording", "", "mailbox full", "spam", "F\xc3\xbcll", "x"),
      "2:36: title: not ASCII\n" },
    { "no example", "acme", ROW("acme-a", "wording", "", "mailbox full", "spam", "Full", ""),
      "2:44: example: empty\n" },
    { "fix beyond ASCII", "acme",
      "acme-a\twording\t\tmailbox full\tspam\tFull\t\tWait\xe2\x80\xa6\t\t\tx\n",
      "2:45: fix: not ASCII\n" },
    { "meaning without a full stop", "acme", TEXTS("Full", "It is full", "", ""),
      "2:49: meaning: no full stop at its end\n" },
    { "step without a full stop", "acme", TEXTS("Full", "", "Wait. | Ask | Go.", ""),
      "2:52: fix: no full stop at a step's end\n" },
    { "empty step", "acme", TEXTS("Full", "", "Wait. |  | Go.", ""),
      "2:49: fix: no full stop at a step's end\n" },
    { "step of 160", "acme", TEXTS("Full", "", FORTY FORTY FORTY FORTY_STOP, ""), "" },
    { "step of 161", "acme", TEXTS("Full", "", "Go. | x" FORTY FORTY FORTY FORTY_STOP, ""),
      "2:47: fix: a step longer than 160 characters\n" },
    { "title with a full stop", "acme", TEXTS("Full.", "", "", ""),
      "2:39: title: ends in a full stop\n" },
    { "title with a blank", "acme", TEXTS("Ask {ip}", "", "", ""),
      "2:39: title: a brace; no blanks are filled here\n" },
    { "all blanks of texts", "acme",
      TEXTS("Full", "{ip} {domain} {sender} {recipient} {rdomain}.",
            "Ask {host} ({limit}), {wait}: {list}; {lookup}.", "dig -x {ip} | dig mail.{domain}"),
      "" },
    { "unknown blank", "acme", TEXTS("Full", "Ask {nobody}.", "", ""),
      "2:44: meaning: there is no blank \"{nobody}\"\n" },
    { "two unknown blanks", "acme", TEXTS("Full", "", "Ask {Ip}. | Ask {}.", ""),
      "2:45: fix: there is no blank \"{Ip}\"\n2:57: fix: there is no blank \"{}\"\n" },
    { "brace not closed", "acme", TEXTS("Full", "", "Ask {ip.", ""),
      "2:45: fix: a brace that is not closed\n" },
    { "blank in a word", "acme", TEXTS("Full", "", "Ask mail.{domain}.", ""),
      "2:50: fix: \"{domain}\" is part of a word\n" },
    { "blank before a word", "acme", TEXTS("Full", "", "Ask {domain}s.", ""),
      "2:45: fix: \"{domain}\" is part of a word\n" },
    { "unknown blank of a command", "acme", TEXTS("Full", "", "", "dig {ipp}"),
      "2:46: check: there is no blank \"{ipp}\"\n" },
    { "brace of a command", "acme", TEXTS("Full", "", "", "awk '{print $1}' {} }{ {"), "" },
    { "texts of a site", NULL,
      TEXTS("F\xc3\xbcll", "\xe6\xba\x80\xe6\x9d\xaf\xe3\x80\x82", "{ip}\xe3\x80\x82", ""), "" },
    { "title of sixty characters", NULL, TEXTS("\xc3\xbc" FORTY "1234567890123456789", "", "", ""),
      "" },
    { "meaning of a site", NULL, TEXTS("Full", "It is full", "", ""),
      "2:49: meaning: no full stop at its end\n" },
    { "blank of a site", NULL, TEXTS("Full", "", "Ask {nobody}.", ""),
      "2:45: fix: there is no blank \"{nobody}\"\n" },
    { "several faults of one row", "acme",
      ROW("x", "weak", "1", "mailbox full", "none", "Full", "x"),
      "2:1: id: must begin with \"acme-\"\n"
      "2:3: kind: \"weak\" cannot stand in this file\n"
      "2:8: code: \"1\" is none of 550, 5xx, 5.7.26, x.7.26\n"
      "2:23: category: there is no \"none\"\n" },
    { "file of nobody", "nobody", ROW("nobody-a", "wording", "", "mailbox", "spam", "Full", "x"),
      "1:1: data/providers.tsv has no row of this file's name\n" },
    { "too few cells", "acme", "acme-a\twording\n",
      "2:1: the row has 2 cells, not 11; tabs part them\n" },
};

static size_t lines_of(const char *text)
{
    size_t n = 0;

    for (; *text; text++)
        n += *text == '\n';
    return n;
}

static void checks_rows(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        struct rule_builder *b = builder();
        struct buf text = buf_new(1 << 16), faults = buf_new(1 << 16);
        size_t n;

        buf_puts(&text, HEADER);
        buf_puts(&text, cases[i].rows);
        buf_puts(&faults, "");
        n = add(b, cases[i].provider, text.ptr, &faults);
        want_text(cases[i].name, "faults", faults.ptr, cases[i].want);
        want_size(cases[i].name, "number of faults", n, lines_of(cases[i].want));
        buf_free(&text);
        buf_free(&faults);
        rule_builder_free(b);
    }
    unit_end();
}

/* build - the three files below, in one set */
static struct rule_builder *build(struct ruleset *set, const struct extra_literal *extra, size_t n)
{
    static const char site[] = HEADER ROW("own", "wording", "", "our words", "ok", "Own", "x");
    static const char acme[] = HEADER ROW("acme-short", "wording", "", "full box", "spam", "", "x")
        ROW("acme-long", "wording", "", "mailbox full", "spam", "Title", "x")
            ROW("acme-coded", "wording", "550", "mailbox gone", "spam", "", "x")
                ROW("acme-token", "token", "", "p=full", "user-unknown", "", "x")
                    ROW("acme-here", "local", "", "refused (?:for )?mailbox", "spam", "", "x");
    static const char prog[] =
        HEADER ROW("progsoft-very-long", "wording", "", "this program says that the box is full",
                   "spam", "", "x");
    static const char words[] =
        HEADER ROW("words-weak", "weak", "", "a very long and vague text, refused for no reason",
                   "spam", "", "x") ROW("words-clear", "wording", "", "quota", "spam", "", "x")
            ROW("words-other", "wording", "", "usage", "spam", "", "x");
    struct rule_builder *b = builder();
    struct buf faults = buf_new(1000);

    buf_puts(&faults, "");
    assert_int_equal(add(b, "words", words, &faults), 0);
    assert_int_equal(add(b, "progsoft", prog, &faults), 0);
    assert_int_equal(add(b, "acme", acme, &faults), 0);
    assert_int_equal(add(b, NULL, site, &faults), 0);
    assert_true(rule_builder_finish(b, extra, n, set));
    buf_free(&faults);
    return b;
}

/* Whatever their length, tokens stand before providers' words, those before programs', ... */
static void ranks(void **state)
{
    static const struct {
        const char *id;
        enum tier tier;
        unsigned weight;
        bool local;
    } want[] = {
        { "own", TIER_SITE, 9, false },
        { "acme-token", TIER_TOKEN, 6, false },
        { "acme-here", TIER_PROVIDER, 15, true },   /* the longest */
        { "acme-coded", TIER_PROVIDER, 12, false }, /* as long as the next, but with a code */
        { "acme-long", TIER_PROVIDER, 12, false },
        { "acme-short", TIER_PROVIDER, 8, false },
        { "progsoft-very-long", TIER_SOFTWARE, 38, false },
        { "words-clear", TIER_GENERIC, 5, false }, /* of the next one's rank, read before it */
        { "words-other", TIER_GENERIC, 5, false },
        { "words-weak", TIER_WEAK, 49, false },
    };
    struct ruleset set;
    struct rule_builder *b = build(&set, NULL, 0);
    size_t i;

    (void)state;
    assert_int_equal(set.n, COUNT(want));
    for (i = 0; i < COUNT(want); i++) {
        const struct rule *r = &set.rules[i];

        want_text(want[i].id, "id", set.strings + r->id, want[i].id);
        want_number(want[i].id, "tier", r->tier, want[i].tier);
        want_number(want[i].id, "weight", r->weight, want[i].weight);
        want_number(want[i].id, "local", r->local, want[i].local);
    }
    want_true("words-clear, words-other", "tie", rules_tie(&set.rules[7], &set.rules[8]));
    want_true("acme-coded, acme-long", "no tie", !rules_tie(&set.rules[3], &set.rules[4]));
    want_true("acme-long, acme-short", "no tie", !rules_tie(&set.rules[4], &set.rules[5]));
    want_true("acme-short, progsoft-very-long", "no tie", !rules_tie(&set.rules[5], &set.rules[6]));
    rule_builder_free(b);
    unit_end();
}

/* Who speaks: nobody that is known, where others say the same or a list is only named. */
static void speakers(void **state)
{
    static const char acme[] = HEADER ROW("acme-own", "wording", "", "our words", "ok", "", "x")
        ROW("acme-all", "shared", "", "words of many others", "ok", "", "x");
    static const char zone[] =
        HEADER ROW("zonelist-named", "wording", "", "a list is only named here", "spam", "", "x");
    static const struct {
        const char *id;
        enum tier tier;
        unsigned speaker;
    } want[] = {
        { "zonelist-named", TIER_PROVIDER, NO_PROVIDER },
        { "acme-all", TIER_PROVIDER, NO_PROVIDER },
        { "acme-own", TIER_PROVIDER, 0 },
    };
    struct rule_builder *b = builder();
    struct buf faults = buf_new(1000);
    struct ruleset set;
    size_t i;

    (void)state;
    assert_int_equal(add(b, "acme", acme, &faults), 0);
    assert_int_equal(add(b, "zonelist", zone, &faults), 0);
    assert_true(rule_builder_finish(b, NULL, 0, &set));
    assert_int_equal(set.n, COUNT(want));
    for (i = 0; i < COUNT(want); i++) {
        want_text(want[i].id, "id", set.strings + set.rules[i].id, want[i].id);
        want_number(want[i].id, "tier", set.rules[i].tier, want[i].tier);
        want_number(want[i].id, "speaker", set.rules[i].provider, want[i].speaker);
    }
    buf_free(&faults);
    rule_builder_free(b);
    unit_end();
}

static void want_list(const struct ruleset *set, uint32_t list, size_t n, const char *first,
                      const char *last)
{
    assert_int_equal(set->lists[list], n);
    assert_string_equal(set->strings + set->lists[list + 1], first);
    assert_string_equal(set->strings + set->lists[list + n], last);
}

static void stores_cells(void **state)
{
    static const char text[] =
        HEADER "acme-a\twording\t550 5.1.1\tmailbox full\tuser-unknown\tFull\tIt is full.\tWait. | "
               "Ask.\tdig x\tRFC 5321\tbla mailbox full\n";
    struct rule_builder *b = builder();
    struct buf faults = buf_new(1000);
    struct ruleset set;
    const struct rule *r;

    (void)state;
    assert_int_equal(add(b, "acme", text, &faults), 0);
    assert_true(rule_builder_finish(b, NULL, 0, &set));
    assert_int_equal(set.n, 1);
    r = &set.rules[0];
    assert_string_equal(set.strings + r->id, "acme-a");
    assert_string_equal(set.strings + r->codes, "550 5.1.1");
    assert_string_equal(set.strings + r->pattern, "mailbox full");
    assert_string_equal(set.strings + r->title, "Full");
    assert_string_equal(set.strings + r->meaning, "It is full.");
    want_list(&set, r->fix, 2, "Wait.", "Ask.");
    want_list(&set, r->check, 1, "dig x", "dig x");
    want_list(&set, r->source, 1, "RFC 5321", "RFC 5321");
    assert_int_equal(r->provider, 0);
    assert_int_equal(r->category, 2);
    rule_builder_free(b);
    buf_free(&faults);
}

static void folds_patterns(void **state)
{
    static const char text[] =
        HEADER "a\twording\t\t\xc3\x9c"
               "berf\xc3\xbcllt\\S{1,9} \xd0\xaf\xd0\xa9\tspam\tT\t\t\t\t\tx\n";
    struct rule_builder *b = builder();
    struct buf faults = buf_new(1000);
    struct ruleset set;

    (void)state;
    assert_int_equal(add(b, NULL, text, &faults), 0);
    assert_true(rule_builder_finish(b, NULL, 0, &set));
    assert_string_equal(set.strings + set.rules[0].pattern,
                        "\xc3\xbc"
                        "berf\xc3\xbcllt\\S{1,9} \xd1\x8f\xd1\x89");
    assert_int_equal(set.rules[0].provider, NO_PROVIDER);
    rule_builder_free(b);
    buf_free(&faults);
}

/* A row with a fault is left out; those around it stay. */
static void drops_faulty_rows(void **state)
{
    static const char text[] = HEADER ROW("acme-a", "wording", "", "mailbox full", "spam", "", "x")
        ROW("acme-b", "wording", "", "mailbox gone", "none", "", "x")
            ROW("acme-c", "wording", "", "mailbox lost", "spam", "", "x");
    struct rule_builder *b = builder();
    struct buf faults = buf_new(1000);
    struct ruleset set;

    (void)state;
    assert_int_equal(add(b, "acme", text, &faults), 1);
    assert_string_equal(faults.ptr, "3:30: category: there is no \"none\"\n");
    assert_true(rule_builder_finish(b, NULL, 0, &set));
    assert_int_equal(set.n, 2);
    assert_string_equal(set.strings + set.rules[0].id, "acme-a");
    assert_string_equal(set.strings + set.rules[1].id, "acme-c");
    rule_builder_free(b);
    buf_free(&faults);
}

static void note_owners(void *arg, const uint32_t *owners, size_t nowners, size_t at, size_t len)
{
    size_t i;

    for (i = 0; i < nowners; i++)
        buf_printf(arg, "%u@%zu+%zu ", owners[i] & OWNER_PLACE, at, len);
}

/* want_owners - of the literals in the text */
static void want_owners(const struct ruleset *set, const char *text, const char *want)
{
    struct buf got = buf_new(1000);

    buf_puts(&got, "");
    index_search(&set->index, text, strlen(text), note_owners, &got);
    want_text(text, "owners", got.ptr, want);
    buf_free(&got);
}

/* A row of several alternatives has as many branches; they stand together, in the order of rows. */
static void cuts_into_branches(void **state)
{
    static const char text[] = HEADER ROW(
        "acme-a", "wording", "", "mailbox full|\\b(?:quota (?:used|over)|(?:no |low )spam)\\b|spam",
        "spam", "", "x") ROW("acme-b", "token", "", "p=nosuchuser", "spam", "", "x");
    static const struct {
        unsigned rule;
        const char *pattern;
    } want[] = { { 0, "p=nosuchuser" },
                 { 1, "mailbox full" },
                 { 1, "\\bquota (?:used|over)\\b" },
                 { 1, "\\b(?:no |low )spam\\b" },
                 { 1, "spam" } };
    struct rule_builder *b = builder();
    struct buf faults = buf_new(1000);
    struct ruleset set;
    size_t i;

    (void)state;
    assert_int_equal(add(b, "acme", text, &faults), 0);
    assert_true(rule_builder_finish(b, NULL, 0, &set));
    assert_int_equal(set.nbranches, COUNT(want));
    for (i = 0; i < COUNT(want); i++) {
        want_number(want[i].pattern, "row", set.branches[i].rule, want[i].rule);
        want_text(want[i].pattern, "pattern", set.strings + set.branches[i].pattern,
                  want[i].pattern);
    }
    want_number("acme-a", "weight: that of its shortest branch", set.rules[1].weight, 4);
    rule_builder_free(b);
    buf_free(&faults);
    unit_end();
}

/* Owners are branches, in order of their rows' ranks; those above are the extra literals. */
static void indexes(void **state)
{
    static const struct extra_literal extra[] = { { "spamhaus.org" }, { "google.com" } };
    static const struct {
        const char *text, *want;
    } searches[] = {
        { "nothing of it", "" },
        { "p=full", "1@0+6 " },
        { "over quota", "7@5+5 " },
        { "see spamhaus.org", "128@4+12 " },
        { "mx.google.com", "129@3+10 " },

        { "mailbox ful", "" },
    };
    struct ruleset set;
    struct rule_builder *b = build(&set, extra, COUNT(extra));
    size_t i;

    (void)state;
    want_size("set", "extras", ruleset_extras(&set), 128);
    for (i = 0; i < COUNT(searches); i++)
        want_owners(&set, searches[i].text, searches[i].want);
    rule_builder_free(b);
    unit_end();
}

/* Words with a digit, a dot or an "@" are filed under nobody's name, whatever is demanded. */
static void files_words(void **state)
{
    static const char text[] = HEADER ROW(
        "acme-a", "wording", "",
        "see www\\.acme\\.example[.]? for ab-1234x?, not code77\\S me@here (?:err17|x) [a-z]4567",
        "spam", "", "x");
    static const struct {
        const char *text, *want;
    } searches[] = {
        { "http://www.acme.example/", "536870911@7+16 " },
        { "ab-1234", "536870911@0+7 " },
        { "code77", "536870911@0+6 " },
        { "me@here", "536870911@0+7 " },
        { "err17", "536870911@0+5 " },
        { "4567", "536870911@0+4 " },
        { "www.acme.exampl", "" },
        { "code7", "" },
        { "acme", "" },
    };
    struct rule_builder *b = builder();
    struct buf faults = buf_new(1000);
    struct ruleset set;
    size_t i;

    (void)state;
    buf_puts(&faults, "");
    assert_int_equal(add(b, "acme", text, &faults), 0);
    assert_true(rule_builder_finish(b, NULL, 0, &set));
    for (i = 0; i < COUNT(searches); i++)
        want_owners(&set, searches[i].text, searches[i].want);
    rule_builder_free(b);
    buf_free(&faults);
    unit_end();
}

static void builds_an_empty_set(void **state)
{
    struct rule_builder *b = builder();
    struct buf got = buf_new(100);
    struct ruleset set;

    (void)state;
    assert_true(rule_builder_finish(b, NULL, 0, &set));
    assert_int_equal(set.n, 0);
    index_search(&set.index, "mailbox full", 12, note_owners, &got);
    assert_int_equal(got.len, 0);
    rule_builder_free(b);
    rule_builder_free(NULL);
    buf_free(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(checks_rows),        cmocka_unit_test(ranks),
        cmocka_unit_test(speakers),           cmocka_unit_test(stores_cells),
        cmocka_unit_test(folds_patterns),     cmocka_unit_test(drops_faulty_rows),
        cmocka_unit_test(cuts_into_branches), cmocka_unit_test(indexes),
        cmocka_unit_test(files_words),        cmocka_unit_test(builds_an_empty_set),
    };

    return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
