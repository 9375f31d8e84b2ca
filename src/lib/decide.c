/* SPDX-License-Identifier: MIT */
/*
 * Who decides.  Precedence, best first: a site's rule, a provider's token, a provider's
 * words, a program's words, a blocklist named, generic words, a specific enhanced code,
 * the sense of the words together, vague words, the reply code, the class.  A code or words
 * are vague when their category in the data is "unknown" or "policy"; an enhanced code that
 * ends in 0 names a subject only, so the sense of the words counts more; it counts more than one
 * that a program made of the reply code, too.  Vague words that name a reason all the same
 * ("mailbox unavailable") are not asked for their sense; those that only say that the server
 * could not ("try again"), or that there is a list ("banned"), are.
 */
#include "about.h"
#include "sense.h"
#include "speaker.h"
#include "status.h"
#include "work.h"

#include <string.h>

/* vague - does a category say no reason? */
static bool vague(uint8_t category)
{
    const char *slug = table_string(tables.categories[category].slug);

    return strcmp(slug, "unknown") == 0 || strcmp(slug, "policy") == 0;
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
    w->out->rule = w->rows->strings + rule->id;
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

/* speaks_of_mail - has what stands around the words one that only texts about mail have? */
static bool speaks_of_mail(const struct work *w)
{
    return about_mail(w->said->around) || about_mail_abroad(w->said->around);
}

/*
 * is_elsewhere - are they words without a code, which much besides mail has ("connection refused"),
 * in a text that speaks of something else and not of mail?
 */
static bool is_elsewhere(const struct work *w)
{
    struct span around = w->said->around;

    if (has_code(w) || is_failure(w))
        return false;
    return (speaker_foreign(around) || (!about_mail(around) && speaker_elsewhere(around))) &&
           !about_mail_abroad(around);
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

/* is_filler - did our own server put x.0.0 where the other one gave no enhanced code?  It adds
 * nothing to the reply code. */
static bool is_filler(const struct work *w)
{
    return w->said->reply != 0 && !status_given(w->said->enhanced) && w->status.subject == 0 &&
           w->status.detail == 0;
}

/* decide_by_codes - no words decide; false if there is no code either */
static bool decide_by_codes(struct work *w)
{
    const struct code *enhanced = w->verdict.enhanced_row, *reply = w->verdict.reply_row;
    const struct code *subject = status_given(w->status) ? table_subject(w->status) : NULL;
    const struct code *class;

    class = table_reply_class(any_reply(w));
    if (reply && is_filler(w))
        enhanced = subject = NULL;
    if (reply && (enhanced || subject) && is_overruled(w, reply))
        reply = NULL;
    if (reply && (!vague(reply->category) || !(enhanced || subject)))
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

bool work_is_success(const struct work *w)
{
    if (w->said->reply)
        return w->said->reply >= 200 && w->said->reply < 400;
    return w->status.class == 2 || w->said->scene.fate == FATE_SENT;
}

/* has_sense - do the words of one clause together say a reason?  Where nobody gave a code, a short
 * text about mail in another language than English is asked, as programs and notices have them;
 * "file not found" is said by much else. */
static bool has_sense(struct work *w)
{
    enum { SHORT = 800 };
    struct span words = work_folded(w);

    if (work_is_success(w))
        return false;
    if (has_code(w) || is_failure(w))
        w->sense = sense_of(words);
    else if (words.len <= SHORT && (speaks_of_mail(w) || about_messages_abroad(w->said->around)))
        w->sense = sense_abroad(words);
    return w->sense != NULL;
}

/* decided_by_sense - the words of one clause together say the reason */
static void decided_by_sense(struct work *w)
{
    w->verdict.category = w->sense->category;
    w->out->rule = table_string(w->sense->id);
    w->out->confidence = SW_CONFIDENCE_WORDING;
}

/* asks_sense - does a row of vague words name no reason, or only that a later try may pass, or
 * that something is on a list? */
static bool asks_sense(const struct rule *rule)
{
    const char *group = table_string(tables.categories[rule->category].group);

    return vague(rule->category) || strcmp(group, "server") == 0 ||
           strcmp(group, "reputation") == 0;
}

/*
 * is_echo - did a program only put the reply code into an enhanced one, as Sendmail does for what
 * was said to RCPT?  It says no more than that, and nothing against the words.
 */
static bool is_echo(const struct work *w)
{
    static const struct {
        unsigned reply;
        struct sw_status status;
    } echoes[] = {
        { 550, { 5, 1, 1 } }, { 551, { 5, 1, 6 } }, { 552, { 5, 2, 2 } }, { 553, { 5, 1, 3 } }
    };
    size_t i;

    if (status_given(w->said->enhanced))
        return false;
    for (i = 0; i < sizeof echoes / sizeof *echoes; i++)
        if (w->said->reply == echoes[i].reply)
            return status_equal(w->status, echoes[i].status);
    return false;
}

/* mind_step - at MAIL FROM, and to one who verifies a sender, the user who is not known is the
 * sender: what rows and codes tell of recipients is not so */
static void mind_step(struct work *w)
{
    const struct scene *scene = &w->said->scene;

    if ((!scene->of_sender && !span_is(scene->command, "MAIL FROM")) ||
        w->verdict.category != table_category("user-unknown"))
        return;
    w->verdict.category = table_category("bad-sender-address");
    w->verdict.rule = NULL;
    w->row = NULL;
}

/* find_category - who decides; see the head of this file */
static bool find_category(struct work *w)
{
    const struct rule *rule = w->match.rule;
    const struct code *enhanced = w->verdict.enhanced_row;
    bool weak = rule && rule->tier == TIER_WEAK, echo = is_echo(w);
    bool weak_counts = echo && weak && rule->category != table_category("unknown");

    if (rule && rule->tier < TIER_LIST)
        decided_by_rule(w);
    else if (w->hits.blocklist >= 0)
        decided_by_list(w);
    else if (rule && !weak && is_elsewhere(w))
        return false;
    else if (rule && !weak)
        decided_by_rule(w);
    else if (enhanced && !vague(enhanced->category) && enhanced->detail != 0 && !echo)
        decided_by_code(w, enhanced, SW_CONFIDENCE_ENHANCED);
    else if ((!rule || asks_sense(rule)) && has_sense(w))
        decided_by_sense(w);
    else if (enhanced && !vague(enhanced->category) && !weak_counts)
        decided_by_code(w, enhanced, SW_CONFIDENCE_ENHANCED);
    else if (rule && (has_code(w) || is_failure(w) || (speaks_of_mail(w) && !is_elsewhere(w))))
        decided_by_rule(w); /* vague words alone are no outcome: "access denied" */
    else
        return decide_by_codes(w);
    return true;
}

bool decide(struct work *w)
{
    if (!find_category(w))
        return false;
    mind_step(w);
    return true;
}
