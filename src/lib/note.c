/* SPDX-License-Identifier: MIT */
/*
 * Notes: what contradicts what and which side was followed, and codes that no
 * registry knows.  Of several contradictions the one that matters most to the
 * reader is told: permanence first, then the reason.
 */
#include "note.h"

#include "ascii.h"
#include "status.h"

#include <string.h>

/* vague - does a category say no reason that words could contradict? */
static bool vague(uint8_t category)
{
    const char *slug = table_string(tables.categories[category].slug);

    return strcmp(slug, "unknown") == 0 || strcmp(slug, "policy") == 0;
}

/* Each of these adds its sentence and returns true if it applies. */
typedef bool check_fn(struct buf *note, const struct said *said, const struct verdict *v,
                      const struct sw_outcome *out);

static bool fate_against_reply(struct buf *note, const struct said *said, const struct verdict *v,
                               const struct sw_outcome *out)
{
    char dsn[SW_STATUS_TEXT];

    (void)v;
    if (out->reply < 200 || !status_given(out->dsn) || out->dsn.class == out->reply / 100)
        return false;
    sw_status_text(out->dsn, dsn);
    if (said->scene.fate == FATE_DEFERRED || out->dsn.class == 4)
        buf_printf(note,
                   "The other server said %u, a final refusal, but the local MTA deferred the "
                   "message (%s) and goes on trying: its decision was followed.",
                   out->reply, dsn);
    else
        buf_printf(note,
                   "The reply code is %u, but the local MTA concluded %s: its decision was "
                   "followed, because it decides what happens to the message.",
                   out->reply, dsn);
    return true;
}

static bool enhanced_against_reply(struct buf *note, const struct said *said,
                                   const struct verdict *v, const struct sw_outcome *out)
{
    char enhanced[SW_STATUS_TEXT];

    (void)v;
    if (out->reply < 200 || !status_given(said->enhanced) ||
        said->enhanced.class == out->reply / 100)
        return false;
    sw_status_text(said->enhanced, enhanced);
    buf_printf(note,
               "Reply code %u and enhanced code %s are of different classes; the reply code was "
               "followed, because it is what MTAs act on.",
               out->reply, enhanced);
    return true;
}

static bool dsn_against_enhanced(struct buf *note, const struct said *said, const struct verdict *v,
                                 const struct sw_outcome *out)
{
    char dsn[SW_STATUS_TEXT], enhanced[SW_STATUS_TEXT];

    (void)v;
    if (!status_given(said->enhanced) || !status_given(out->dsn) ||
        status_equal(said->enhanced, out->dsn) || (out->dsn.subject == 0 && out->dsn.detail == 0))
        return false;
    sw_status_text(out->dsn, dsn);
    sw_status_text(said->enhanced, enhanced);
    buf_printf(note, "The reply has %s, the local MTA noted %s; the reply was followed.", enhanced,
               dsn);
    return true;
}

/*
 * leaves_open - does the code name no more than what it is about, so that words of that group only
 * say what it leaves open: x.4.0, "other or undefined network or routing status", or x.5.2 and
 * x.5.4, which say that some command was wrong and not in what?
 */
static bool leaves_open(struct sw_status s, const char *group)
{
    enum { PROTOCOL = 5, SYNTAX = 2, ARGUMENTS = 4 };
    static const char *const groups[][4] = {
        { NULL },
        { "recipient", "domain", "authentication" },
        { "recipient" },
        { "server", "throttling" },
        { "network", "routing", "domain", "server" },
        { "protocol" },
        { "content" },
        { "authentication", "reputation", "account" },
    };
    size_t i;

    if (s.subject == PROTOCOL && (s.detail == SYNTAX || s.detail == ARGUMENTS))
        return true;
    for (i = 0; s.detail == 0 && s.subject < sizeof groups / sizeof *groups && i < 4; i++)
        if (groups[s.subject][i] && strcmp(groups[s.subject][i], group) == 0)
            return true;
    return false;
}

/* words_against_code - a known reply whose reason is of another group than its enhanced code's */
static bool words_against_code(struct buf *note, const struct said *said, const struct verdict *v,
                               const struct sw_outcome *out)
{
    const struct category *of_code, *of_words = &tables.categories[v->category];
    const struct code *row = v->enhanced_row;
    char enhanced[SW_STATUS_TEXT];

    (void)said;
    if (!v->rule || v->rule->tier == TIER_WEAK || !row || vague(row->category) ||
        vague((uint8_t)v->category))
        return false;
    of_code = &tables.categories[row->category];
    if (of_code->group == of_words->group ||
        leaves_open(out->enhanced, table_string(of_words->group)))
        return false;
    sw_status_text(out->enhanced, enhanced);
    buf_printf(note,
               "By the book %s means \"%s\", but the words say otherwise; the words were followed.",
               enhanced, table_string(row->title));
    return true;
}

/* words_against_class - "try again later" in a permanent refusal */
static bool words_against_class(struct buf *note, const struct said *said, const struct verdict *v,
                                const struct sw_outcome *out)
{
    (void)said;
    if (out->class != SW_CLASS_PERMANENT || out->reply < 500 || !(v->signs & SIGN_LATER))
        return false;
    buf_printf(note,
               "The words sound temporary, but %u is permanent: MTAs will not retry by "
               "themselves.",
               out->reply);
    return true;
}

/* add_registry - codes that the standards do not know */
static void add_registry(struct buf *note, const struct said *said, const struct verdict *v,
                         const struct sw_outcome *out)
{
    struct sw_status s = status_given(said->enhanced) ? said->enhanced : out->dsn;
    bool unknown =
        status_given(s) && s.class != 2 && (!v->enhanced_row || v->enhanced_row->outside);
    char text[SW_STATUS_TEXT];

    if (note->len > 0)
        return;
    if (unknown) {
        sw_status_text(s, text);
        buf_printf(note, "%s is not in the IANA registry of enhanced status codes%s.", text,
                   v->enhanced_row || v->rule ? ""
                   : table_subject(s)         ? "; only its class and subject could be explained"
                                              : "; only its class could be explained");
        return;
    }
    if (out->reply && (!v->reply_row || v->reply_row->outside))
        buf_printf(note, "%u is in no SMTP standard%s.", out->reply,
                   v->reply_row || v->rule || status_given(s)
                       ? ""
                       : "; only its first digit could be explained");
}

void note_set(struct sw_ctx *ctx, const struct said *said, const struct verdict *v,
              struct sw_outcome *out)
{
    static check_fn *const checks[] = { fate_against_reply, enhanced_against_reply,
                                        words_against_code, dsn_against_enhanced,
                                        words_against_class };
    struct buf *note = &ctx->scratch;
    size_t i;

    buf_clear(note);
    for (i = 0; i < sizeof checks / sizeof *checks && !out->conflict; i++)
        out->conflict = checks[i](note, said, v, out);
    add_registry(note, said, v, out);
    out->note = note->len > 0 ? ctx_copy(ctx, note->ptr, note->len) : NULL;
}
