/* SPDX-License-Identifier: MIT */
/*
 * Where the words of a reply end: at a mark that a log or a notice puts behind them, at an
 * empty line, where a quote closes.
 */
#include "extent.h"

#include "ascii.h"
#include "chars.h"
#include "span.h"
#include "utf8.h"

#include <string.h>

/* Marks at which a reply's words are over. */
static const char *const ends_of_words[] = {
    "(in reply to ",
    "; from=<",
    "/giving_up_on_",
    "\ngiving up on ",
    "(in response ",
    "\nremote-mta:",
    "\nlast-attempt-date:",
    "\nfinal-log-id:",
    "\naction:",
    "\nreporting-mta:",
    "\nfinal-recipient:",
    "\noriginal-recipient:",
    "\nstatus:",
    "\n--",
    "\nreceived:",
    "\nx-",
    "\nconnection closed by ",
    "\nconnection to host lost",
    "\n* closing connection",
    "\n* connection #",
    "\n*** ",
    "\n -> ",
    "\n>>> ",
    "\nmail from:",
    "\nrcpt to:",
    "\nquit\n",
    "\n> quit",
    "\n* ", /* a remark of curl's, or the next item of a list */
    "\nrset\n",
};

/* quote_at - the place behind the quote that opens at p, perhaps behind Python's b or u; or NULL */
static const char *quote_at(const char *p, const char *end)
{
    while (p < end && *p == ' ')
        p++;
    if (p < end && (*p == 'b' || *p == 'u'))
        p++;
    return p < end && (*p == '\'' || *p == '"') ? p + 1 : NULL;
}

const char *extent_tuple(const char *p, const char *end)
{
    const char *q = p + 3, *words, *close;

    if (end - q < 4 || q[0] != ',' || q[1] != ' ')
        return p;
    words = quote_at(q + 2, end);
    close = words ? memchr(words, words[-1], (size_t)(end - words)) : NULL;
    if (close && close + 1 < end && close[1] == ':')
        words = quote_at(close + 2, end);
    return words ? words : p;
}

/* closes - is the quote at p one that closes, not an apostrophe within a word or one that opens? */
static bool closes(const char *p, const char *end)
{
    return p[-1] != '\\' && p[-1] != ' ' &&
           (p + 1 == end || (!is_alnum(p[1]) && !utf8_begins_letter(p + 1, end)));
}

/* closing_quote - where the quote that opens before the first code, or its words, closes, or end;
 * words in quotes of their own, "'550 The 'From' address'", are no end */
static const char *closing_quote(struct span text, const char *first, const char *end)
{
    const char *p = extent_tuple(first, end);
    bool within = false;
    char quote;

    if (p == text.ptr)
        return end;
    quote = p[-1];
    if (quote != '"' && quote != '\'' && quote != '`')
        return end;
    for (; p < end; p++) {
        if (*p != quote)
            continue;
        if (quote == '"' && end - p > 1 && p[1] == '"' && p[-1] != '\\')
            p++; /* as CSV writes a quote within the words */
        else if (p[-1] == ' ' && end - p > 1 && is_alnum(p[1]))
            within = true;
        else if (closes(p, end) && !within)
            return p;
        else if (closes(p, end))
            within = false;
    }
    return end;
}

/* next_mark - the next character with which such a mark may begin, or end */
static const char *next_mark(const char *p, const char *end)
{
    while (end - p >= CHARS) {
        chars c = chars_at(p);
        size_t n = chars_first((chars)(c == '(') | (chars)(c == ';') | (chars)(c == '/') |
                               (chars)(c == '\n'));

        p += n;
        if (n < CHARS)
            return p;
    }
    while (p < end && *p != '(' && *p != ';' && *p != '/' && *p != '\n')
        p++;
    return p;
}

/* is_mark - does the text begin with the mark, whose blanks may be line breaks, and what a line is
 * indented by? */
static bool is_mark(const char *p, const char *end, const char *mark)
{
    for (; *mark && p < end; mark++, p++) {
        if (*mark == ' ' ? !is_blank(*p) : to_lower(*p) != *mark)
            return false;
        while (*mark == ' ' && end - p > 1 && is_blank(p[1]))
            p++;
    }
    return *mark == '\0';
}

/* is_trace - "\n    at com.example.Mail.send(Mail.java:7)": where a program was, on the line behind
 * the break at p */
static bool is_trace(const char *p, const char *end)
{
    const char *word = p + 1;

    while (word < end && (*word == ' ' || *word == '\t'))
        word++;
    if (word == p + 1 || !begins(word, (size_t)(end - word), "at "))
        return false;
    for (word += strlen("at "), p = word; p < end && !is_blank(*p); p++)
        if (p > word && is_any_of(*p, "./("))
            return p + 1 < end && !is_blank(p[1]);
    return false;
}

/* request - where a mail program goes on behind what it quotes: "Please check the message recipient
 * and try again"; or end */
static const char *request(const char *from, const char *end)
{
    static const char please[] = "Please ";
    static const char *const asked[] = { "check the message", "verify that your" };
    const char *p = from, *words;

    for (; (p = memchr(p, *please, (size_t)(end - p))); p++) {
        words = p + sizeof please - 1;
        if (words <= end && memcmp(p, please, sizeof please - 1) == 0 &&
            span_begins_any(span_of(words, end), PHRASES_IN(asked)))
            return p;
    }
    return end;
}

/* is_said - is anything said between them: a word, not codes alone? */
static bool is_said(const char *p, const char *end)
{
    while (p < end && !is_alpha(*p) && !utf8_begins_letter(p, end))
        p++;
    return p < end;
}

const char *extent_end(struct span text, const char *first, const char *from, const char *limit)
{
    const char *end = closing_quote(text, first, limit), *p;
    size_t i;

    if (end <= from && end < limit) {
        if (end < from && is_said(first, end))
            return end; /* a code that is repeated behind the quote is no part of it */
        end = limit;    /* a quote around the code alone */
    }
    end = request(from, end);
    for (p = next_mark(from, end); p < end; p = next_mark(p + 1, end)) {
        if (*p == '\n' && p + 1 < end &&
            (p[1] == '\n' || (p[1] == '\r' && p + 2 < end && p[2] == '\n') || is_trace(p, end)))
            return p;
        if (*p == '/' && p > from && p[-1] == '<' && p + 1 < end && is_alpha(p[1]))
            return p - 1; /* "</p>" */
        for (i = 0; i < sizeof ends_of_words / sizeof *ends_of_words; i++)
            if (is_mark(p, end, ends_of_words[i]))
                return p;
    }
    return end;
}
