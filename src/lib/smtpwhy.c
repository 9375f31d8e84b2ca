/* SPDX-License-Identifier: MIT */
/*
 * The library's entry: from a text or a line to its distinct outcomes.
 */
#include "smtpwhy.h"

#include "ascii.h"
#include "colour.h"
#include "ctx.h"
#include "explain.h"
#include "format.h"
#include "json_reader.h"
#include "message.h"
#include "queue.h"
#include "sniff.h"
#include "span.h"
#include "status.h"
#include "unwrap.h"

#include <stdint.h>
#include <string.h>

/* One call of sw_explain(). */
struct run {
    struct sw_ctx *ctx;
    struct span given; /* the caller's text */
    struct span text;  /* that, or a copy without colours and with wrapped lines mended, whose bytes
                        * keep their places */
    size_t first_line;
    const char *counted; /* up to here lines of the given text have been counted */
    size_t lines;
    bool all, any_failure;
    bool message;              /* the text is a mail message */
    struct said *last_success; /* in the context */
    size_t successes;
    const char *paste;   /* where text begins that is not yet explained */
    struct span whole;   /* that text */
    const char *line;    /* of a log, that is being read */
    const char *no_json; /* up to here there is no JSON that goes on over several lines */
    struct span place;   /* where in the text that entry stands whose words were decoded */
    const char *from;    /* where the message begins whose entries are taken */
    size_t told;
    bool quoted; /* has a line of a log a message's words in it? */
    bool stopped;
    sw_outcome_fn *fn;
    void *arg;
};

static bool failed(const struct said *s)
{
    unsigned class = s->reply ? s->reply / 100 : s->enhanced.class;

    if (s->scene.fate != FATE_NONE)
        return s->scene.fate != FATE_SENT;
    if (class == 0)
        class = s->scene.dsn.class;
    return class != 2 && class != 3;
}

/* in_text - does the span stand in the text, not in a buffer that something was decoded into? */
static bool in_text(const struct run *run, struct span s)
{
    uintptr_t start = (uintptr_t)run->text.ptr, p = (uintptr_t)s.ptr;

    return p >= start && p <= start + run->text.len && s.len <= start + run->text.len - p;
}

/* bytes_alike - how many bytes of the line at p are those that was said begins with */
static size_t bytes_alike(const char *p, const char *end, struct span said)
{
    size_t n = 0;

    while (n < said.len && p + n < end && p[n] == said.ptr[n] && p[n] != '\n' && p[n] != '\r')
        n++;
    return n;
}

/* find_start - where in the text that stands which begins like said: so many bytes, or the rest of
 * its line; len 0: nowhere */
static struct span find_start(struct span text, struct span said, size_t enough)
{
    size_t n = bytes_alike(said.ptr, said.ptr + said.len, span_at_most(said, enough));
    const char *p = n > 0 ? memmem(text.ptr, text.len, said.ptr, n) : NULL;

    return (struct span){ p, p ? bytes_alike(p, text.ptr + text.len, said) : 0 };
}

enum {
    ENOUGH = 40,      /* bytes by which a place is known */
    LABEL_REACH = 40, /* how far before the words a code may stand */
};

/* find_words - where from the known place on words stand that were decoded: "host mx said:" may
 * stand before them */
static struct span find_words(const struct run *run, struct span words)
{
    enum { NEAR = 4096, SHORT = 12 };
    struct span from = span_of(run->place.ptr, run->text.ptr + run->text.len), found;

    from = span_at_most(from, run->place.len + NEAR);
    found = find_start(from, words, ENOUGH);
    if (found.len == 0)
        found = find_start(from, words, SHORT); /* a line was broken, or joined */
    return found.len > 0 ? found : run->place;
}

/* with_code - the words, and with them the code before a label or a quote that they stand behind on
 * its line: "550, message: No", "(550, b'No')" */
static struct span with_code(const struct said *said)
{
    struct span words = said->words, code;
    size_t i;

    for (i = said->ncodes; i > 0; i--) {
        code = said->codes[i - 1];
        if (code.ptr == words.ptr)
            break;
        if (code.ptr < words.ptr && words.ptr - code.ptr < LABEL_REACH &&
            !memchr(code.ptr, '\n', (size_t)(words.ptr - code.ptr)))
            return span_of(code.ptr, words.ptr + words.len);
    }
    return words;
}

/* set_place - line and bytes of the evidence, in the given text */
static void set_place(struct run *run, const struct said *said, struct sw_outcome *out)
{
    struct span words = in_text(run, said->words) ? with_code(said) : find_words(run, said->words);
    const char *text = run->given.ptr, *start = text + (words.ptr - run->text.ptr);
    const char *end = start + words.len, *line, *p;

    while (start < end && is_blank(*start))
        start++;
    if (start < run->counted) {
        run->counted = text;
        run->lines = 0;
    }
    for (p = run->counted; (p = memchr(p, '\n', (size_t)(start - p))); p++)
        run->lines++;
    run->counted = start;
    line = line_begins(text, start);
    end = line_ends(start, end);
    while (end > start && is_blank(end[-1]))
        end--;
    out->line = run->first_line + run->lines;
    out->start = (size_t)(start - line);
    out->end = (size_t)(end - line);
}

/* tell - explain one reply and hand it over */
static bool tell(struct run *run, struct said *said)
{
    struct sw_outcome out;

    if (!explain(run->ctx, said, &out) || !told_is_new(&run->ctx->told, &out))
        return true;
    set_place(run, said, &out);
    run->told++;
    if (!run->fn(run->arg, &out))
        run->stopped = true;
    return !run->stopped;
}

/* in_decoded - does it stand in the buffer that the next line is decoded into? */
static bool in_decoded(const struct run *run, struct span s)
{
    uintptr_t start = (uintptr_t)run->ctx->decoded.ptr, p = (uintptr_t)s.ptr;

    return s.ptr && run->ctx->decoded.ptr && p >= start && p <= start + run->ctx->decoded.cap;
}

/* find_place - where in its text that stands, more or less, which a message says encoded */
static struct span find_place(struct span text, struct span said)
{
    struct span found = find_start(text, said, ENOUGH);

    return found.len > 0 ? found : span_of(text.ptr, line_ends(text.ptr, text.ptr + text.len));
}

/* keep_success - for the end of the text: nothing that was decoded lives that long */
static void keep_success(struct run *run, const struct said *said)
{
    struct said *kept = run->last_success;
    struct span *spans[] = { &kept->scene.recipient, &kept->scene.sender,  &kept->scene.host,
                             &kept->scene.host_ip,   &kept->scene.command, &kept->scene.queue_id };
    size_t i;

    *kept = *said;
    if (in_decoded(run, kept->words)) {
        kept->words = kept->around = run->place;
        kept->ncodes = 0;
    }
    for (i = 0; i < sizeof spans / sizeof *spans; i++)
        if (in_decoded(run, *spans[i]))
            *spans[i] = (struct span){ NULL, 0 };
}

/* take_said - failures are told as they come, successes only if nothing failed */
static bool take_said(void *arg, struct said *said)
{
    struct run *run = arg;

    if ((said->reply == 0 || parse_bare(said)) && run->whole.ptr)
        said->wider = run->whole; /* a notice's text often says what its "Status: 5.0.0" does not */
    if (failed(said)) {
        run->any_failure = true;
        return tell(run, said);
    }
    if (run->all)
        return tell(run, said);
    if (run->message)
        return true; /* its memory does not live until the end of the text */
    keep_success(run, said);
    run->successes++;
    return true;
}

/* tell_words - no code anywhere: known words are an outcome too */
static void tell_words(struct run *run, struct span text)
{
    struct said said = { .words = text, .around = text };

    (void)tell(run, &said);
}

/* is_known - are the words those of a provider or a mail program? */
static bool is_known(struct run *run, struct span text)
{
    struct said said = { .words = text, .around = text };
    struct sw_outcome out;

    return explain(run->ctx, &said, &out) && out.confidence == SW_CONFIDENCE_REPLY;
}

/* read_pair - a reply code, an enhanced code, or both, at p; returns the bytes it takes */
static size_t read_pair(const char *p, const char *end, struct said *said)
{
    size_t n = reply_parse(p, (size_t)(end - p), &said->reply), m;
    const char *q = p + n;

    while (n > 0 && q < end && (is_blank(*q) || *q == '-' || *q == '#'))
        q++;
    if (q < end && (n == 0 || q > p + n)) {
        m = status_parse(q, (size_t)(end - q), &said->enhanced);
        if (m > 0)
            n = (size_t)(q - p) + m;
    }
    return n;
}

/* explain_codes - a text that is nothing but codes: each is looked up */
static void explain_codes(struct run *run)
{
    const char *p = run->text.ptr, *end = p + run->text.len;
    size_t n;

    for (; p < end && !run->stopped; p += n) {
        struct said said = { .ncodes = 1 };

        n = read_pair(p, end, &said);
        said.words = said.around = said.codes[0] = (struct span){ p, n };
        if (n > 0)
            (void)tell(run, &said);
        else
            n = 1;
    }
}

/* apart - codes that a log format keeps apart from the words: they are the reply's own */
struct apart {
    struct run *run;
    const struct log_entry *entry;
    bool told;
};

static bool take_apart(void *arg, struct said *said)
{
    struct apart *a = arg;
    bool notice = a->entry->scene.notice;

    if (notice && said->reply >= 200 && said->reply < 400 && a->entry->scene.fate != FATE_SENT)
        return true; /* of a transcript: what went well is no reason */
    if (a->entry->reply)
        said->reply = a->entry->reply;
    if (status_given(a->entry->enhanced))
        said->enhanced = a->entry->enhanced;
    a->told = true;
    return take_said(a->run, said) && !notice;
}

/* explain_paste - text that is no log: replies, notices, transcripts; of one beside lines of a log,
 * which tell what failed, its words alone are no outcome, nor are those of an event that no reader
 * of events knows */
static void explain_paste(struct run *run, struct span rest, bool beside)
{
    struct scene scene = { .fate = FATE_NONE };
    bool event = sniff_event(rest);
    struct span piece;
    size_t codes = 0;

    run->whole = rest;
    while (!run->stopped && parse_next_piece(&rest, &piece))
        codes += parse_piece(&run->ctx->parser, piece, event, &scene, take_said, run);
    if (codes == 0 && !beside && !run->stopped && (!event || is_known(run, run->whole)))
        tell_words(run, run->whole);
    run->whole.ptr = NULL;
}

/* flush_paste - what was pasted between log lines; beside: one of them tells something */
static void flush_paste(struct run *run, const char *end, bool beside)
{
    const char *p = run->paste;

    while (p < end && is_blank(*p))
        p++;
    if (p < end && !run->stopped)
        explain_paste(run, span_of(run->paste, end), beside);
}

/* take_entry - what a log line reports */
static bool take_entry(void *arg, const struct log_entry *entry)
{
    struct apart a = { arg, entry, false };
    struct run *run = arg;
    struct said said = { .words = entry->said, .around = entry->said, .scene = entry->scene };

    if (run->paste && run->paste < run->line) { /* what stands before the line comes first */
        flush_paste(run, run->line, true);
        run->paste = run->line;
        if (run->stopped)
            return false;
    }
    if (entry->message.ptr && entry->message.ptr != run->from) {
        run->from = entry->message.ptr; /* what other messages told counts for itself */
        told_clear(&run->ctx->told);
    }
    run->place = entry->place.ptr ? entry->place : entry->said;
    if (!in_text(run, run->place))
        run->place =
            find_place(in_text(run, entry->message) ? entry->message : run->text, entry->said);
    (void)parse_piece(&run->ctx->parser, entry->said, false, &entry->scene, take_apart, &a);
    if (!a.told)
        (void)take_apart(&a, &said);
    return !run->stopped;
}

/* begins_with_reply - no log begins a line, and no message its first, with a reply code */
static bool begins_with_reply(struct span text)
{
    unsigned reply;

    return reply_parse(text.ptr, text.len, &reply) > 0;
}

/* is_log_line - did a format know the line?  Then its entries have been taken. */
static bool is_log_line(struct run *run, struct span line)
{
    enum log_result result = LOG_OTHER;

    line = span_trim(line); /* a log is often indented where it is quoted */
    if (!begins_with_reply(line))
        result = log_read(line, &run->ctx->decoded, take_entry, run);
    run->quoted = run->quoted || result == LOG_QUOTED;
    return result != LOG_OTHER;
}

/*
 * is_document - is it JSON that begins in this line and ends in a later one, as programs print it
 * for people?  Its end is that of its last line then.
 */
static bool is_document(struct run *run, struct span line, const char **end)
{
    const char *text_end = run->text.ptr + run->text.len, *p = line.ptr, *close, *read;
    const char *line_end = p + line.len;
    enum log_result result;

    while (p < line_end && is_blank(*p))
        p++;
    if (p == line_end || (*p != '{' && *p != '[') || p < run->no_json)
        return false;
    close = json_close(span_of(p, text_end), &read);
    if (!close) {
        run->no_json = read;
        return false;
    }
    line = span_of(p, close);
    buf_clear(&run->ctx->decoded);
    if (close <= line_end || !begin_json(line))
        return false;
    result = format_json(line, &run->ctx->decoded, take_entry, run);
    if (result == LOG_OTHER)
        return false;
    run->quoted = run->quoted || result == LOG_QUOTED;
    *end = memchr(close, '\n', (size_t)(text_end - close));
    return true;
}

/* is_queued - is it a message of a queue that begins in this line?  Its end is that of its last
 * line then. */
static bool is_queued(struct run *run, const char *line, const char **end)
{
    struct span text = span_of(line, run->text.ptr + run->text.len), message;

    if (!queue_begins(text))
        return false;
    message = queue_message(text);
    (void)queue_read(message, take_entry, run);
    *end = message.ptr + message.len < text.ptr + text.len ? message.ptr + message.len : NULL;
    return true;
}

/* is_notice_body - is it a notice without its header, and does it tell anything? */
static bool is_notice_body(struct run *run)
{
    if (begins_with_reply(run->text) || !message_is_body(run->text))
        return false;
    run->message = true;
    (void)message_read_body(run->text, take_entry, run);
    run->message = run->told > 0;
    return run->message;
}

/* explain_text - line by line as far as log formats know them, the rest as a paste */
static void explain_text(struct run *run)
{
    const char *p, *end, *nl;

    run->message = sw_is_message(run->text.ptr, run->text.len);
    if (run->message) {
        (void)message_read(run->text, take_entry, run);
        return;
    }
    if (is_notice_body(run))
        return;
    if (unwrap(run->text, &run->ctx->decoded, &run->ctx->mended))
        run->text = span_of_buf(&run->ctx->mended);
    p = run->text.ptr;
    end = p + run->text.len;
    for (run->paste = p; p < end && !run->stopped; p = nl) {
        const char *after = memchr(p, '\n', (size_t)(end - p));

        nl = after ? after + 1 : end;
        run->line = p;
        if (is_document(run, span_of(p, nl), &after) || is_queued(run, p, &after))
            nl = after ? after + 1 : end;
        else if (!is_log_line(run, span_of(p, after ? after : end)))
            continue;
        flush_paste(run, p, run->told > 0);
        run->paste = nl;
    }
    flush_paste(run, end, run->told > 0);
    if (run->told == 0 && run->successes == 0 && run->paste == end && !run->stopped &&
        !run->quoted) {
        /* log lines that report nothing: is there anything else in them? */
        run->paste = run->text.ptr;
        flush_paste(run, end, false);
    }
}

/* explain_line - a line of a log; one of no known format must say clearly that it is about mail */
static void explain_line(struct run *run)
{
    struct scene scene = { .fate = FATE_NONE };

    if (!is_log_line(run, run->text))
        parse_piece(&run->ctx->parser, run->text, true, &scene, take_said, run);
}

/* begins_failure - does a line of a session begin as the client tells what went wrong? */
static bool begins_failure(struct span line)
{
    static const char *const signs[] = {
        "***",     "error",     "smtp error",      "smtp -> error",
        "fatal",   "exception", "lost connection", "connection lost",
        "timeout", "timed out", "curl: ",          "traceback"
    };

    return span_begins_any(sniff_behind_time(span_trim(line)), PHRASES_IN(signs));
}

/* tell_tail - a session in which no server failed may end in what the client says of a failure */
static void tell_tail(struct run *run)
{
    enum { BYE = 221 };
    const struct said *last = run->last_success;
    const char *p, *end = run->text.ptr + run->text.len, *nl;

    if (last->ncodes == 0 || last->reply == BYE || last->scene.fate != FATE_NONE ||
        !in_text(run, last->words))
        return;
    p = last->codes[last->ncodes - 1].ptr;
    for (; (nl = memchr(p, '\n', (size_t)(end - p))); p = nl + 1) {
        if (begins_failure(span_of(nl + 1, line_ends(nl + 1, end)))) {
            tell_words(run, span_of(nl + 1, end));
            run->any_failure = run->told > 0;
            return;
        }
    }
}

size_t sw_explain(struct sw_ctx *ctx, enum sw_input input, const char *text, size_t len,
                  size_t first_line, bool all, sw_outcome_fn *fn, void *arg)
{
    struct run run = { .ctx = ctx,
                       .given = { text, len },
                       .text = { text, len },
                       .first_line = first_line,
                       .counted = text,
                       .last_success = &ctx->last_success,
                       .all = all,
                       .fn = fn,
                       .arg = arg };

    told_clear(&ctx->told);
    if (colour_blank(run.text, &ctx->colourless))
        run.text = span_of_buf(&ctx->colourless);
    if (input == SW_INPUT_LINE)
        explain_line(&run);
    else if (parse_only_codes(run.text))
        explain_codes(&run);
    else
        explain_text(&run);
    if (input == SW_INPUT_TEXT && !run.any_failure && run.successes > 0)
        tell_tail(&run);
    if (input == SW_INPUT_TEXT && !run.any_failure && run.successes > 0 && !run.stopped)
        (void)tell(&run, run.last_success);
    return run.told;
}

bool sw_is_message(const char *text, size_t len)
{
    struct span span = { text, len };

    return !begins_with_reply(span) && message_begins(span);
}
