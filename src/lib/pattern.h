/* SPDX-License-Identifier: MIT */
/*
 * The syntax of the patterns of rows: what PCRE2 accepts, without what rows may not use.  Its
 * items one by one, for whoever looks for literals in them, and the alternatives.
 */
#ifndef PATTERN_H
#define PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A pattern while it is read; all functions go on at p. */
struct pattern {
    const char *start, *p;
    const char *message; /* of the first fault; p stands on it */
};

/* Notes a fault, unless there was one; returns false. */
bool pattern_fault(struct pattern *in, const char *message);

struct quantifier {
    unsigned min, max; /* max: PATTERN_FAR without an end */
    bool exact_one;    /* there was none */
    bool possessive;
};

enum { PATTERN_FAR = UINT16_MAX };

/* Reads ?, *, +, {...}, and the lazy or possessive mark behind it, if they are there. */
struct quantifier pattern_quantifier(struct pattern *in);

enum pattern_group {
    GROUP_PLAIN,  /* (?:...) */
    GROUP_OTHER,  /* with a name, or atomic */
    GROUP_AROUND, /* a look-around: it takes nothing of the text */
};

/* Reads the beginning of a group, up to its contents; false: a fault. */
bool pattern_open(struct pattern *in, enum pattern_group *kind);

enum { PATTERN_MEMBERS_MAX = 4 };

/*
 * Reads a [...]; *n is set to the number of its members if these are a few characters, else
 * to 0; false: a fault.
 */
bool pattern_class(struct pattern *in, char members[PATTERN_MEMBERS_MAX], size_t *n);

enum pattern_escape {
    ESCAPE_CHAR,    /* *c itself */
    ESCAPE_ANY,     /* some byte */
    ESCAPE_NOTHING, /* a place */
};

/* Reads what a backslash introduces; false: a fault. */
bool pattern_escape(struct pattern *in, enum pattern_escape *kind, char *c);

/*
 * Length of the first alternative of a pattern that PCRE2 accepts: "a|b" is two patterns, of
 * which each is compiled and matched alone, because that is far quicker.
 */
size_t pattern_branch(const char *pattern);

/*
 * Is such a pattern one group (?:...), beside what takes no byte of the text?  Then its
 * alternatives are patterns too, with what stands before the group, which begins at offset
 * *from, and behind it, from *to on.
 */
bool pattern_is_group(const char *pattern, size_t *from, size_t *to);

#endif
