/* SPDX-License-Identifier: MIT */
/*
 * Reading for a summary: logs, by several threads if they are big (summary_jobs.c), and
 * lists of replies.
 *
 * Files are read and not mapped: reading what is in the page cache into a buffer that stays in
 * the processor's costs a few percent more, and a log that is truncated meanwhile is no crash.
 */
#include "summary.h"

#include "ascii.h"
#include "buf.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { JOBS_DEFAULT = 2, BIG_FILE = 64 << 20 };

static bool passes(void *arg, enum sw_class class, const char *category)
{
    return options_pass(arg, class, category);
}

struct sw_summary *summary_new(const struct run *run)
{
    struct sw_summary *s = sw_summary_new();
    const struct options *o = run->options;
    bool successes = o->all || (o->classes & 1u << SW_CLASS_SUCCESS) ||
                     (o->ncategories > 0 && options_pass(o, SW_CLASS_SUCCESS, "ok"));

    if (s)
        sw_summary_filter(s, options_filter(o) ? passes : NULL, (void *)(uintptr_t)o, successes);
    return s;
}

bool summary_begin(struct run *run)
{
    run->summary = summary_new(run);
    return run->summary != NULL;
}

/* jobs_for - how many threads a file of so many bytes is worth */
static size_t jobs_for(const struct options *o, unsigned long long bytes)
{
    long processors;

    if (o->jobs > 0)
        return bytes < o->jobs ? 1 : o->jobs;
    processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (bytes < BIG_FILE || processors < JOBS_DEFAULT)
        return 1;
    return JOBS_DEFAULT;
}

void summary_read_log(struct run *run, const char *source, struct reader *r)
{
    off_t position = lseek(r->fd, 0, SEEK_CUR);
    unsigned long long at, size = 0;
    struct stat st;

    if (fstat(r->fd, &st) == 0 && S_ISREG(st.st_mode) && position >= 0 && !r->wide) {
        at = (unsigned long long)position - (r->end - r->next);
        size = (unsigned long long)st.st_size;
        if (size > at && jobs_for(run->options, size - at) > 1) {
            summary_read_jobs(run, source, r->fd, at, size, jobs_for(run->options, size - at));
            return;
        }
    }
    summary_read_alone(run, r, size);
}

/* count_outcome - of a list */
static bool count_outcome(void *arg, const struct sw_outcome *outcome)
{
    sw_summary_outcome(arg, outcome);
    return true;
}

/* goes_on - "550-...": the next line belongs to the same reply */
static bool goes_on(const char *line, size_t len)
{
    return shaped(line, len, "999-");
}

void summary_read_list(struct run *run, struct reader *r)
{
    struct buf reply = buf_new(READER_WINDOW);
    struct reader_line line;
    unsigned long long lines = 0;
    bool more;

    do {
        more = reader_take_line(r, &line);
        if (more) {
            buf_add(&reply, line.text, line.len);
            buf_putc(&reply, '\n');
            lines++;
            if (goes_on(line.text, line.len))
                continue;
        }
        if (reply.len > 0)
            sw_explain(run->ctx, SW_INPUT_TEXT, reply.ptr, reply.len, 1, true, count_outcome,
                       run->summary);
        sw_summary_skip(run->summary, lines);
        buf_clear(&reply);
        lines = 0;
    } while (more);
    buf_free(&reply);
}

/* put_summary - in the form that the options ask for; false when memory is short */
static bool put_summary(struct run *run)
{
    const char *printer = run->options->printer;

    if (printer && strcmp(printer, "quiet") == 0)
        return true;
    errno = 0;
    if (printer && strcmp(printer, "json") == 0)
        return summary_print_json(run->summary, run->sink.out);
    return summary_print_text(run->summary, run->options, &run->places, &run->sink);
}

void summary_print(struct run *run)
{
    const struct sw_totals *t = sw_summary_totals(run->summary);

    if (run->diag->status != 0 && t->lines == 0)
        return; /* nothing could be read: that has been said */
    run->sink.printed = t->outcomes > 0;
    run->found = t->outcomes > 0;
    run->lines = (size_t)t->lines;
    if (!put_summary(run) || sw_summary_incomplete(run->summary))
        diag_error(run->diag, NULL, 0, "out of memory: the counts are lacking");
}
