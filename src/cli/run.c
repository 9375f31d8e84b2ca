/* SPDX-License-Identifier: MIT */
/*
 * Between the library and the printers: chooses the printer that suits the input,
 * drops what --class and --category do not let pass, shows a log's line before what
 * is said about it, and notices when nobody reads any more.
 */
#include "run.h"

#include "ascii.h"
#include "buf.h"
#include "format.h"
#include "sniff.h"
#include "speaker.h"
#include "unwrap.h"
#include "utf8.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* One call of the library. */
struct call {
    struct run *run;
    const struct printer *printer;
    const char *source;
    const char *text; /* whose first line has number first_line */
    size_t len, first_line;
    const char *at; /* the line that was found last, and its number */
    size_t number;
    bool echo;     /* show the text before its first outcome */
    bool codes;    /* take no outcome that rests on words alone */
    bool failures; /* take no success */
    bool begun;    /* the mask knows the text */
};

bool run_begin(struct run *run, const struct options *options, struct diag *diag)
{
    *run = (struct run){ .options = options, .diag = diag };
    run->sink.screen = term_screen(options);
    run->sink.out = stdout;
    if (options->printer)
        run->printer = printer_find(options->printer);
    run->flush = run->sink.screen.terminal || options->line_buffered;
    run->ctx = sw_new();
    if (!run->ctx) {
        diag_error(diag, NULL, 0, "out of memory");
        return false;
    }
    run->mask = options->mask ? sw_mask_new() : NULL;
    if (options->mask && !run->mask) {
        diag_error(diag, NULL, 0, "out of memory");
        return false;
    }
    if (options->rules && site_rules_read(&run->rules, options->rules, diag))
        site_rules_give(&run->rules, run->ctx, diag);
    if (run->sink.screen.terminal && !options->no_pager && !run->printer)
        run->sink.out = pager_hold(&run->pager);
    return true;
}

/* check_output - remember why a write failed: errno is not kept for us */
static void check_output(struct run *run)
{
    if (run->write_error == 0 && ferror(run->sink.out)) {
        run->write_error = errno ? errno : EIO;
        run->done = true;
    }
}

/* add_shown - text made safe, but for its tabs; a byte order mark at its start is left out */
static void add_shown(struct buf *safe, const char *text, size_t len)
{
    const char *end = text + len, *tab;

    if (begins(text, len, "\xef\xbb\xbf"))
        text += 3;
    while ((tab = memchr(text, '\t', (size_t)(end - text)))) {
        utf8_add_safe(safe, text, (size_t)(tab - text));
        buf_putc(safe, '\t');
        text = tab + 1;
    }
    utf8_add_safe(safe, text, (size_t)(end - text));
}

/* show - a piece of a log's line; on a terminal nothing in it may steer that */
static void show(struct run *run, const char *text, size_t len)
{
    struct buf safe = buf_new(4 * READER_WINDOW);

    if (run->mask)
        text = sw_mask_text(run->mask, text, &len, NULL, NULL);
    if (!run->sink.screen.terminal) {
        fwrite(text, 1, len, run->sink.out);
        return;
    }
    if (len > 0 && text[len - 1] == '\r')
        len--;
    add_shown(&safe, text, len);
    if (safe.ptr)
        fwrite(safe.ptr, 1, safe.len, run->sink.out);
    buf_free(&safe);
}

/* find_line - the text's line of that number */
static void find_line(struct call *call, size_t number, struct finding *f)
{
    bool behind = call->at && call->number <= number;
    const char *line = behind ? call->at : call->text, *end = call->text + call->len, *nl;
    size_t n;

    for (n = behind ? call->number : call->first_line; n < number; n++) {
        nl = memchr(line, '\n', (size_t)(end - line));
        if (!nl)
            break;
        line = nl + 1;
    }
    call->at = line;
    call->number = n;
    f->line = line;
    f->len = (size_t)(line_ends(line, end) - line);
}

/* mask_outcome - what the printer shows of it, masked */
static const struct sw_outcome *mask_outcome(struct call *call, const struct sw_outcome *outcome)
{
    struct sw_outcome brief = *outcome;

    if (!call->begun)
        sw_mask_begin(call->run->mask, call->text, call->len);
    call->begun = true;
    if (call->printer->brief) {
        brief.text = brief.meaning = brief.note = NULL;
        brief.blocklist = NULL;
        brief.nfix = brief.nfix > 0;
        brief.ncheck = brief.nreferences = 0;
    }
    return sw_mask_outcome(call->run->mask, &brief);
}

/* print - one finding; masked if that was asked for */
static void print(struct call *call, struct finding f)
{
    struct run *run = call->run;
    struct sw_outcome copy = *f.outcome;

    if (run->skim)
        copy.line = skim_number(run->skim, copy.line);
    f.outcome = &copy;
    if (run->mask && !call->printer->brief) {
        copy.start = copy.start < f.len ? copy.start : f.len;
        copy.end = copy.end < f.len ? copy.end : f.len;
        f.line = sw_mask_text(run->mask, f.line, &f.len, &copy.start, &copy.end);
    }
    call->printer->finding(&run->sink, &f);
}

/* take - one outcome from the library */
static bool take(void *arg, const struct sw_outcome *outcome)
{
    struct call *call = arg;
    struct run *run = call->run;
    struct finding f = { .outcome = outcome, .source = call->source };

    if (call->codes && outcome->reply == 0 && outcome->enhanced.class == 0)
        return true;
    if (call->failures &&
        (outcome->class == SW_CLASS_SUCCESS || outcome->class == SW_CLASS_INTERMEDIATE))
        return true;
    run->found++;
    if (run->summary) {
        sw_summary_outcome(run->summary, outcome);
        return true;
    }
    if (!options_pass(run->options, outcome->class, outcome->category))
        return true;
    errno = 0;
    find_line(call, outcome->line, &f);
    if (run->mask)
        f.outcome = mask_outcome(call, outcome);
    if (call->echo) {
        show(run, call->text, call->len);
        putc('\n', run->sink.out);
        call->echo = false;
    }
    print(call, f);
    run->sink.printed++;
    if (call->printer->silent)
        run->done = true;
    check_output(run);
    return !run->done;
}

/* explain - hand the call's text to the library; returns the number of outcomes, filtered or not */
static size_t explain(struct call *call, enum sw_input input, bool all)
{
    struct run *run = call->run;
    const char *warning;
    size_t n;

    all = all || run->summary || run->options->all || options_filter(run->options);
    n = sw_explain(run->ctx, input, call->text, call->len, call->first_line, all, take, call);
    warning = sw_warning(run->ctx);
    if (warning)
        diag_note("warning: %s", warning);
    return n;
}

/* is_log_line - is it a single line, of a log? */
static bool is_log_line(const char *text, size_t len)
{
    while (len > 0 && is_blank(text[len - 1]))
        len--;
    return !memchr(text, '\n', len) && sniff_line(text, len) == SNIFF_LOG;
}

struct sw_ctx *run_context(const struct run *run)
{
    struct sw_ctx *ctx = sw_new();

    site_rules_give(&run->rules, ctx, NULL); /* what is wrong with them has been told */
    return ctx;
}

void run_text(struct run *run, const char *source, const char *text, size_t len, size_t first_line)
{
    struct call call = { .run = run,
                         .printer = run->printer ? run->printer : &printer_full,
                         .source = source,
                         .text = text,
                         .len = len,
                         .first_line = first_line };
    size_t before = run->found;

    if (!is_log_line(text, len)) {
        explain(&call, SW_INPUT_TEXT, false);
        return;
    }
    explain(&call, SW_INPUT_LINE, false);
    if (run->found == before)
        explain(&call, SW_INPUT_LINE, true); /* nothing failed: then explain the success */
    /* the log of a program that sends no mail: "login failed" is none of ours */
    call.codes = !speaker_sends_mail((struct span){ text, len });
    if (run->found == before)
        explain(&call, SW_INPUT_TEXT, false);
}

/* pass - takes nothing */
static bool pass(void *arg, const struct log_entry *entry)
{
    (void)arg, (void)entry;
    return true;
}

/* is_servers - is a line of the text one of a mail server's log? */
static bool is_servers(const char *text, size_t len)
{
    const char *p = text, *end = text + len, *nl;
    struct buf scratch = buf_new(UNWRAP_MOST);
    bool known = false;

    for (; p < end && !known; p = nl + 1) {
        nl = line_ends(p, end);
        known = log_read(span_trim(span_of(p, nl)), &scratch, pass, NULL) != LOG_OTHER;
    }
    buf_free(&scratch);
    return known;
}

/* short_trace - so few lines of a program that sends mail that they may be one error's; what a
 * mail server logs says by itself what failed */
static bool short_trace(const char *text, size_t len)
{
    enum { LINES = 30 };

    return reader_count_lines(text, len) <= LINES &&
           speaker_sends_mail((struct span){ text, len }) && !is_servers(text, len);
}

void run_again(struct run *run, const char *source, const char *text, size_t len)
{
    struct call call = { .run = run,
                         .printer = run->printer ? run->printer : &printer_full,
                         .source = source,
                         .text = text,
                         .len = len,
                         .first_line = 1,
                         .codes = !short_trace(text, len),
                         .failures = true };

    explain(&call, SW_INPUT_TEXT, false);
}

/* go_direct - a log is shown as it comes, without a pager */
static void go_direct(struct run *run)
{
    pager_release(&run->pager);
    run->sink.out = stdout;
}

/* whole_words - how many bytes of a line that is cut off end behind a name: one cut in two would
 * not be known for one */
static size_t whole_words(const char *text, size_t len)
{
    while (len > 0 && !is_blank(text[len - 1]) && !is_any_of(text[len - 1], ",;>\""))
        len--;
    return len;
}

/* explain_long - the line's start serves as evidence; shown is the whole, before what is said */
static void explain_long(struct call *call, struct reader *r)
{
    struct run *run = call->run;
    struct reader_line piece = { .more = true };
    struct pager findings = { 0 };

    if (run->mask)
        call->len = whole_words(call->text, call->len);
    if (!call->echo) {
        explain(call, SW_INPUT_LINE, false);
        reader_pass_over(r);
        return;
    }
    call->echo = false;
    run->sink.out = pager_hold(&findings);
    explain(call, SW_INPUT_LINE, false);
    run->sink.out = stdout;
    fflush(findings.held);
    if (findings.size > 0) {
        show(run, call->text, call->len);
        if (run->mask) {
            fputs(" ...", stdout);
            reader_pass_over(r);
        }
        while (!run->mask && piece.more && reader_rest(r, &piece))
            show(run, piece.text, piece.len);
        putc('\n', stdout);
    } else {
        reader_pass_over(r);
    }
    pager_release(&findings);
}

void run_line(struct run *run, const char *source, struct reader *r, const struct reader_line *line,
              size_t number)
{
    struct call call = { .run = run,
                         .printer = run->printer ? run->printer : &printer_short,
                         .source = source,
                         .text = line->text,
                         .len = line->len,
                         .first_line = number };
    size_t before = run->sink.printed;

    go_direct(run);
    call.echo = call.printer->echoes;
    if (line->more)
        explain_long(&call, r);
    else
        explain(&call, SW_INPUT_LINE, false);
    if (run->flush && run->sink.printed > before) {
        fflush(stdout);
        check_output(run);
    }
}

void run_end(struct run *run)
{
    errno = 0;
    pager_show(&run->pager, run->sink.screen.rows);
    run->sink.out = stdout;
    fflush(stdout);
    check_output(run);
    if (fclose(stdout) != 0 && run->write_error == 0 && !(run->printer && run->printer->silent))
        run->write_error = errno; /* where nothing is printed, it may have been closed */
    if (run->write_error != 0 && run->write_error != EPIPE)
        diag_error(run->diag, "standard output", 0, "%s", strerror(run->write_error));
    seen_free(&run->sink.seen);
    sw_summary_free(run->summary);
    places_free(&run->places);
    sw_mask_free(run->mask);
    sw_free(run->ctx);
    site_rules_free(&run->rules);
}
