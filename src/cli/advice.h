/* SPDX-License-Identifier: MIT */
/*
 * What is wrong with something that was meant to be a code.
 */
#ifndef ADVICE_H
#define ADVICE_H

#include <stdbool.h>
#include <stddef.h>

enum { ADVICE_TEXT = 160 };

/*
 * Looks in a text in which nothing was found for a word that is nearly a code.
 * Returns false if there is none; else writes what is wrong with it.
 */
bool advice_code(const char *text, size_t len, char out[ADVICE_TEXT]);

#endif
