/* SPDX-License-Identifier: MIT */
/*
 * Notices of failure in their own words: what the text says about each recipient is
 * put together from the lines that name one and from the transcript, and handed over.
 * Of all that is said about a recipient, that is taken which tells most.
 */
#include "notice.h"

#include "address.h"
#include "mime.h"
#include "notice_original.h"
#include "notice_phrases.h"
#include "notice_recipient.h"
#include "notice_text.h"
#include "notice_worth.h"
#include "status.h"

#include <stdlib.h>
#include <string.h>

struct notice_passage *notice_passage_add(struct notice_passages *list)
{
    size_t room = list->room > 0 ? 2 * list->room : 16;

    if (list->n == list->room) {
        struct notice_passage *at =
            room <= NOTICE_PASSAGES_MAX ? realloc(list->at, room * sizeof *at) : NULL;

        if (!at)
            return NULL;
        list->at = at;
        list->room = room;
    }
    list->at[list->n] = (struct notice_passage){ .line = NULL };
    return &list->at[list->n++];
}

struct notice notice_new(log_entry_fn *fn, void *arg)
{
    return (struct notice){ .plain = buf_new(NOTICE_TEXT_MAX),
                            .html = buf_new(NOTICE_TEXT_MAX),
                            .report = buf_new(NOTICE_TEXT_MAX),
                            .disposition = buf_new(NOTICE_SAID_MAX),
                            .text = buf_new(NOTICE_TEXT_MAX),
                            .quotes = buf_new(NOTICE_TEXT_MAX + 1),
                            .subject = buf_new(NOTICE_SAID_MAX),
                            .failed = buf_new(NOTICE_SAID_MAX),
                            .field = buf_new(NOTICE_SAID_MAX),
                            .said = buf_new(2 * NOTICE_SAID_MAX),
                            .other = buf_new(NOTICE_SAID_MAX),
                            .addressees = buf_new(NOTICE_SAID_MAX),
                            .authors = buf_new(NOTICE_SAID_MAX),
                            .fn = fn,
                            .arg = arg };
}

void notice_free(struct notice *notice)
{
    struct buf *const all[] = { &notice->plain,  &notice->html,   &notice->report,
                                &notice->text,   &notice->quotes, &notice->subject,
                                &notice->failed, &notice->field,  &notice->disposition,
                                &notice->said,   &notice->other,  &notice->addressees,
                                &notice->authors };
    size_t i;

    for (i = 0; i < sizeof all / sizeof *all; i++)
        buf_free(all[i]);
    free(notice->sections.at);
    free(notice->replies.at);
    free(notice->known.at);
}

/* ---- who is told ---- */

/* has_class - do its codes tell whether the message may still arrive? */
static bool has_class(const struct log_entry *entry)
{
    struct notice_worth w = notice_worth_of(entry->said);

    return entry->reply || w.reply || status_given(w.enhanced) || status_given(entry->scene.dsn);
}

void notice_hand_over(struct notice *notice, struct log_entry *entry)
{
    if (notice->stopped)
        return;
    if (!entry->said.ptr)
        entry->said = (struct span){ "", 0 };
    if (entry->scene.fate == FATE_NONE && !has_class(entry))
        entry->scene.fate = FATE_BOUNCED; /* what is no warning of a delay returns the message */
    entry->scene.direction = SW_DIRECTION_OUTBOUND;
    entry->scene.notice = notice->certain;
    entry->message = notice->whole;
    notice->told++;
    if (!notice->fn(notice->arg, entry))
        notice->stopped = true;
}

/* before_bracket - the text up to an address in it */
static struct span before_bracket(struct span text, struct span address)
{
    const char *end = address.ptr;

    if (end > text.ptr && end[-1] == '<')
        end--;
    return span_of(text.ptr, end);
}

/* is_authors - does the line on which the address stands say whose message it was? */
static bool is_authors(struct span text, struct span address)
{
    struct span before = span_of(line_begins(text.ptr, address.ptr), address.ptr);

    return span_begins_any(span_trim(before), notice_authors_fields);
}

/*
 * address_in - the first address in the text that is not the reader's own; rather one to whom
 * the returned message was addressed
 */
static struct span address_in(const struct notice *notice, struct span text, struct span own)
{
    struct span rest = text, address, first = { NULL, 0 };

    while ((address = notice_next_address(&rest)).ptr) {
        if (notice_lists(own, address) || notice_lists(span_of_buf(&notice->authors), address) ||
            is_authors(text, address) || span_begins_any(address, notice_daemons) ||
            address_of_another(before_bracket(text, address)))
            continue;
        if (notice->addressees.len == 0 || notice_lists(span_of_buf(&notice->addressees), address))
            return address;
        if (!first.ptr)
            first = address;
    }
    return first;
}

/*
 * any_address - where no line names a recipient: in the text, else in the subject, else the one
 * to whom the returned message was addressed
 */
static struct span any_address(struct notice *notice)
{
    struct span own = { "", 0 }, address;

    if (notice->any_known)
        return notice->any;
    if (mime_field(notice->head, "to", &notice->field))
        own = span_of_buf(&notice->field);
    address = address_in(notice, span_at_most(notice->human, NOTICE_LOOK_MAX), own);
    if (!address.ptr)
        address = address_in(notice, span_of_buf(&notice->subject), own);
    if (!address.ptr)
        address = notice_original_sole(notice);
    notice->any = address;
    notice->any_known = true;
    return address;
}

struct span notice_sole_address(struct notice *notice)
{
    struct span rest = span_of_buf(&notice->failed), first = notice_next_address(&rest);

    if (!first.ptr && notice->sections.n > 0)
        first = notice->sections.at[0].address;
    return first.ptr ? first : any_address(notice);
}

/* ---- what is known ---- */

/*
 * body_of - what is said about section i: a list of recipients shares what stands below it.
 * *owner is the section whose text was looked at last; the answer for it was *known.
 */
static struct span body_of(const struct notice *notice, size_t i, size_t *owner, struct span *known)
{
    struct span text;

    if (i > *owner || i == 0) {
        while (i + 1 < notice->sections.n && span_trim(notice->sections.at[i].text).len == 0)
            i++;
        *owner = i;
        text = span_trim(notice->sections.at[i].text);
        if (i + 1 < notice->sections.n && text.len > 0 && text.ptr[text.len - 1] == ':' &&
            !memchr(text.ptr, '\n', text.len))
            text.len = 0;                           /* the heading of the next */
        text = span_at_most(text, NOTICE_LOOK_MAX); /* many recipients may share it */
        *known = notice_has_reason(text) ? notice_telling(text) : span_at_most(text, 0);
    }
    return *known;
}

/* know - something is said about a recipient; the best is kept */
static void know(struct notice_passages *known, struct notice_passage what)
{
    struct notice_passage *fresh;
    size_t i;

    for (i = 0; what.address.ptr && i < known->n; i++)
        if (span_same(known->at[i].address, what.address)) {
            known->at[i].text = notice_better_of(known->at[i].text, what.text);
            if (status_given(what.dsn))
                known->at[i].dsn = what.dsn;
            return;
        }
    fresh = notice_passage_add(known);
    if (fresh)
        *fresh = what;
}

/* keep_preamble - what stands before the first recipient, if it holds a code and words */
static void keep_preamble(struct notice *notice)
{
    struct span preamble;

    if (notice->sections.n == 0)
        return;
    preamble = notice_telling(span_of(notice->human.ptr, notice->sections.at[0].line));
    if (notice_points(preamble) > NOTICE_CODE_POINTS)
        notice->preamble = preamble;
}

void notice_join(struct notice *notice)
{
    struct span said = { NULL, 0 };
    size_t i, owner = 0;

    keep_preamble(notice);
    for (i = 0; i < notice->sections.n; i++) {
        struct notice_passage what = notice->sections.at[i];

        what.text = body_of(notice, i, &owner, &said);
        know(&notice->known, what);
    }
    for (i = 0; i < notice->replies.n; i++)
        if (notice->replies.at[i].address.ptr)
            know(&notice->known, notice->replies.at[i]);
}

struct span notice_best_about(const struct notice *notice, struct span address, struct span best)
{
    size_t i;

    for (i = 0; i < notice->known.n; i++)
        if (span_same(notice->known.at[i].address, address))
            return notice_better_of(best, notice->known.at[i].text);
    return best;
}

struct span notice_best_of_all(const struct notice *notice, struct span best)
{
    size_t i;

    for (i = 0; i < notice->replies.n; i++)
        if (!notice->replies.at[i].address.ptr)
            return notice_better_of(best, notice->replies.at[i].text);
    if (notice->preamble.ptr && notice_points(best) < NOTICE_CODE_POINTS)
        return notice_better_of(best, notice->preamble);
    return best;
}

bool notice_says_nothing(const struct notice *notice)
{
    size_t i;

    for (i = 0; i < notice->known.n; i++)
        if (notice_points(notice->known.at[i].text) > 0)
            return false;
    return notice->replies.n == 0 &&
           notice_points(notice_telling(notice->human)) < NOTICE_CODE_POINTS;
}

/* ---- telling it ---- */

/*
 * cut_code - "Mailbox unavailable. [SMTP Error Code 550]": a code in brackets at the end
 * is the reply to the words before it
 */
static unsigned cut_code(struct span *said)
{
    struct notice_worth w = notice_worth_of(*said);
    const char *end = said->ptr + said->len, *open;

    if (!w.code || end - w.code != 4 || !is_any_of(end[-1], ")]"))
        return 0;
    open = memrchr(said->ptr, end[-1] == ')' ? '(' : '[', (size_t)(w.code - said->ptr));
    if (!open || memchr(open, '\n', (size_t)(end - open)))
        return 0;
    *said = span_trim(span_of(said->ptr, open));
    return w.reply;
}

/* concluded - what the MTA made of the reply that the text is, or that it has the code of */
static struct sw_status concluded(const struct notice *notice, struct span text)
{
    const struct notice_passage *nobodys = NULL;
    struct notice_worth w = notice_worth_of(text);
    size_t i;

    for (i = 0; i < notice->replies.n; i++) {
        const struct notice_passage *reply = &notice->replies.at[i];

        if (reply->text.ptr == text.ptr)
            return reply->dsn;
        if (!reply->address.ptr && !nobodys)
            nobodys = reply;
    }
    if (nobodys && w.reply && notice_worth_of(nobodys->text).reply == w.reply)
        return nobodys->dsn;
    return (struct sw_status){ .class = 0 };
}

/* without_close - a reply without the bracket that closes what it was quoted in, and "#SMTP#" */
static struct span without_close(struct span reply)
{
    size_t i, open = 0, closed = 0;

    if (ends(reply.ptr, reply.len, "#smtp#"))
        reply = span_trim(span_at_most(reply, reply.len - strlen("#smtp#")));
    for (i = 0; i < reply.len; i++) {
        open += reply.ptr[i] == '<';
        closed += reply.ptr[i] == '>';
    }
    if (closed > open && reply.ptr[reply.len - 1] == '>')
        reply.len--;
    return reply;
}

/*
 * behind_mark - "<mx.example.net #5.5.0 smtp;554 5.7.1 No>": what follows "smtp;", if a status
 * stands before it and a code behind it; ptr NULL if not
 */
static struct span behind_mark(struct span said, struct sw_status *dsn)
{
    static const char mark[] = "smtp;";
    const char *p = span_find(said, mark);
    struct notice_worth before;
    struct sw_status status;
    struct span reply;
    unsigned code;

    if (!p)
        return (struct span){ NULL, 0 };
    before = notice_worth_of(span_of(said.ptr, p));
    reply = span_trim(span_of(p + strlen(mark), said.ptr + said.len));
    if (!status_given(before.enhanced) || (reply_parse(reply.ptr, reply.len, &code) == 0 &&
                                           status_parse(reply.ptr, reply.len, &status) == 0))
        return (struct span){ NULL, 0 };
    if (!status_given(*dsn))
        *dsn = before.enhanced;
    return without_close(reply);
}

struct span notice_behind_conclusion(struct span said, struct sw_status *dsn)
{
    struct notice_worth w = notice_worth_of(said), before;
    struct span marked = behind_mark(said, dsn);
    const char *eol;

    if (marked.ptr)
        return marked;
    if (!w.code || !(eol = memrchr(said.ptr, '\n', (size_t)(w.code - said.ptr))))
        return said;
    before = notice_worth_of(span_of(said.ptr, eol));
    if (!status_given(before.enhanced))
        return said;
    if (!status_given(*dsn))
        *dsn = before.enhanced;
    return span_of(eol + 1, said.ptr + said.len);
}

static void tell_passage(struct notice *notice, struct span address, struct span text,
                         struct sw_status dsn)
{
    struct log_entry entry = { .reply = 0 };

    entry.scene.recipient = address;
    entry.scene.dsn = status_given(dsn) ? dsn : concluded(notice, text);
    entry.scene.fate = notice->fate;
    entry.said = notice_words(&notice->said, text);
    entry.said = notice_behind_conclusion(entry.said, &entry.scene.dsn);
    entry.reply = cut_code(&entry.said);
    notice_hand_over(notice, &entry);
}

void notice_tell_known(struct notice *notice)
{
    struct span all = { "", 0 };
    bool any = false;
    size_t i;

    for (i = 0; i < notice->known.n; i++)
        any = any || notice_points(notice->known.at[i].text) > 0;
    if (!any && notice->known.n > 0)
        all = notice_telling(notice->human);
    for (i = 0; i < notice->known.n; i++) {
        struct span best = notice_best_of_all(notice, notice->known.at[i].text);
        struct span address = notice->known.at[i].address;

        if (notice_points(best) == 0 && !any)
            best = all;
        if (!address.ptr && notice->known.n == 1)
            address = any_address(notice);
        if (notice_points(best) > 0 || notice->known.at[i].listed)
            tell_passage(notice, address, best, notice->known.at[i].dsn);
    }
}

void notice_tell_text(struct notice *notice)
{
    struct span rest = span_of_buf(&notice->failed), address = notice_next_address(&rest);
    struct span text = notice_best_of_all(notice, notice_telling(notice->human));

    if (!address.ptr)
        address = any_address(notice);
    do
        tell_passage(notice, address, text, (struct sw_status){ .class = 0 });
    while ((address = notice_next_address(&rest)).ptr && !notice->stopped);
}
