/* SPDX-License-Identifier: MIT */
/*
 * The explainer: the words of a reply, and where they say nothing clear those around it,
 * are folded and matched; then something decides, and the reader is told.
 */
#include "explain.h"

#include "ascii.h"
#include "fold.h"
#include "legacy.h"
#include "note.h"
#include "spelling.h"
#include "status.h"
#include "words.h"
#include "work.h"

#include <string.h>

enum { AROUND_MAX = 4096 };

/*
 * before_code - what stands in the text before the reply's first code: somebody else's words, as
 * those of a reply begin there; nothing if the code is in brackets, for then it is among them
 */
static struct span before_code(const struct work *w, struct span text)
{
    const struct said *said = w->said;
    const char *code = said->ncodes > 0 ? said->codes[0].ptr : text.ptr;

    if (said->words.ptr > code)
        code = said->words.ptr;
    if (text.ptr == said->words.ptr || code <= text.ptr || code >= text.ptr + text.len ||
        is_any_of(code[-1], "(#["))
        code = text.ptr;
    return span_of(text.ptr, code);
}

/* fold_words - unfold the text, then fold it, with a full stop and a line's end, over which no gap
 * of a pattern reaches, where the reply begins; in_plain tells plain_words() of what */
static void fold_words(struct work *w, struct span text)
{
    struct sw_ctx *ctx = w->ctx;
    struct span before = before_code(w, text);
    size_t done = 0;

    buf_clear(&ctx->plain);
    buf_clear(&ctx->words);
    if (before.len > 0) {
        words_add(&ctx->plain, before, NULL, 0);
        fold_add(&ctx->words, span_of_buf(&ctx->plain));
        buf_puts(&ctx->plain, " . ");
        buf_puts(&ctx->words, " .\n");
        done = ctx->plain.len;
    }
    words_add(&ctx->plain, span_from(text, before.len), w->said->codes, w->said->ncodes);
    fold_add(&ctx->words, span_from(span_of_buf(&ctx->plain), done));
    w->in_plain = text;
}

/* site_decides - does a row of the site's rules know the folded words? */
static bool site_decides(struct work *w)
{
    static const int nobody[2] = { -1, -1 }; /* site rows count whoever speaks */
    struct sw_ctx *ctx = w->ctx;
    struct hits unused;
    size_t next = 0;

    if (!ctx->site)
        return false;
    w->rows = ctx->site->set;
    matcher_search(ctx->site, work_folded(w), &unused);
    return matcher_confirm(ctx->site, &ctx->env, work_folded(w), w->said->reply, w->status, nobody,
                           &next, &w->match);
}

/* confirm - the best built-in row from *next on for the words that were searched last */
static bool confirm(struct work *w, size_t *next, struct match *out)
{
    struct sw_ctx *ctx = w->ctx;
    int providers[2] = { w->hits.provider, w->host_provider };

    w->rows = &tables.rules;
    return matcher_confirm(&ctx->builtin, &ctx->env, work_folded(w), w->said->reply, w->status,
                           providers, next, out);
}

/* respell - write the words that were searched in the spelling that the rows know */
static bool respell(struct work *w)
{
    w->respelt = spelling_apply(&w->ctx->builtin, &w->ctx->words, &w->ctx->scratch);
    return w->respelt;
}

/* match_folded - match the folded words: the site's rules first, which may be about a person; what
 * they have captured must stay where it is */
static bool match_folded(struct work *w)
{
    bool decided = site_decides(w);
    size_t next = 0;
    int list;

    fold_hide_names(&w->ctx->words);
    matcher_search(&w->ctx->builtin, work_folded(w), &w->hits);
    if (decided)
        return true;
    list = w->hits.blocklist;
    if (respell(w))
        matcher_search(&w->ctx->builtin, work_folded(w), &w->hits);
    if (w->hits.blocklist < 0)
        w->hits.blocklist = list; /* its name may have such a word */
    return confirm(w, &next, &w->match);
}

/* match_in - match the words in this text; a blocklist that was found before is not forgotten */
static bool match_in(struct work *w, struct span text)
{
    int list = w->hits.blocklist;
    bool known;

    if (text.len > AROUND_MAX)
        text.len = AROUND_MAX;
    fold_words(w, text);
    known = match_folded(w);
    if (w->hits.blocklist < 0)
        w->hits.blocklist = list;
    return known;
}

/* match_wider - in a text around the words, if that says anything clear; else all stays as it is */
static bool match_wider(struct work *w, struct span text)
{
    struct match before = w->match;
    const struct ruleset *rows = w->rows;
    unsigned signs = w->hits.signs;

    if (match_in(w, text) && w->match.rule->tier != TIER_WEAK)
        return true;
    w->match = before;
    w->rows = rows;
    w->hits.signs = signs;
    return false;
}

/* match_legacy - in text that is not UTF-8: it is in that set whose reading a row knows */
static bool match_legacy(struct work *w, struct span text)
{
    struct sw_ctx *ctx = w->ctx;
    const struct match before = w->match;
    const struct hits hits = w->hits;
    const struct ruleset *rows = w->rows;
    size_t set;

    if (text.len > AROUND_MAX)
        text.len = AROUND_MAX;
    if (!text.ptr || !legacy_text(text))
        return false;
    fold_words(w, text);
    for (set = 0; set < LEGACY_SETS; set++) {
        if (!legacy_read(&ctx->scratch, span_of_buf(&ctx->plain), set))
            continue;
        buf_clear(&ctx->words);
        fold_add(&ctx->words, span_of_buf(&ctx->scratch));
        if (match_folded(w) && w->match.rule->tier != TIER_WEAK)
            return true;
    }
    w->match = before;
    w->hits = hits;
    w->rows = rows;
    return false;
}

/* fold_again - the reply's own words, after others were looked at, for the senses to read */
static void fold_again(struct work *w, bool respelt)
{
    struct hits unused;

    fold_words(w, w->said->words);
    if (!respelt)
        return;
    matcher_search(&w->ctx->builtin, work_folded(w), &unused);
    (void)respell(w);
}

/* find_rule - in the words; where they say nothing clear, in what stands around them */
static void find_rule(struct work *w)
{
    const struct said *said = w->said;
    bool respelt;

    w->hits.blocklist = -1;
    w->match.rule = NULL;
    if (match_in(w, said->words) && w->match.rule->tier != TIER_WEAK)
        return;
    respelt = w->respelt;
    if (w->hits.blocklist >= 0)
        return;
    if (said->around.len > said->words.len && match_wider(w, said->around))
        return;
    if (said->wider.ptr && match_wider(w, said->wider))
        return;
    if (match_legacy(w, said->words) || match_legacy(w, said->around))
        return;
    fold_again(w, respelt);
}

static enum sw_class class_of_digit(unsigned digit)
{
    switch (digit) {
    case 2:
        return SW_CLASS_SUCCESS;
    case 3:
        return SW_CLASS_INTERMEDIATE;
    case 4:
        return SW_CLASS_TEMPORARY;
    case 5:
        return SW_CLASS_PERMANENT;
    default:
        return SW_CLASS_NONE;
    }
}

/* class_of - what happens to the message: the local MTA decides, then the reply code */
static enum sw_class class_of(const struct said *said)
{
    static const enum sw_class by_fate[] = { [FATE_NONE] = SW_CLASS_NONE,
                                             [FATE_SENT] = SW_CLASS_SUCCESS,
                                             [FATE_DEFERRED] = SW_CLASS_TEMPORARY,
                                             [FATE_BOUNCED] = SW_CLASS_PERMANENT };

    if (said->scene.fate != FATE_NONE)
        return by_fate[said->scene.fate];
    if (status_given(said->scene.dsn))
        return class_of_digit(said->scene.dsn.class);
    if (said->reply)
        return class_of_digit(said->reply / 100);
    return class_of_digit(said->enhanced.class);
}

/* worth_retrying - as the category says, or the class; where there is none, as the words sound */
static bool worth_retrying(const struct category *c, enum sw_class class, unsigned signs)
{
    if (c->retry != RETRY_CLASS)
        return c->retry == RETRY_YES;
    return class == SW_CLASS_TEMPORARY ||
           (class == SW_CLASS_NONE && (c->acts == SW_ACTS_WAIT || (signs & SIGN_LATER) != 0));
}

/* enhanced_row - that of the class which was followed: 4.2.2 under a final 550 is told as 5.2.2.
 * Not so if the speaker's reply code is of the enhanced one's class: that the queue gave up in the
 * end is another matter. */
static const struct code *enhanced_row(const struct work *w)
{
    static const unsigned digits[] = { [SW_CLASS_NONE] = 0,
                                       [SW_CLASS_SUCCESS] = 2,
                                       [SW_CLASS_INTERMEDIATE] = 0,
                                       [SW_CLASS_TEMPORARY] = 4,
                                       [SW_CLASS_PERMANENT] = 5 };
    unsigned followed = digits[class_of(w->said)];
    struct sw_status s = w->status;

    if (!status_given(s))
        return NULL;
    if (followed && (w->said->reply == 0 || w->said->reply / 100 != s.class))
        s.class = followed;
    return table_enhanced(s);
}

/* begin - the codes, the scene and what the matcher finds */
static void begin(struct work *w)
{
    struct said *said = w->said;
    struct sw_ctx *ctx = w->ctx;

    ctx->arena_used = 0;
    *w->out = (struct sw_outcome){ .retry_after = -1 };
    w->status = status_given(said->enhanced) ? said->enhanced : said->scene.dsn;
    w->out->reply = said->reply;
    w->out->enhanced = w->status;
    w->out->dsn = said->scene.dsn;
    w->verdict.reply_row = said->reply ? table_reply(said->reply) : NULL;
    w->verdict.enhanced_row = enhanced_row(w);
    scene_from_context(&ctx->scenes, said);
    if (said->scene.direction != SW_DIRECTION_INBOUND) /* else our server speaks to that host */
        w->host_provider = matcher_host(&ctx->builtin, said->scene.host);
    find_rule(w);
    if (work_is_success(w)) {
        /* its words are no reason for anything, unless a row is about this very code */
        w->hits.blocklist = -1;
        if (w->match.rule && w->match.rule->codes == 0)
            w->match.rule = NULL;
        if (w->verdict.enhanced_row && w->verdict.enhanced_row->class != 2)
            w->verdict.enhanced_row = NULL; /* "bad destination mailbox" is no success's title */
        w->row = w->verdict.enhanced_row;
    }
}

bool explain(struct sw_ctx *ctx, struct said *said, struct sw_outcome *out)
{
    struct work w = { .ctx = ctx, .said = said, .out = out, .host_provider = -1 };
    const struct category *category;

    begin(&w);
    if (!decide(&w))
        return false;
    category = &tables.categories[w.verdict.category];
    out->class = class_of(said);
    out->fate = (enum sw_fate)said->scene.fate;
    out->category = table_string(category->slug);
    out->group = table_string(category->group);
    out->acts = (enum sw_acts)category->acts;
    out->retry = worth_retrying(category, out->class, w.hits.signs);
    tell(&w);
    w.verdict.signs = w.hits.signs;
    if (out->class != SW_CLASS_SUCCESS && w.hits.signs & SIGN_WAIT)
        out->retry_after = scene_retry_after(&ctx->scenes, work_folded(&w));
    note_set(ctx, said, &w.verdict, out);
    return true;
}

const char *explain_rival(struct sw_ctx *ctx, struct said *said)
{
    struct sw_outcome out;
    struct work w = { .ctx = ctx, .said = said, .out = &out, .host_provider = -1 };
    struct match first, second;
    size_t next = 0;

    begin(&w);
    if (w.match.rule && w.rows != &tables.rules)
        return NULL; /* a site's rule has decided */
    if (!confirm(&w, &next, &first))
        return NULL;
    do {
        if (!confirm(&w, &next, &second) || !rules_tie(first.rule, second.rule))
            return NULL;
    } while (second.rule == first.rule); /* another branch of its pattern */
    return table_string(second.rule->id);
}
