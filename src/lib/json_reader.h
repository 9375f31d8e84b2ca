/* SPDX-License-Identifier: MIT */
/*
 * A pull parser for JSON (RFC 8259), mostly in one line of a log: strict about structure,
 * not about what numbers and words look like.  Needs no memory of its own, does
 * not recurse, and stops where the text is no JSON.
 */
#ifndef JSON_READER_H
#define JSON_READER_H

#include "buf.h"
#include "record.h"

#include <stdbool.h>

enum { JSON_DEPTH = 24 };

enum json_kind { JSON_OPEN, JSON_CLOSE, JSON_STRING, JSON_NUMBER, JSON_WORD };

struct json {
    const char *p, *end;
    size_t depth;                /* of what is open */
    bool object[JSON_DEPTH];     /* is it an object?  else an array */
    struct span key[JSON_DEPTH]; /* the key of its value; of an array: that of the array */
};

struct json_item {
    enum json_kind kind;
    bool object;       /* OPEN and CLOSE: of an object */
    size_t depth;      /* of what holds the item, from 0; of OPEN and CLOSE: before it opened */
    struct span key;   /* raw; in an array, that of the array; ptr NULL if there is none */
    struct span value; /* of a string: raw, without the quotes */
};

/* Reads the text from an object or array on. */
void json_read(struct json *j, struct span text);

/* The next item; false at the end of the outermost value, and where the text is no JSON. */
bool json_next(struct json *j, struct json_item *out);

/*
 * Where the object or array that begins the text ends; NULL if it is none.  One that the
 * text breaks off ends with it.  *read: how far it was read.
 */
const char *json_close(struct span text, const char **read);

/*
 * For an item of that depth, the key under which the object that holds it stands;
 * for an element of an array, the object that holds the array.  ptr NULL if none.
 */
struct span json_parent(const struct json *j, size_t depth);

/* A string's text, in scratch if there are escapes in it; raw itself if there is no room. */
struct span json_unescape(struct buf *scratch, struct span raw);

#endif
