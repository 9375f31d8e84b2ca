/* SPDX-License-Identifier: MIT */
/*
 * What is a passage worth?  Codes are looked for where nothing but certain words stands
 * before them, and addresses count for nothing: they are full of digits.
 */
#include "notice_worth.h"

#include "notice.h"
#include "notice_phrases.h"
#include "status.h"

#include <string.h>

enum { BETWEEN_MAX = 1 }; /* paragraphs between a status and the reply that it is of */

/* ---- codes and words ---- */

/* of_word - what is beyond ASCII is taken for letters */
static bool of_word(char c)
{
    return is_alnum(c) || (unsigned char)c >= 0x80;
}

/* introduced - may a code stand at p, by what stands before it? */
static bool introduced(const char *start, const char *p)
{
    const char *end = p, *word;

    while (end > start && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    if (end == start || end[-1] == '\n' || is_any_of(end[-1], ":;>#('\"[<,-=`"))
        return true;
    for (word = end; word > start && is_alpha(word[-1]); word--)
        ;
    return span_is_any(span_of(word, end), notice_before_code);
}

/* digits_at - are there n digits at p? */
static bool digits_at(const char *p, const char *end, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (p + i >= end || !is_digit(p[i]))
            return false;
    return true;
}

/* telephone - how long is "(480) 555-0100", "480-555-0100" from p on, where a code might stand: an
 * area's number?  0: it is none */
static size_t telephone(const char *start, const char *p, const char *end)
{
    if (end - p >= 12 && (p[3] == '-' || p[3] == '.') && digits_at(p + 4, end, 3) && p[7] == p[3] &&
        digits_at(p + 8, end, 4))
        return 12;
    if (p == start || p[-1] != '(' || end - p < 6 || p[3] != ')')
        return 0;
    return is_digit(p[4]) || (p[4] == ' ' && is_digit(p[5])) ? 3 : 0;
}

/*
 * behind_address - skips "<a@b>" or "a@b" at p; p if there is none.  *plain is kept from word
 * to word: up to there no address ends.
 */
static const char *behind_address(const char *p, const char *end, const char **plain)
{
    const char *q;
    bool at = false;

    if (p < *plain)
        return p;
    for (q = p; q < end && !is_blank(*q) && !is_any_of(*q, "<>()\"',;"); q++)
        at = at || *q == '@';
    if (!at)
        *plain = q;
    return at ? q : p;
}

/* take_code - how long is the code that stands at p?  It is noted if it is the first; 0: none */
static size_t take_code(struct notice_worth *w, const char *start, const char *p, const char *end)
{
    struct sw_status status;
    unsigned reply;
    size_t n;

    if ((*p != '4' && *p != '5') || !introduced(start, p))
        return 0;
    n = status_parse(p, (size_t)(end - p), &status);
    if (n > 0 && !status_given(w->enhanced))
        w->enhanced = status;
    if (n == 0 && (n = reply_parse(p, (size_t)(end - p), &reply)) > 0 && w->reply == 0) {
        w->reply = reply;
        w->code = p;
    }
    return n;
}

struct notice_worth notice_worth_of(struct span text)
{
    const char *p = text.ptr, *end = p + text.len, *plain = p, *word;
    struct notice_worth w = { .reply = 0 };
    size_t n;

    while (p < end) {
        if (!of_word(*p)) {
            p++;
            continue;
        }
        word = p;
        n = is_digit(*p) ? telephone(text.ptr, p, end) : 0;
        p += n > 0 ? n : take_code(&w, text.ptr, p, end);
        if (p == word)
            p = behind_address(p, end, &plain);
        if (p > word)
            continue;
        for (; p < end && of_word(*p); p++)
            ;
        w.words = w.words || (p - word > 3 && !is_digit(*word));
    }
    return w;
}

/* ---- the better of two ---- */

static int points(const struct notice_worth *w)
{
    return (w->reply ? NOTICE_CODE_POINTS : 0) + (w->words ? NOTICE_WORDS_POINTS : 0) +
           (status_given(w->enhanced) ? 1 : 0);
}

/* goes_on - does text a say what b says, and then more? */
static bool goes_on(struct span a, struct span b)
{
    size_t i = 0, k = 0, more = 0;

    while (i < a.len && k < b.len) {
        if (!of_word(a.ptr[i]))
            i++;
        else if (!of_word(b.ptr[k]))
            k++;
        else if (to_lower(a.ptr[i++]) != to_lower(b.ptr[k++]))
            return false;
    }
    while (k < b.len)
        if (of_word(b.ptr[k++]))
            return false;
    for (; i < a.len; i++)
        more += of_word(a.ptr[i]);
    return more > 8;
}

/* tells_more - is a the better text about the same refusal? */
static bool tells_more(struct span a, struct span b)
{
    struct notice_worth wa = notice_worth_of(a), wb = notice_worth_of(b);
    int difference = points(&wa) - points(&wb);

    if (wa.reply && wb.reply && wa.reply != wb.reply)
        return false;
    if (difference != 0)
        return difference > 0;
    return wa.code && wb.code &&
           goes_on(span_of(wa.code, a.ptr + a.len), span_of(wb.code, b.ptr + b.len));
}

int notice_points(struct span text)
{
    struct notice_worth w = notice_worth_of(text);

    return points(&w);
}

struct span notice_better_of(struct span best, struct span other)
{
    return other.len > 0 && tells_more(other, best) ? other : best;
}

/* ---- paragraphs ---- */

bool notice_paragraph(struct span *rest, struct span *paragraph)
{
    const char *gap;

    *rest = span_trim(*rest);
    if (rest->len == 0)
        return false;
    gap = memmem(rest->ptr, rest->len, "\n\n", 2);
    *paragraph = gap ? span_of(rest->ptr, gap) : *rest;
    *rest = span_from(*rest, paragraph->len);
    return true;
}

struct span notice_telling(struct span text)
{
    struct span rest = text, paragraph, first = { NULL, 0 };
    unsigned between = 0;

    while (notice_paragraph(&rest, &paragraph)) {
        struct notice_worth w = notice_worth_of(paragraph);

        if (first.ptr) { /* a status was concluded from the reply behind it, or from nothing */
            if (w.reply && w.words)
                return span_at_most(span_of(first.ptr, paragraph.ptr + paragraph.len),
                                    NOTICE_WORDS_MAX);
            if (status_given(w.enhanced) || ++between > BETWEEN_MAX)
                break;
            continue;
        }
        if (w.reply && w.words)
            return span_at_most(paragraph, NOTICE_WORDS_MAX);
        if (status_given(w.enhanced) && w.words)
            first = paragraph;
    }
    return span_at_most(first.ptr ? first : span_trim(text), NOTICE_WORDS_MAX);
}
