/* SPDX-License-Identifier: MIT */
/*
 * The circumstances of a reply in free text: who was spoken to, about whom, at
 * which step.
 */
#ifndef SCENE_H
#define SCENE_H

#include "phrases.h"
#include "record.h"
#include "regex.h"

enum { SCENE_PATTERNS = 18, SCENE_LEADS = 14, SCENE_ALL_LEADS = SCENE_PATTERNS * SCENE_LEADS };

_Static_assert((int)SCENE_ALL_LEADS <= PHRASES_MAX, "more leads than an index has room for");

struct scene_reader {
    struct regex_env *env;
    pcre2_code *code[SCENE_PATTERNS];
    const char *leads[SCENE_ALL_LEADS];   /* phrases before a pattern is tried */
    unsigned pattern_of[SCENE_ALL_LEADS]; /* a bit */
    struct phrase_index index;
    pcre2_code *wait;
};

void scene_reader_init(struct scene_reader *r, struct regex_env *env);
void scene_reader_free(struct scene_reader *r);

/* Fills in what the text around the words tells and the scene has not yet. */
void scene_from_context(struct scene_reader *r, struct said *said);

/* Seconds after which the folded words, which ask to wait, want a new attempt; -1: not said. */
long scene_retry_after(struct scene_reader *r, struct span words);

#endif
