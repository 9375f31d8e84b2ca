/* SPDX-License-Identifier: MIT */
/*
 * Reading for a summary.  A big file is cut at line ends into as many parts as there
 * are threads; each thread has a context and a summary of its own, and these are added
 * up in the file's order: the result does not tell how many there were.
 *
 * Files are read and not mapped: reading what is in the page cache into a buffer that stays in
 * the processor's costs a few percent more, and a log that is truncated meanwhile is no crash.
 */
#include "summary.h"

#include "ascii.h"
#include "buf.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { JOBS_DEFAULT = 2, BIG_FILE = 64 << 20 };

static bool passes(void *arg, enum sw_class class, const char *category)
{
    return options_pass(arg, class, category);
}

/* new_summary - that counts as the options say */
static struct sw_summary *new_summary(const struct run *run)
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
    run->summary = new_summary(run);
    return run->summary != NULL;
}

/* Progress on standard error: how much of how much. */
struct progress {
    atomic_ullong done;
    unsigned long long size; /* 0: not known */
    time_t start, shown;
    bool wanted;
};

static time_t now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
    return t.tv_sec;
}

static void progress_begin(struct progress *p, unsigned long long size)
{
    atomic_init(&p->done, 0);
    p->size = size;
    p->start = p->shown = now();
    p->wanted = isatty(STDERR_FILENO) != 0;
}

/* progress_show - once a second, from the second on */
static void progress_show(struct progress *p)
{
    unsigned long long done = atomic_load(&p->done);
    time_t t;

    if (!p->wanted || (t = now()) == p->shown)
        return;
    p->shown = t;
    if (p->size > 0)
        fprintf(stderr, "\rsmtpwhy: %llu %% of %.1f GB", done * 100 / p->size,
                (double)p->size / 1e9);
    else
        fprintf(stderr, "\rsmtpwhy: %.1f GB", (double)done / 1e9);
    fflush(stderr);
}

static void progress_end(const struct progress *p)
{
    if (p->shown != p->start)
        fputs("\r\033[K", stderr);
}

/* One thread's part of a log. */
struct job {
    pthread_t thread;
    struct reader reader;
    struct sw_ctx *ctx;
    struct sw_summary *summary;
    struct progress *progress;
    bool shows; /* it is the one that shows progress */
    bool started;
};

/* pass_over - the rest of a line that is longer than the window */
static void pass_over(struct job *job)
{
    struct reader_line piece = { .more = true };

    while (piece.more && reader_rest(&job->reader, &piece))
        atomic_fetch_add(&job->progress->done, piece.len);
}

/* read_part - all lines of the reader */
static void *read_part(void *arg)
{
    struct job *job = arg;
    struct reader_line lines;

    while (reader_take_lines(&job->reader, &lines)) {
        sw_summary_lines(job->summary, job->ctx, lines.text, lines.len);
        atomic_fetch_add(&job->progress->done, lines.len);
        if (lines.more)
            pass_over(job);
        if (job->shows)
            progress_show(job->progress);
    }
    return NULL;
}

/* next_line - where the first line begins that begins at or behind that place of the file */
static unsigned long long next_line(int fd, unsigned long long at, unsigned long long size)
{
    char piece[4096];

    while (at < size) {
        ssize_t n = pread(fd, piece, sizeof piece, (off_t)at - 1);
        char *nl = n > 0 ? memchr(piece, '\n', (size_t)n) : NULL;

        if (n <= 0)
            break;
        if (nl)
            return at + (unsigned long long)(nl - piece);
        at += (unsigned long long)n;
    }
    return size;
}

/* job_open - with a context of its own */
static bool job_open(struct run *run, struct job *job, int fd, unsigned long long from,
                     unsigned long long to)
{
    job->ctx = run_context(run);
    job->summary = new_summary(run);
    return job->ctx && job->summary && reader_open_range(&job->reader, fd, from, to);
}

/* job_close - add up what it counted */
static void job_close(struct run *run, const char *source, struct job *job)
{
    if (job->started)
        pthread_join(job->thread, NULL);
    if (job->summary)
        sw_summary_merge(run->summary, job->summary);
    if (job->reader.error)
        diag_error(run->diag, diag_source(source), 0, "%s", strerror(job->reader.error));
    reader_close(&job->reader);
    sw_summary_free(job->summary);
    sw_free(job->ctx);
}

/* read_jobs - n parts of the file from at on, each by a thread; the last goes on to its end */
static void read_jobs(struct run *run, const char *source, int fd, unsigned long long at,
                      unsigned long long size, size_t n)
{
    struct job *jobs = calloc(n, sizeof *jobs);
    struct progress progress;
    unsigned long long from = at, to;
    size_t i;

    progress_begin(&progress, size - at);
    for (i = 0; jobs && i < n; i++, from = to) {
        to = i + 1 < n ? next_line(fd, at + (size - at) / n * (i + 1), size) : ULLONG_MAX;
        jobs[i].progress = &progress;
        jobs[i].shows = i == 0;
        if (!job_open(run, &jobs[i], fd, from, to)) {
            diag_error(run->diag, diag_source(source), 0, "out of memory");
            continue;
        }
        jobs[i].started = i > 0 && pthread_create(&jobs[i].thread, NULL, read_part, &jobs[i]) == 0;
    }
    for (i = 0; jobs && i < n; i++) {
        if (!jobs[i].started && jobs[i].reader.window)
            (void)read_part(&jobs[i]);
        job_close(run, source, &jobs[i]);
    }
    if (!jobs)
        diag_error(run->diag, diag_source(source), 0, "out of memory");
    free(jobs);
    progress_end(&progress);
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
    struct progress progress;
    struct job job = { .ctx = run->ctx, .summary = run->summary, .progress = &progress };
    struct stat st;

    if (fstat(r->fd, &st) == 0 && S_ISREG(st.st_mode) && position >= 0 && !r->wide) {
        at = (unsigned long long)position - (r->end - r->next);
        size = (unsigned long long)st.st_size;
        if (size > at && jobs_for(run->options, size - at) > 1) {
            read_jobs(run, source, r->fd, at, size, jobs_for(run->options, size - at));
            return;
        }
    }
    progress_begin(&progress, size);
    job.shows = true;
    job.reader = *r; /* the window goes over to the job and back */
    (void)read_part(&job);
    *r = job.reader;
    progress_end(&progress);
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
    return len > 3 && is_digit(line[0]) && is_digit(line[1]) && is_digit(line[2]) && line[3] == '-';
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
    return summary_print_text(run->summary, run->options, &run->sink);
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
