/* SPDX-License-Identifier: MIT */
/*
 * The notice that somebody hands on in the text of a message of his own: as a message with its
 * header, or behind fields in words of his own language, of which nothing is needed.
 */
#include "message_forward.h"

#include "message.h"
#include "mime.h"
#include "notice_phrases.h"

enum { FORWARD_LINES = 200 /* of a text in which a forwarded message begins */ };

/* unquote - puts the text into *out without the first mark of a quotation of each line */
static struct span unquote(struct buf *out, struct span text)
{
    struct span line;

    buf_clear(out);
    while (mime_line(&text, &line)) {
        if (line.len > 0 && line.ptr[0] == '>')
            line = span_from(line, line.len > 1 && line.ptr[1] == ' ' ? 2 : 1);
        buf_add(out, line.ptr, line.len);
        buf_putc(out, '\n');
    }
    return span_of_buf(out);
}

struct span message_forwarded(struct buf *out, struct span text, bool *bare)
{
    struct span rest = text = unquote(out, text), line, body = { "", 0 };
    size_t lines = 0;

    for (*bare = false; lines++ < FORWARD_LINES && mime_line(&rest, &line); text = rest) {
        if (mime_field_name(line) > 0 && message_begins(text))
            return text;
        if (body.len == 0 && span_has_any(span_at_most(line, NOTICE_LINE_MAX), notice_bodies))
            body = text;
    }
    *bare = body.len > 0;
    return body;
}
