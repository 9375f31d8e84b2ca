/* SPDX-License-Identifier: MIT */
/*
 * The literals that patterns demand: which, how wide a match is at least, and
 * every construct that rows may not use, with its offset counted by hand.
 */
#include "literal.h"
#include "regex.h"
#include "unit.h"

#include "buf.h"

static const struct {
    const char *name, *pattern, *want; /* literals, each in <> */
    size_t width;
} cases[] = {
    { "plain", "mailbox is full", "<mailbox is full>", 15 },
    { "capitals", "Mailbox IS Full", "<mailbox is full>", 15 },
    { "four bytes", "spam", "<spam>", 4 },
    { "optional group", "mailbox (?:is )?full", "<mailbox >", 12 },
    { "optional letter", "colou?rless", "<rless>", 9 },
    { "letter of a count", "x{3}abcd", "<abcd>", 7 },
    { "letter of a range", "x{2,5}abcd", "<abcd>", 6 },
    { "letter of no count", "x{0,5}abcd", "<abcd>", 4 },
    { "plus", "a+bcdefg", "<bcdefg>", 7 },
    { "star", "ab*cdefg", "<cdefg>", 6 },
    { "lazy", "abcd.{1,9}?efghi", "<efghi>", 10 },
    { "possessive", "abcd[0-9]{1,9}+efghi", "<efghi>", 10 },
    { "gap", "foo.{0,60}barbaz", "<barbaz>", 9 },
    { "gap of a least length", "foo.{10,60}barbaz", "<barbaz>", 19 },
    { "class", "[a-z]{2}quota", "<quota>", 7 },
    { "class with a bracket", "[]abcd]quota", "<quota>", 6 },
    { "negated class with a bracket", "[^]abcd]quota", "<quota>", 6 },
    { "class with an escaped bracket", "[\\]abcd]quota", "<quota>", 6 },
    { "posix class", "[[:digit:]abcd]quota", "<quota>", 6 },
    { "digits", "\\d{1,3}abcd", "<abcd>", 5 },
    { "escaped dot", "spamhaus\\.org", "<spamhaus.org>", 12 },
    { "escaped bracket", "\\(quota\\)", "<(quota)>", 7 },
    { "word boundary", "\\bspam\\b", "<spam>", 4 },
    { "anchors", "^spammer$", "<spammer>", 7 },
    { "alternation", "over quota|mailbox full", "<over quota><mailbox full>", 10 },
    { "three branches", "abcdef|ghijk|lmnop", "<abcdef><ghijk><lmnop>", 5 },
    { "alternation in a group", "(?:user|mailbox) unknown", "< unknown>", 12 },
    { "group dearer than the rest", "(?:unknown|non-existent) user", "< user>", 12 },
    { "group only", "(?:unknown|no such)", "<unknown><no such>", 7 },
    { "branch without a literal in a group", "(?:a|bcdef) unknown", "< unknown>", 9 },
    { "group that may be missing", "(?:abcdefgh)?ijkl", "<ijkl>", 4 },
    { "group of a count", "(?:abcd){2}", "<abcd>", 8 },
    { "group of no count", "(?:abcdefgh){0,2}ijkl", "<ijkl>", 4 },
    { "nested groups", "(?:a(?:b(?:cdefg)))", "<abcdefg>", 7 },
    { "named group", "(?<ip>[0-9.]{7,15}) listed", "< listed>", 14 },
    { "named group, other form", "(?P<ip>abcde)[0-9]", "<abcde>", 6 },
    { "atomic group", "(?>abcde)[0-9]", "<abcde>", 6 },
    { "look-ahead is not consumed", "quota(?= exceeded)", "<quota>", 5 },
    { "negative look-ahead is not demanded", "(?!quota exceeded)spam", "<spam>", 4 },
    { "look-behind", "(?<=over the )quota", "<quota>", 5 },
    { "negative look-behind", "(?<!over the )quota", "<quota>", 5 },
    { "beyond ASCII", "bo\xc3\xaete pleine", "<bo\xc3\xaete pleine>", 13 },
    { "longer than is kept",
      "0123456789012345678901234567890123456789012345678901234567890123456789",
      "<0123456789012345678901234567890123456789012345678901234567890123>", 70 },
};

/* find - the literals as "<one><two>", or the message with its offset */
static void find(const char *pattern, literal_cost_fn *cost, void *arg, struct buf *got,
                 size_t *width)
{
    struct literal_fault fault;
    struct literals l;
    size_t i;

    buf_puts(got, "");
    if (!literals_find(pattern, cost, arg, &l, &fault)) {
        buf_printf(got, "%zu: %s", fault.at, fault.message);
        return;
    }
    assert_null(fault.message);
    for (i = 0; i < l.count; i++)
        buf_printf(got, "<%s>", l.text[i]);
    *width = l.width;
}

static void finds(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        struct buf got = buf_new(10000);
        size_t width = 0;

        find(cases[i].pattern, NULL, NULL, &got, &width);
        want_text(cases[i].name, "literals", got.ptr, cases[i].want);
        want_size(cases[i].name, "width", width, cases[i].width);
        buf_free(&got);
    }
    unit_end();
}

/* A second set is demanded too: the next cheapest, here the next longest. */
static void finds_second(void **state)
{
    static const struct {
        const char *pattern, *first, *second;
    } rows[] = {
        { "mailbox full", "<mailbox full>", "" },
        { "recipient.{0,20} mailbox full", "< mailbox full>", "<recipient>" },
        { "abcd(?:efgh|ijkl)", "<abcd>", "<efgh><ijkl>" },
        { "(?:efgh|ijkl)[0-9]abcd", "<abcd>", "<efgh><ijkl>" },
        { "abcde[0-9]abcdef[0-9]abcd", "<abcdef>", "<abcde>" },
        { "abcdef[0-9]abcde[0-9]abcd", "<abcdef>", "<abcde>" },
        { "abcd[0-9]abcde[0-9]abcdef", "<abcdef>", "<abcde>" },
        { "abcdef(?:ghij)?", "<abcdef>", "" },
        { "abcdef(?:[0-9]ghij)", "<abcdef>", "<ghij>" },
        { "abcdef(?!ghij)", "<abcdef>", "" },
        { "abcdef[0-9]ghij|klmnop", "<abcdef><klmnop>", "" },
    };
    size_t i, k;

    (void)state;
    for (i = 0; i < COUNT(rows); i++) {
        struct buf first = buf_new(1000), second = buf_new(1000);
        struct literal_fault fault;
        struct literals l, more;

        assert_true(literals_find(rows[i].pattern, NULL, NULL, &l, &fault));
        literals_find_second(rows[i].pattern, NULL, NULL, &l, &more);
        buf_puts(&first, "");
        buf_puts(&second, "");
        for (k = 0; k < l.count; k++)
            buf_printf(&first, "<%s>", l.text[k]);
        for (k = 0; k < more.count; k++)
            buf_printf(&second, "<%s>", more.text[k]);
        want_text(rows[i].pattern, "first", first.ptr, rows[i].first);
        want_text(rows[i].pattern, "second", second.ptr, rows[i].second);
        buf_free(&first);
        buf_free(&second);
    }
    unit_end();
}

/* want_places - each literal with the bytes of a match that may stand before it */
static void want_places(const char *pattern, const char *want)
{
    struct buf got = buf_new(1000);
    struct literal_fault fault;
    struct literals l;
    size_t k;

    assert_true(literals_find(pattern, NULL, NULL, &l, &fault));
    for (k = 0; k < l.count; k++)
        buf_printf(&got, "<%s %u>", l.text[k], l.before[k]);
    want_text(pattern, "literals", got.ptr, want);
    buf_free(&got);
}

/* How many bytes of a match may stand before a literal: so far back it is looked for. */
static void finds_before(void **state)
{
    static const struct {
        const char *pattern, *want;
    } rows[] = {
        { "mailbox full", "<mailbox full 0>" },
        { "\\bmailbox full", "<mailbox full 0>" },
        { "your mail ?box full", "<your mail 0>" },
        { "mail ?box is full", "<box is full 5>" },
        { "[0-9]{2,5} messages", "< messages 5>" },
        { "[0-9]+ messages", "< messages 65535>" },
        { "[0-9]{2,} messages", "< messages 65535>" },
        { "(?:the |your )?mailbox", "<mailbox 5>" },
        { "(?:mailbox|our account).{0,20} is full", "< is full 31>" },
        { "is (?:an unknown user|a [a-z]{2,4} person)", "<an unknown user 3>< person 9>" },
        { "[a-z](?:[0-9]abcd){2,3}", "<abcd 2>" },
        { "(?:[^ ]{1,300} ){1,300}blocked", "<blocked 65535>" },
        { "(?<!not )(?=ab)abcdef", "<abcdef 0>" },
        { "ab?(?:c|d{2,3}(?:e|fgh))ijklm", "<ijklm 8>" },
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(rows); i++)
        want_places(rows[i].pattern, rows[i].want);
    unit_end();
}

#define NONE "it demands no literal of at least 4 bytes in every branch"

static const struct {
    const char *name, *pattern, *want;
} refused[] = {
    { "nothing", "", "0: " NONE },
    { "too short", "abc", "3: " NONE },
    { "classes only", "[a-z]{20}", "9: " NONE },
    { "too short in a branch", "abcd|efg", "8: " NONE },
    { "empty branch", "abcd|", "5: " NONE },
    { "optional only", "(?:abcdef)?", "11: " NONE },
    { "look-ahead only", "(?=abcdef)", "10: " NONE },
    { "cut up", "ab.cd.ef", "8: " NONE },
    { "unbounded gap", "abcd.*efgh", "5: an unbounded gap; write .{0,60}" },
    { "unbounded gap of one", "abcd.+efgh", "5: an unbounded gap; write .{0,60}" },
    { "unnamed group", "abcd (efgh)", "5: an unnamed capturing group; use (?:...)" },
    { "unnamed group in a group", "(?:abcd (efgh))", "8: an unnamed capturing group; use (?:...)" },
    { "verb", "(*COMMIT)abcd", "0: an unnamed capturing group; use (?:...)" },
    { "option", "(?i)abcd", "0: a group of a kind that rows may not use" },
    { "comment", "(?#abcd)efgh", "0: a group of a kind that rows may not use" },
    { "branch reset", "(?|abcd|efgh)", "0: a group of a kind that rows may not use" },
    { "recursion", "abcd(?R)?", "4: a group of a kind that rows may not use" },
    { "back-reference", "(?<a>abcd)\\1", "10: a back-reference" },
    { "named back-reference", "(?<a>abcd)\\k<a>", "10: a back-reference" },
    { "relative back-reference", "(?<a>abcd)\\g{-1}", "10: a back-reference" },
    { "class beyond ASCII", "abcd[e\xc3\xa9]",
      "6: a character beyond ASCII cannot stand in [...]; use (?:a|b)" },
    { "closed once too often", "abcd)", "4: a closing parenthesis too many" },
    { "17 groups in each other",
      "(?:(?:(?:(?:(?:(?:(?:(?:(?:(?:(?:(?:(?:(?:(?:(?:(?:abcd)))))))))))))))))",
      "51: groups nested too deeply" },
};

static void refuses(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(refused); i++) {
        struct buf got = buf_new(10000);
        size_t width = 0;

        find(refused[i].pattern, NULL, NULL, &got, &width);
        want_text(refused[i].name, "message", got.ptr, refused[i].want);
        buf_free(&got);
    }
    unit_end();
}

static void takes_16_groups(void **state)
{
    struct buf got = buf_new(1000);
    size_t width = 0;

    (void)state;
    find("(?:(?:(?:(?:(?:(?:(?:(?:(?:(?:(?:(?:(?:(?:(?:(?:abcd))))))))))))))))", NULL, NULL, &got,
         &width);
    assert_string_equal(got.ptr, "<abcd>");
    buf_free(&got);
}

/* Of 64 branches all literals are kept; of 65 none is demanded. */
static void limits_branches(void **state)
{
    struct buf pattern = buf_new(10000), got = buf_new(10000);
    size_t i, width = 0;

    (void)state;
    for (i = 0; i < 64; i++)
        buf_printf(&pattern, "%sb%03zu", i ? "|" : "", i);
    find(pattern.ptr, NULL, NULL, &got, &width);
    want_size("64 branches", "bytes of <b000>...<b063>", got.len, 64 * 6);
    want_size("64 branches", "width", width, 4);
    buf_clear(&got);
    buf_puts(&pattern, "|b064");
    find(pattern.ptr, NULL, NULL, &got, &width);
    want_text("65 branches", "message", got.ptr, "324: " NONE);
    buf_free(&pattern);
    buf_free(&got);
    unit_end();
}

/* dear - "mailbox" and what has "user" in it are met often, everything else rarely */
static size_t dear(void *arg, const char *literal, size_t len)
{
    ++*(size_t *)arg;
    return (len == 7 && memcmp(literal, "mailbox", 7) == 0) || memmem(literal, len, "user", 4)
               ? 1000
               : 2;
}

static void weighs_cost(void **state)
{
    static const struct {
        const char *pattern, *by_length, *by_cost;
    } rows[] = {
        { "mailbox.{0,9}full", "<mailbox>", "<full>" },
        { "unknown user.{0,9}here", "<unknown user>", "<here>" },
        { "(?:host|name) of user", "< of user>", "<host><name>" },
        { "mailbox", "<mailbox>", "<mailbox>" },
        { "mailbox|unknown", "<mailbox><unknown>", "<mailbox><unknown>" },
    };
    size_t i, width, calls = 0;

    (void)state;
    for (i = 0; i < COUNT(rows); i++) {
        struct buf a = buf_new(1000), b = buf_new(1000);

        find(rows[i].pattern, NULL, NULL, &a, &width);
        find(rows[i].pattern, dear, &calls, &b, &width);
        want_text(rows[i].pattern, "by length", a.ptr, rows[i].by_length);
        want_text(rows[i].pattern, "by cost", b.ptr, rows[i].by_cost);
        buf_free(&a);
        buf_free(&b);
    }
    want_true("cost", "was asked", calls > 0);
    unit_end();
}

/* rare_if_long - literals of ten bytes and more are met once, shorter ones often */
static size_t rare_if_long(void *arg, const char *literal, size_t len)
{
    (void)arg, (void)literal;
    return len >= 10 ? 1 : 100;
}

/* What stands side by side is one literal, or as many as there are ways to write it. */
static void multiplies(void **state)
{
    static const struct {
        const char *pattern, *want;
    } rows[] = {
        { "(?:user|alias) unknown", "<user unknown><alias unknown>" },
        { "unknown (?:user|alias)es", "<unknown useres><unknown aliases>" },
        { "a (?:very |)full box", "<a very full box><a full box>" },
        { "a (?:very )?full box", "<a very full box><a full box>" },
        { "is (?:black-?listed|blocked) by",
          "<is black-listed by><is blacklisted by><is blocked by>" },
        { "organi[sz]ation", "<organisation><organization>" },
        { "sender [ab-]blocked", "<sender ablocked><sender bblocked><sender -blocked>" },
        { "no (?:such )?user(?:s|name)? here", "<no such users here><no such username here>"
                                               "<no such user here><no users here>"
                                               "<no username here><no user here>" },
        { "\\bno such\\b user(?!s) known", "<no such user known>" },
        /* no further than this */
        { "recipient[a-e]unknown!!", "<recipient>" },
        { "recipient[^ab]unknown!!", "<recipient>" },
        { "recipient{2} is unknown", "< is unknown>" },
        { "(?:recipient){2} is unknown", "< is unknown>" },
        { "recipient.{0,9} is unknown", "< is unknown>" },
        { "[abcd][abcd][abcd][abcd] recipient known", "< recipient known>" },
    };
    size_t i, width;

    (void)state;
    for (i = 0; i < COUNT(rows); i++) {
        struct buf got = buf_new(10000);

        find(rows[i].pattern, rare_if_long, NULL, &got, &width);
        want_text(rows[i].pattern, "literals", got.ptr, rows[i].want);
        buf_free(&got);
    }
    unit_end();
}

/* A literal in which another one stands adds nothing; the other may then stand further on. */
static void prunes(void **state)
{
    static const struct {
        const char *pattern, *want;
    } rows[] = {
        { "mailbox(?:es)?", "<mailbox 0>" },
        { "(?:my )?mailbox", "<mailbox 3>" },
        { "blocked|is blocked|blocked by", "<blocked 3>" },
        { "blocked|blocked", "<blocked 0>" },
        { "blocked|listed", "<blocked 0><listed 0>" },
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(rows); i++)
        want_places(rows[i].pattern, rows[i].want);
    unit_end();
}

/* Patterns that are nothing but literals; [ and ]: only at the beginning or end of a word. */
static void finds_exact(void **state)
{
    static const struct {
        const char *pattern, *want;
    } rows[] = {
        { "mailbox full", "<mailbox full>" },
        { "\\bmailbox full", "[<mailbox full>" },
        { "mailbox full\\b", "<mailbox full>]" },
        { "\\bmailbox (?:is )?full\\b", "[<mailbox is full><mailbox full>]" },
        { "mailbox(?:es)?\\b", "<mailboxes><mailbox>]" },
        { "organi[sz]ation", "<organisation><organization>" },
        { "\\(full\\)", "<(full)>" },
        { "(?:a|b|c|d)(?:a|b)full", "8" },
        /* more than literals */
        { "(?:a|b|c)(?:a|b|c)full", "" },
        { "mailbox|full", "" },
        { "mailbox.full", "" },
        { "mailbox \\bfull", "" },
        { "(?:mailbox\\b)", "" },
        { "mailbox\\B", "" },
        { "^mailbox", "" },
        { "mailbox$", "" },
        { "(?<!my )mailbox", "" },
        { "mailbox(?! here)", "" },
        { "(?P<what>mailbox)", "" },
        { "mail(?>box|boxes)", "" },
        { "mailboxe?+e", "" },
        { "mail(?P<what>box)", "" },
        { "mailbox{2}", "" },
        { "mailbox+", "" },
        { "mailbox [0-9]", "" },
        { "(?:abc|defg)", "" },
        { "abcd?", "" },
    };
    size_t i, k;

    (void)state;
    for (i = 0; i < COUNT(rows); i++) {
        struct buf got = buf_new(1000);
        bool begins, ends;
        struct literals l;

        buf_puts(&got, "");
        if (literals_exact(rows[i].pattern, &l, &begins, &ends)) {
            buf_puts(&got, begins ? "[" : "");
            for (k = 0; k < l.count && l.count < LITERALS_EXACT; k++)
                buf_printf(&got, "<%s>", l.text[k]);
            buf_puts(&got, ends ? "]" : "");
            if (l.count == LITERALS_EXACT)
                buf_puts(&got, "8");
        }
        want_text(rows[i].pattern, "exact", got.ptr, rows[i].want);
        buf_free(&got);
    }
    unit_end();
}

/*
 * What the index rests on: a text that PCRE2 matches has one of the literals in
 * it, and is at least as long as the width, or the pattern is refused.
 */
static void is_true_of_matches(void **state)
{
    static const struct {
        const char *pattern, *text;
    } rows[] = {
        { "mailbox (?:is )?full", "mailbox full" },
        { "ab{0}cdefgh", "acdefgh" },
        { "(?:user|mailbox) unknown", "user unknown" },
        { "\\x61bcdefgh", "abcdefgh" },
        { "\\x{61}bcdefgh", "abcdefgh" },
        { "\\141bcdefgh", "abcdefgh" },
        { "\\o{141}bcdefgh", "abcdefgh" },
        { "\\pLabcdefgh", "xabcdefgh" },
        { "\\p{L}abcdefgh", "xabcdefgh" },
        { "\\cAbcdefgh", "\001bcdefgh" },
        { "\\Qab*cd\\E efgh", "ab*cd efgh" },
        { "\\Qabcdef?\\E", "abcdef?" },
        { "abcd\\Kefgh", "abcdefgh" },
        { "ab\\Rcdefgh", "ab\ncdefgh" },
        { "ab\\hcdefgh", "ab cdefgh" },
        { "a{x}bcdefgh", "a{x}bcdefgh" },
        { "a{,2}bcdefgh", "a{,2}bcdefgh" },
        { "(?:\xc3\xa9|e)tudiant", "etudiant" },
        { "[[:alpha:]\\]]abcd", "]abcd" },
        { "[a-c\\Q]\\E]efghi", "]efghi" },
        { "abc(?=defg)[a-z]efg", "abcdefg" },
        { "(?<n>abcd)?efgh", "efgh" },
        { "(?:abcd|efgh){0}ijklm", "ijklm" },
        { "abcd\\t?efghi", "abcdefghi" },
        { "a\\ b\\-cd", "a b-cd" },
    };
    struct regex_env env;
    size_t i, k, at;

    (void)state;
    assert_true(regex_env_init(&env));
    for (i = 0; i < COUNT(rows); i++) {
        char error[128];
        pcre2_code *code = regex_compile(rows[i].pattern, 0, &at, error, sizeof error);
        struct literal_fault fault;
        struct literals l, second;
        bool found = false, also = false, near = false;
        size_t start = 0, end = 0;

        if (!code || !literals_find(rows[i].pattern, NULL, NULL, &l, &fault)) {
            pcre2_code_free(code);
            continue;
        }
        literals_find_second(rows[i].pattern, NULL, NULL, &l, &second);
        if (regex_match(&env, code, "test", (struct span){ rows[i].text, strlen(rows[i].text) }, 0,
                        REGEX_ANYWHERE)) {
            assert_true(regex_span(&env, 0, &start, &end));
            for (k = 0; k < l.count; k++) {
                const char *p = strstr(rows[i].text, l.text[k]);

                found = found || p;
                near = near || (p && p <= rows[i].text + start + l.before[k]);
            }
            want_true(rows[i].pattern, "it is as near to the start as was said", near);
            for (k = 0; k < second.count; k++)
                also = also || strstr(rows[i].text, second.text[k]);
            want_true(rows[i].pattern, "a literal stands in the text that matches", found);
            want_true(rows[i].pattern, "so does a second one", also || second.count == 0);
            want_true(rows[i].pattern, "the text is as long as the width",
                      strlen(rows[i].text) >= l.width);
        }
        pcre2_code_free(code);
    }
    regex_env_free(&env);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds),           cmocka_unit_test(finds_second),
        cmocka_unit_test(finds_before),    cmocka_unit_test(refuses),
        cmocka_unit_test(takes_16_groups), cmocka_unit_test(limits_branches),
        cmocka_unit_test(weighs_cost),     cmocka_unit_test(is_true_of_matches),
        cmocka_unit_test(multiplies),      cmocka_unit_test(prunes),
        cmocka_unit_test(finds_exact),
    };

    return cmocka_run_group_tests_name("literal", tests, NULL, NULL);
}
