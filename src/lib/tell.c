/* SPDX-License-Identifier: MIT */
/*
 * What the reader is told of a reply whose category is decided: who speaks, about whom,
 * at which step, and the texts with their blanks filled.
 */
#include "address.h"
#include "ascii.h"
#include "charset.h"
#include "fill.h"
#include "notice_phrases.h"
#include "words.h"
#include "work.h"

#include <string.h>

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

/* of_header - does it stand in the header of a notice that was handed on: in the field of who wrote
 * it, or, where a mail system wrote it, of who got it? */
static bool of_header(struct span words, struct span address)
{
    static const char *const writers[] = { "from:", "reply-to:", "return-path:", "sender:" };
    const char *line = memrchr(words.ptr, '\n', (size_t)(address.ptr - words.ptr));
    struct span field = span_trim(span_of(line ? line : words.ptr, address.ptr));

    return span_begins_any(field, PHRASES_IN(writers)) ||
           (span_begins(field, "to:") &&
            span_has_any(span_of(words.ptr, field.ptr), notice_daemons));
}

/* other_than_named - the first mail address of the words that no phrase names as somebody's to
 * write to, or as the sender's */
static struct span other_than_named(struct span words)
{
    struct span rest = words, address;

    while ((address = address_mail(rest)).ptr) {
        bool bracket = address.ptr > words.ptr && address.ptr[-1] == '<';

        if (!address_of_another(span_of(words.ptr, address.ptr - bracket)) &&
            !of_header(words, address))
            break;
        rest = span_of(address.ptr + address.len, words.ptr + words.len);
    }
    return address;
}

/* leads - is it somebody's in the reply's own form, "<lea@example.com>" or, first of all behind the
 * codes, "lea@example.com : "? */
static bool leads(struct span words, struct span address)
{
    const char *p = address.ptr, *end = words.ptr + words.len, *behind = p + address.len;

    if (p > words.ptr && p[-1] == '<')
        return true;
    while (p > words.ptr && (is_digit(p[-1]) || is_any_of(p[-1], " .-")))
        p--;
    while (behind < end && *behind == ' ')
        behind++;
    return p == words.ptr && address.ptr > p && behind < end && *behind == ':';
}

/* names_recipient - does "<lea@example.com>: Recipient address rejected" name it so? */
static bool names_recipient(struct span words, struct span address)
{
    struct span behind = span_of(address.ptr + address.len, words.ptr + words.len);

    while (behind.len > 0 && is_any_of(behind.ptr[0], "> :"))
        behind = span_from(behind, 1);
    return span_begins(behind, "recipient");
}

/* take_address - the mail address in the words, if the scene does not name its recipient */
static void take_address(struct work *w)
{
    struct scene *scene = &w->said->scene;
    bool of_sender = in_group(w, "authentication");
    struct span words = w->said->words,
                address = of_sender ? address_mail(words) : other_than_named(words);

    if (!address.ptr || charset_shifts(w->said->words))
        return; /* none, or "@" may be half a letter of ISO-2022-JP */
    if (of_sender && !names_recipient(words, address)) {
        if (!scene->sender.ptr && leads(words, address))
            scene->sender = address;
    } else if (!scene->recipient.ptr && (leads(words, address) || in_group(w, "recipient"))) {
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
static struct span words_ip(struct work *w, char asked[ADDRESS_IPV4_SIZE])
{
    struct span ip = address_ip(plain_words(w), w->said->scene.host_ip);
    int list = w->hits.blocklist;

    if (!ip.ptr && list >= 0 &&
        address_asked_ip(w->said->words, table_string(tables.blocklists[list].zone), asked))
        ip = span_of(asked, asked + strlen(asked));
    return ip;
}

/* set_scene - the circumstances, and the blanks that they fill */
static void set_scene(struct work *w)
{
    struct sw_outcome *out = w->out;
    struct scene *scene = &w->said->scene;
    char asked[ADDRESS_IPV4_SIZE];
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

/* filled - a text of the built-in tables */
static const char *filled(struct work *w, uint32_t text, enum fill_style style)
{
    return fill_text(w->ctx, &tables.rules, text, &w->blanks, style);
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
    to->lookup = filled(w, list->lookup, FILL_URL);
    if (!to->lookup)
        to->lookup = page_of(w, table_string(list->lookup));
    w->blanks.value[BLANK_LIST] = to->name;
    w->blanks.value[BLANK_LOOKUP] = to->lookup;
    to->delist = filled(w, list->delist, FILL_PROSE);
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

/* A cell of the data: a text or a list, and the set it is of. */
struct cell {
    const struct ruleset *set;
    uint32_t at;
};

/* pick - a cell of the rule, else of the code, else of the category */
static struct cell pick(const struct work *w, uint32_t of_rule, uint32_t of_code,
                        uint32_t of_category)
{
    if (w->verdict.rule && of_rule)
        return (struct cell){ w->rows, of_rule };
    return (struct cell){ &tables.rules, of_code ? of_code : of_category };
}

static const char *text_of(struct work *w, struct cell cell)
{
    return fill_text(w->ctx, cell.set, cell.at, &w->blanks, FILL_PROSE);
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
static void add_references(struct work *w, const struct ruleset *set, uint32_t list)
{
    const char *more[SW_STEPS_MAX];
    size_t n = fill_list(w->ctx, set, list, &w->blanks, FILL_PROSE, more), i;

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
    struct cell cell;

    w->row = row;
    row = row ? row : &no_code;
    out->title = text_of(w, pick(w, rule->title, row->title, category->title));
    out->meaning = text_of(w, pick(w, rule->meaning, row->meaning, category->meaning));
    cell = pick(w, rule->fix, row->fix, category->fix);
    out->nfix = fill_list(w->ctx, cell.set, cell.at, &w->blanks, FILL_PROSE, out->fix);
    cell = pick(w, rule->check, row->check, category->check);
    out->ncheck = fill_list(w->ctx, cell.set, cell.at, &w->blanks, FILL_COMMAND, out->check);
    if (w->verdict.rule)
        add_references(w, w->rows, rule->source);
    if (w->verdict.rule && rule->source == 0 && rule->provider != NO_PROVIDER)
        add_references(w, &tables.rules, tables.providers[rule->provider].page);
    add_references(w, &tables.rules, row->source);
}

static void set_text(struct work *w)
{
    w->out->text = ctx_safe(w->ctx, plain_words(w));
}

void tell(struct work *w)
{
    w->out->provider = provider_of(w);
    set_scene(w);
    set_blocklist(w);
    set_texts(w);
    set_text(w);
}
