/* SPDX-License-Identifier: MIT */
/*
 * What stands on both sides of a number in running text.
 */
#ifndef SURROUND_H
#define SURROUND_H

#include "ascii.h"
#include "span.h"

#include <stdbool.h>

/* Words before a reply that name it and say no more: "error", "code", "response". */
extern const struct phrases surround_names;

/* What stands before the number on its line. */
struct left {
    bool start;       /* nothing but marks: "<<< ", "* ", "S: " */
    char mark;        /* the last character that is no blank: ':', '"', '(', ... or 0 */
    struct span word; /* the last word before the marks; its ptr is NULL if there is none */
    bool text_start;  /* nothing but blanks between the text's start and the number */
    bool spaced;      /* blanks stand right before the number */
    bool adjacent;    /* the word stands right before the number, with blanks only between */
    bool stamp;       /* nothing but a time stamp between its line's start and the number */
    bool named;       /* it stands behind "<lea@example.com>:" */
    bool opens;       /* so it does, or a quote opens right before it */
    bool field;       /* a tab stands right before the number, between fields of a line */
    size_t arrow;     /* how long the arrow before it is that points to who heard it: "<--" */
    bool of_smtp;     /* it is in brackets, behind SMTP and one word: "SMTP error (550)" */
    bool abroad;      /* behind a word for an error in another language; the web has no such code */
};

/* Looks at most a few dozen bytes back from p, so that the cost stays linear. */
struct left left_look(const char *text, const char *p);

/* Does a word like "said" or "error" introduce the number? */
bool left_introduces(const struct left *left);

/* Does a reply begin behind it: "said:"? */
bool left_speaks(const struct left *left);

/* Does a word like "port" say what the number measures, or whose it is? */
bool left_measures(const struct left *left);

/* Does a server's line of a transcript begin: "S: "? */
bool left_transcript(const struct left *left);

/* What follows a number of three digits. */
enum right {
    RIGHT_NONE,
    RIGHT_ORDINAL, /* "second", which is perhaps no span of time */
    RIGHT_MORE,
    RIGHT_WORDS,
    RIGHT_COUNT,  /* "sent", "queued": words that may say what was counted */
    RIGHT_PLURAL, /* "houses were": something that is counted, unless the text is about mail */
    RIGHT_TUPLE,
    RIGHT_END
};

/* Looks at what stands from p on; "550 Messages" where a reply begins counts nothing. */
enum right right_look(const char *p, const char *end, bool reply_start);

static inline bool surround_in_word(char c)
{
    return is_alnum(c) || c == '-' || c == '_';
}

/* Where the terminal colour sequence that ends at p begins; p if there is none. */
const char *surround_colour(const char *from, const char *p);

/* Where the "<br>" of a page that ends at p begins; p if none does. */
const char *surround_break(const char *from, const char *p);

#endif
