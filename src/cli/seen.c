/* SPDX-License-Identifier: MIT */
/*
 * A hash table with open addressing.  Two reasons of one 64-bit key would pass for
 * one: the line would refer to another explanation, at odds of one to billions.
 */
#include "seen.h"

#include "hash.h"

#include <stdlib.h>
#include <string.h>

/* The name of an input, which itself may be gone when a line refers to it. */
struct seen_name {
    struct seen_name *next; /* an earlier one */
    char text[];
};

/* mix_text - a text is another one than none, and than one that begins so */
static uint64_t mix_text(uint64_t h, const char *text)
{
    static const char nothing[] = "\001";

    return text ? hash_more(h, text, strlen(text) + 1) : hash_more(h, nothing, sizeof nothing);
}

static uint64_t key_of(const struct sw_outcome *o)
{
    const unsigned numbers[] = { o->reply, o->enhanced.class, o->enhanced.subject,
                                 o->enhanced.detail, (unsigned)o->class };
    uint64_t h = hash_more(HASH_START, numbers, sizeof numbers);

    h = mix_text(h, o->rule);
    h = mix_text(h, o->category);
    h = mix_text(h, o->provider);
    return h ? h : 1;
}

/* keep - the run's copy of a source's name; NULL when memory is short */
static const char *keep(struct seen *seen, const char *source)
{
    struct seen_name *name = seen->names;
    size_t size = strlen(source) + 1;

    if (name && strcmp(name->text, source) == 0)
        return name->text; /* inputs are read one after the other */
    name = malloc(sizeof *name + size);
    if (!name)
        return NULL;
    name->next = seen->names;
    memcpy(name->text, source, size);
    seen->names = name;
    return name->text;
}

const struct seen_slot *seen_before(struct seen *seen, const struct sw_outcome *o,
                                    const char *source)
{
    uint64_t key = key_of(o);
    size_t i = key & (SEEN_SLOTS - 1);

    for (; seen->slots[i].key != 0; i = (i + 1) & (SEEN_SLOTS - 1))
        if (seen->slots[i].key == key)
            return &seen->slots[i];
    if (seen->used < SEEN_SLOTS / 4 * 3 && (source = keep(seen, source))) {
        seen->slots[i] = (struct seen_slot){ .key = key, .source = source, .line = o->line };
        seen->used++;
    }
    return NULL;
}

void seen_free(struct seen *seen)
{
    while (seen->names) {
        struct seen_name *name = seen->names;

        seen->names = name->next;
        free(name);
    }
}
