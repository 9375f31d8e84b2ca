/* SPDX-License-Identifier: MIT */
/*
 * The table of log formats, how a line finds its format, and how formats hand over what they read.
 *
 * Most lines of a big log are of no interest, so one pass looks for the formats'
 * marks; only those whose mark stands in the line read it.
 */
#include "format.h"

#include "ascii.h"
#include "chars.h"

#include <string.h>

#define M  LOG_MARK
#define M3 LOG_MARK3

/* In the order in which they are asked: what may quote another format's lines comes first. */
static const struct log_format formats[] = {
    { "json", format_json, begin_json, { 0 } },
    { "exchange", format_exchange, begin_exchange, { 0 } },
    { "powermta", format_powermta, begin_powermta, { 0 } },
    { "hmail", format_hmail, begin_hmail, { 0 } },
    { "stalwart", format_stalwart, begin_stalwart, { 0 } },
    { "kerio", format_kerio, begin_kerio, { 0 } },
    { "dialogue", format_dialogue, begin_dialogue, { 0 } },
    { "exim",
      format_exim,
      begin_exim,
      { M('x', 'i', 'm', '['), M('i', 'm', '4', '['), M3(' ', 'R', '='), M3(' ', 'H', '='),
        M3(' ', 'F', '='), M3(' ', 'T', '='), M3(' ', 'C', '='), M3(' ', '=', '=') } },
    { "opensmtpd",
      format_opensmtpd,
      NULL,
      { M('u', 'l', 't', '='), M('t', 'a', 't', '='), M('a', 'n', 'd', '='), M('-', 'i', 'n', ':'),
        M('o', 'u', 't', ':'), M('m', 't', 'p', ':'), M('m', 't', 'a', ':'), M('s', 'o', 'n', '='),
        M('t', 'p', 'd', '['), M('e', 's', 's', '=') } },
    { "haraka",
      format_haraka,
      begin_haraka,
      { M3(' ', 'S', ':'), M(' ', 'l', 'r', '='), M('t', 'e', 'd', ':'), M('r', 'e', 'd', ':'),
        M('a', 'i', 'l', ':'), M('n', 'd', 's', ':'), M('n', 's', 'e', '='), M3(' ', 'C', ':'),
        M('u', 'i', 'd', '='), M('t', 'r', 'y', ':'), M('a', 'k', 'a', '[') } },
    { "ironport",
      format_ironport,
      NULL,
      { M('c', 'e', 'd', ':'), M('y', 'e', 'd', ':'), M('n', 'f', 'o', ':') } },
    { "barracuda",
      format_barracuda,
      NULL,
      { M('c', 'a', 'n', '['), M('s', 's', '1', '['), M('s', 's', '2', '['), M('m', 't', 'p', '['),
        M('c', 'a', 'n', ':'), M('m', 't', 'p', ':') } },
    { "courier",
      format_courier,
      NULL,
      { M('t', 'p', 'd', ':'), M('t', 'p', 'd', '['), M('m', 't', 'p', ':'), M('m', 't', 'p', '['),
        M('c', 'a', 'l', ':'), M('c', 'a', 'l', '[') } },
    { "postfix",
      format_postfix,
      NULL,
      { M('t', 'u', 's', '='), M('e', 'c', 't', ':'), M('i', 'n', 'g', ':'), M('o', 'l', 'd', ':'),
        M('a', 'r', 'd', ':'), M('a', 'i', 'd', ':'), M(' ', 'm', 'e', ':'), M(':', '2', '5', ':'),
        M('m', 't', 'p', '['), M('t', 'p', 'd', '['), M('m', 'g', 'r', '['),
        M('n', 'u', 'p', '[') } },
    { "sendmail",
      format_sendmail,
      NULL,
      { M('t', 'a', 't', '='), M('e', 'c', 't', '='), M('a', 'i', 'l', '['), M('m', 't', 'a', '['),
        M('e', 'u', 'e', '['), M('o', 'n', 's', '[') } },
    { "qmail",
      format_qmail,
      begin_qmail,
      { M('u', 'r', 'e', ':'), M('e', 's', 's', ':'), M('r', 'a', 'l', ':'), M('a', 'i', 'd', ':'),
        M('a', 'i', 'l', ':'), M('t', 'p', 'd', ':'), M('y', 'k', 'e', '['), M('c', 'p', 't', ':'),
        M('d', 'e', 'r', ':') } },
    { "filter",
      format_filter,
      NULL,
      { M('v', 'i', 's', '['), M('i', 's', 'd', '['), M('v', 'i', 's', ':'), M('l', 'o', 'g', ':'),
        M('t', 'e', 'r', '['), M('a', 'm', 'd', ':'), M('k', 'i', 'm', '['), M('k', 'i', 'm', ':'),
        M('S', 'P', 'F', ':'), M('i', 'o', 'n', '=') } },
    { "dovecot",
      format_dovecot,
      NULL,
      { M('c', 'o', 't', ':'), M('c', 'o', 't', '['), M('e', 'v', 'e', ':'), M('r', 'o', 'r', ':'),
        M('g', 'i', 'd', '='), M('g', 'i', 'n', ':') } },
    { "chasquid", format_chasquid, NULL, { M('r', 'y', ')', ':'), M('n', 't', ')', ':') } },
    { "dma", format_dma, NULL, { M('d', 'm', 'a', '[') } },
    { "keyed", format_keyed, NULL, { M('t', 'u', 's', '='), M('o', 'd', 'e', '=') } },
};

enum { FORMATS = sizeof formats / sizeof *formats };

_Static_assert(FORMATS <= 32, "more formats than bits");

enum { SLOT_BITS = 8, MARK_SLOTS = 1 << SLOT_BITS }; /* at least twice as many as marks */

/* The marks of all formats; made once by each thread. */
struct mark_table {
    bool made;
    unsigned char behind[256]; /* a byte: in which of "=:[" do marks end behind it? */
    struct {
        uint32_t mark, formats;
    } at[MARK_SLOTS];
};

/* bit_of - of the byte in which a mark ends */
static unsigned bit_of(unsigned c)
{
    return c == '=' ? 1 : c == ':' ? 2 : 4;
}

/* slot_of - where a mark is, or the first place that is free */
static size_t slot_of(const struct mark_table *table, uint32_t mark)
{
    size_t slot = mark * 0x9e3779b1u >> (32 - SLOT_BITS); /* Fibonacci hashing, Knuth 6.4 */

    while (table->at[slot].mark && table->at[slot].mark != mark)
        slot = (slot + 1) % MARK_SLOTS;
    return slot;
}

static void make_table(struct mark_table *table)
{
    size_t i, k;

    for (i = 0; i < FORMATS; i++)
        for (k = 0; k < LOG_MARKS && formats[i].marks[k]; k++) {
            uint32_t mark = formats[i].marks[k];
            size_t slot = slot_of(table, mark);

            table->at[slot].mark = mark;
            table->at[slot].formats |= 1u << i;
            table->behind[mark >> 16 & 0xff] |= (unsigned char)bit_of(mark >> 24);
        }
    table->made = true;
}

/* marks - the table of this thread */
static const struct mark_table *marks(void)
{
    static _Thread_local struct mark_table table;

    if (!table.made)
        make_table(&table);
    return &table;
}

/* next_end - where the next byte stands that a mark ends in; end if there is none */
static const unsigned char *next_end(const unsigned char *p, const unsigned char *end)
{
    static const bool ends_mark[256] = { ['='] = true, [':'] = true, ['['] = true };

    while (end - p >= CHARS) {
        chars c = chars_at((const char *)p);

        if (chars_any((chars)(c == '=') | (chars)(c == ':') | (chars)(c == '[')))
            break;
        p += CHARS;
    }
    while (p < end && !ends_mark[*p])
        p++;
    return p;
}

/* candidates - a bit for each format that has a mark in the line, four bytes long or three */
static uint32_t candidates(struct span line)
{
    const unsigned char *p = (const unsigned char *)line.ptr, *end = p + line.len;
    const struct mark_table *table = marks();
    uint32_t found = 0, mark;

    for (p += 3; p < end; p++) {
        p = next_end(p, end);
        if (p == end)
            break;
        if (!(table->behind[p[-1]] & bit_of(*p)))
            continue; /* as with most */
        mark = LOG_MARK(p[-3], p[-2], p[-1], p[0]);
        found |= table->at[slot_of(table, mark)].formats;
        found |= table->at[slot_of(table, mark & 0xffffff00u)].formats;
    }
    return found;
}

/* bare - without what a terminal or a carriage return adds at the end of a line */
static struct span bare(struct span line)
{
    const char *p;

    for (;;) {
        while (line.len > 0 && is_blank(line.ptr[line.len - 1]))
            line.len--;
        if (line.len < 3 || line.ptr[line.len - 1] != 'm')
            return line;
        p = line.ptr + line.len - 1;
        while (p > line.ptr && (is_digit(p[-1]) || p[-1] == ';'))
            p--;
        if (p - line.ptr < 2 || p[-1] != '[' || p[-2] != '\x1b')
            return line;
        line.len = (size_t)(p - 2 - line.ptr);
    }
}

/* unnamed - without the name and number that grep puts before a line: "mainlog:12:2024-05-01 ..."
 */
static struct span unnamed(struct span line)
{
    enum { NAME_MAX = 200 };
    const char *p = line.ptr, *end = p + line.len, *last = p + NAME_MAX;

    for (; p < end && p < last && *p != ' '; p++)
        if (*p == ':' && shaped(p + 1, (size_t)(end - p) - 1, "9999-99-99"))
            return log_behind(line, p + 1);
    return line;
}

/* code_in - does a number in the form of a failure's code stand in the text? */
static bool code_in(struct span text)
{
    const char *p = text.ptr, *end = p + text.len;
    bool in_word = false;

    for (; p < end; p++) {
        if (!in_word && *p >= '4' && log_code_at(text, p))
            return true;
        in_word = is_alnum(*p) || *p == '.' || *p == '-' || *p == '_' || *p == ':';
    }
    return false;
}

/* is_subject - do all codes of a line stand in "subject=...", which some message's writer said? */
static bool is_subject(struct span line)
{
    static const char key[] = "ubject=";
    const char *p = log_after(line, key), *end;
    struct span value;

    if (!p || p == line.ptr + line.len)
        return false;
    value = is_any_of(*p, "\"'") ? log_quoted(line, p) : log_value(log_behind(line, p), "", ",;>");
    end = value.ptr + value.len;
    return code_in(value) && !code_in(log_before(line, p)) && !code_in(log_behind(line, end));
}

enum log_result log_read_inner(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    enum log_result result;
    uint32_t found;
    size_t i;

    line = unnamed(bare(line));
    if (line.len < 4)
        return LOG_OTHER;
    found = candidates(line);
    for (i = 0; i < FORMATS; i++) {
        if (!(found >> i & 1) && !(formats[i].begin && formats[i].begin(line)))
            continue;
        result = formats[i].read(line, scratch, fn, arg);
        if (result != LOG_OTHER)
            return result;
    }
    return is_subject(line) ? LOG_QUOTED : LOG_OTHER;
}

enum log_result log_read(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    buf_clear(scratch);
    return log_read_inner(line, scratch, fn, arg);
}

char *log_room(struct buf *scratch, size_t n)
{
    if (scratch->len == 0 && buf_room(scratch, n) < n)
        return NULL;
    return scratch->ptr && scratch->cap - scratch->len > n ? scratch->ptr + scratch->len : NULL;
}

/* octal - the byte of "\303" at p, behind the backslash; 0 if there is none */
static unsigned octal(const char *p, const char *end)
{
    unsigned v = 0;
    int i;

    if (end - p < 3)
        return 0;
    for (i = 0; i < 3; i++) {
        if (p[i] < '0' || p[i] > '7')
            return 0;
        v = v * 8 + (unsigned)(p[i] - '0');
    }
    return v & 0xff;
}

void log_unescape(struct log_entry *entry, struct buf *scratch)
{
    struct span text = entry->said;
    const char *p = text.ptr, *end = p + text.len, *escape;
    char *to, *start;

    if (text.len == 0 || !memchr(p, '\\', text.len) || !(start = log_room(scratch, text.len)))
        return;
    for (to = start; p < end; p++) {
        if (*p != '\\' || p + 1 == end) {
            *to++ = *p;
        } else if (octal(p + 1, end)) {
            *to++ = (char)octal(p + 1, end);
            p += 3;
        } else {
            escape = memchr("n\nr\rt\t", *++p, 6);
            *to++ = escape && is_alpha(*p) ? escape[1] : *p;
        }
    }
    scratch->len += (size_t)(to - start);
    entry->said = span_of(start, to);
    entry->place = text;
}

bool log_decoded(log_entry_fn *fn, void *arg, struct log_entry *entry, struct span raw)
{
    if (entry->said.ptr != raw.ptr)
        entry->place = raw;
    return fn(arg, entry);
}

void log_each_recipient(log_entry_fn *fn, void *arg, struct log_entry *entry, struct span list)
{
    const char *p = list.ptr, *end = p + list.len;
    struct span recipient;
    size_t n;

    for (n = 0; p < end && n < LOG_RECIPIENTS; n++, p += recipient.len + 1) {
        recipient = log_up_to(list, p, ",");
        entry->scene.recipient = log_address(recipient);
        if (!fn(arg, entry))
            return;
    }
}
