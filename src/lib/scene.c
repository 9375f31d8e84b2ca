/* SPDX-License-Identifier: MIT */
/*
 * Recipient, sender, host, address and step, from the phrases in which MTAs and
 * client libraries report a reply.  Addresses are found by hand: they stand in
 * nearly every reply.
 */
#include "scene.h"

#include "ascii.h"
#include "span.h"
#include "step.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

/* Which fields a pattern's groups 1 and 2 fill. */
enum field { HOST, RECIPIENT, SENDER, COMMAND, HOST_IP, QUEUE_ID, NO_FIELD };

/* A host's address.  "host dma[6001.28f04a0]" is a program on a machine of that name. */
#define ADDRESS "([0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9a-f]*:[0-9a-f:.]+)"

/* A pattern, and the phrases of which it needs one: they are looked for first, all at once. */
static const struct {
    const char *pattern;
    enum field first, second;
    const char *leads[SCENE_LEADS + 1];
} patterns[SCENE_PATTERNS] = {
    { "\\bhost ([a-z0-9_.-]+) ?\\[" ADDRESS "\\]", HOST, HOST_IP, { "host " } },
    { "(?:while talking to|(?:lost connection|conversation) with|by mail ?server|offered by(?: "
      "host)?|ssl_connect error to|remote-mta: "
      "*dns;|relay=|\\bh=|\\bmx=|\\bserver for the "
      "recipient domain "
      "\\S+ by|\\bfqdn=|remote mailserver|tls error from|connect to) "
      "*'?([a-z0-9][a-z0-9_.-]+\\.[a-z0-9-]+)"
      "\\.?'?:? ?(?:[\\[(]" ADDRESS "[\\])])?",
      HOST,
      HOST_IP,
      { "while talking to", "by mail", "offered by", "error to", "remote",
        "relay=", "h=", "mx=", "fqdn=", "server for the recipient domain ", "tls error from",
        "connect to", "connection with", "conversation with" } },
    { "([a-z0-9][a-z0-9_.-]+\\.[a-z]+) ?(?:\\[" ADDRESS "\\])? (?:did not like our|rejected "
      "(?:your|the) message|said:|gave this error|responded:|failed after )",
      HOST,
      HOST_IP,
      { "did not like our", "rejected your message", "rejected the message",
        "said:", "gave this error", "responded:", "failed after " } },
    { "\\b(?:recipients? failed: *|failed to (?:add recipient:?|(?:send|deliver)(?: [a-z-]+){0,2} "
      "to) |(?:not|never) (?:sent|delivered) to )"
      "['\"<(]?([^\\s<>,;:'\"\\[\\]]+@[^\\s<>,;:'\"\\[\\])]+?)(?=smtp server error|[^a-z0-9._-]|$)",
      RECIPIENT,
      NO_FIELD,
      { "recipient failed:", "recipients failed:", "failed to ", "sent to ", "delivered to " } },
    { "(?:final-recipient: *rfc822; *|\\b(?:to|recipient|rcpt)=<?|\\brcpt to: "
      "?<?|original-recipient: "
      "*rfc822; *|"
      "(?:^|\\n)\\s*<(?=[^>\\n]+>:)|recipient <|recipient: *(?:\\[?smtp: ?)?|x-failed-recipients: "
      "*)"
      "([^\\s<>,;:'\"\\[\\]]+@[^\\s<>,;:'\"\\[\\])]+)",
      RECIPIENT,
      NO_FIELD,
      { "recipient:", "recipient <",
        "to=", "recipient=", "rcpt=", "rcpt to:", ">:", "x-failed-recipients:" } },
    { "<([a-z0-9][a-z0-9.-]*\\.[a-z]+) #[245]\\.[0-9]", HOST, NO_FIELD, { " #4.", " #5." } },
    { "(?:^|\\n|\\bconnected to )" ADDRESS " (?:does not like |but |failed )",
      HOST_IP,
      NO_FIELD,
      { " does not like ", "connected to " } },
    { "(?:^|[\\n,])[ \\t\"]*([^\\s<>,;:'\"\\[\\]]+@[^\\s<>,;:'\"\\[\\])]+?)(?:: "
      "|\\.\\.\\. (?:deferred: )?|\"?,\"?)(?=[245][0-9][0-9][ -])",
      RECIPIENT,
      NO_FIELD,
      { ": 4", ": 5", "... 4", "... 5", ",4", ",5", ",\"4", ",\"5" } },
    { "\\bmessage recipient:? "
      "[\"'\\x{e2}\\x{80}\\x{9c}]*([^\\s<>,;:'\"\\[\\]\\x{e2}]+@[a-z0-9.-]*[a-z0-9])",
      RECIPIENT,
      NO_FIELD,
      { "message recipient" } },
    { "(?:^|\\s)(?:==|\\*\\*) (?:[^\\s<>]+ <)?([^\\s<>,;:'\"\\[\\]]+@[^\\s<>,;:'\"\\[\\])]+)>? "
      "(?:[rtp]=|\\()",
      RECIPIENT,
      NO_FIELD,
      { "== ", "** " } },
    { "(?:\\bmail from: ?<?|\\bfrom=<?|\\bf=<|\\bfrom address failed: "
      "?)([^\\s<>,;:'\"\\[\\]]+@[^\\s<>,;:'\"\\[\\])]+)",
      SENDER,
      NO_FIELD,
      { "mail from:", "from=", "f=<", "from address failed:" } },
    { "['\"]([^\\s<>,;:'\"]+@[^\\s<>,;:'\"\\\\]+)\\\\?['\"]: \\([0-9]{3}, ",
      RECIPIENT,
      NO_FIELD,
      { "': (", "\": (" } },
    { "senderrefused\\W.{0,600}['\"], u?['\"]([^\\s<>,;:'\"]+@[^\\s<>,;:'\"]+)['\"]\\)",
      SENDER,
      NO_FIELD,
      { "senderrefused" } },
    { "\\(in\\s+(?:reply|response)\\s+to\\s+((?:end\\s+of\\s+)?[a-z]+(?:\\s+(?:to|from))?)",
      COMMAND,
      NO_FIELD,
      { "(in" } },
    { "(?:\\bafter|\\bfailed (?:during|at)|did not like our|\\breject:|\\bcommand:) *['\"]?"
      "((?:end\\s+of\\s+data|"
      "rcpt(?:\\s+to)?|mail(?:\\s+from)?|data|ehlo|helo|lhlo|starttls|auth|initial connection|"
      "connect|sending data block|pipelined (?:mail from|rcpt to|data))(?![a-z]))",
      COMMAND,
      NO_FIELD,
      { "after", "failed during", "failed at", "did not like our", "reject:", "command:" } },
    { "\\b(rcpt to|mail from|data end|data|ehlo|helo|starttls|auth)(?: command|(?<= to)|(?<= "
      "from)) "
      "failed",
      COMMAND,
      NO_FIELD,
      { " command failed", "rcpt to failed", "mail from failed" } },
    { "(?:^|\\n)[^a-z\\n]{0,40}(?:c(?:lient)?: ?)?(rcpt to|mail "
      "from|ehlo|helo|auth|starttls|data)\\b"
      "[^\\n]{0,512}\\n[^a-z\\n]{0,40}(?:s(?:erver)?: ?)?[45][0-9][0-9][ -]",
      COMMAND,
      NO_FIELD,
      { "rcpt to:", "mail from:", "ehlo ", "helo ", "auth ", "starttls\n", "data\n" } },
    { "(?:\\]: |\\bqueued as |\\bqid=)([0-9a-f]{8,15}|[0-9b-df-hj-np-tv-z]{11,20})(?=: )",
      QUEUE_ID,
      NO_FIELD,
      { "]: ", "queued as ", "qid=" } },
};

static const char wait_pattern[] =
    "(?:\\b(?:in|after|for|wait|within|every|delay(?:ed)?|retry|=|remaining:?|expected)\\b|=) ?"
    "(?:about |at least |approximately |another |up to )?"
    "(?:([0-9]{1,6}) ?(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|days?)\\b"
    "|([0-9]{1,2}):([0-9]{2}):([0-9]{2})\\b)";

/* index_leads - so that all are looked for at once */
static void index_leads(struct scene_reader *r)
{
    const char *const *lead;
    size_t i, n = 0;

    for (i = 0; i < SCENE_PATTERNS; i++)
        for (lead = patterns[i].leads; *lead; lead++) {
            r->leads[n] = *lead;
            r->pattern_of[n++] = 1u << i;
        }
    phrase_index_make(&r->index, (struct phrases){ r->leads, n });
}

void scene_reader_init(struct scene_reader *r, struct regex_env *env)
{
    size_t i;

    r->env = env;
    for (i = 0; i < SCENE_PATTERNS; i++)
        r->code[i] = NULL;
    r->wait = NULL;
    index_leads(r);
}

void scene_reader_free(struct scene_reader *r)
{
    size_t i;

    for (i = 0; i < SCENE_PATTERNS; i++)
        pcre2_code_free(r->code[i]);
    pcre2_code_free(r->wait);
}

/* field_of - where a field is kept; NULL for none */
static struct span *field_of(struct scene *scene, enum field field)
{
    switch (field) {
    case HOST:
        return &scene->host;
    case RECIPIENT:
        return &scene->recipient;
    case SENDER:
        return &scene->sender;
    case COMMAND:
        return &scene->command;
    case HOST_IP:
        return &scene->host_ip;
    case QUEUE_ID:
        return &scene->queue_id;
    case NO_FIELD:
        break;
    }
    return NULL;
}

static void set_field(struct scene *scene, enum field field, const struct regex_env *env,
                      struct span text, unsigned group)
{
    struct span *to = field_of(scene, field);
    size_t start, end;

    if (!to || to->ptr || !regex_span(env, group, &start, &end) || end == start)
        return;
    *to = (struct span){ text.ptr + start, end - start };
    if (to->len > 4 && begins(to->ptr, to->len, "**") && ends(to->ptr, to->len, "**"))
        *to = span_of(to->ptr + 2, to->ptr + to->len - 2); /* in a page's editor: set in bold */
}

/* found - does the pattern match?  It is compiled at its first use, into *code. */
static bool found(struct scene_reader *r, pcre2_code **code, const char *pattern, struct span text)
{
    char message[128];
    size_t at;

    if (!*code)
        *code = regex_compile(pattern, PCRE2_CASELESS, &at, message, sizeof message);
    return *code && regex_match(r->env, *code, "scene", text, 0, REGEX_ANYWHERE);
}

/* may_match - a bit for each pattern one of whose leads stands in the text */
static unsigned may_match(const struct scene_reader *r, struct span text)
{
    struct phrase_hit hit = { 0, 0 };
    unsigned bits = 0;

    while (phrase_next(&r->index, text, &hit))
        bits |= r->pattern_of[hit.place - 1];
    return bits;
}

/* step - the command as it is called everywhere, if it has a name */
static struct span step(struct span command)
{
    struct span known = step_named(command);

    return known.ptr ? known : command;
}

void scene_from_context(struct scene_reader *r, struct said *said)
{
    enum { REACH = 8192 };
    struct span text = said->around;
    unsigned bits;
    size_t i;

    if (text.len == said->words.len && said->reply != 0)
        return; /* a bare reply */
    if (text.len > REACH)
        text.len = REACH;
    bits = may_match(r, text);
    for (i = 0; i < SCENE_PATTERNS; i++) {
        const struct span *first = field_of(&said->scene, patterns[i].first);

        if (!(bits >> i & 1) || (first && first->ptr) ||
            !found(r, &r->code[i], patterns[i].pattern, text))
            continue;
        set_field(&said->scene, patterns[i].first, r->env, text, 1);
        set_field(&said->scene, patterns[i].second, r->env, text, 2);
    }
    said->scene.command = step(said->scene.command);
    if (said->scene.host.ptr && said->scene.direction == SW_DIRECTION_NONE)
        said->scene.direction = SW_DIRECTION_OUTBOUND; /* the phrases tell of servers spoken to */
}

static bool ip_char(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '.' || c == ':';
}

/* is_ip - is it all an address: 192.0.2.1, 2001:db8::1?  Most numbers have too few marks. */
static bool is_ip(const char *p, size_t len)
{
    unsigned char address[16];
    size_t dots = 0, colons = 0, i;
    char copy[46];

    if (len < 3 || len >= sizeof copy)
        return false;
    for (i = 0; i < len; i++) {
        dots += p[i] == '.';
        colons += p[i] == ':';
    }
    if (dots != 3 && colons < 2)
        return false;
    memcpy(copy, p, len);
    copy[len] = '\0';
    return inet_pton(colons ? AF_INET6 : AF_INET, copy, address) == 1;
}

/* next_run - the next run of characters that addresses are made of, from p */
static struct span next_run(struct span text, const char *p)
{
    const char *end = text.ptr + text.len, *q;

    while (p < end && !is_digit(*p) && *p != ':')
        p++;
    while (p > text.ptr && ip_char(p[-1])) /* "fe80::1": back to its letters */
        p--;
    if (p - text.ptr >= 3 && begins(p - 3, (size_t)(end - p) + 3, "ipv6:"))
        p += 2; /* RFC 5321 4.1.3: [IPv6:2001:db8::1] */
    for (q = p; q < end && ip_char(*q); q++)
        ;
    return span_of(p, q);
}

/* behind_code - "550-" before p, the code of a line of more lines */
static bool behind_code(struct span text, const char *p)
{
    enum { CODE = 4 };

    return p - text.ptr >= CODE && p[-1] == '-' && is_digit(p[-2]) && is_digit(p[-3]) &&
           is_digit(p[-4]) && (p - text.ptr == CODE || !is_alnum(p[-5]));
}

/* stands_alone - is the run of text no part of a name or a longer number? */
static bool stands_alone(struct span text, struct span run)
{
    char before = run.ptr > text.ptr ? run.ptr[-1] : ' ';
    char behind = run.ptr + run.len < text.ptr + text.len ? run.ptr[run.len] : ' ';

    return !is_alnum(before) && (before != '-' || behind_code(text, run.ptr)) && before != '_' &&
           !is_alnum(behind) && behind != '-';
}

/* has_address - "2.0", "8::", "8:0": may an address stand in the text?  In most none does. */
static bool has_address(struct span text)
{
    const char *from = text.ptr, *end = from + text.len, *p;

    for (p = from; (p = memchr(p, '.', (size_t)(end - p))); p++)
        if (p > from && p + 1 < end && is_digit(p[-1]) && is_digit(p[1]))
            return true;
    for (p = from; (p = memchr(p, ':', (size_t)(end - p))); p++)
        if (p + 1 < end && ip_char(p[1]) && (p[1] == ':' || (p > from && ip_char(p[-1]))))
            return true;
    return false;
}

/* is_own - "I=[192.0.2.1]:25": Exim's own address, to which the client connected */
static bool is_own(struct span text, struct span run)
{
    return run.ptr - text.ptr >= 3 && memcmp(run.ptr - 3, "I=[", 3) == 0;
}

struct span scene_ip(struct span text, struct span other)
{
    const char *p = text.ptr, *end = p + text.len;

    if (!has_address(text))
        return (struct span){ NULL, 0 };
    while (p < end) {
        struct span run = next_run(text, p);
        bool alone = stands_alone(text, run);

        p = run.ptr + run.len + 1;
        while (run.len > 0 && (run.ptr[run.len - 1] == '.' || run.ptr[run.len - 1] == ':'))
            run.len--;
        if (alone && is_ip(run.ptr, run.len) && !is_own(text, run) &&
            !begins(run.ptr, run.len, "127.") && /* what a DNSBL answers */
            !(run.len == other.len && memcmp(run.ptr, other.ptr, run.len) == 0))
            return run;
    }
    return (struct span){ NULL, 0 };
}

/* zone_in - where ".zone" stands in the text; NULL if nowhere */
static const char *zone_in(struct span text, const char *zone)
{
    const char *p, *end = text.ptr + text.len;

    for (p = text.ptr; (p = memchr(p, '.', (size_t)(end - p))); p++)
        if (begins(p + 1, (size_t)(end - p) - 1, zone))
            return p;
    return NULL;
}

bool scene_asked_ip(struct span text, const char *zone, char out[SCENE_IPV4_SIZE])
{
    enum { GROUPS = 4, DIGITS = 3 };
    const char *end = zone_in(text, zone), *p;
    size_t n = 0;
    int i;

    for (i = 0; end && i < GROUPS; i++) {
        for (p = end; p > text.ptr && end - p < DIGITS && is_digit(p[-1]); p--)
            ;
        memcpy(out + n, p, (size_t)(end - p));
        n += (size_t)(end - p);
        out[n++] = i + 1 < GROUPS ? '.' : '\0';
        if (i + 1 == GROUPS)
            return (p == text.ptr || (!is_alnum(p[-1]) && p[-1] != '.')) && is_ip(out, n - 1);
        end = p > text.ptr && p[-1] == '.' ? p - 1 : NULL;
    }
    return false;
}

static bool address_char(char c)
{
    return is_alnum(c) || is_any_of(c, ".!#$%&*+/=?^_`{|}~-") || (unsigned char)c >= 0x80;
}

/* is_wide - does a character of three bytes begin at p: Chinese, Japanese, or a mark of theirs? */
static bool is_wide(const char *p)
{
    return (unsigned char)*p >= 0xe0;
}

/* is_wide_mark - the comma and the full stop of Chinese and Japanese, in both widths: marks that
 * stand in no name */
static bool is_wide_mark(const char *p, const char *end)
{
    return end - p > 1 &&
           ((p[0] == '\xe3' && p[1] == '\x80') || (p[0] == '\xef' && p[1] == '\xbc'));
}

/* local_start - where the local part before the "@" begins; no blank stands before it in Chinese */
static const char *local_start(const char *start, const char *at)
{
    const char *from = at;

    while (from > start && address_char(from[-1]) &&
           !(from < at && is_alnum(*from) && from - start >= 3 && (unsigned char)from[-1] >= 0x80 &&
             is_wide(from - 3)))
        from--;
    return from;
}

/* domain_end - where the domain behind the "@" ends; nor does one stand behind it */
static const char *domain_end(const char *at, const char *end)
{
    const char *to = at + 1;

    while (to < end && (is_alnum(*to) || *to == '-' || *to == '.' || (unsigned char)*to >= 0x80) &&
           !(is_wide(to) && is_alnum(to[-1])) && !is_wide_mark(to, end))
        to++;
    while (to > at && (to[-1] == '.' || to[-1] == '-'))
        to--;
    return to;
}

struct span scene_address(struct span text)
{
    const char *end = text.ptr + text.len, *at = text.ptr;

    while ((at = memchr(at, '@', (size_t)(end - at)))) {
        const char *from = local_start(text.ptr, at), *to = domain_end(at, end);

        if (from < at && to > at + 1)
            return span_of(from, to);
        at++;
    }
    return (struct span){ NULL, 0 };
}

bool scene_names_another(struct span before)
{
    static const char *const phrases[] = {
        "to the address", "mail to",       "write to",   "message to list",
        "sent by",        "from",          "from:",      "sender",
        "sender:",        "contact",       "reply to",   "message-id:",
        "message id:",    "message-id",    "message id", "message identifier:",
        "contact us at",  "ask",           "mail us at", "please mail",
        "please email",   "please e-mail", "report to",  "forward to",
        "questions to"
    };
    static const char *const about[] = { "sent mail to", "your mail to", "your e-mail to" };
    struct span s = span_trim(before);

    return span_ends_any(s, (struct phrases)PHRASES(phrases)) &&
           !span_ends_any(s, (struct phrases)PHRASES(about));
}

/* number - the digits of a group of the last match */
static long number(const struct regex_env *env, const char *text, unsigned group)
{
    size_t start, end;

    return regex_span(env, group, &start, &end) ? strtol(text + start, NULL, 10) : 0;
}

/* is_unit - does a unit of time begin here: "s", "sec", "minutes", or ":mm:ss"? */
static bool is_unit(const char *p, const char *end)
{
    static const char *const units[] = { "sec", "min", "hour", "hr", "day" };
    size_t i;

    if (p == end || (*p != 's' && *p != 'm' && *p != 'h' && *p != 'd' && *p != ':'))
        return false;
    if (*p == ':' || p + 1 == end || !is_alnum(p[1]))
        return true;
    for (i = 0; i < sizeof units / sizeof *units; i++)
        if (begins(p, (size_t)(end - p), units[i]))
            return true;
    return false;
}

/* has_time - is there a number with a unit of time behind it?  Most words have none. */
static bool has_time(struct span words)
{
    const char *p = words.ptr, *end = p + words.len;

    for (; p < end; p++) {
        if (!is_digit(*p))
            continue;
        while (p < end && is_digit(*p))
            p++;
        if (p < end && *p == ' ')
            p++;
        if (is_unit(p, end))
            return true;
    }
    return false;
}

long scene_retry_after(struct scene_reader *r, struct span words)
{
    size_t start, end;
    long n;

    if (!has_time(words))
        return -1;
    if (!found(r, &r->wait, wait_pattern, words))
        return -1;
    if (!regex_span(r->env, 2, &start, &end))
        return number(r->env, words.ptr, 3) * 3600 + number(r->env, words.ptr, 4) * 60 +
               number(r->env, words.ptr, 5);
    n = number(r->env, words.ptr, 1);
    switch (words.ptr[start]) {
    case 'm':
        return n * 60;
    case 'h':
        return n * 3600;
    case 'd':
        return n * 86400;
    default:
        return n;
    }
}
