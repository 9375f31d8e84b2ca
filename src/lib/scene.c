/* SPDX-License-Identifier: MIT */
/*
 * Recipient, sender, host, address and step, from the phrases in which MTAs and
 * client libraries report a reply.
 */
#include "scene.h"

#include "ascii.h"
#include "span.h"
#include "step.h"

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
      "['\"<(`]?([^\\s<>,;:'\"\\[\\]]+@[^\\s<>,;:'\"\\[\\])]+?)(?=smtp server "
      "error|[^a-z0-9._-]|$)",
      RECIPIENT,
      NO_FIELD,
      { "recipient failed:", "recipients failed:", "failed to ", "sent to ", "delivered to " } },
    { "(?:final-recipient: *rfc822; *|\\b(?:to|recipient|rcpt)=<?|\\brcpt to: "
      "?<?|original-recipient: "
      "*rfc822; *|"
      "(?:^|\\n)\\s*<(?=[^>\\n]+>:)|recipient [<\"']|recipient: *(?:\\[?smtp: "
      "?)?|x-failed-recipients: "
      "*)"
      "([^\\s<>,;:'\"\\[\\]]+@[^\\s<>,;:'\"\\[\\])]+)",
      RECIPIENT,
      NO_FIELD,
      { "recipient:", "recipient <", "recipient \"", "recipient '",
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

/* forget_asked - a server that verifies a sender asks the sender's own for it at RCPT TO: that
 * names no recipient of the message */
static void forget_asked(struct scene *scene)
{
    if (scene->of_sender && span_same(scene->recipient, scene->sender))
        scene->recipient = (struct span){ NULL, 0 };
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
    forget_asked(&said->scene);
    if (said->scene.host.ptr && said->scene.direction == SW_DIRECTION_NONE)
        said->scene.direction = SW_DIRECTION_OUTBOUND; /* the phrases tell of servers spoken to */
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
