/* SPDX-License-Identifier: MIT */
/*
 * The evidence: the words that an explanation rests on, in their line, cut to the
 * screen, with a caret line below.
 */
#ifndef EVIDENCE_H
#define EVIDENCE_H

#include "printer.h"

/*
 * Writes the line around the outcome's evidence and "^~~~ basis" below it.  The
 * caller has written indent columns of the first line.
 */
void evidence_print(struct sink *sink, const struct finding *f, size_t indent, const char *basis);

#endif
