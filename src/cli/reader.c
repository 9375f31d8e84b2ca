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

bool reader_open(struct reader *r, int fd)
{
    *r = (struct reader){ .fd = fd, .window = malloc(READER_WINDOW) };
    return r->window != NULL;
}

bool reader_open_range(struct reader *r, int fd, unsigned long long at, unsigned long long stop)
{
    if (!reader_open(r, fd))
        return false;
    r->ranged = true;
    r->at = at;
    r->stop = stop;
    return true;
}

void reader_close(struct reader *r)
{
    free(r->window);
    r->window = NULL;
}

/* make_room - move what is left to the start of a window that has run full */
static void make_room(struct reader *r)
{
    if (r->end < READER_WINDOW || r->next == 0)
        return;
    memmove(r->window, r->window + r->next, r->end - r->next);
    r->end -= r->next;
    r->next = 0;
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

bool reader_fill(struct reader *r)
{
    ssize_t n;

    make_room(r);
    if (r->eof || r->end == READER_WINDOW)
        return false;
    do
        n = read_some(r, READER_WINDOW - r->end);
    while (n < 0 && errno == EINTR);
    if (n <= 0) {
        r->error = n < 0 ? errno : 0;
        r->eof = true;
        return false;
    }
    r->end += (size_t)n;
    return true;
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
