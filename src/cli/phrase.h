/* SPDX-License-Identifier: MIT */
/*
 * Phrases that the printers for people share.
 */
#ifndef PHRASE_H
#define PHRASE_H

#include "smtpwhy.h"

#include <stddef.h>

/* Whose move it is, in the words of the person who reads. */
struct phrase_move {
    const char *heading; /* of the steps: "Your move" */
    const char *lead;    /* a sentence before them; NULL: none is needed */
    const char *brief;   /* before a single step: "Your move" */
};

const struct phrase_move *phrase_move(const struct sw_outcome *o);

/* Did a connection fail so that a wrong setting of the program may be the cause? */
bool phrase_setting(const struct sw_outcome *o);

enum { DURATION_TEXT = 32 };

/* "5 minutes", "1 hour", "90 seconds" */
void phrase_duration(long seconds, char out[DURATION_TEXT]);

#endif
