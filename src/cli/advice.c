/* SPDX-License-Identifier: MIT */
/*
 * A mistyped code deserves better than "nothing found", and so does a word of the
 * reference.  Of a text in sentences nothing is guessed: its numbers are no codes.
 */
#include "advice.h"

#include "ascii.h"
#include "phrases.h"
#include "reference.h"

#include <stdio.h>
#include <string.h>

enum { WORDS_MAX = 4, WORD_MAX = 24, LEAST_LETTERS = 3 };

/* Words that people put before a code. */
static const char *const labels[] = {
    "code", "error", "smtp", "status", "enhanced", "dsn", "reply"
};

/* The words of a short text. */
struct words {
    char at[WORDS_MAX][WORD_MAX];
    size_t n;
};

/* read_words - false if they are too many, or too long */
static bool read_words(const char *text, size_t len, struct words *w)
{
    const char *end = text + len, *from;

    w->n = 0;
    for (; text < end; text++) {
        if (is_blank(*text))
            continue;
        for (from = text; text < end && !is_blank(*text); text++)
            ;
        if (w->n == WORDS_MAX || text - from >= WORD_MAX)
            return false;
        memcpy(w->at[w->n], from, (size_t)(text - from));
        w->at[w->n++][text - from] = '\0';
    }
    return w->n > 0;
}

/* The form of a word of digits, x and dots: "5.7.x" is "N.N.x", "5xx" is "N*". */
struct form {
    char text[WORD_MAX];
    size_t first, second, longest; /* the length of its numbers */
};

/* read_form - false if anything but digits, x and dots is in the word */
static bool read_form(const char *word, struct form *f)
{
    size_t number = 0, digits, to = 0;

    *f = (struct form){ .longest = 0 };
    while (*word) {
        digits = strspn(word, "0123456789");
        if (digits > 0) {
            f->first = number == 0 ? digits : f->first;
            f->second = number == 1 ? digits : f->second;
            f->longest = digits > f->longest ? digits : f->longest;
            number++;
            f->text[to++] = 'N';
        } else if (*word == '.' || to_lower(*word) == 'x') {
            f->text[to++] = to_lower(*word);
            digits = 1;
        } else {
            return false;
        }
        word += digits;
    }
    return true;
}

/* is_form - is it one of the forms between the blanks of list? */
static bool is_form(const struct form *f, const char *list)
{
    char word[WORD_MAX + 2];

    snprintf(word, sizeof word, " %s ", f->text);
    return strstr(list, word) != NULL;
}

/* class_of - what the first digit of a code says, as --class takes it; NULL: nothing */
static const char *class_of(char digit)
{
    static const char *const names[] = { "success", "intermediate", "temporary", "permanent" };

    return digit >= '2' && digit <= '5' ? names[digit - '2'] : NULL;
}

/* tell_group - of what stands for several codes; false if it does not */
static bool tell_group(const char *word, const struct form *f, char out[ADVICE_TEXT])
{
    const char *class = class_of(*word);
    char subject[WORD_MAX + 4];
    const char *const wanted[] = { subject };

    if (is_form(f, " Nxx N.x N.x.x ") && f->first == 1 && class) {
        snprintf(out, ADVICE_TEXT,
                 "'%s' is a class of codes; 'smtpwhy --list --class %s' shows them", word, class);
        return true;
    }
    if (is_form(f, " x.N.N ") && f->longest <= 3) {
        snprintf(out, ADVICE_TEXT, "'%s' is 4%s and 5%s; ask for one of them", word, word + 1,
                 word + 1);
        return true;
    }
    if (!is_form(f, " N.N N.N.x x.N x.N.x ") || word[1] != '.')
        return false;
    snprintf(subject, sizeof subject, "x.%.*s.", (int)strspn(word + 2, "0123456789"), word + 2);
    if (reference_count(wanted, 1) == 0)
        return false;
    snprintf(out, ADVICE_TEXT, "'%s' is a group of codes; 'smtpwhy --search %s' shows them", word,
             subject);
    return true;
}

/* fault - what is wrong with a number of that form; NULL: nothing that is known here */
static const char *fault(const char *word, const struct form *f)
{
    bool enhanced = f->first == 1 && (word[0] == '2' || word[0] == '4' || word[0] == '5');

    if (strchr(f->text, 'x'))
        return NULL;
    if (strcmp(f->text, "N") == 0 && f->longest != 3)
        return "a reply code has three digits, as in 550";
    if (strcmp(f->text, "N") == 0)
        return "a reply code begins with 2, 3, 4 or 5";
    if (strcmp(f->text, "N.N.N.N") == 0 && f->first == 3 && f->second == 1)
        return "between the two codes stands a blank, as in 550 5.1.1";
    if (strcmp(f->text, "N.N.N") != 0)
        return "an enhanced status code has three numbers, as in 5.1.1";
    if (!enhanced)
        return "an enhanced status code begins with 2, 4 or 5, as in 5.1.1";
    if (f->longest > 3)
        return "the numbers of an enhanced status code have three digits at most";
    return NULL;
}

/* tell_code - about the first word that is nearly a code; false if anything else is said */
static bool tell_code(const struct words *w, char out[ADVICE_TEXT])
{
    bool told = false;
    size_t i;

    for (i = 0; i < w->n; i++) {
        const char *what, *word = w->at[i];
        struct form form;

        if (span_is_any((struct span){ word, strlen(word) }, PHRASES_IN(labels)))
            continue;
        if (!read_form(word, &form) || form.longest == 0)
            return false;
        if (told || (told = tell_group(word, &form, out)))
            continue;
        what = fault(word, &form);
        if (what)
            snprintf(out, ADVICE_TEXT, "'%s' is no code: %s", word, what);
        told = what != NULL;
    }
    return told;
}

/* tell_search - words, of letters only, that the reference has */
static bool tell_search(const struct words *w, char out[ADVICE_TEXT])
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-";
    const char *words[WORDS_MAX];
    size_t i, n, at;

    for (i = 0; i < w->n; i++) {
        words[i] = w->at[i];
        n = strlen(words[i]);
        if (n < LEAST_LETTERS || words[i][0] == '-' || strspn(words[i], letters) != n)
            return false;
    }
    if (reference_count(words, w->n) == 0)
        return false;
    at = (size_t)snprintf(out, ADVICE_TEXT, "no reply; 'smtpwhy --search");
    for (i = 0; i < w->n; i++)
        at += (size_t)snprintf(out + at, ADVICE_TEXT - at, " %s", words[i]);
    snprintf(out + at, ADVICE_TEXT - at, "' shows the codes that have to do with it");
    return true;
}

bool advice_code(const char *text, size_t len, char out[ADVICE_TEXT])
{
    struct words words;

    return read_words(text, len, &words) && (tell_code(&words, out) || tell_search(&words, out));
}
