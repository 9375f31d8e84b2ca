/* SPDX-License-Identifier: MIT */
/*
 * smtpwhy, the command: reads the command line and the environment, and returns
 * the exit status.  Everything else is done elsewhere.
 */
#include "diag.h"
#include "input.h"
#include "options.h"
#include "reference.h"
#include "run.h"
#include "site.h"
#include "summary.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* say - help and version: a text on standard output; returns the exit status */
static int say(const struct options *options)
{
    struct diag diag = { 0 };

    if (options->mode == MODE_HELP)
        options_help(stdout);
    else
        puts("smtpwhy " SW_VERSION);
    if (fclose(stdout) != 0 && errno != EPIPE)
        diag_error(&diag, "standard output", 0, "%s", strerror(errno));
    return diag.status;
}

/* print_summary - of what was counted, masked if that was asked for */
static void print_summary(struct run *run)
{
    struct sw_summary *masked = run->mask ? sw_mask_summary(run->mask, run->summary) : NULL;

    if (run->mask && !masked) {
        diag_error(run->diag, NULL, 0, "out of memory");
        return;
    }
    if (masked) {
        sw_summary_free(run->summary);
        run->summary = masked;
    }
    summary_print(run);
}

/* count - a summary of the input, or of summaries */
static void count(struct run *run)
{
    if (!summary_begin(run)) {
        diag_error(run->diag, NULL, 0, "out of memory");
        return;
    }
    if (run->options->mode == MODE_MERGE)
        input_merge(run);
    else
        input_run(run);
    print_summary(run);
}

/* work - explain, or show the reference; returns the exit status */
static int work(const struct options *options)
{
    struct diag diag = { 0 };
    struct run *run = malloc(sizeof *run); /* it holds a table: too big for a small stack */
    bool printed = false;

    if (!run)
        diag_error(&diag, NULL, 0, "out of memory");
    if (run && run_begin(run, options, &diag)) {
        if (options->mode == MODE_REFERENCE)
            reference_run(run);
        else if (options->mode == MODE_SUMMARY || options->mode == MODE_MERGE)
            count(run);
        else
            input_run(run);
        printed = run->sink.printed > 0;
        run_end(run);
    }
    free(run);
    if (diag.status != 0)
        return diag.status;
    return printed ? STATUS_EXPLAINED : STATUS_NOTHING;
}

int main(int argc, char **argv)
{
    struct diag diag = { 0 };
    struct options options;

    signal(SIGPIPE, SIG_IGN); /* a closed pipe is a write that fails */
    signal(SIGCHLD, SIG_DFL); /* if it was ignored, how a child ended could not be learnt */
    if (!options_parse(&options, argc, argv, &diag))
        return diag.status;
    if (options.mode == MODE_HELP || options.mode == MODE_VERSION)
        return say(&options);
    if (options.mode == MODE_CHECK_RULES)
        return site_rules_check(options.words, options.nwords);
    if (options.mode <= MODE_MERGE && options.noperands == 0 && isatty(STDIN_FILENO)) {
        options_short_help(stderr);
        return STATUS_ERROR;
    }
    return work(&options);
}
