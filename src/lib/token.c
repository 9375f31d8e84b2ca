/* SPDX-License-Identifier: MIT */
/*
 * Codes in running text.  A pattern finds every number that has the form of a
 * reply code or an enhanced status code and is not a part of a longer one
 * (4.16.55.1, v2.1.1.108, 5.1.1024).  Then the words on both sides decide:
 * "port 587", "250 bytes", "HTTP 503" are none, "said: 550" is one.
 */
#include "token.h"

#include "ascii.h"
#include "status.h"
#include "table.h"

#include <string.h>

/* At a number.  Groups: 1 reply code, 2 the enhanced code behind it, 3 an enhanced code alone. */
static const char pattern[] =
    "([1-6][0-9][0-9])(?![a-z0-9]|\\.[0-9])"
    "(?:(?:-\\#?|[ \\t_]+\\(?\\#?|[,:]\\s*b?\\\\?['\"]?\\#?|\\s*b?\\\\?['\"]\\#?|\\#"
    "|(?:\\s|\\\\[nrt])[\\s>|]*)"
    "([245]\\.[0-9]{1,3}\\.[0-9]{1,3})(?![a-z0-9]|\\.[0-9]))?"
    "|([245]\\.[0-9]{1,3}\\.[0-9]{1,3})(?![a-z0-9]|\\.[0-9])";

pcre2_code *token_compile(void)
{
    char message[128];
    size_t at;

    return regex_compile(pattern, PCRE2_CASELESS | PCRE2_ANCHORED, &at, message, sizeof message);
}

/* Words that stand before a reply. */
static const char *const introductions[] = {
    "got",
    "get",
    "gave",
    "received",
    "said",
    "me",
    "smtp",
    "lmtp",
    "esmtp",
    "responded",
    "response",
    "responds",
    "reply",
    "replied",
    "answered",
    "answer",
    "returned",
    "returns",
    "error",
    "code",
    "status",
    "message",
    "reason",
    "rejected",
    "refused",
    "stat",
    "reject",
    "failed",
    "failure",
    "bounced",
    "deferred",

    "retcode",
    "smtp_code",
    "lr",
    "smtpstatus",
    "rejection",
    "responsecode",
    "statuscode",
    "smtpcode",
    "delayed",
    "error_code",
    "reply-code",
    "dsn",
    "server",
    "smtperror",
    "smtpexception",
    "serverbusy",
    "fatal",
    "unknownerror",
    "antwort",
    "respuesta",
    "erreur",
    "fehler",
    "risposta",
    "resposta",
    "msg",
    "detail",
    "details",
    "was",
    "data",
    "transaction",
    "mailcommand",
    "connection",
    "because",
    "diagnostic",
    "diagnostic-code",
    "enhanced",
    "enhanced_code",
    "enhanced-code",
    "enhancedcode",
    "smtp_enchcode",
    "result",
    "bounce",
    "denied",
    "receiveresponse",
    "exception",
};

/* Words before a number that is no code. */
static const char *const measures_before[] = {
    "port", "pid",    "line",  "size",    "rfc",  "http",  "https",   "version", "uid",    "gid",
    "id",   "bytes",  "after", "timeout", "than", "least", "most",    "every",   "row",    "page",
    "over", "within", "about", "exceeds", "max",  "limit", "total",   "count",   "of",     "for",
    "ms",   "delay",  "up",    "only",    "took", "build", "release", "ver",     "number",
};

/* Words behind a number that is no code. */
static const char *const measures_behind[] = {
    "bytes",    "byte",     "kb",      "mb",          "gb",          "kib",     "mib",
    "ms",       "s",        "sec",     "secs",        "second",      "seconds", "min",
    "mins",     "minute",   "minutes", "h",           "hour",        "hours",   "day",
    "days",     "messages", "emails",  "recipients",  "connections", "times",   "users",
    "lines",    "files",    "percent", "packets",     "blocks",      "records", "items",
    "attempts", "retries",  "threads", "occurrences", "characters",  "chars",   "entries",
    "rows",     "mails",    "hosts",   "queries",     "requests",    "nodes",   "clients",
};

static bool listed(const char *const *words, size_t n, const char *text, size_t len)
{
    size_t i;

    for (i = 0; len > 0 && i < n; i++)
        if (words[i][0] == to_lower(*text) && strlen(words[i]) == len &&
            begins(text, len, words[i]))
            return true;
    return false;
}

#define LISTED(words, text, len) listed(words, sizeof(words) / sizeof *(words), text, len)

/* What stands before the number on its line. */
struct left {
    bool start;       /* nothing but marks: "<<< ", "* ", "S: " */
    char mark;        /* the last character that is no blank: ':', '"', '(', ... or 0 */
    const char *word; /* the last word before the marks */
    size_t word_len;
    bool text_start; /* nothing but blanks between the text's start and the number */
    bool adjacent;   /* the word stands right before the number, with blanks only between */
};

static bool word_char(char c)
{
    return is_alnum(c) || c == '-' || c == '_';
}

/* line_begin - the start of the line that holds p; an escaped line break ends one too */
static const char *line_begin(const char *text, const char *p)
{
    while (p > text) {
        if (p[-1] == '\n' || p[-1] == '\r')
            break;
        if (p - text >= 2 && p[-2] == '\\' && (p[-1] == 'n' || p[-1] == 'r'))
            break;
        p--;
    }
    return p;
}

/* behind_colour - where the terminal colour sequence that ends at p begins; p if there is none */
static const char *behind_colour(const char *from, const char *p)
{
    const char *q = p;

    if (q == from || q[-1] != 'm')
        return p;
    for (q--; q > from && (is_digit(q[-1]) || q[-1] == ';'); q--)
        ;
    return q - from >= 2 && q[-1] == '[' && q[-2] == '\x1b' ? q - 2 : p;
}

/* look_left - at most a few dozen bytes, so that the cost stays linear */
static struct left look_left(const char *text, const char *p)
{
    enum { REACH = 48 };
    const char *from = (size_t)(p - text) > REACH ? p - REACH : text;
    const char *line = line_begin(from, p);
    struct left left = { .start = true };
    const char *q = behind_colour(line, p);

    while (q > line && (is_blank(q[-1]) || q[-1] == '_'))
        q--;
    if (q == line) {
        left.start = line > from || from == text;
        left.text_start = line == text;
        return left;
    }
    left.adjacent = is_alnum(q[-1]);
    if (!left.adjacent)
        left.mark = q[-1];
    while (q > line && !is_alnum(q[-1]))
        q--;
    left.word = q;
    while (left.word > line && word_char(left.word[-1]))
        left.word--;
    left.word_len = (size_t)(q - left.word);
    left.start = left.word_len == 0;
    return left;
}

/* transcript_mark - "S: ", "<- ", "SERVER -> CLIENT: ": a server's line begins */
static bool transcript_mark(const struct left *left)
{
    static const char *const marks[] = { "s", "client", "server", "d", "remote", "in", "rx" };

    return left->mark == ':' && LISTED(marks, left->word, left->word_len);
}

enum { HTTP_LAST = 418 }; /* unknown codes up to here are rather those of the web: 404, 413 */

enum right {
    RIGHT_NONE,
    RIGHT_ORDINAL, /* "second", which is perhaps no span of time */
    RIGHT_MORE,
    RIGHT_WORDS,
    RIGHT_COUNT, /* "sent", "queued": words that may say what was counted */
    RIGHT_TUPLE,
    RIGHT_END
};

/* What becomes of messages, and is counted. */
static const char *const counted[] = { "sent",     "queued",  "delivered", "received",
                                       "deferred", "bounced", "waiting",   "processed",
                                       "rejected", "failed",  "accepted",  "total" };

/* ordinal - "550 second recipient ...": no span of time, if the number begins what was said */
static bool ordinal(const char *word, const char *word_end, const char *end)
{
    return begins(word, (size_t)(word_end - word), "second") && word_end - word == 6 &&
           end - word_end > 1 && *word_end == ' ' && is_alpha(word_end[1]);
}

/* begins_quad - "198.51.": an IPv4 address, or a code such as "5.7.1" */
static bool begins_quad(const char *p, const char *end)
{
    int dots = 0, digits = 0;

    for (; p < end && dots < 2; p++) {
        if (is_digit(*p) && digits < 3)
            digits++;
        else if (*p == '.' && digits > 0)
            dots++, digits = 0;
        else
            return false;
    }
    return dots == 2;
}

/* in_tuple - ", b'words'" behind a code, as Python shows a reply */
static bool in_tuple(const char *p, const char *end)
{
    if (end - p < 4 || p[0] != ',' || p[1] != ' ')
        return false;
    p += 2;
    p += *p == 'b' || *p == 'u';
    p += *p == '\\';
    return p < end && (*p == '\'' || *p == '"');
}

/* capitalized - "Messages", as a sentence begins; not "MB", a unit */
static bool capitalized(const char *word, const char *end)
{
    return end - word > 1 && *word >= 'A' && *word <= 'Z' && word[1] >= 'a' && word[1] <= 'z';
}

/* look_right - what follows a reply code; "550 Messages" at the start of a line counts nothing */
static enum right look_right(const char *p, const char *end, bool line_start)
{
    const char *word;

    if (in_tuple(p, end))
        return RIGHT_TUPLE;
    if (p == end || strchr("\r\n\\\"')]};`,<*", *p))
        return p < end && *p == ',' && p + 1 < end && is_digit(p[1]) ? RIGHT_NONE : RIGHT_END;
    if (*p == '-')
        return p + 1 < end && is_digit(p[1]) && !begins_quad(p + 1, end) ? RIGHT_NONE : RIGHT_MORE;
    if (*p == ':' || *p == '.')
        return p + 1 < end && !is_blank(p[1]) ? RIGHT_NONE : RIGHT_END;
    if (*p != ' ' && *p != '\t' && *p != '_')
        return RIGHT_NONE;
    while (p < end && (*p == ' ' || *p == '\t' || *p == '_'))
        p++;
    if (p == end || *p == '\n' || *p == '\r')
        return RIGHT_END;
    for (word = p; p < end && is_alpha(*p); p++)
        ;
    if (LISTED(measures_behind, word, (size_t)(p - word)) && !(line_start && capitalized(word, p)))
        return ordinal(word, p, end) ? RIGHT_ORDINAL : RIGHT_NONE;
    if (LISTED(counted, word, (size_t)(p - word)))
        return RIGHT_COUNT;
    return RIGHT_WORDS;
}

/* known - is the code in the table?  A number that is not must be introduced clearly. */
static bool known(unsigned reply)
{
    return table_reply(reply) != NULL;
}

/* has_digit - a time, an id, another number: what follows it is hardly a reply */
static bool has_digit(const char *word, size_t len)
{
    size_t i;

    for (i = 0; i < len; i++)
        if (is_digit(word[i]))
            return true;
    return false;
}

/* introduced - does a word like "said" or "error" stand before it? */
static bool introduced(const struct left *left)
{
    return LISTED(introductions, left->word, left->word_len) &&
           (left->adjacent || (left->mark && strchr(":;=(\"'#>[", left->mark)));
}

/* judge_within - a reply code that stands neither at a line's start nor behind an introduction */
static enum trust judge_within(const struct token *t, const struct left *left, enum right right)
{
    if (right == RIGHT_TUPLE)
        return known(t->reply) ? TRUST_LIKELY : TRUST_NONE;
    if (right == RIGHT_COUNT && left->mark == ',')
        return TRUST_NONE; /* "421 messages waiting, 550 sent today" */
    if (!known(t->reply))
        return right == RIGHT_MORE && !left->adjacent ? TRUST_MAYBE : TRUST_NONE;
    if (t->reply >= 600)
        return TRUST_NONE; /* of sending services: only where clearly introduced */
    if (left->mark == '=')
        return TRUST_NONE; /* "ses=417": a field of a log that is not about mail */
    if (left->mark && strchr(":;\"'`(#>|[,\\", left->mark))
        return right == RIGHT_END ? TRUST_MAYBE : TRUST_LIKELY;
    if (right == RIGHT_MORE)
        return TRUST_LIKELY;
    return has_digit(left->word, left->word_len) ? TRUST_NONE : TRUST_MAYBE;
}

static enum trust judge_reply(const struct token *t, const struct left *left, enum right right)
{
    if (right == RIGHT_NONE || (right == RIGHT_ORDINAL && !left->text_start))
        return TRUST_NONE;
    if (right == RIGHT_TUPLE && left->mark != '(')
        return TRUST_NONE;
    if (t->reply < 200 || ((t->reply < 400 || t->reply >= 600) && !known(t->reply)))
        return TRUST_NONE; /* 1xx: error numbers of clients; 255: the exit status of a program */
    if (left->start && left->text_start && t->reply > HTTP_LAST)
        return TRUST_LIKELY; /* the text begins with it */
    if (left->start || transcript_mark(left))
        return right == RIGHT_MORE || known(t->reply) ? TRUST_LIKELY : TRUST_MAYBE;
    return introduced(left) ? TRUST_SURE : judge_within(t, left, right);
}

/* judge_status - an enhanced code that stands alone, and ends at p */
static enum trust judge_status(const struct token *t, const struct left *left, const char *end)
{
    enum { SUBJECTS = 7 }; /* RFC 3463 3.1 knows no more: "[#4.16.4:70]" is something else */
    const char *p = t->end;

    if (t->enhanced.subject > SUBJECTS)
        return TRUST_NONE;
    if (left->mark == '#')
        return TRUST_SURE;
    if (introduced(left))
        return TRUST_SURE;
    if (p < end && !is_blank(*p) && !strchr("-:;,.)]}\"'\\_<>|", *p))
        return TRUST_NONE;
    if (p + 1 < end && *p == '-' && is_digit(p[1]))
        return TRUST_NONE; /* a package: 2.8.3-2 */
    if (left->start)
        return TRUST_LIKELY;
    if (left->mark && strchr(":;\"'(>[|", left->mark))
        return TRUST_LIKELY;
    if (left->mark == '.' && end - p > 1 && *p == ' ' && p[1] == '<')
        return TRUST_LIKELY; /* "Failed to add recipient. 5.1.1 <a@b>: ..." */
    return left->adjacent ? TRUST_MAYBE : TRUST_NONE;
}

/* http_near - is it the status of a web server: "HTTP 503", "GET 404", "HTTP status code: 500"? */
static bool http_near(struct span text, const struct token *t, const struct left *left)
{
    static const char *const words[] = { "http", "https", "get", "post", "put", "head", "delete" };
    enum { REACH = 24, HTTP_END = 505 };
    const char *p = t->start - text.ptr > REACH ? t->start - REACH : text.ptr;
    bool status_code = false;

    if (left->word_len > 0 && left->word[0] < 'a' && LISTED(words, left->word, left->word_len))
        return true;
    for (; p < t->start; p++) {
        size_t rest = (size_t)(t->start - p);

        if (begins(p, rest, "smtp"))
            return false;
        if (begins(p, rest, "http ") || begins(p, rest, "http-") || begins(p, rest, "http_"))
            return true;
        status_code |= begins(p, rest, "status code ") || begins(p, rest, "statuscode");
    }
    return status_code && t->reply <= HTTP_END && !status_given(t->enhanced);
}

/* is_measure - "port", "size", and names that end in one: "client_version" */
static bool is_measure(const char *word, size_t len)
{
    size_t tail = len;

    while (tail > 0 && word[tail - 1] != '_' && word[tail - 1] != '-')
        tail--;
    return LISTED(measures_before, word, len) ||
           (tail > 0 && LISTED(measures_before, word + tail, len - tail));
}

/* glued - "10:00:00,550", "mx.example.org:443", "192.0.2.1#550": a part of a time, a port */
static bool glued(struct span text, const struct token *t, const struct left *left)
{
    const char *p = t->start, *q;

    if (p - text.ptr < 2 || status_given(t->enhanced) || t->reply == 0)
        return false;
    if (p[-1] == ',')
        return is_digit(p[-2]);
    if (p[-1] == '#')
        return is_alnum(p[-2]);
    if (p[-1] != ':' || !is_alnum(p[-2]) || !left->word)
        return false;
    for (q = p - 1; q > text.ptr && word_char(q[-1]); q--)
        ;
    return q > text.ptr + 1 && q[-1] == '.' && is_alnum(q[-2]);
}

/* is_value - does a JSON value begin with it: "key":"550 ..." */
static bool is_value(struct span text, const char *p)
{
    return p - text.ptr >= 3 && p[-1] == '"' && (p[-2] == ':' || (p[-2] == ' ' && p[-3] == ':'));
}

/* lone_value - a string that is nothing but three numbers: "agent":"4.5.2" */
static bool lone_value(struct span text, const struct token *t)
{
    return t->reply == 0 && is_value(text, t->start) && t->end < text.ptr + text.len &&
           *t->end == '"';
}

static bool status_key(const struct left *left)
{
    static const char *const keys[] = { "dsn", "status" };

    return left->mark && strchr(":=\"", left->mark) && LISTED(keys, left->word, left->word_len);
}

/* bracketed - "smtp[550]", "[2001:db8::421]": a process id, a part of an address */
static bool bracketed(struct span text, const struct token *t)
{
    const char *p = t->start, *end = text.ptr + text.len;

    if (p - text.ptr < 2 || t->end == end || *t->end != ']')
        return false;
    return (p[-1] == '[' && is_alnum(p[-2])) || p[-1] == ':';
}

/* tells_outcome - "got ", "Got: ", "received ": behind what was expected stands what came */
static bool tells_outcome(const char *p, size_t len)
{
    size_t n = begins(p, len, "got") ? 3 : begins(p, len, "received") ? 8 : 0;

    return n && n < len && !is_alnum(p[n]);
}

/* expected - "expected code 250, got ...": what the client hoped for, not what was said */
static bool expected(struct span text, const char *p)
{
    enum { REACH = 40 };
    const char *from = p - text.ptr > REACH ? p - REACH : text.ptr;
    const char *hope = NULL;

    for (; from < p; from++) {
        if (*from == '\n')
            hope = NULL;
        else if (begins(from, (size_t)(p - from), "xpected") &&
                 !(from - text.ptr >= 3 && begins(from - 3, 3, "une")))
            hope = from;
        else if (tells_outcome(from, (size_t)(p - from)))
            hope = NULL;
    }
    return hope != NULL;
}

static void judge(struct span text, struct token *t)
{
    const char *end = text.ptr + text.len;
    struct left left = look_left(text.ptr, t->start);
    enum right right;

    t->line_start = left.start || transcript_mark(&left);
    if (left.word && is_measure(left.word, left.word_len) &&
        (left.adjacent || (left.mark && strchr("=:/", left.mark)) || is_value(text, t->start)) &&
        !(t->reply && status_given(t->enhanced)))
        return;
    if (left.mark == '/' || left.mark == '@' || http_near(text, t, &left) || bracketed(text, t) ||
        glued(text, t, &left) || expected(text, t->start))
        return;
    if (lone_value(text, t) && !introduced(&left))
        return;
    if (t->reply == 0 && !status_given(t->enhanced))
        return; /* 5.01.01 */
    if (t->reply == 0) {
        t->status = status_key(&left);
        t->trust = judge_status(t, &left, end);
        return;
    }
    if (status_given(t->enhanced)) {
        t->trust = TRUST_SURE;
        t->more = t->start[3] == '-';
        return;
    }
    right = look_right(t->start + 3, end, t->line_start);
    t->more = right == RIGHT_MORE;
    t->trust = judge_reply(t, &left, right);
}

static void parse_status(struct span text, size_t start, struct sw_status *out)
{
    (void)status_parse(text.ptr + start, text.len - start, out);
}

/* begins_number - is the digit at p the first of a number that stands by itself? */
static bool begins_number(const char *text, const char *p)
{
    char before = p > text ? p[-1] : ' ';

    if (before == '.' || is_digit(before))
        return false;
    if (!is_alpha(before))
        return true;
    if (p - text >= 2 && p[-2] == '\\') /* an escaped line break */
        return before == 'n' || before == 'r' || before == 't';
    return before == 'm' && behind_colour(text, p) != p;
}

/* has_form - three digits, or a class and a dot: is it worth asking the pattern? */
static bool has_form(const char *p, const char *end)
{
    if (end - p < 3)
        return false;
    return (is_digit(p[1]) && is_digit(p[2])) || (p[1] == '.' && is_digit(p[2]));
}

/* read_token - the token at p, if there is one */
static bool read_token(struct regex_env *env, const pcre2_code *code, struct span text,
                       const char *p, struct token *out)
{
    size_t start, end;

    if (!regex_match(env, code, "code", text.ptr, text.len, (size_t)(p - text.ptr)))
        return false;
    *out = (struct token){ .start = p };
    if (regex_span(env, 1, &start, &end)) {
        out->end = text.ptr + end;
        (void)reply_parse(p, 3, &out->reply);
        if (regex_span(env, 2, &start, &end)) {
            parse_status(text, start, &out->enhanced);
            out->end = text.ptr + end;
        }
    } else if (regex_span(env, 3, &start, &end)) {
        out->end = text.ptr + end;
        parse_status(text, start, &out->enhanced);
    }
    return true;
}

bool token_next(struct regex_env *env, const pcre2_code *code, struct span text, size_t *at,
                struct token *out)
{
    const char *p = text.ptr + *at, *end = text.ptr + text.len;

    for (; p < end; p++) {
        if (!is_digit(*p) || !has_form(p, end) || !begins_number(text.ptr, p) ||
            !read_token(env, code, text, p, out))
            continue;
        *at = (size_t)(out->end - text.ptr);
        judge(text, out);
        return true;
    }
    return false;
}
