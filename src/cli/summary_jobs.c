/* SPDX-License-Identifier: MIT */
/*
 * Reading a log for a summary by several threads.  A big file is cut at line ends into as
 * many parts as there are threads, and a thread that has done its part takes half of what is
 * left of another: they end together, however the processors are shared with others.  Each
 * part has a summary of its own, and these are added up in the file's order: the result does
 * not tell how many there were.
 */
#include "summary.h"

#include <limits.h>
#include <malloc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    PIECE = 4 << 20,      /* bytes that a thread takes of its part at once */
    WORTH_HALF = 8 << 20, /* of what is left of a part: less is left to its thread */
    PARTS_A_THREAD = 2,   /* at most: memory is bounded */
};

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

/* A thread, or the program itself, reading a log. */
struct job {
    struct reader reader;
    struct sw_ctx *ctx;
    struct sw_summary *summary; /* that of the part being read */
    struct progress *progress;
    bool shows; /* it is the one that shows progress */
    struct work *work;
    struct part *part;
    pthread_t thread;
    bool started;
};

/* pass_over - the rest of a line that is longer than the window */
static void pass_over(struct job *job)
{
    struct reader_line piece = { .more = true };

    while (piece.more && reader_rest(&job->reader, &piece))
        atomic_fetch_add(&job->progress->done, piece.len);
}

/* read_all - all lines of the reader */
static void read_all(struct job *job)
{
    struct reader_line lines;

    while (reader_take_lines(&job->reader, &lines)) {
        sw_summary_lines(job->summary, job->ctx, lines.text, lines.len);
        atomic_fetch_add(&job->progress->done, lines.len);
        if (lines.more)
            pass_over(job);
        if (job->shows)
            progress_show(job->progress);
    }
}

void summary_read_alone(struct run *run, struct reader *r, unsigned long long size)
{
    struct progress progress;
    struct job job = {
        .reader = *r, .ctx = run->ctx, .summary = run->summary, .progress = &progress, .shows = true
    };

    progress_begin(&progress, size);
    read_all(&job);
    *r = job.reader; /* the window has gone over to the job and comes back */
    progress_end(&progress);
}

/* A stretch of the file, which begins and ends where lines do. */
struct part {
    unsigned long long start, next, end; /* bytes; [next, end) is not yet being read */
    struct sw_summary *summary;
    bool taken; /* a thread has it */
    int error;  /* errno of a failed read, else 0 */
};

/* What the threads share. */
struct work {
    struct run *run;
    int fd;
    unsigned long long size; /* of the file; what was added since is read with its end */
    pthread_mutex_t lock;    /* of all below */
    struct part *parts;
    size_t n, most;
};

/* next_line - where the first line begins that begins at or behind that place of the file */
static unsigned long long next_line(const struct work *work, unsigned long long at)
{
    char piece[4096];

    while (at < work->size) {
        ssize_t n = pread(work->fd, piece, sizeof piece, (off_t)at - 1);
        char *nl = n > 0 ? memchr(piece, '\n', (size_t)n) : NULL;

        if (n <= 0)
            break;
        if (nl)
            return at + (unsigned long long)(nl - piece);
        at += (unsigned long long)n;
    }
    return work->size;
}

/* add_part - the last one, not yet taken; the first of all is counted where all is added up */
static struct part *add_part(struct work *work, unsigned long long from, unsigned long long end)
{
    struct part *part = &work->parts[work->n];

    *part = (struct part){ .start = from, .next = from, .end = end };
    part->summary = work->n == 0 ? work->run->summary : summary_new(work->run);
    if (!part->summary)
        return NULL;
    work->n++;
    return part;
}

/* halve - a new part of the half of what is left of the one with most left, or NULL */
static struct part *halve(struct work *work)
{
    struct part *most = &work->parts[0], *half;
    unsigned long long middle;
    size_t i;

    for (i = 1; i < work->n; i++)
        if (work->parts[i].end - work->parts[i].next > most->end - most->next)
            most = &work->parts[i];
    if (work->n == work->most || most->end - most->next < WORTH_HALF)
        return NULL;
    middle = next_line(work, most->next + (most->end - most->next) / 2);
    if (middle >= most->end)
        return NULL;
    half = add_part(work, middle, most->end);
    if (half)
        most->end = middle;
    return half;
}

/* take_part - one that nobody has, else half of another's; false if there is none */
static bool take_part(struct job *job)
{
    struct work *work = job->work;
    size_t i;

    pthread_mutex_lock(&work->lock);
    for (i = 0; i < work->n && work->parts[i].taken; i++)
        ;
    job->part = i < work->n ? &work->parts[i] : halve(work);
    if (job->part) {
        job->part->taken = true;
        job->summary = job->part->summary;
    }
    pthread_mutex_unlock(&work->lock);
    return job->part != NULL;
}

/* take_piece - the next one of the part, for the reader; false if there is none */
static bool take_piece(struct job *job)
{
    struct work *work = job->work;
    struct part *part = job->part;
    unsigned long long from, end;

    pthread_mutex_lock(&work->lock);
    if (job->reader.error) {
        part->error = job->reader.error;
        part->next = part->end; /* the rest of it is not tried */
    }
    from = part->next;
    end = part->end - from > PIECE ? next_line(work, from + PIECE) : part->end;
    part->next = end < part->end ? end : part->end;
    reader_range(&job->reader, from, part->next < work->size ? part->next : ULLONG_MAX);
    pthread_mutex_unlock(&work->lock);
    return from < part->next;
}

/* read_parts - as long as there are any */
static void *read_parts(void *arg)
{
    struct job *job = arg;

    while (take_part(job))
        while (take_piece(job))
            read_all(job);
    return NULL;
}

/* begin_jobs - each but the first with a context and a thread of its own; those that cannot begin
 * leave the work to the others */
static void begin_jobs(struct work *work, struct job *jobs, size_t n, struct progress *progress)
{
    size_t i;

    for (i = 0; i < n; i++) {
        struct job *job = &jobs[i];

        *job = (struct job){ .work = work, .progress = progress, .shows = i == 0 };
        job->ctx = i == 0 ? work->run->ctx : run_context(work->run);
        if (job->ctx && reader_open(&job->reader, work->fd) && i > 0)
            job->started = pthread_create(&job->thread, NULL, read_parts, job) == 0;
    }
}

static void end_job(const struct work *work, struct job *job)
{
    if (job->started)
        pthread_join(job->thread, NULL);
    reader_close(&job->reader);
    if (job->ctx != work->run->ctx)
        sw_free(job->ctx);
}

static int by_start(const void *a, const void *b)
{
    const struct part *x = a, *y = b;

    return x->start < y->start ? -1 : x->start > y->start;
}

/* add_up - the parts, in the file's order */
static void add_up(struct work *work, const char *source)
{
    struct run *run = work->run;
    size_t i;

    if (work->n > 0)
        qsort(work->parts, work->n, sizeof *work->parts, by_start);
    for (i = 0; i < work->n; i++) {
        struct part *part = &work->parts[i];

        if (part->error)
            diag_error(run->diag, diag_source(source), 0, "%s", strerror(part->error));
        if (part->summary == run->summary)
            continue;
        sw_summary_merge(run->summary, part->summary);
        sw_summary_free(part->summary);
    }
}

/* all_taken - has a thread read each part? */
static bool all_taken(const struct work *work)
{
    size_t i;

    for (i = 0; i < work->n; i++)
        if (!work->parts[i].taken)
            return false;
    return true;
}

/* cut - the file into n parts; false when memory is short */
static bool cut(struct work *work, unsigned long long at, size_t n)
{
    unsigned long long from = at, end;
    size_t i;

    for (i = 0; i < n; i++, from = end) {
        end = i + 1 < n ? next_line(work, at + (work->size - at) / n * (i + 1)) : work->size;
        if (end < from)
            end = from;
        if (!add_part(work, from, end))
            return false;
    }
    return true;
}

void summary_read_jobs(struct run *run, const char *source, int fd, unsigned long long at,
                       unsigned long long size, size_t n)
{
    struct work work = { .run = run, .fd = fd, .size = size, .most = PARTS_A_THREAD * n };
    struct job *jobs = calloc(n, sizeof *jobs);
    struct progress progress;
    bool lacking = true;
    size_t i;

    work.parts = calloc(work.most, sizeof *work.parts);
    pthread_mutex_init(&work.lock, NULL);
    progress_begin(&progress, size - at);
    /* a second heap would grow by a page at a time, and each step stops all threads for a while */
    (void)mallopt(M_ARENA_MAX, 1);
    if (jobs && work.parts && cut(&work, at, n)) {
        begin_jobs(&work, jobs, n, &progress);
        if (jobs[0].reader.window)
            read_parts(&jobs[0]);
        for (i = 0; i < n; i++)
            end_job(&work, &jobs[i]);
        lacking = !all_taken(&work);
    }
    add_up(&work, source);
    if (lacking)
        diag_error(run->diag, diag_source(source), 0, "out of memory");
    pthread_mutex_destroy(&work.lock);
    free(work.parts);
    free(jobs);
    progress_end(&progress);
}
