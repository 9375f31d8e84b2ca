/* SPDX-License-Identifier: MIT */
/*
 * corpus DIRECTORY [-v]: runs the library over labelled replies, log lines and
 * bounce texts and prints how many it got right.  With -v every miss is shown.
 * Exit status 1 if a share is below its bound.
 *
 * Files, tab-separated with a header: replies.tsv, logs.tsv, negatives.txt, and
 * sisimai/expect.tsv, whose messages stand in sisimai/eml.
 */
#include "smtpwhy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 8 };

struct first {
    bool found;
    unsigned reply;
    char enhanced[SW_STATUS_TEXT];
    char category[64];
    char rule[128];
};

struct tally {
    const char *what;
    double bound; /* per cent */
    size_t right, all;
};

static bool verbose;
static const char *directory;

static bool keep_first(void *arg, const struct sw_outcome *o)
{
    struct first *f = arg;

    f->found = true;
    f->reply = o->reply;
    sw_status_text(o->enhanced, f->enhanced);
    snprintf(f->category, sizeof f->category, "%s", o->category);
    snprintf(f->rule, sizeof f->rule, "%s", o->rule);
    return false;
}

/* unescape - \n, \r, \t and \\ of the corpus files, in place; returns the length */
static size_t unescape(char *text)
{
    char *from = text, *to = text;

    for (; *from; from++) {
        if (*from == '\\' && strchr("nrt\\", from[1]) && from[1]) {
            from++;
            *to++ = *from == 'n' ? '\n' : *from == 'r' ? '\r' : *from == 't' ? '\t' : '\\';
        } else {
            *to++ = *from;
        }
    }
    *to = '\0';
    return (size_t)(to - text);
}

static size_t split(char *line, char *cells[COLUMNS])
{
    size_t n = 0;

    line[strcspn(line, "\n")] = '\0';
    while (line && n < COLUMNS) {
        cells[n++] = line;
        line = strchr(line, '\t');
        if (line)
            *line++ = '\0';
    }
    return n;
}

/* one_of - is word an item of a list separated by '|'? */
static bool one_of(const char *word, const char *list)
{
    size_t n = strlen(word);

    for (; list; list = strchr(list, '|'), list = list ? list + 1 : NULL)
        if (strncmp(list, word, n) == 0 && (list[n] == '|' || list[n] == '\0'))
            return true;
    return false;
}

/* codes_right - are both as wanted?  "-" wants none. */
static bool codes_right(const struct first *f, const char *reply, const char *enhanced)
{
    char have[8] = "-";

    if (f->reply)
        snprintf(have, sizeof have, "%u", f->reply % 1000);
    return strcmp(have, reply) == 0 && strcmp(f->enhanced[0] ? f->enhanced : "-", enhanced) == 0;
}

static void count(struct tally *t, bool right)
{
    t->all++;
    t->right += right;
}

static void miss(const char *id, const char *text, const struct first *f, const char *want)
{
    if (verbose)
        printf("%s: %.*s\n    have %u %s %s (%s), want %s\n", id, 600, text, f->reply, f->enhanced,
               f->category, f->rule, want);
}

/* A reader of one corpus file: takes the cells of a row. */
typedef void row_fn(struct sw_ctx *ctx, char **cell, struct tally *tallies);

static bool read_rows(struct sw_ctx *ctx, const char *name, row_fn *fn, struct tally *tallies)
{
    char path[1024], *line = NULL, *cells[COLUMNS];
    size_t size = 0;
    bool header = true;
    FILE *f;

    snprintf(path, sizeof path, "%s/%s", directory, name);
    f = fopen(path, "r");
    if (!f) {
        fprintf(stderr, "corpus: %s: cannot be read\n", path);
        return false;
    }
    while (getline(&line, &size, f) > 0) {
        static char nothing[] = "";
        size_t n = split(line, cells);

        while (n < COLUMNS)
            cells[n++] = nothing;
        if (!header)
            fn(ctx, cells, tallies);
        header = false;
    }
    free(line);
    fclose(f);
    return true;
}

/* id text reply enhanced categories note */
static void reply_row(struct sw_ctx *ctx, char **cell, struct tally *t)
{
    struct first f = { .reply = 0 };
    char want[256];
    bool codes, category;

    sw_explain(ctx, SW_INPUT_TEXT, cell[1], unescape(cell[1]), 1, false, keep_first, &f);
    codes = codes_right(&f, cell[2], cell[3]);
    category = one_of(f.category, cell[4]);
    count(&t[0], codes);
    count(&t[1], category);
    snprintf(want, sizeof want, "%s %s %s", cell[2], cell[3], cell[4]);
    if (!codes || !category)
        miss(cell[0], cell[1], &f, want);
}

/* file recipient_index dsn reply categories diagnostic */
static void bounce_row(struct sw_ctx *ctx, char **cell, struct tally *t)
{
    struct first f = { .reply = 0 };
    bool category;

    sw_explain(ctx, SW_INPUT_TEXT, cell[5], unescape(cell[5]), 1, false, keep_first, &f);
    category = one_of(f.category, cell[4]);
    count(&t[2], category);
    if (!category)
        miss(cell[0], cell[5], &f, cell[4]);
}

enum { RECIPIENTS_MAX = 16, MESSAGE_MAX = 4 << 20 };

/* The first outcome about each recipient of a message. */
struct recipients {
    struct {
        struct first first;
        char name[256];
        char dsn[SW_STATUS_TEXT];
    } row[RECIPIENTS_MAX];
    size_t n;
};

static bool keep_recipient(void *arg, const struct sw_outcome *o)
{
    struct recipients *r = arg;
    const char *name = o->recipient ? o->recipient : "";
    size_t i;

    for (i = 0; i < r->n; i++)
        if (strcmp(r->row[i].name, name) == 0)
            return true;
    if (r->n == RECIPIENTS_MAX)
        return false;
    snprintf(r->row[r->n].name, sizeof r->row[r->n].name, "%s", name);
    sw_status_text(o->dsn, r->row[r->n].dsn);
    (void)keep_first(&r->row[r->n].first, o);
    r->n++;
    return true;
}

/* message_row - file recipient_index dsn reply categories diagnostic; "-" is not judged */
static void message_row(struct sw_ctx *ctx, char **cell, struct tally *t)
{
    static char text[MESSAGE_MAX];
    struct recipients r = { .n = 0 };
    size_t i = strtoul(cell[1], NULL, 10) - 1, len;
    struct first none = { .found = false };
    const struct first *f = &none;
    char path[1024], reply[8] = "-";
    bool codes = false, category;
    FILE *in;

    snprintf(path, sizeof path, "%s/sisimai/eml/%s", directory, cell[0]);
    in = fopen(path, "rb");
    if (!in)
        fprintf(stderr, "corpus: %s: cannot be read\n", path); /* and counts as a miss */
    len = in ? fread(text, 1, sizeof text, in) : 0;
    if (in)
        fclose(in);
    sw_explain(ctx, SW_INPUT_TEXT, text, len, 1, false, keep_recipient, &r);
    if (i < r.n) {
        f = &r.row[i].first;
        if (f->reply)
            snprintf(reply, sizeof reply, "%u", f->reply % 1000);
        codes = (strcmp(cell[3], "-") == 0 || strcmp(cell[3], reply) == 0) &&
                (strcmp(cell[2], "-") == 0 || strcmp(cell[2], r.row[i].dsn) == 0 ||
                 strcmp(cell[2], f->enhanced) == 0);
    }
    category = f->found && one_of(f->category, cell[4]);
    count(&t[6], codes);
    count(&t[7], category);
    if (!codes || !category)
        miss(cell[0], cell[1], f, cell[4]);
}

/* first_is - are the codes the first of those that are wanted? */
static bool first_is(const char *codes, const char *wanted)
{
    size_t n = strlen(codes);

    return strncmp(codes, wanted, n) == 0 && (wanted[n] == '\0' || wanted[n] == ' ');
}

/* id format line codes; codes "none", "550/5.1.1" or several with blanks between */
static void log_row(struct sw_ctx *ctx, char **cell, struct tally *t)
{
    struct first f = { .reply = 0 };
    char codes[64];

    sw_explain(ctx, SW_INPUT_LINE, cell[2], unescape(cell[2]), 1, true, keep_first, &f);
    snprintf(codes, sizeof codes, "none");
    if (f.reply && f.enhanced[0])
        snprintf(codes, sizeof codes, "%u/%s", f.reply, f.enhanced);
    else if (f.reply)
        snprintf(codes, sizeof codes, "%u/-", f.reply);
    else if (f.enhanced[0])
        snprintf(codes, sizeof codes, "-/%s", f.enhanced);
    if (strcmp(cell[3], "none") == 0) {
        count(&t[4], strcmp(codes, "none") == 0);
        if (strcmp(codes, "none") != 0)
            miss(cell[0], cell[2], &f, "none");
        return;
    }
    count(&t[3], first_is(codes, cell[3]));
    if (!first_is(codes, cell[3]))
        miss(cell[0], cell[2], &f, cell[3]);
}

static void negative_row(struct sw_ctx *ctx, char **cell, struct tally *t)
{
    struct first f = { .reply = 0 };

    sw_explain(ctx, SW_INPUT_LINE, cell[0], strlen(cell[0]), 1, true, keep_first, &f);
    count(&t[5], f.reply == 0 && !f.enhanced[0]);
    if (f.reply || f.enhanced[0])
        miss("negative", cell[0], &f, "none");
}

int main(int argc, char **argv)
{
    struct tally tallies[] = {
        { "replies.tsv: codes", 99, 0, 0 },
        { "replies.tsv: category", 97, 0, 0 },
        { "sisimai/expect.tsv: category of the text", 95, 0, 0 },
        { "logs.tsv: codes", 98, 0, 0 },
        { "logs.tsv: lines without a code", 99.95, 0, 0 },
        { "negatives.txt: lines without a code", 99.95, 0, 0 },
        { "sisimai/eml: codes of the messages", 95, 0, 0 },
        { "sisimai/eml: category of the messages", 93, 0, 0 },
    };
    struct sw_ctx *ctx = sw_new();
    int status = 0;
    size_t i;

    if (argc < 2 || !ctx) {
        fprintf(stderr, "usage: corpus DIRECTORY [-v]\n");
        return 2;
    }
    verbose = argc > 2 && strcmp(argv[2], "-v") == 0;
    directory = argv[1];
    if (!read_rows(ctx, "replies.tsv", reply_row, tallies) ||
        !read_rows(ctx, "sisimai/expect.tsv", bounce_row, tallies) ||
        !read_rows(ctx, "sisimai/expect.tsv", message_row, tallies) ||
        !read_rows(ctx, "logs.tsv", log_row, tallies) ||
        !read_rows(ctx, "negatives.txt", negative_row, tallies))
        status = 2;
    for (i = 0; i < sizeof tallies / sizeof *tallies; i++) {
        double share =
            tallies[i].all ? 100.0 * (double)tallies[i].right / (double)tallies[i].all : 0;

        printf("%-42s %5zu of %5zu  %6.2f %%  (bound %.2f %%)\n", tallies[i].what, tallies[i].right,
               tallies[i].all, share, tallies[i].bound);
        if (share < tallies[i].bound)
            status = status ? status : 1;
    }
    sw_free(ctx);
    return status;
}
