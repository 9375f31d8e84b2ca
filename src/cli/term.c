/* SPDX-License-Identifier: MIT */
/*
 * The terminal.  Colour follows no-color.org: --color wins, then NO_COLOR when it
 * is not empty, then TERM=dumb and whether standard output is a terminal at all.
 */
#include "term.h"

#include "columns.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static const struct palette plain = { "", "", "", "", "", "" };
static const struct palette coloured = { "\033[1m",    "\033[2m",    "\033[1;32m",
                                         "\033[1;33m", "\033[1;31m", "\033[0m" };

/* wants_colour - the decision for standard output */
static bool wants_colour(const struct options *options, bool terminal)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

    switch (options->color) {
    case WHEN_ALWAYS:
        return true;
    case WHEN_NEVER:
        return false;
    case WHEN_AUTO:
        break;
    }
    if (no_color && *no_color)
        return false;
    return terminal && term && *term && strcmp(term, "dumb") != 0;
}

/* is_ascii - does the environment name a locale, and one of another character set than UTF-8? */
static bool is_ascii(void)
{
    static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
    const char *value = NULL;
    size_t i;

    for (i = 0; i < sizeof names / sizeof *names && (!value || !*value); i++)
        value = getenv(names[i]);
    return value && *value && !strcasestr(value, "utf-8") && !strcasestr(value, "utf8");
}

static size_t clamp(size_t n)
{
    return n < WIDTH_MIN ? WIDTH_MIN : n > WIDTH_MAX ? WIDTH_MAX : n;
}

/* size_up - width and height of the terminal, as it or COLUMNS says */
static void size_up(struct screen *screen)
{
    const char *columns = getenv("COLUMNS");
    struct winsize size;
    long n;

    if (screen->terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        screen->width = clamp(size.ws_col);
        screen->rows = size.ws_row;
        return;
    }
    n = columns ? strtol(columns, NULL, 10) : 0;
    if (n > 0)
        screen->width = clamp((size_t)n);
}

struct screen term_screen(const struct options *options)
{
    struct screen screen = { .terminal = isatty(STDOUT_FILENO) != 0, .width = WIDTH_DEFAULT };

    size_up(&screen);
    screen.ascii = is_ascii();
    screen.narrow = screen.terminal || options->width > 0;
    if (options->width > 0)
        screen.width = options->width;
    screen.colour = wants_colour(options, screen.terminal) ? &coloured : &plain;
    return screen;
}

void term_blanks(FILE *out, size_t n)
{
    fprintf(out, "%*s", (int)n, "");
}

/* word_length - the bytes of a word that no line may end within: "14.4 %" is one */
static size_t word_length(const char *text)
{
    size_t len = strcspn(text, " ");

    if (len > 0 && text[len] == ' ' && text[len + 1] == '%')
        len += 1 + strcspn(text + len + 1, " ");
    return len;
}

void term_words(FILE *out, const char *text, size_t at, size_t indent, size_t width)
{
    bool fresh = true; /* nothing stands on this line yet */

    for (;;) {
        size_t len, columns;

        text += strspn(text, " ");
        if (*text == '\0')
            break;
        len = word_length(text);
        columns = columns_of(text, len);
        if (!fresh && at + 1 + columns > width) {
            putc('\n', out);
            term_blanks(out, indent);
            at = indent;
            fresh = true;
        }
        if (!fresh) {
            putc(' ', out);
            at++;
        }
        fwrite(text, 1, len, out);
        at += columns;
        text += len;
        fresh = false;
    }
}
