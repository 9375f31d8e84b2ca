/* SPDX-License-Identifier: MIT */
/*
 * The marks before the lines of a quoted mail: "> 550 5.1.1 no", "| 550 5.1.1 no".
 */
#ifndef UNQUOTE_H
#define UNQUOTE_H

#include <stdbool.h>

/* Puts blanks in the place of the marks in the text from there to end; were there any? */
bool unquote(char *text, char *end);

#endif
