/* SPDX-License-Identifier: MIT */
/*
 * The forms of Postfix and Sendmail: a reason and the recipients may stand in any column, an
 * address with angle brackets or without.
 */
#include "queue.h"

#include "ascii.h"

enum {
    ID_MIN = 5,
    ID_MAX = 20,
    HEAD_WORDS = 7, /* id, size, day of the week, month, day, time, sender */
};

/* next_word - the next one of the line, which is left behind it; empty at its end */
static struct span next_word(struct span *line)
{
    const char *p, *end = line->ptr + line->len, *start;

    for (p = line->ptr; p < end && is_blank(*p); p++)
        ;
    for (start = p; p < end && !is_blank(*p); p++)
        ;
    *line = span_of(p, end);
    return span_of(start, p);
}

/* is_made_of - does the word consist of what fits, and of nothing else? */
static bool is_made_of(struct span word, bool (*fits)(char c))
{
    size_t n = 0;

    while (n < word.len && fits(word.ptr[n]))
        n++;
    return n > 0 && n == word.len;
}

static bool in_time(char c)
{
    return is_digit(c) || c == ':';
}

/* bare_id - without the mark of a message that is active, held or locked */
static struct span bare_id(struct span word)
{
    while (word.len > 0 && is_any_of(word.ptr[word.len - 1], "*!#?+-"))
        word.len--;
    return word;
}

/* first_line - of the text, without its end */
static struct span first_line(struct span text)
{
    return span_of(text.ptr, line_ends(text.ptr, text.ptr + text.len));
}

/* read_head - its words; is it a head? */
static bool read_head(struct span line, struct span words[HEAD_WORDS])
{
    size_t i;

    for (i = 0; i < HEAD_WORDS; i++)
        words[i] = next_word(&line);
    words[0] = bare_id(words[0]);
    return words[0].len >= ID_MIN && words[0].len <= ID_MAX && is_made_of(words[0], is_alnum) &&
           is_made_of(words[1], is_digit) && words[2].len == 3 && is_made_of(words[2], is_alpha) &&
           words[3].len == 3 && is_made_of(words[3], is_alpha) && is_made_of(words[4], is_digit) &&
           is_made_of(words[5], in_time) && words[6].len > 0;
}

bool queue_begins(struct span text)
{
    struct span words[HEAD_WORDS];

    return text.len > 0 && (is_alnum(*text.ptr) || is_blank(*text.ptr)) &&
           read_head(first_line(text), words);
}

struct span queue_message(struct span text)
{
    const char *p = text.ptr, *end = p + text.len;

    for (p = line_ends(p, end); p < end; p = line_ends(p + 1, end)) {
        struct span rest = span_of(p + 1, end);

        if (span_trim(first_line(rest)).len == 0 || queue_begins(rest))
            break;
    }
    return span_of(text.ptr, p);
}

/* reason_at - what stands in the parentheses that open at the start of the text, over several
 * lines if it was wrapped; empty if they are not closed before its end */
static struct span reason_at(struct span text)
{
    size_t i;
    int depth = 0;

    for (i = 0; i < text.len; i++) {
        depth += (text.ptr[i] == '(') - (text.ptr[i] == ')');
        if (depth == 0)
            return span_of(text.ptr + 1, text.ptr + i);
    }
    return span_at_most(text, 0);
}

/* is_address - a line that is nothing but an address */
static bool is_address(struct span line)
{
    return memchr(line.ptr, '@', line.len) && !memchr(line.ptr, ' ', line.len);
}

enum log_result queue_read(struct span message, log_entry_fn *fn, void *arg)
{
    struct log_entry entry = { .scene = { .fate = FATE_DEFERRED } };
    const char *p = message.ptr, *end = p + message.len, *nl;
    enum log_result result = LOG_QUIET;
    struct span words[HEAD_WORDS], line, reason;

    if (!read_head(first_line(message), words))
        return LOG_OTHER;
    entry.scene.queue_id = words[0];
    entry.scene.sender =
        is_address(words[HEAD_WORDS - 1]) ? log_address(words[HEAD_WORDS - 1]) : log_nothing;
    for (nl = line_ends(p, end); nl < end; nl = line_ends(p, end)) {
        for (p = nl; p < end && is_blank(*p); p++)
            ;
        line = span_trim(first_line(span_of(p, end)));
        if (line.len > 0 && *p == '(' && (reason = reason_at(span_of(p, end))).len > 0) {
            entry.said = reason;
            p = reason.ptr + reason.len;
        } else if (is_address(line) && entry.said.ptr) {
            entry.scene.recipient = log_address(line);
            result = LOG_SAID;
            if (!fn(arg, &entry))
                break;
        }
    }
    return result;
}
