/* SPDX-License-Identifier: MIT */
/*
 * The form of mail messages: lines with any line end, header fields (RFC 5322),
 * encoded words (RFC 2047), parts (RFC 2046) and their encodings (RFC 2045).
 * Forgiving: whatever is broken is read as text.
 */
#ifndef MIME_H
#define MIME_H

#include "buf.h"
#include "record.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Takes the next line off *rest, without its end: LF, CRLF or CR.  Returns
 * false when nothing is left.
 */
bool mime_line(struct span *rest, struct span *line);

/* The length of the field name at the start of a header line; 0 if it has none. */
size_t mime_field_name(struct span line);

/* Takes a header off *rest, up to and with the empty line behind it. */
struct span mime_head(struct span *rest);

/*
 * Puts into the emptied out what the first field of that name, which is in
 * lower case, holds: unfolded, encoded words decoded, in UTF-8.  Returns false
 * if there is no such field.
 */
bool mime_field(struct span head, const char *name, struct buf *out);

/* The value of a parameter of a field: "x" for boundary in "multipart/mixed; boundary=x". */
struct span mime_parameter(struct span value, const char *name);

/* Appends text with its encoded words decoded. */
void mime_words_add(struct buf *out, struct span text);

enum mime_encoding { MIME_PLAIN, MIME_QUOTED_PRINTABLE, MIME_BASE64 };

enum { MIME_TYPE_SIZE = 64, MIME_DEPTH_MAX = 16 };

/* A part that has no parts. */
struct mime_part {
    char type[MIME_TYPE_SIZE]; /* in lower case: "text/plain" */
    char charset[MIME_TYPE_SIZE];
    enum mime_encoding encoding;
    bool attachment;
    struct span body; /* as it came */
};

/* Takes a part; false: no more. */
typedef bool mime_part_fn(void *arg, const struct mime_part *part);

/*
 * Hands over the leaves of a message in order; what is nested deeper than
 * MIME_DEPTH_MAX is one leaf.  A message inside the message is a leaf.
 */
void mime_walk(struct span head, struct span body, mime_part_fn *fn, void *arg);

/* Appends the part's text, decoded, in UTF-8, with LF line ends, as far as out takes it. */
void mime_text_add(struct buf *out, const struct mime_part *part);

#endif
