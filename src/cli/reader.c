/* SPDX-License-Identifier: MIT */
/*
 * A window over the input.  Nothing is read ahead that would make a caller wait:
 * a line is handed out as soon as its newline is there.
 */
#include "reader.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    WIDE_LEAST = 64, /* the least room in which UTF-16 is converted */
    NO_TEXT = -2,    /* what was read makes no text yet */
};

bool reader_open(struct reader *r, int fd)
{
    *r = (struct reader){ .fd = fd, .window = aligned_alloc(READER_ALIGNED, READER_WINDOW) };
    return r->window != NULL;
}

void reader_range(struct reader *r, unsigned long long at, unsigned long long stop)
{
    *r =
        (struct reader){ .fd = r->fd, .window = r->window, .ranged = true, .at = at, .stop = stop };
}

void reader_close(struct reader *r)
{
    free(r->window);
    r->window = NULL;
}

/* is_full - is there no room for what is read at once? */
static bool is_full(const struct reader *r)
{
    return READER_WINDOW - r->end < (r->wide ? WIDE_LEAST : 1);
}

/* make_room - move what is left to the start of a window that has run full */
static void make_room(struct reader *r)
{
    if (!is_full(r) || r->next == 0)
        return;
    memmove(r->window, r->window + r->next, r->end - r->next);
    r->end -= r->next;
    r->next = 0;
}

/* read_wide - as read_some(), of UTF-16 */
static ssize_t read_wide(struct reader *r, size_t room)
{
    unsigned char bytes[8192];
    size_t most = (room - UTF16_SPARE) / 3 * 2;
    ssize_t n = read(r->fd, bytes, most < sizeof bytes ? most : sizeof bytes);

    if (n <= 0)
        return n;
    n = (ssize_t)utf16_convert(&r->utf16, bytes, (size_t)n, r->window + r->end);
    return n > 0 ? n : NO_TEXT;
}

/* read_some - at the end of the window, at most room bytes */
static ssize_t read_some(struct reader *r, size_t room)
{
    ssize_t n;

    if (room > READER_STEP)
        room = READER_STEP;
    if (!r->ranged)
        return read(r->fd, r->window + r->end, room);
    if (room > r->stop - r->at)
        room = (size_t)(r->stop - r->at);
    n = pread(r->fd, r->window + r->end, room, (off_t)r->at);
    if (n > 0)
        r->at += (unsigned long long)n;
    return n;
}

/* read_on - as read_some(), but it waits; of UTF-16 a byte alone makes no text yet */
static ssize_t read_on(struct reader *r)
{
    size_t room = READER_WINDOW - r->end;
    ssize_t n;

    do
        n = r->wide ? read_wide(r, room) : read_some(r, room);
    while ((n < 0 && errno == EINTR) || n == NO_TEXT);
    return n;
}

/* begin - the first bytes are in the window: do they say UTF-16? */
static void begin(struct reader *r)
{
    unsigned char *bytes;

    r->begun = true;
    if (r->ranged || !utf16_begins(r->window, r->end, &r->utf16))
        return;
    bytes = malloc(r->end);
    if (!bytes)
        return;
    memcpy(bytes, r->window, r->end);
    r->end = utf16_convert(&r->utf16, bytes, r->end, r->window);
    r->wide = true;
    free(bytes);
}

/* mend_ends - carriage returns that end lines alone, in what was read from that place on */
static void mend_ends(struct reader *r, size_t from)
{
    char *p = r->window + from, *end = r->window + r->end;

    if (memchr(p, '\n', r->end - from))
        r->ends = READER_ENDS_NEWLINE;
    if (r->ends == READER_ENDS_NEWLINE)
        return;
    p -= from > r->next; /* one at the end of what was there could have a newline behind it */
    if (r->ends == READER_ENDS_UNKNOWN) {
        p = memchr(p, '\r', (size_t)(end - p));
        if (!p || p + 1 == end)
            return;
        r->ends = READER_ENDS_RETURN;
        r->searched = 0;
    }
    for (; p < end; p++)
        if (*p == '\r')
            *p = '\n';
}

/* make_text - of what was read from that place on */
static void make_text(struct reader *r, size_t from)
{
    if (!r->begun)
        begin(r);
    if (r->ends != READER_ENDS_NEWLINE)
        mend_ends(r, from);
}

bool reader_fill(struct reader *r)
{
    size_t from;
    ssize_t n;

    make_room(r);
    if (r->eof || is_full(r))
        return false;
    from = r->end;
    n = read_on(r);
    if (n <= 0) {
        r->error = n < 0 ? errno : 0;
        r->eof = true;
        return false;
    }
    r->end += (size_t)n;
    if (!r->raw)
        make_text(r, from);
    return true;
}

void reader_settle(struct reader *r)
{
    r->raw = false;
    if (r->end > 0)
        make_text(r, 0);
}

/* take - the next len bytes, and the newline behind them if there is one */
static void take(struct reader *r, size_t len, bool newline, bool more, struct reader_line *line)
{
    *line = (struct reader_line){ r->window + r->next, len, more, newline };
    r->next += len + newline;
    r->searched = 0;
    if (r->next == r->end && !more)
        r->next = r->end = 0;
}

bool reader_take_line(struct reader *r, struct reader_line *line)
{
    for (;;) {
        char *from = r->window + r->next;
        size_t len = r->end - r->next;
        char *nl = memchr(from + r->searched, '\n', len - r->searched);

        if (nl) {
            take(r, (size_t)(nl - from), true, false, line);
            return true;
        }
        r->searched = len;
        if (reader_fill(r))
            continue;
        if (len == 0)
            return false;
        take(r, len, false, !r->eof, line);
        return true;
    }
}

bool reader_take_lines(struct reader *r, struct reader_line *lines)
{
    size_t searched = 0, len;

    if (r->next > 0) { /* little is left: the window's start stays in the cache */
        memmove(r->window, r->window + r->next, r->end - r->next);
        r->end -= r->next;
        r->next = 0;
    }
    do {
        char *nl = memrchr(r->window + searched, '\n', r->end - searched);

        if (nl) {
            len = (size_t)(nl + 1 - r->window);
            take(r, len, false, false, lines);
            lines->newline = true;
            return true;
        }
        searched = r->end;
    } while (reader_fill(r));
    if (r->end == 0)
        return false;
    take(r, r->end, false, !r->eof, lines);
    return true;
}

bool reader_rest(struct reader *r, struct reader_line *piece)
{
    size_t len;
    char *nl;

    if (r->next == r->end) {
        r->next = r->end = 0;
        if (!reader_fill(r))
            return false;
    }
    len = r->end - r->next;
    nl = memchr(r->window + r->next, '\n', len);
    if (nl)
        len = (size_t)(nl - r->window) - r->next;
    take(r, len, nl != NULL, nl == NULL, piece);
    return true;
}

void reader_pass_over(struct reader *r)
{
    struct reader_line piece = { .more = true };

    while (piece.more && reader_rest(r, &piece))
        ;
}

size_t reader_count_lines(const char *text, size_t len)
{
    size_t i, n = 0;

    for (i = 0; i < len; i++)
        n += text[i] == '\n';
    return n;
}
