/* SPDX-License-Identifier: MIT */
/*
 * What to say about something that was meant to be a code, or a word of the reference.
 */
#ifndef ADVICE_H
#define ADVICE_H

#include <stdbool.h>
#include <stddef.h>

enum { ADVICE_TEXT = 240 };

/*
 * Is the text, in which nothing was found, nearly a code, a group of codes, or words to
 * search for?  Returns false if not, as for any longer text; else writes what helps.
 */
bool advice_code(const char *text, size_t len, char out[ADVICE_TEXT]);

#endif
