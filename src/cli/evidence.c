/* SPDX-License-Identifier: MIT */
/*
 * A line as wide as the screen, out of one of any length.  Its bytes are hostile:
 * what could steer a terminal is shown as \xNN before columns are counted, and
 * no character is ever cut in two.
 */
#include "evidence.h"

#include "ascii.h"
#include "buf.h"
#include "columns.h"
#include "utf8.h"

#include <stdint.h>
#include <string.h>

static const char cut[] = "...";

enum { CUT = sizeof cut - 1, BYTES_PER_COLUMN = 4, PIECE_MAX = 16 * 1024 };

/* A piece of the line, made visible; shown columns of it are to be printed. */
struct piece {
    struct buf text;
    size_t columns, shown;
};

/* make - the visible form of len bytes, tabs as blanks */
static struct piece make(const char *bytes, size_t len)
{
    struct piece piece = { .text = buf_new(PIECE_MAX) };
    struct buf copy = buf_new(PIECE_MAX / BYTES_PER_COLUMN);
    size_t i;

    buf_add(&copy, bytes, len);
    for (i = 0; i < copy.len; i++)
        if (copy.ptr[i] == '\t')
            copy.ptr[i] = ' ';
    utf8_add_safe(&piece.text, copy.ptr ? copy.ptr : "", copy.len);
    piece.columns = columns_of(piece.text.ptr ? piece.text.ptr : "", piece.text.len);
    buf_free(&copy);
    return piece;
}

/* make_first - the first bytes of [from, end), at least as many as room columns take */
static struct piece make_first(const char *from, const char *end, size_t room)
{
    size_t len = (size_t)(end - from);

    if (len > room * BYTES_PER_COLUMN) {
        len = room * BYTES_PER_COLUMN;
        while (len > 0 && utf8_continues(from[len]))
            len--;
    }
    return make(from, len);
}

/* make_last - likewise the last ones */
static struct piece make_last(const char *from, const char *end, size_t room)
{
    if ((size_t)(end - from) > room * BYTES_PER_COLUMN) {
        from = end - room * BYTES_PER_COLUMN;
        while (from < end && utf8_continues(*from))
            from++;
    }
    return make(from, (size_t)(end - from));
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* share - how many columns of each piece fit into width */
static void share(struct piece *before, struct piece *in, struct piece *after, size_t width)
{
    before->shown = least(before->columns, width / 4);
    in->shown = least(in->columns, width - before->shown);
    after->shown = least(after->columns, width - before->shown - in->shown);
    before->shown = least(before->columns, width - in->shown - after->shown);
}

/* skip - the byte behind the first n columns of text; no character is cut */
static size_t skip(const struct buf *text, size_t n)
{
    return text->len > 0 ? columns_fit(text->ptr, text->len, n) : 0;
}

/* skip_all - likewise, behind at least so many */
static size_t skip_all(const struct buf *text, size_t n)
{
    size_t i = skip(text, n), bytes = 0;

    if (i < text->len && columns_of(text->ptr, i) < n)
        (void)columns_at(text->ptr + i, text->len - i, &bytes);
    return i + bytes;
}

/* join - the shown columns of the three pieces; returns how many stand before the evidence */
static size_t join(struct piece *before, struct piece *in, struct piece *after, struct buf *line)
{
    size_t from = skip_all(&before->text, before->columns - before->shown), k;

    if (from > 0) { /* begin with a whole word, if one begins there */
        const char *blank;

        from = skip_all(&before->text, before->columns - before->shown + least(CUT, before->shown));
        blank = memchr(before->text.ptr + from, ' ', before->text.len - from);
        if (blank && blank + 1 < before->text.ptr + before->text.len)
            from = (size_t)(blank - before->text.ptr);
        if (before->shown >= CUT)
            buf_puts(line, cut);
    }
    if (before->text.len > from)
        buf_add(line, before->text.ptr + from, before->text.len - from);
    k = columns_of(line->ptr ? line->ptr : "", line->len);
    buf_add(line, in->text.ptr, skip(&in->text, in->shown));
    buf_add(line, after->text.ptr, skip(&after->text, after->shown));
    return k;
}

/* print_caret - "^~~~  basis", the basis on a line of its own if it does not fit */
static void print_caret(struct sink *sink, size_t indent, size_t at, size_t columns,
                        const char *basis)
{
    const struct palette *colour = sink->screen.colour;
    size_t i;

    term_blanks(sink->out, indent + at);
    fprintf(sink->out, "%s^", colour->warn);
    for (i = 1; i < columns; i++)
        putc('~', sink->out);
    fputs(colour->reset, sink->out);
    if (indent + at + columns + 2 + strlen(basis) > sink->screen.width) {
        putc('\n', sink->out);
        term_blanks(sink->out, indent);
        term_wrap(sink->out, basis, indent, indent, sink->screen.width);
    } else {
        fprintf(sink->out, "  %s\n", basis);
    }
}

void evidence_print(struct sink *sink, const struct finding *f, size_t indent, const char *basis)
{
    size_t width = sink->screen.width - indent;
    size_t start = least(f->outcome->start, f->len), end = least(f->outcome->end, f->len);
    const char *line_end = f->line + f->len;
    struct piece before, in, after;
    struct buf line = buf_new(PIECE_MAX);
    bool more;
    size_t at;

    while (line_end > f->line && is_blank(line_end[-1]))
        line_end--;
    end = least(end, (size_t)(line_end - f->line));
    start = least(start, end);
    before = make_last(f->line, f->line + start, width);
    in = make_first(f->line + start, f->line + end, width);
    after = make_first(f->line + end, line_end, width);
    share(&before, &in, &after, width);
    at = join(&before, &in, &after, &line);
    more = in.shown < in.columns || after.shown < after.columns;
    if (more) { /* the last columns give way to the mark of the cut */
        line.len = skip(&line, columns_of(line.ptr, line.len) - CUT);
        if (in.shown > CUT && after.shown < CUT)
            in.shown -= CUT - after.shown;
    }
    fwrite(line.ptr, 1, line.len, sink->out);
    fprintf(sink->out, "%s\n", more ? cut : "");
    print_caret(sink, indent, at, in.shown, basis);
    buf_free(&before.text);
    buf_free(&in.text);
    buf_free(&after.text);
    buf_free(&line);
}
