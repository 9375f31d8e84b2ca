/* SPDX-License-Identifier: MIT */
/*
 * What kind of message is it?  Each sign of a notice alone is found in other mail too,
 * so they are weighed against each other.
 */
#include "notice_kind.h"

#include "ascii.h"
#include "mime.h"
#include "notice_phrases.h"
#include "notice_worth.h"

/* Points that a sign is worth; NOTICE of them make a notice, CERTAIN settle it. */
enum { VAGUE = 1, PLAIN = 2, STRONG = 3, NOTICE = 3, CERTAIN = 4, LURE = 6 };

/* daemon_points - was it sent by a program that returns mail, not by a person? */
static int daemon_points(struct notice *notice)
{
    static const char *const fields[] = { "from", "sender" };
    int most = 0, points;
    size_t i;

    for (i = 0; i < sizeof fields / sizeof *fields; i++) {
        struct span field;

        if (!mime_field(notice->head, fields[i], &notice->field))
            continue;
        field = span_of_buf(&notice->field);
        points = span_has_any(field, notice_daemons)    ? STRONG
                 : span_has_any(field, notice_admins)   ? PLAIN
                 : span_has_any(field, notice_machines) ? VAGUE
                                                        : 0;
        most = points > most ? points : most;
    }
    return most;
}

/* subject_points - does it say that mail failed?  Parcels have a delivery status as well. */
static int subject_points(struct span subject, int daemon)
{
    if (span_has_any(subject, notice_subjects))
        return PLAIN;
    if (span_has_any(subject, notice_vague_subjects))
        return daemon >= PLAIN ? PLAIN : VAGUE;
    return 0;
}

static bool has_field(struct notice *notice, const char *name)
{
    return mime_field(notice->head, name, &notice->field);
}

/* no_sender - is its return path null, as that of every notice must be (RFC 5321 4.5.5), or what
 * some put in its place? */
static bool no_sender(struct notice *notice)
{
    return has_field(notice, "return-path") &&
           (span_begins(span_of_buf(&notice->field), "<>") ||
            span_has_any(span_of_buf(&notice->field), notice_daemons));
}

/* has_any_field - does the head have one of n fields? */
static bool has_any_field(struct notice *notice, const char *const *fields, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (has_field(notice, fields[i]))
            return true;
    return false;
}

/* from_list - did a mailing list send it on? */
static bool from_list(struct notice *notice)
{
    static const char *const fields[] = { "list-id", "list-post", "list-unsubscribe",
                                          "mailing-list", "list-subscribe" };

    return has_any_field(notice, fields, sizeof fields / sizeof *fields) ||
           (has_field(notice, "precedence") && span_begins(span_of_buf(&notice->field), "list"));
}

/* to_list_machine - was it sent to the address at which a list's program takes notices? */
static bool to_list_machine(struct notice *notice)
{
    return has_field(notice, "to") &&
           span_has_any(span_of_buf(&notice->field), notice_list_machines);
}

/* from_answerer - does an answering machine say that it is one? */
static bool from_answerer(struct notice *notice)
{
    static const char *const fields[] = { "x-autoreply", "x-autorespond", "x-autoresponder",
                                          "x-vacation" };

    return has_any_field(notice, fields, sizeof fields / sizeof *fields) ||
           (has_field(notice, "precedence") &&
            span_begins(span_of_buf(&notice->field), "auto_reply"));
}

/* opening_points - does a line of the text say so, unquoted?  The first one says it best: a person
 * who tells of a notice begins with words of his own. */
static int opening_points(struct span text)
{
    struct span line;
    bool first = true;

    text = span_at_most(text, NOTICE_LOOK_MAX);
    while (mime_line(&text, &line)) {
        line = span_at_most(line, NOTICE_LINE_MAX);
        if (line.len == 0)
            continue;
        if (!is_any_of(line.ptr[0], ">|\"") && span_has_any(line, notice_openings))
            return first ? STRONG : PLAIN;
        first = false;
    }
    return 0;
}

/* says_failure - does the text itself say that mail was refused, or give a code? */
static bool says_failure(const struct notice *notice)
{
    return notice_fate(notice) != FATE_NONE ||
           span_has_any(span_at_most(notice->human, NOTICE_WORDS_MAX), notice_refusals) ||
           notice_points(notice_telling(notice->human)) >= NOTICE_CODE_POINTS;
}

/* is_lure - is it about mail to its reader, who is to click on something, if only on its page? */
static bool is_lure(const struct notice *notice, struct span subject)
{
    return span_has_any(subject, notice_lures) ||
           span_has_any(span_at_most(notice->human, NOTICE_LOOK_MAX), notice_lures) ||
           span_has_any(span_at_most(span_of_buf(&notice->html), NOTICE_LOOK_MAX), notice_lures);
}

/* points_against - what tells other mail: answers, answering machines, swindlers */
static int points_against(struct notice *notice, struct span subject, int daemon, bool answer)
{
    int points = 0;

    if ((answer && daemon < PLAIN) || span_has_any(subject, notice_answers))
        points += CERTAIN;
    if (from_answerer(notice))
        points += STRONG;
    if (is_lure(notice, subject)) /* which has all that a notice's words have, but no report */
        points += LURE;
    if (daemon < PLAIN && has_field(notice, "in-reply-to"))
        points += VAGUE;
    return points;
}

/*
 * Each sign alone is found in other mail too: a person may forward a notice, a list may
 * talk about one.
 */
bool notice_is_notice(struct notice *notice)
{
    struct span subject = span_trim(span_of_buf(&notice->subject));
    bool answer = span_begins_any(subject, notice_reply_marks);
    int opens = opening_points(notice->human);
    int daemon = daemon_points(notice), sender = daemon, points;

    if (span_has_any(subject, notice_successes) || span_begins_any(subject, notice_receipts))
        return false;
    sender += no_sender(notice) ? VAGUE : 0;
    points = sender;
    points += answer ? 0 : subject_points(subject, daemon);
    points += opens;
    if (daemon == VAGUE && opens == 0)
        points -= VAGUE; /* shops and newsletters write from such addresses, too */
    points += notice->failed.len > 0 ? STRONG : 0;
    points += has_field(notice, "x-mlserver") ? PLAIN : 0;
    points += has_field(notice, "content-type") &&
                      span_find(span_of_buf(&notice->field), "delivery-status")
                  ? STRONG
                  : 0;
    points -= points_against(notice, subject, daemon, answer);
    notice->certain = points >= CERTAIN && (daemon >= PLAIN || !from_list(notice));
    if (from_list(notice) &&
        !to_list_machine(notice)) /* whose owner's notices pass through it like other mail */
        points -= daemon >= PLAIN ? VAGUE : STRONG;
    if (points == (daemon < STRONG ? sender : daemon) && opens == 0) /* spam names itself so, too */
        return points >= NOTICE && says_failure(notice);
    return points >= NOTICE;
}

bool notice_is_forward(const struct notice *notice)
{
    struct span subject = span_trim(span_of_buf(&notice->subject));

    return span_begins_any(subject, notice_forward_marks) && span_has_any(subject, notice_subjects);
}

bool notice_announces(struct notice *notice)
{
    struct span text = span_at_most(span_of_buf(&notice->plain), NOTICE_LOOK_MAX);

    return span_has_any(text, notice_enclosings) ||
           (!from_list(notice) && span_has_any(text, notice_forwards));
}

enum fate notice_fate(const struct notice *notice)
{
    struct span subject = span_of_buf(&notice->subject);
    struct span text = span_at_most(notice->human, NOTICE_WORDS_MAX);

    if (span_has_any(subject, notice_deferred_words) || span_has_any(text, notice_surely_deferred))
        return FATE_DEFERRED;
    if (span_has_any(text, notice_surely_bounced))
        return FATE_BOUNCED;
    if (span_has_any(text, notice_deferred_words))
        return FATE_DEFERRED;
    return span_has_any(subject, notice_bounced_words) || span_has_any(text, notice_bounced_words)
               ? FATE_BOUNCED
               : FATE_NONE;
}
