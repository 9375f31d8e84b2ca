/* SPDX-License-Identifier: MIT */
/*
 * The explainer.  Precedence, best first: a site's rule, a provider's token, a
 * provider's words, a program's words, a blocklist named, generic words, a
 * specific enhanced code, vague words, the reply code, the class.  A code is
 * vague when its category in the data is "unknown" or "policy".
 */
#include "explain.h"

#include "about.h"
#include "ascii.h"
#include "fill.h"
#include "fold.h"
#include "legacy.h"
#include "note.h"
#include "span.h"
#include "status.h"
#include "table.h"
#include "utf8.h"
#include "words.h"

#include <string.h>

enum { AROUND_MAX = 4096 };

/* What is known of one reply while it is explained. */
struct work {
    struct sw_ctx *ctx;
    struct said *said;
    struct sw_outcome *out;
    struct sw_status status; /* the enhanced code, else the dsn */
    struct hits hits;
    struct match match;
    struct verdict verdict;
    int host_provider;
    int list;               /* row of the blocklists' table, or -1 */
    const struct code *row; /* whose texts serve; NULL: none */
    const char *strings;    /* that the rule's offsets are of */
    struct span in_plain;   /* what ctx->plain was made of */
    struct blanks blanks;
};

/* vague - does a code's category say no reason? */
static bool vague(const struct code *row)
{
    const char *slug = table_string(tables.categories[row->category].slug);

    return strcmp(slug, "unknown") == 0 || strcmp(slug, "policy") == 0;
}

static struct span folded(const struct sw_ctx *ctx)
{
    return (struct span){ ctx->words.ptr ? ctx->words.ptr : "", ctx->words.len };
}

/* fold_words - unfold the text, then fold it; in_plain tells plain_words() of what */
static void fold_words(struct work *w, struct span text)
{
    struct sw_ctx *ctx = w->ctx;

    buf_clear(&ctx->plain);
    words_add(&ctx->plain, text, w->said->codes, w->said->ncodes);
    w->in_plain = text;
    buf_clear(&ctx->words);
    fold_add(&ctx->words, span_of_buf(&ctx->plain));
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
    w->strings = ctx->site->set->strings;
    matcher_search(ctx->site, folded(ctx), &unused);
    return matcher_confirm(ctx->site, &ctx->env, folded(ctx), w->said->reply, w->status, nobody,
                           &next, &w->match);
}

/* confirm - the best built-in row from *next on for the words that were searched last */
static bool confirm(struct work *w, size_t *next, struct match *out)
{
    struct sw_ctx *ctx = w->ctx;
    int providers[2] = { w->hits.provider, w->host_provider };

    w->strings = tables.rules.strings;
    return matcher_confirm(&ctx->builtin, &ctx->env, folded(ctx), w->said->reply, w->status,
                           providers, next, out);
}

/* match_folded - match the folded words: the site's rules first, which may be about a person */
static bool match_folded(struct work *w)
{
    bool decided = site_decides(w);
    size_t next = 0;

    fold_hide_names(&w->ctx->words);
    matcher_search(&w->ctx->builtin, folded(w->ctx), &w->hits);
    return decided || confirm(w, &next, &w->match);
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
    const char *strings = w->strings;
    unsigned signs = w->hits.signs;

    if (match_in(w, text) && w->match.rule->tier != TIER_WEAK)
        return true;
    w->match = before;
    w->strings = strings;
    w->hits.signs = signs;
    return false;
}

/* match_legacy - in text that is not UTF-8: it is in that set whose reading a row knows */
static bool match_legacy(struct work *w, struct span text)
{
    struct sw_ctx *ctx = w->ctx;
    const struct match before = w->match;
    const struct hits hits = w->hits;
    const char *strings = w->strings;
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
    w->strings = strings;
    return false;
}

/* find_rule - in the words; where they say nothing clear, in what stands around them */
static void find_rule(struct work *w)
{
    const struct said *said = w->said;

    w->hits.blocklist = -1;
    w->match.rule = NULL;
    if (match_in(w, said->words) && w->match.rule->tier != TIER_WEAK)
        return;
    if (w->hits.blocklist >= 0)
        return;
    if (said->around.len > said->words.len && match_wider(w, said->around))
        return;
    if (said->wider.ptr && match_wider(w, said->wider))
        return;
    if (match_legacy(w, said->words) || match_legacy(w, said->around))
        return;
    fold_words(w, said->words);
}

/* decided_by_code - the row of a code decides; its own id is the rule */
static void decided_by_code(struct work *w, const struct code *row, enum sw_confidence confidence)
{
    w->row = row;
    w->verdict.category = row->category;
    w->out->rule = table_string(row->text);
    w->out->confidence = confidence;
}

static void decided_by_rule(struct work *w)
{
    const struct rule *rule = w->match.rule;

    w->verdict.rule = rule;
    w->verdict.category = rule->category;
    w->out->rule = w->strings + rule->id;
    w->out->confidence = rule->tier < TIER_LIST ? SW_CONFIDENCE_REPLY : SW_CONFIDENCE_WORDING;
}

static void decided_by_list(struct work *w)
{
    const struct blocklist *list = &tables.blocklists[w->hits.blocklist];

    w->verdict.category = table_category(list->domains ? "domain-blocked" : "ip-blocked");
    w->out->rule = table_string(list->zone);
    w->out->confidence = SW_CONFIDENCE_WORDING;
}

/* has_code - did anybody give a code? */
static bool has_code(const struct work *w)
{
    return w->said->reply != 0 || status_given(w->status);
}

/* is_failure - does the log's line or the notice itself say that something failed? */
static bool is_failure(const struct work *w)
{
    const struct scene *scene = &w->said->scene;

    return scene->notice || scene->fate == FATE_DEFERRED || scene->fate == FATE_BOUNCED;
}

/* any_reply - a reply of the class that is known, for its row; where nobody gave a code, what
 * became of the message tells it: a failure that was reported is never silence */
static unsigned any_reply(const struct work *w)
{
    enum fate fate = w->said->scene.fate;

    if (has_code(w) || (fate != FATE_DEFERRED && fate != FATE_BOUNCED))
        return w->said->reply ? w->said->reply : w->status.class * 100;
    return fate == FATE_DEFERRED ? 400 : 500;
}

/*
 * is_overruled - does the enhanced code, vague as it is, say that the reply code means something
 * else?  "551 5.7.1" and "552 5.7.0" are policy, not the recipient's move or quota.
 */
static bool is_overruled(const struct work *w, const struct code *reply)
{
    enum { SECURITY = 7 }; /* RFC 3463 3.8 */
    const char *group = table_string(tables.categories[reply->category].group);

    return w->status.subject == SECURITY &&
           (strcmp(group, "recipient") == 0 || reply->reply == 553);
}

/* decide_by_codes - no words decide; false if there is no code either */
static bool decide_by_codes(struct work *w)
{
    const struct code *enhanced = w->verdict.enhanced_row, *reply = w->verdict.reply_row;
    const struct code *subject = status_given(w->status) ? table_subject(w->status) : NULL;
    const struct code *class;

    class = table_reply_class(any_reply(w));
    if (reply && (enhanced || subject) && is_overruled(w, reply))
        reply = NULL;
    if (reply && (!vague(reply) || !(enhanced || subject)))
        decided_by_code(w, reply, SW_CONFIDENCE_CODE);
    else if (enhanced)
        decided_by_code(w, enhanced, SW_CONFIDENCE_ENHANCED);
    else if (subject && w->status.class != 2)
        decided_by_code(w, subject, SW_CONFIDENCE_CLASS);
    else if (reply)
        decided_by_code(w, reply, SW_CONFIDENCE_CODE);
    else if (class)
        decided_by_code(w, class, SW_CONFIDENCE_CLASS);
    else
        return false;
    return true;
}

/* decide - who decides the category; see the head of this file */
static bool decide(struct work *w)
{
    const struct rule *rule = w->match.rule;
    const struct code *enhanced = w->verdict.enhanced_row;
    bool weak = rule && rule->tier == TIER_WEAK;

    if (rule && rule->tier < TIER_LIST)
        decided_by_rule(w);
    else if (w->hits.blocklist >= 0)
        decided_by_list(w);
    else if (rule && !weak)
        decided_by_rule(w);
    else if (enhanced && !vague(enhanced))
        decided_by_code(w, enhanced, SW_CONFIDENCE_ENHANCED);
    else if (rule && (has_code(w) || is_failure(w) || about_mail(w->said->around)))
        decided_by_rule(w); /* vague words alone are no outcome: "access denied" */
    else
        return decide_by_codes(w);
    return true;
}

/* is_success - a 2xx or 3xx reply, or a message that was sent */
static bool is_success(const struct said *said, struct sw_status status)
{
    if (said->reply)
        return said->reply >= 200 && said->reply < 400;
    return status.class == 2 || said->scene.fate == FATE_SENT;
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

static bool worth_retrying(const struct category *c, enum sw_class class)
{
    if (c->retry != RETRY_CLASS)
        return c->retry == RETRY_YES;
    return class == SW_CLASS_TEMPORARY || (class == SW_CLASS_NONE && c->acts == SW_ACTS_WAIT);
}

/* name_of - a provider's name; NULL for a generic file or none */
static const char *name_of(int provider)
{
    if (provider < 0 || tables.providers[provider].tier == TIER_GENERIC)
        return NULL;
    return table_string(tables.providers[provider].name);
}

/* provider_of - who speaks: the host tells surest, then the words that only one provider uses */
static const char *provider_of(const struct work *w)
{
    const struct rule *rule = w->verdict.rule;
    int of_rule = rule && rule->provider != NO_PROVIDER ? rule->provider : -1;

    return name_of(w->host_provider >= 0 ? w->host_provider : of_rule);
}

/* named - what the deciding row's group of that name took, made safe; NULL if nothing */
static const char *named(struct work *w, const char *name)
{
    size_t i;

    for (i = 0; i < w->match.nnamed && w->verdict.rule; i++)
        if (strcmp(w->match.named[i].name, name) == 0)
            return ctx_safe(w->ctx,
                            (struct span){ w->ctx->words.ptr + w->match.named[i].start,
                                           w->match.named[i].end - w->match.named[i].start });
    return NULL;
}

/* domain_of - what stands behind the "@"; NULL if nothing */
static const char *domain_of(const char *address)
{
    const char *at = address ? strrchr(address, '@') : NULL;

    return at && at[1] ? at + 1 : NULL;
}

static bool in_group(const struct work *w, const char *group)
{
    return strcmp(table_string(tables.categories[w->verdict.category].group), group) == 0;
}

/* take_address - the mail address in the words, if the scene does not name its recipient */
static void take_address(struct work *w)
{
    struct scene *scene = &w->said->scene;
    struct span address = scene_address(w->said->words);
    bool leads;

    if (!address.ptr || memmem(w->said->words.ptr, w->said->words.len, "\033$", 2))
        return; /* none, or "@" may be half a letter of ISO-2022-JP */
    leads = address.ptr > w->said->words.ptr && address.ptr[-1] == '<';
    if (in_group(w, "authentication")) {
        if (!scene->sender.ptr && leads)
            scene->sender = address;
    } else if (!scene->recipient.ptr && (leads || in_group(w, "recipient"))) {
        scene->recipient = address;
    }
}

/* plain_words - the words without their codes, unfolded, as they were written */
static struct span plain_words(struct work *w)
{
    const struct said *said = w->said;
    struct buf *plain = &w->ctx->plain;

    if (w->in_plain.ptr != said->words.ptr || w->in_plain.len != said->words.len) {
        buf_clear(plain);
        words_add(plain, said->words, said->codes, said->ncodes);
        w->in_plain = said->words;
    }
    return span_of_buf(plain);
}

/* words_ip - the address that the words are about, perhaps as a blocklist was asked: 4.3.2.1.zone;
 * asked is memory for that */
static struct span words_ip(struct work *w, char asked[SCENE_IPV4_SIZE])
{
    struct span ip = scene_ip(plain_words(w), w->said->scene.host_ip);
    int list = w->hits.blocklist;

    if (!ip.ptr && list >= 0 &&
        scene_asked_ip(w->said->words, table_string(tables.blocklists[list].zone), asked))
        ip = span_of(asked, asked + strlen(asked));
    return ip;
}

/* set_scene - the circumstances, and the blanks that they fill */
static void set_scene(struct work *w)
{
    struct sw_outcome *out = w->out;
    struct scene *scene = &w->said->scene;
    char asked[SCENE_IPV4_SIZE];
    struct span ip;
    const char *value;

    take_address(w);
    ip = words_ip(w, asked);
    out->recipient = ctx_safe(w->ctx, scene->recipient);
    out->sender = ctx_safe(w->ctx, scene->sender);
    out->host = ctx_safe(w->ctx, scene->host);
    out->command = ctx_safe(w->ctx, scene->command);
    out->queue_id = ctx_safe(w->ctx, scene->queue_id);
    out->direction = scene->direction;
    out->ip = ctx_safe(w->ctx, ip.ptr ? ip : scene->host_ip);
    w->blanks.value[BLANK_IP] = ip.ptr || scene->direction == SW_DIRECTION_INBOUND ? out->ip : NULL;
    w->blanks.value[BLANK_RECIPIENT] = out->recipient;
    w->blanks.value[BLANK_RDOMAIN] = domain_of(out->recipient);
    w->blanks.value[BLANK_SENDER] = out->sender;
    w->blanks.value[BLANK_DOMAIN] = domain_of(out->sender);
    w->blanks.value[BLANK_HOST] = out->host;
    if ((value = named(w, "ip")))
        w->blanks.value[BLANK_IP] = value;
    if ((value = named(w, "domain")))
        w->blanks.value[BLANK_DOMAIN] = value;
    if ((value = named(w, "recipient")))
        w->blanks.value[BLANK_RECIPIENT] = value;
    if ((value = named(w, "sender")))
        w->blanks.value[BLANK_SENDER] = value;
    w->blanks.value[BLANK_LIMIT] = named(w, "limit");
    w->blanks.value[BLANK_WAIT] = named(w, "wait");
}

/* fill_one - a whole cell: without blanks it is used where it stands */
static const char *fill_one(struct work *w, const char *text, enum fill_style style)
{
    if (*text != '\0' && !strchr(text, '{'))
        return text;
    return fill(w->ctx, text, strlen(text), &w->blanks, style);
}

/* page_of - a look-up page without the question, when what to ask is not known */
static const char *page_of(struct work *w, const char *lookup)
{
    size_t len = strcspn(lookup, "?{");

    return len > 0 ? ctx_safe(w->ctx, span_of(lookup, lookup + len)) : NULL;
}

static void set_blocklist(struct work *w)
{
    const struct blocklist *list;
    struct sw_blocklist *to = &w->ctx->blocklist;

    if (w->hits.blocklist < 0)
        return;
    list = &tables.blocklists[w->hits.blocklist];
    to->zone = table_string(list->zone);
    to->name = table_string(list->name);
    to->lookup = fill_one(w, table_string(list->lookup), FILL_URL);
    if (!to->lookup)
        to->lookup = page_of(w, table_string(list->lookup));
    w->blanks.value[BLANK_LIST] = to->name;
    w->blanks.value[BLANK_LOOKUP] = to->lookup;
    to->delist = fill_one(w, table_string(list->delist), FILL_PROSE);
    w->out->blocklist = to;
}

/* text_row - the code whose own texts fit the category that was decided */
static const struct code *text_row(const struct work *w)
{
    const struct code *enhanced = w->verdict.enhanced_row, *reply = w->verdict.reply_row;

    if (w->row)
        return w->row;
    if (enhanced && enhanced->category == w->verdict.category)
        return enhanced;
    if (w->verdict.rule)
        return NULL; /* words say more than three digits: 552 is a full mailbox or a big message */
    return reply && reply->category == w->verdict.category && !enhanced ? reply : NULL;
}

/* pick - a cell of the rule, else of the code, else of the category */
static const char *pick(const struct work *w, uint32_t of_rule, uint32_t of_code,
                        uint32_t of_category)
{
    if (w->verdict.rule && of_rule)
        return w->strings + of_rule;
    return table_string(of_code ? of_code : of_category);
}

/* more_precise - is a the longer form of b: "RFC 7372 3.4" of "RFC 7372"? */
static bool more_precise(const char *a, const char *b)
{
    size_t n = strlen(b);

    return strncmp(a, b, n) == 0 && (a[n] == ' ' || a[n] == '\0');
}

/* add_reference - unless it is there, or a more precise one is */
static void add_reference(struct sw_outcome *out, const char *reference)
{
    size_t i;

    for (i = 0; i < out->nreferences; i++) {
        if (more_precise(out->references[i], reference))
            return;
        if (more_precise(reference, out->references[i])) {
            out->references[i] = reference;
            return;
        }
    }
    if (out->nreferences < SW_STEPS_MAX)
        out->references[out->nreferences++] = reference;
}

/* add_references - those of the row, then of the code */
static void add_references(struct work *w, const char *list)
{
    const char *more[SW_STEPS_MAX];
    size_t n = fill_list(w->ctx, list, &w->blanks, FILL_PROSE, more), i;

    for (i = 0; i < n; i++)
        add_reference(w->out, more[i]);
}

/* set_texts - title, meaning, steps, checks, references */
static void set_texts(struct work *w)
{
    static const struct rule no_rule;
    static const struct code no_code;
    const struct category *category = &tables.categories[w->verdict.category];
    const struct rule *rule = w->verdict.rule ? w->verdict.rule : &no_rule;
    const struct code *row = text_row(w);
    struct sw_outcome *out = w->out;

    w->row = row;
    row = row ? row : &no_code;
    out->title = fill_one(w, pick(w, rule->title, row->title, category->title), FILL_PROSE);
    out->meaning = fill_one(w, pick(w, rule->meaning, row->meaning, category->meaning), FILL_PROSE);
    out->nfix = fill_list(w->ctx, pick(w, rule->fix, row->fix, category->fix), &w->blanks,
                          FILL_PROSE, out->fix);
    out->ncheck = fill_list(w->ctx, pick(w, rule->check, row->check, category->check), &w->blanks,
                            FILL_COMMAND, out->check);
    if (w->verdict.rule)
        add_references(w, w->strings + rule->source);
    if (w->verdict.rule && rule->source == 0 && rule->provider != NO_PROVIDER)
        add_references(w, table_string(tables.providers[rule->provider].page));
    add_references(w, table_string(row->source));
}

static void set_text(struct work *w)
{
    w->out->text = ctx_safe(w->ctx, plain_words(w));
}

/* enhanced_row - that of the class which was followed: 4.2.2 under a final 550 is told as 5.2.2 */
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
    if (followed)
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
    w->host_provider = matcher_host(&ctx->builtin, said->scene.host);
    find_rule(w);
    if (is_success(said, w->status)) {
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
    out->retry = worth_retrying(category, out->class);
    out->provider = provider_of(&w);
    set_scene(&w);
    set_blocklist(&w);
    set_texts(&w);
    set_text(&w);
    w.verdict.signs = w.hits.signs;
    if (out->class != SW_CLASS_SUCCESS && w.hits.signs & SIGN_WAIT)
        out->retry_after = scene_retry_after(&ctx->scenes, folded(ctx));
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
    if (w.match.rule && w.strings != tables.rules.strings)
        return NULL; /* a site's rule has decided */
    if (!confirm(&w, &next, &first))
        return NULL;
    do {
        if (!confirm(&w, &next, &second) || !rules_tie(first.rule, second.rule))
            return NULL;
    } while (second.rule == first.rule); /* another branch of its pattern */
    return table_string(second.rule->id);
}
