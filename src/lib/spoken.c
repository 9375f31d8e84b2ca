/* SPDX-License-Identifier: MIT */
/*
 * The words of a reply stand behind its codes, mostly.  They may stand before a code in brackets,
 * behind a label that follows the code, or between labels of their own; and what introduces a reply
 * may be a label that says nothing.
 */
#include "spoken.h"

#include "ascii.h"
#include "extent.h"
#include "span.h"
#include "surround.h"
#include "utf8.h"

#include <string.h>

enum { WORDS_MAX = 4096 };

/* has_letter - is anything said between them? */
static bool has_letter(const char *p, const char *end)
{
    while (p < end && !is_alpha(*p))
        p++;
    return p < end;
}

/* only_label - "Server error:", "Error message: ": does what introduces a reply say no more? */
static bool only_label(const char *p, const char *end)
{
    static const char *const fillers[] = { "remote", "mail",      "errors", "the",      "from",
                                           "text",   "full",      "host",   "mailhost", "output",
                                           "with",   "and",       "del",    "servidor", "serveur",
                                           "der",    "antwortete" };
    const char *word;

    while (p < end) {
        for (word = p; p < end && is_alpha(*p); p++)
            ;
        if (p > word && !span_is_any(span_of(word, p), surround_names) &&
            !span_is_any(span_of(word, p), PHRASES_IN(fillers)))
            return false;
        if (p == word && (is_digit(*p) || is_any_of(*p, "@.") || utf8_begins_letter(p, end)))
            return false;
        p += p == word;
    }
    return true;
}

/* said_twice - error: '550 No' ... response: '550 No', or "FAILED: 550 No" on another line: are the
 * words behind the code those that stand behind the code before it, which end there? */
static bool said_twice(struct span text, const char *words, const struct span *code)
{
    enum { LEAST = 5, ENOUGH = 24 };
    const char *again = code->ptr + code->len, *end = text.ptr + text.len;
    char quote = is_any_of(code->ptr[-1], "'\"`") ? code->ptr[-1] : '\n';
    size_t n;

    if (quote == '\n' && !(code->ptr - text.ptr > 2 && memcmp(code->ptr - 2, ": ", 2) == 0))
        return false;
    for (n = 0; n < ENOUGH && again + n < end && again[n] != quote; n++)
        if (words[n] != again[n])
            return false;
    return n >= LEAST && memchr(words, '\n', (size_t)(code->ptr - words));
}

/* behind_label - "550, message: No", "550" and on the next line "Message: No", "(550, b'No')": what
 * stands behind a label or a quote that follows the code; else the code itself */
static const char *behind_label(struct span text, struct span code)
{
    enum { LABEL = 24, CODE = 3 };
    const char *p = code.ptr + code.len, *end = text.ptr + text.len, *colon;

    if (code.len == CODE && extent_tuple(code.ptr, end) > p)
        return extent_tuple(code.ptr, end);
    if (p == end || !is_any_of(*p, ",;\n"))
        return code.ptr;
    colon = memchr(p, ':', (size_t)(end - p > LABEL ? LABEL : end - p));
    if (!colon || !has_letter(p, colon) || !only_label(p, colon))
        return code.ptr;
    for (p = colon + 1; p < end && *p == ' '; p++)
        ;
    return p < end && !is_digit(*p) && *p != '\n' ? p : code.ptr;
}

/* behind_labels - "550", with message "550 No": words begin at the last code before which there are
 * but labels, or that says the same again */
static const char *behind_labels(struct span text, const struct said *s)
{
    const char *end = s->codes[0].ptr + s->codes[0].len;
    size_t i;

    for (i = 1; i < s->ncodes; i++, end = s->codes[i - 1].ptr + s->codes[i - 1].len)
        if (!said_twice(text, end, &s->codes[i]) &&
            (*end == '-' || !has_letter(end, s->codes[i].ptr) || !only_label(end, s->codes[i].ptr)))
            break;
    return behind_label(text, s->codes[i - 1]);
}

/* in_pair - "(550 5.7.1)": do brackets stand around the code alone, at its line's end? */
static bool in_pair(struct span text, const struct said *s)
{
    const char *p = s->codes[0].ptr, *q = p + s->codes[0].len, *end = text.ptr + text.len;

    if (s->ncodes != 1 || q == end || !((p[-1] == '(' && *q == ')') || (p[-1] == '[' && *q == ']')))
        return false;
    for (q++; q < end && *q != '\n'; q++)
        if (!is_blank(*q) && *q != '.')
            return false;
    return true;
}

/* start_of_words - those of "Sorry, no such user. (#5.1.1)" stand before its code */
static const char *start_of_words(struct span text, const char *told_to, const struct said *s)
{
    const char *first = s->codes[0].ptr, *p = first;

    if (first == text.ptr || !(s->reply == 0 ? is_any_of(first[-1], "(#<") : in_pair(text, s)))
        return behind_labels(text, s);
    while (p > told_to && first - p < WORDS_MAX &&
           !(p[-1] == '\n' && p - 1 > told_to && (p[-2] == '\n' || p[-2] == ':' || p[-2] == '\r')))
        p--;
    return p;
}

/*
 * start_of_probe - "Sender address rejected: undeliverable address: host mx said: 550 No such
 * user": what is quoted answers the probe for the sender, so the words are those before it; else
 * they begin at first
 */
static const char *start_of_probe(const char *told_to, const char *first)
{
    static const char mark[] = "sender address rejected: undeliverable address: host ";
    const char *p;

    for (p = first; p > told_to && first - p < WORDS_MAX && p[-1] != '\n'; p--)
        if (begins(p - 1, (size_t)(first - p) + 1, mark))
            return p - 1;
    return first;
}

const char *spoken_detail(const char *from, const char *p, const char **end)
{
    static const char code[] = " smtp code: ", detail[] = "detail: ";
    const char *q = p - (sizeof code - 1);

    if (!ends(from, (size_t)(p - from), code))
        return NULL;
    *end = q;
    for (; q > from && p - q < WORDS_MAX; q--)
        if (ends(from, (size_t)(q - from), detail))
            return q;
    return NULL;
}

/* set_detail - such words, if they stand there, from that place on */
static void set_detail(struct said *s, const char *from)
{
    const char *end, *words = NULL;
    size_t i;

    for (i = 0; i < s->ncodes && !words; i++)
        words = spoken_detail(from, s->codes[i].ptr, &end);
    if (words)
        s->words = span_of(words, end);
}

const char *spoken_words(struct span text, const char *told_to, const char *limit, struct said *s)
{
    const struct span *last = &s->codes[s->ncodes - 1];
    const char *first = start_of_words(text, told_to, s), *probe = start_of_probe(told_to, first);
    const char *code = s->codes[0].ptr, *behind = last->ptr + last->len, *told;

    if (first > limit)
        first = code; /* a label behind which nothing is said */
    if (limit - first > WORDS_MAX)
        limit = first + WORDS_MAX;
    if (behind < first)
        behind = first;
    if (behind > limit)
        behind = limit;
    if (probe < first)
        s->words = span_of(probe, first);
    else
        s->words = span_of(first, extent_end(text, first > code ? first : code, behind, limit));
    s->around = span_of(only_label(told_to, first) ? first : told_to, limit);
    told = s->words.ptr + s->words.len;
    set_detail(s, told_to);
    return told;
}
