/* SPDX-License-Identifier: MIT */
/*
 * The scanner: its marks, the portable way, and what happens to a window in which lines
 * end.  A mark is found by a fingerprint of a few of its bytes, as in Hyperscan's Teddy, and
 * then compared as a whole.
 */
#include "scan.h"

#include "scan_block.h"

#include "ascii.h"
#include "eight.h"
#include "status.h"

#include <string.h>

/*
 * The marks, in two sets.  Lines of Postfix (see below) report nothing without one of
 * the first.  The formats of format.c report nothing without one of the second, or a
 * number in the form of a code; it is generous, for those lines are the fewer ones.  Who
 * adds a format, or a kind of line to one, sees to it that its lines are found: test_scan.c.
 *
 * The number behind the text says where its fingerprint begins: bytes that are rare
 * elsewhere.  Those of one bucket, the next number, should be alike, for a mixture of them is
 * taken for one.  In the first set, which all of a big log is searched for, it is four
 * bytes' low nibbles; in the second, whose marks are more and shorter, both nibbles of three.
 */
static const struct mark {
    char text[16];
    uint8_t at, bucket, len;
} postfix_marks[] = {
    { " status=", 4, 0, 8 },
    { "reject", 2, 1, 6 },
    { "discard", 1, 2, 7 },
    { "-hold", 0, 3, 5 },
    { "proxy-accept", 2, 6, 12 },
    { " said: ", 2, 4, 7 },
    { "refused to talk", 2, 2, 15 },
    { "connect to ", 5, 5, 11 },
    { " while ", 1, 6, 7 },
    { "]: SASL ", 3, 3, 8 },
    { "]: > ", 1, 7, 5 },
    { "]: < ", 1, 7, 5 },
}, other_marks[] = {
    { "{\"", 0, 0, 2 },
    { " ** ", 0, 1, 4 },
    { " == ", 0, 1, 4 },
    { " => ", 0, 1, 4 },
    { " -> ", 0, 1, 4 },
    { " >> ", 0, 1, 4 },
    { " *> ", 0, 1, 4 },
    { " H=", 0, 1, 3 },
    { " R=", 0, 1, 3 },
    { " F=", 0, 1, 3 },
    { "status=", 4, 2, 7 },
    { "stat=", 2, 2, 5 },
    { "result=", 4, 2, 7 },
    { ",addr=<", 3, 2, 7 },
    { "fail", 0, 3, 4 },
    { "Fail", 0, 3, 4 },
    { "FAIL", 0, 4, 4 },
    { "defer", 2, 3, 5 },
    { "Defer", 2, 3, 5 },
    { "DEFER", 2, 4, 5 },
    { "bounc", 1, 5, 5 },
    { "Bounc", 1, 5, 5 },
    { "BOUNC", 1, 4, 5 },
    { "reject", 2, 5, 6 },
    { "Reject", 2, 5, 6 },
    { "REJECT", 2, 4, 6 },
    { "eliver", 2, 6, 6 },
    { "ELIVER", 2, 4, 6 },
    { "DENI", 0, 4, 4 },
    { "AUTH", 0, 4, 4 },
    { "success", 2, 6, 7 },
    { "Success", 2, 6, 7 },
    { "refus", 2, 6, 5 },
    { "denied", 2, 7, 6 },
    { "Denied", 2, 7, 6 },
    { "error", 1, 7, 5 },
    { "Error", 1, 7, 5 },
    { "ERROR", 1, 4, 5 },
    { "timed out", 2, 3, 9 },
    { "imeout", 1, 3, 6 },
    { "xpire", 1, 6, 5 },
    { "lost", 1, 7, 4 },
    { "losed", 1, 7, 5 },
    { "uthent", 1, 5, 6 },
    { "delay", 1, 5, 5 },
    { "Delay", 1, 5, 5 },
    { "block", 1, 5, 5 },
    { "unknown", 1, 6, 7 },
    { "nrout", 1, 6, 5 },
    { "discard", 2, 7, 7 },
    { ">... ", 0, 1, 5 },
    { "rblsmtpd", 1, 6, 8 },
    { "emporar", 1, 5, 7 },
    { "iving_up", 1, 5, 8 },
    { "esponse", 1, 6, 7 },
    { "did not", 0, 7, 7 },
    { "ancelled by", 2, 6, 11 },
    { "dropped by", 1, 6, 10 },
    { "does_not", 0, 7, 8 },
    { "SYSERR", 2, 4, 6 },
    { " (!", 0, 1, 3 },
    { " (smtp.", 0, 1, 7 },
    { "\033[", 0, 2, 2 },
};

_Static_assert(sizeof other_marks / sizeof *other_marks <= SCAN_MARKS_MAX, "too many marks");

static const struct {
    const struct mark *marks;
    size_t n;
} sets[SCAN_SETS] = {
    [SCAN_POSTFIX] = { postfix_marks, sizeof postfix_marks / sizeof *postfix_marks },
    [SCAN_OTHER] = { other_marks, sizeof other_marks / sizeof *other_marks },
};

/* The tag of Postfix's programs: "postfix/smtp[1]:", "postfix/submission/smtpd[1]:". */
static const char postfix[] = " postfix/";

enum { POSTFIX_REACH = 160, PROGRAM_MAX = 40 }; /* how far into its line, and how long, that is */

/* By the low and the high half of a byte. */
const uint8_t scan_class_low[16] = {
    [0x0] = CLASS_DIGIT | CLASS_LETTER2,
    [0x1] = CLASS_WORD,
    [0x2] = CLASS_WORD | CLASS_245,
    [0x3] = CLASS_WORD,
    [0x4] = CLASS_WORD | CLASS_245,
    [0x5] = CLASS_WORD | CLASS_245,
    [0x6] = CLASS_WORD,
    [0x7] = CLASS_WORD,
    [0x8] = CLASS_WORD,
    [0x9] = CLASS_WORD,
    [0xa] = CLASS_LETTER | CLASS_LETTER2,
    [0xb] = CLASS_LETTER,
    [0xc] = CLASS_LETTER | CLASS_BACKSLASH,
    [0xd] = CLASS_LETTER,
    [0xe] = CLASS_LETTER | CLASS_DOT,
    [0xf] = CLASS_LETTER,
};

const uint8_t scan_class_high[16] = {
    [0x2] = CLASS_DOT,    [0x3] = CLASS_DIGIT | CLASS_245,
    [0x4] = CLASS_LETTER, [0x5] = CLASS_LETTER2 | CLASS_BACKSLASH,
    [0x6] = CLASS_LETTER, [0x7] = CLASS_LETTER2,
};

bool scan_can(enum scan_way way)
{
#if defined(__x86_64__)
    if (way == SCAN_AVX2)
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
    if (way == SCAN_SSSE3)
        return __builtin_cpu_supports("ssse3");
#endif
    return way == SCAN_PORTABLE;
}

enum scan_way scan_best(void)
{
    return scan_can(SCAN_AVX2) ? SCAN_AVX2 : scan_can(SCAN_SSSE3) ? SCAN_SSSE3 : SCAN_PORTABLE;
}

/* any_byte - the third byte of a fingerprint of two */
static void any_byte(struct scan_prints *s, uint8_t bucket)
{
    size_t n;

    for (n = 0; n < 16; n++) {
        s->low[2][n] |= bucket;
        s->high[2][n] |= bucket;
    }
}

static void add_print(struct scan_prints *s, const struct mark *m)
{
    const unsigned char *print = (const unsigned char *)m->text + m->at;
    uint8_t bucket = (uint8_t)(1u << m->bucket);
    size_t k;

    for (k = 0; k < SCAN_PRINT && print[k] != '\0'; k++) {
        s->low[k][print[k] & 15] |= bucket;
        s->high[k][print[k] >> 4] |= bucket;
    }
    if (k < 3)
        any_byte(s, bucket);
}

void scanner_init(struct scanner *s, enum scan_way way)
{
    size_t i, k;

    *s = (struct scanner){ .way = way };
    for (k = 0; k < SCAN_SETS; k++)
        for (i = 0; i < sets[k].n; i++) {
            uint8_t first = (uint8_t)sets[k].marks[i].text[sets[k].marks[i].at];

            add_print(&s->prints[k], &sets[k].marks[i]);
            s->prints[k].next[i] = s->prints[k].first[first];
            s->prints[k].first[first] = (uint8_t)(i + 1);
        }
}

const unsigned char *scan_tail(const struct scan *s, uint32_t at,
                               unsigned char tail[SCAN_BLOCK + SCAN_AHEAD])
{
    size_t n = s->len - at;

    memcpy(tail, s->text + at, n);
    memset(tail + n, 0, SCAN_BLOCK + SCAN_AHEAD - n);
    return tail;
}

uint32_t scan_mark_at(const struct scan *s, enum scan_set set, uint32_t p)
{
    const struct scan_prints *prints = &s->scanner->prints[set];
    size_t i;

    for (i = prints->first[s->text[p]]; i > 0; i = prints->next[i - 1]) {
        const struct mark *m = &sets[set].marks[i - 1];
        uint32_t start = p - m->at;

        if (p >= s->start + m->at && s->len - start >= m->len &&
            memcmp(s->text + start, m->text, m->len) == 0)
            return start;
    }
    return SCAN_NO_MARK;
}

bool scan_is_code(const struct scan *s, uint32_t p)
{
    return !(p < s->len && s->text[p] == ']' && p >= s->start + 5 && s->text[p - 4] == '[' &&
             is_alnum((char)s->text[p - 5]));
}

/* is_program - "smtp[": a bracket before any blank */
static inline bool is_program(const unsigned char *p, const unsigned char *end)
{
    uint64_t eight, bracket, ends;

    if (end - p >= 8) {
        eight = eight_at(p);
        bracket = eight_same(eight, '[');
        ends = bracket | eight_same(eight, ' ');
        if (ends)
            return (ends & (0 - ends) & bracket) != 0; /* the first of them is a bracket */
    }
    if (end - p > PROGRAM_MAX)
        end = p + PROGRAM_MAX;
    while (p < end && *p != '[' && *p != ' ')
        p++;
    return p < end && *p == '[';
}

/* is_postfix - has the line at start that tag at that distance? */
static inline bool is_postfix(const struct scan *s, uint32_t start, uint32_t tag)
{
    const unsigned char *p = s->text + start + tag;

    if (s->len - start < tag + sizeof postfix || memcmp(p, postfix, 8) != 0 || p[8] != '/')
        return false;
    return is_program(p + sizeof postfix - 1, s->text + s->len);
}

/* find_postfix - where the lines have it may have changed */
static bool find_postfix(struct scan *s)
{
    const unsigned char *line = s->text + s->start, *p, *newline;
    size_t len = s->len - s->start;

    if (len > POSTFIX_REACH)
        len = POSTFIX_REACH;
    newline = memchr(line, '\n', len);
    if (newline)
        len = (size_t)(newline - line);
    p = memmem(line, len, postfix, sizeof postfix - 1);
    if (!p || !is_postfix(s, s->start, (uint32_t)(p - line)))
        return false;
    s->tag = (uint32_t)(p - line);
    return true;
}

/* begins_reply - "550 ..." */
static bool begins_reply(const struct scan *s)
{
    unsigned reply;

    return reply_parse((const char *)s->text + s->start, s->len - s->start, &reply) != 0;
}

/*
 * may_be_quiet - a line that begins like a reply, or as JSON, is not Postfix's whatever it
 * quotes
 */
static inline bool may_be_quiet(const struct scan *s)
{
    char first = (char)s->text[s->start];

    return is_alpha(first) || first == '<' || (is_digit(first) && !begins_reply(s));
}

static inline void begin_line(struct scan *s, uint32_t start)
{
    s->start = start;
    s->mark = SCAN_NO_MARK;
    s->quiet =
        start < s->len && (is_postfix(s, start, s->tag) || find_postfix(s)) && may_be_quiet(s);
}

void scan_begin(struct scan *scan, const struct scanner *s, const char *text, size_t len)
{
    scan->scanner = s;
    scan->text = (const unsigned char *)text;
    scan->len = (uint32_t)len;
    scan->window = scan->at = scan->lines = scan->tag = 0;
    scan->newlines.n = scan->newlines.next = scan->marks.n = scan->marks.next = 0;
    begin_line(scan, 0);
}

/* The portable way, byte by byte: buckets by whole bytes. */
struct tables8 {
    uint8_t postfix[SCAN_PRINT][256], others[3][256];
};

static void whole_bytes(const uint8_t low[16], const uint8_t high[16], uint8_t out[256])
{
    size_t i;

    for (i = 0; i < 256; i++)
        out[i] = low[i & 15] & high[i >> 4];
}

static struct tables8 portable_prepare(const struct scanner *s)
{
    const struct scan_prints *set = s->prints;
    struct tables8 t = { .postfix = { { 0 } } };
    size_t k;

    for (k = 0; k < SCAN_PRINT; k++)
        whole_bytes(set[SCAN_POSTFIX].low[k], set[SCAN_POSTFIX].high[k], t.postfix[k]);
    for (k = 0; k < 3; k++)
        whole_bytes(set[SCAN_OTHER].low[k], set[SCAN_OTHER].high[k], t.others[k]);
    return t;
}

static inline uint64_t portable_postfix(const struct tables8 *t, const unsigned char *text)
{
    const uint8_t(*b)[256] = t->postfix;
    uint64_t mark = 0;
    size_t i;

    for (i = 0; i < SCAN_BLOCK; i++)
        if (b[0][text[i]] & b[1][text[i + 1]] & b[2][text[i + 2]] & b[3][text[i + 3]])
            mark |= (uint64_t)1 << i;
    return mark;
}

static inline uint64_t portable_others(const struct tables8 *t, const unsigned char *text)
{
    const uint8_t(*b)[256] = t->others;
    uint64_t mark = 0;
    size_t i;

    for (i = 0; i < SCAN_BLOCK; i++)
        if (b[0][text[i]] & b[1][text[i + 1]] & b[2][text[i + 2]])
            mark |= (uint64_t)1 << i;
    return mark;
}

static inline uint64_t portable_newlines(const unsigned char *text)
{
    uint64_t newline = 0;
    size_t i;

    for (i = 0; i < SCAN_BLOCK; i++)
        newline |= (uint64_t)(text[i] == '\n') << i;
    return newline;
}

static inline void portable_classes(const struct tables8 *t, const unsigned char *text,
                                    struct scan_classes *out)
{
    size_t i;

    (void)t;
    *out = (struct scan_classes){ 0 };
    for (i = 0; i < SCAN_BLOCK; i++) {
        unsigned class = scan_class_low[text[i] & 15] & scan_class_high[text[i] >> 4];

        out->digit |= (uint64_t)((class & CLASS_DIGIT) != 0) << i;
        out->digit245 |= (uint64_t)((class & CLASS_245) != 0) << i;
        out->word |= (uint64_t)((class & CLASS_WORD) != 0) << i;
        out->dot |= (uint64_t)((class & CLASS_DOT) != 0) << i;
        out->backslash |= (uint64_t)((class & CLASS_BACKSLASH) != 0) << i;
    }
}

#define SCAN_TARGET
#define SCAN_TABLES  struct tables8
#define SCAN_NAME(x) portable_##x
#include "scan_look.h"

static const struct scan_eyes portable = { portable_look, portable_may_report };

static const struct scan_eyes *const eyes[SCAN_WAYS] = {
    [SCAN_PORTABLE] = &portable,
#if defined(__x86_64__)
    [SCAN_SSSE3] = &scan_ssse3,
    [SCAN_AVX2] = &scan_avx2,
#endif
};

/* look_on - at the next window */
static void look_on(struct scan *s)
{
    const struct scan_eyes *e = eyes[s->scanner->way];
    unsigned char tail[SCAN_BLOCK + SCAN_AHEAD];
    uint32_t left = s->len - s->at, blocks = SCAN_WINDOW / SCAN_BLOCK;

    s->window = s->at;
    s->newlines.next = s->marks.next = 0;
    if (left < sizeof tail) {
        e->look(s, scan_tail(s, s->at, tail), 1);
        s->at += left < SCAN_BLOCK ? left : SCAN_BLOCK;
        return;
    }
    if (blocks > (left - SCAN_AHEAD) / SCAN_BLOCK)
        blocks = (left - SCAN_AHEAD) / SCAN_BLOCK;
    e->look(s, s->text + s->at, blocks);
    s->at += blocks * SCAN_BLOCK;
}

/* take_marks - the line's first one, among those before end that may be */
static inline void take_marks(struct scan *s, uint32_t end)
{
    while (s->marks.next < s->marks.n && s->window + s->marks.at[s->marks.next] < end) {
        uint32_t p = s->window + s->marks.at[s->marks.next++];

        if (s->mark == SCAN_NO_MARK)
            s->mark = scan_mark_at(s, SCAN_POSTFIX, p);
    }
}

/* end_line - is it one that may report something? */
static inline bool end_line(struct scan *s, uint32_t end, struct scan_line *out)
{
    take_marks(s, end);
    if (s->mark == SCAN_NO_MARK && (s->quiet || !eyes[s->scanner->way]->may_report(s, end)))
        return false;
    *out = (struct scan_line){ s->start, end, s->mark, s->lines, s->quiet ? s->start + s->tag : 0 };
    return true;
}

bool scan_next(struct scan *s, struct scan_line *out)
{
    bool found = false;

    for (;;) {
        while (s->newlines.next < s->newlines.n) {
            uint32_t end = s->window + s->newlines.at[s->newlines.next++];

            found = end_line(s, end, out);
            s->lines++;
            begin_line(s, end + 1);
            if (found)
                return true;
        }
        take_marks(s, s->at);
        if (s->at == s->len)
            break;
        look_on(s);
    }
    if (s->start < s->len)
        found = end_line(s, s->len, out);
    s->start = s->len;
    return found;
}
