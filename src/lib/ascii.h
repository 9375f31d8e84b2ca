/* SPDX-License-Identifier: MIT */
/*
 * Character classes of ASCII, whatever the locale: mail is parsed by its
 * standards' alphabet, not by the user's.
 */
#ifndef ASCII_H
#define ASCII_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* a letter, by the bit in which lower and upper case differ */
static inline bool is_alpha(char c)
{
    return (c | ' ') >= 'a' && (c | ' ') <= 'z';
}

/* without a branch: in an id nobody can guess which of the two comes next */
static inline bool is_alnum(char c)
{
    return (unsigned)is_digit(c) | (unsigned)is_alpha(c);
}

static inline bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline char to_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* Is the byte one of set's?  NUL never is, though strchr() finds it at the end. */
static inline bool is_any_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

/* Does the text of len bytes begin with word, which is lower case, case-blind? */
static inline bool begins(const char *text, size_t len, const char *word)
{
    size_t i;

    for (i = 0; word[i] != '\0'; i++)
        if (i >= len || to_lower(text[i]) != word[i])
            return false;
    return true;
}

/* Does the text of len bytes end with word, which is lower case, case-blind? */
static inline bool ends(const char *text, size_t len, const char *word)
{
    size_t n = strlen(word);

    return n <= len && begins(text + (len - n), n, word);
}

/* Does the text of len bytes begin in that shape?  In it 9 stands for a digit, A for a letter, _
 * for a digit or a blank, and all else for itself. */
static inline bool shaped(const char *text, size_t len, const char *shape)
{
    size_t i;

    for (i = 0; shape[i] != '\0'; i++)
        if (i >= len || (shape[i] == '9'   ? !is_digit(text[i])
                         : shape[i] == 'A' ? !is_alpha(text[i])
                         : shape[i] == '_' ? !is_digit(text[i]) && text[i] != ' '
                                           : text[i] != shape[i]))
            return false;
    return true;
}

/* A byte of a word, as PCRE2's \w and \b see it. */
static inline bool is_word(char c)
{
    return is_alnum(c) || c == '_';
}

/* Do the two texts of len bytes differ in nothing but ASCII case? */
static inline bool same_word(const char *a, const char *b, size_t len)
{
    size_t i;

    for (i = 0; i < len; i++)
        if (to_lower(a[i]) != to_lower(b[i]))
            return false;
    return true;
}

#endif
