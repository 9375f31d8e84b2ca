/* SPDX-License-Identifier: MIT */
/*
 * What kind of message is it?  Each sign of a notice alone is found in other mail too,
 * so they are weighed against each other.
 */
#include "notice_kind.h"

#include "mime.h"
#include "notice_phrases.h"

/* sent_by_daemon - by a program, not by a person? */
static bool sent_by_daemon(struct notice *notice)
{
    static const char *const fields[] = { "from", "sender", "return-path" };
    size_t i;

    for (i = 0; i < sizeof fields / sizeof *fields; i++)
        if (mime_field(notice->head, fields[i], &notice->field) &&
            span_has_any(span_of_buf(&notice->field), notice_daemons))
            return true;
    return false;
}

static bool has_field(struct notice *notice, const char *name)
{
    return mime_field(notice->head, name, &notice->field);
}

/* no_sender - is its return path null, as that of every notice must be (RFC 5321 4.5.5)? */
static bool no_sender(struct notice *notice)
{
    return has_field(notice, "return-path") && span_begins(span_of_buf(&notice->field), "<>");
}

/* from_list - did a mailing list send it on? */
static bool from_list(struct notice *notice)
{
    static const char *const fields[] = { "list-id", "list-post", "list-unsubscribe",
                                          "mailing-list", "list-subscribe" };
    size_t i;

    for (i = 0; i < sizeof fields / sizeof *fields; i++)
        if (has_field(notice, fields[i]))
            return true;
    return has_field(notice, "precedence") && span_begins(span_of_buf(&notice->field), "list");
}

/* opens_as_notice - does a line of the text say so, unquoted? */
static bool opens_as_notice(struct span text)
{
    struct span line;

    text = span_at_most(text, NOTICE_LOOK_MAX);
    while (mime_line(&text, &line)) {
        line = span_at_most(line, NOTICE_LINE_MAX);
        if (line.len > 0 && line.ptr[0] != '>' && line.ptr[0] != '|' &&
            span_has_any(line, notice_openings))
            return true;
    }
    return false;
}

/*
 * Each sign alone is found in other mail too: a person may forward a notice, a list may
 * talk about one.
 */
bool notice_is_notice(struct notice *notice)
{
    struct span subject = span_trim(span_of_buf(&notice->subject));
    bool daemon = sent_by_daemon(notice), answer = span_begins_any(subject, notice_reply_marks);
    int points = 0;

    if (span_has_any(subject, notice_successes))
        return false;
    points += daemon ? 2 : 0;
    points += no_sender(notice) ? 1 : 0;
    points += !answer && span_has_any(subject, notice_subjects) ? 2 : 0;
    points += opens_as_notice(notice->human) ? 2 : 0;
    points += notice->failed.len > 0 ? 3 : 0;
    points += has_field(notice, "x-mlserver") ? 2 : 0;
    points += has_field(notice, "content-type") &&
                      span_find(span_of_buf(&notice->field), "delivery-status")
                  ? 3
                  : 0;
    if (from_list(notice))
        points -= 3;
    if ((answer && !daemon) || span_has_any(subject, notice_answers))
        points -= 4;
    if (!daemon && has_field(notice, "in-reply-to"))
        points -= 1;
    return points >= 3;
}

bool notice_is_forward(const struct notice *notice)
{
    struct span subject = span_trim(span_of_buf(&notice->subject));

    return span_begins_any(subject, notice_forward_marks) && span_has_any(subject, notice_subjects);
}

enum fate notice_fate(const struct notice *notice)
{
    struct span subject = span_of_buf(&notice->subject);
    struct span text = span_at_most(notice->human, NOTICE_WORDS_MAX);

    if (span_has_any(subject, notice_deferred_words))
        return FATE_DEFERRED;
    if (span_has_any(text, notice_surely_bounced))
        return FATE_BOUNCED;
    if (span_has_any(text, notice_deferred_words))
        return FATE_DEFERRED;
    return span_has_any(subject, notice_bounced_words) || span_has_any(text, notice_bounced_words)
               ? FATE_BOUNCED
               : FATE_NONE;
}
