/* SPDX-License-Identifier: MIT */
/*
 * Masking: shell commands.  They are taken apart as a shell would, so that a value in
 * quotes is masked as what it says, and quoted again.
 */
#include "mask_command.h"

#include "ascii.h"

#include <string.h>

enum { WORD_CEILING = 256 * 1024 }; /* bytes */

/* word_end - where a word of a command ends; *quoted: it has single quotes, *other: a shell
 * would see more in it than a text */
static const char *word_end(const char *p, bool *quoted, bool *other)
{
    bool inside = false;

    for (*quoted = *other = false; *p && (inside || *p != ' '); p++) {
        if (!inside && *p == '\\' && p[1]) {
            *other = *other || p[1] != '\'';
            p++;
        } else if (*p == '\'') {
            inside = !inside;
            *quoted = true;
        } else if (!inside && is_any_of(*p, "\"$`|&;<>()")) {
            *other = true;
        }
    }
    *other = *other || inside;
    return p;
}

/* unquote - the text that a shell makes of the word */
static void unquote(const char *p, const char *end, struct buf *out)
{
    bool inside = false;

    buf_clear(out);
    for (; p < end; p++) {
        if (*p == '\'') {
            inside = !inside;
        } else {
            p += !inside && *p == '\\';
            buf_putc(out, *p);
        }
    }
}

/* quote - the word that a shell makes the text of */
static void quote(const struct buf *text, struct buf *out)
{
    size_t i;

    buf_putc(out, '\'');
    for (i = 0; i < text->len; i++) {
        if (text->ptr[i] == '\'')
            buf_puts(out, "'\\''");
        else
            buf_putc(out, text->ptr[i]);
    }
    buf_putc(out, '\'');
}

void mask_command(struct masker *m, struct buf *out, const char *command)
{
    struct buf word = buf_new(WORD_CEILING), masked = buf_new(WORD_CEILING);
    const char *p = command, *end;
    bool quoted, other;

    for (; *p; p = end) {
        if (*p == ' ') {
            buf_putc(out, ' ');
            end = p + 1;
            continue;
        }
        end = word_end(p, &quoted, &other);
        if (!quoted || other) {
            masker_text(m, out, span_of(p, end), NULL, NULL);
            continue;
        }
        unquote(p, end, &word);
        buf_clear(&masked);
        if (word.len > 0)
            masker_text(m, &masked, (struct span){ word.ptr, word.len }, NULL, NULL);
        quote(&masked, out);
    }
    buf_free(&word);
    buf_free(&masked);
}
