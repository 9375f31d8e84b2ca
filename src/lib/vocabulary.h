/* SPDX-License-Identifier: MIT */
/*
 * The words that the program's own data hold: what is among them is language, what is
 * not may be a name.
 */
#ifndef VOCABULARY_H
#define VOCABULARY_H

#include "record.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct vocabulary {
    uint32_t *slots; /* open addressing: hashes and a mark, 0 where free */
    size_t nslots, n;
};

/* Returns false when memory is short. */
bool vocabulary_init(struct vocabulary *v);
void vocabulary_free(struct vocabulary *v);

/*
 * Is the text made of known words?  Marks and numbers between words do not count; letters with
 * digits at them are no word unless the data have just that.
 */
bool vocabulary_has(const struct vocabulary *v, struct span text);

/* Is the word one of the data's sentences, not only of a pattern? */
bool vocabulary_is_prose(const struct vocabulary *v, struct span word);

#endif
