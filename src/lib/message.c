/* SPDX-License-Identifier: MIT */
/*
 * Notices of failure: delivery reports (RFC 3464, RFC 6533) and the texts of
 * programs that wrote notices before there were reports, or still do.
 *
 * The texts come in families, which share a few forms: a line that names a
 * recipient with the reason behind or below it, a transcript of the session, or
 * prose with a reply quoted in it.  No program has code of its own here; what
 * programs differ in stands in the tables of phrases.  Of all that is said about
 * a recipient, that is handed over which tells most; in doubt what the report
 * says, for it is meant for machines.
 */
#include "message.h"

#include "ascii.h"
#include "mime.h"
#include "status.h"

#include <stddef.h>
#include <string.h>

enum {
    TEXT_MAX = 1 << 20,   /* bytes of text that are looked at, of each kind */
    SAID_MAX = 8192,      /* bytes of what was said about one recipient */
    WORDS_MAX = 4096,     /* bytes of a passage */
    LOOK_MAX = 32 * 1024, /* bytes of the text that tell what it is */
    LINE_MAX = 1000,      /* bytes of a line in which phrases are searched */
    PASSAGES_MAX = 256,   /* of the text; a report has no such limit */
    STRANGE_LINES = 4,    /* in a header, that are no fields */
    FORWARD_LINES = 200,  /* of a text in which a forwarded message begins */
    HEADER_LINES = 4096,  /* in which message_begins() looks for fields */
};

/* What is said about a recipient at one place of the text. */
struct passage {
    struct span address; /* ptr NULL: nobody is named */
    struct span text;
};

struct passages {
    struct passage at[PASSAGES_MAX];
    size_t n;
};

/* One recipient's fields of a report, folded as they came. */
struct group {
    struct span final, original, action, status, remote, diagnostic;
};

/* One message that is read. */
struct reading {
    struct span head;
    struct buf plain, html, report; /* the parts, decoded */
    struct buf text;                /* the plain part without what was returned */
    struct buf quotes;              /* replies out of transcripts, without their marks */
    struct buf subject, failed, field, said, other;
    struct passages sections, replies;
    struct passages known; /* both, one a recipient */
    struct span inner;     /* the first message in the message; ptr NULL: none */
    struct span human;     /* of text: what stands before the fields of a report */
    bool receipt, feedback, returned;
    enum fate fate; /* as the text tells it */
    size_t told;
    bool stopped;
    log_entry_fn *fn;
    void *arg;
};

/* ---- spans ---- */

static struct span trim(struct span s)
{
    while (s.len > 0 && is_blank(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len > 0 && is_blank(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

static struct span span_of_buf(const struct buf *b)
{
    return (struct span){ b->ptr ? b->ptr : "", b->len };
}

static bool span_begins(struct span s, const char *word)
{
    return begins(s.ptr, s.len, word);
}

static struct span from(struct span s, size_t n)
{
    return n <= s.len ? (struct span){ s.ptr + n, s.len - n } : (struct span){ s.ptr + s.len, 0 };
}

static struct span at_most(struct span s, size_t n)
{
    return s.len > n ? (struct span){ s.ptr, n } : s;
}

static bool same_span(struct span a, struct span b)
{
    return a.len == b.len && same_word(a.ptr, b.ptr, a.len);
}

/* find_word - the first occurrence of a lower-case phrase, case-blind; NULL if none */
static const char *find_word(struct span s, const char *word)
{
    size_t n = strlen(word), i;

    for (i = 0; i + n <= s.len; i++)
        if (to_lower(s.ptr[i]) == word[0] && begins(s.ptr + i, s.len - i, word))
            return s.ptr + i;
    return NULL;
}

static bool has_any(struct span s, const char *const *words, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (find_word(s, words[i]))
            return true;
    return false;
}

static bool begins_any(struct span s, const char *const *words, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (span_begins(s, words[i]))
            return true;
    return false;
}

#define HAS_ANY(span, words)    has_any(span, words, sizeof(words) / sizeof *(words))
#define BEGINS_ANY(span, words) begins_any(span, words, sizeof(words) / sizeof *(words))

/* ---- what kind of message is it? ---- */

/* Fields that tell mail from whatever else has "name: value" lines. */
static const char *const mail_fields[] = { "received",      "return-path",
                                           "message-id",    "from",
                                           "subject",       "delivered-to",
                                           "x-original-to", "x-failed-recipients" };

/* Fields that mail has too. */
static const char *const more_fields[] = { "to", "date",     "mime-version", "content-type",
                                           "cc", "reply-to", "sender",       "auto-submitted" };

static bool listed(struct span name, const char *const *words, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (strlen(words[i]) == name.len && span_begins(name, words[i]))
            return true;
    return false;
}

#define LISTED(name, words) listed(name, words, sizeof(words) / sizeof *(words))

/* skip_mbox - the "From " line of a mailbox, and blank lines before it */
static struct span skip_mbox(struct span text)
{
    struct span rest = text, line;

    while (rest.len > 0 && is_blank(*rest.ptr)) {
        rest.ptr++;
        rest.len--;
    }
    text = rest;
    if ((span_begins(text, "from ") || span_begins(text, ">from ")) && mime_line(&rest, &line))
        return rest;
    return text;
}

bool message_begins(struct span text)
{
    struct span rest = skip_mbox(text), line;
    size_t surely = 0, also = 0, lines, strange = 0;

    for (lines = 0; lines < HEADER_LINES && mime_line(&rest, &line); lines++) {
        size_t n = mime_field_name(line);
        struct span name = { line.ptr, n };

        if (trim(line).len == 0)
            break;
        if (n == 0) { /* folded; perhaps the blank before it got lost */
            strange += !is_blank(line.ptr[0]);
            if (lines == 0 || strange > STRANGE_LINES)
                break;
            continue;
        }
        surely += LISTED(name, mail_fields);
        also += LISTED(name, more_fields);
        if (surely >= 1 && surely + also >= 3)
            return true;
    }
    return surely >= 1 && surely + also >= 2;
}

/* Who writes notices: in From, Sender or Return-Path. */
static const char *const daemons[] = {
    "mailer-daemon",
    "post_master",
    "mailerdaemon",
    "mail-daemon",
    "postmaster",
    "mail delivery",
    "mail.delivery",
    "mail deliver",
    "delivery subsystem",
    "delivery system",
    "mail administrator",
    "mail system",
    "system administrator",
    "mailer daemon",
    "ndr",
    "mailsystem",
    "mail router",
    "interscan",
    "mailmarshal",
    "mimesweeper",
    "mail service",
    "<>",
    "bounce",
    "no-reply@",
    "noreply@",
};

/* What their subjects say. */
static const char *const subjects[] = {
    "undeliver",
    "failure notice",
    "returned mail",
    "returned to sender",
    "returning message",
    "delivery status",
    "delivery failure",
    "delivery failed",
    "delivery has failed",
    "delivery notification",
    "delivery report",
    "delivery problem",
    "delivery error",
    "delivery delayed",
    "mail delivery",
    "failed delivery",
    "failure delivery",
    "failed mail",
    "mail failure",
    "mail system error",
    "message delayed",
    "could not be delivered",
    "could not send",
    "couldn't be delivered",
    "not delivered",
    "non-delivery",
    "nondelivery",
    "non delivery",
    "non-deliverable",
    "nondeliverable",
    "unable to deliver",
    "error sending your mail",
    "error while sending",
    "bounce",
    "warning: message",
    "delivery attempt",
    "user unknown",
    "you sent blocked",
    "mail error",
    "message status",
    "notification d'",
    "rejected mail",
    "message rejected",
    "mail rejected",
    "not a member",
    "are not member",
    "unzustellbar",
    "nicht zugestellt",
    "zustellung",
    "non remis",
    "non distribu",
    "no se puede entregar",
    "no se pudo entregar",
    "mancato recapito",
    "non recapita",
    "onbestelbaar",
    "nao entregue",
    "não foi possível",
    "não entregue",
    "falha na entrega",
    "niedostarcz",
    "не доставлено",
    "недоставлен",
    "配信",
    "送信できません",
    "送達",
    "退信",
    "系统退信",
    "无法送达",
    "エラー",
    "メール配信",
    "お届けできません",
};

/* How texts of notices open; whoever is quoted has such a line behind a mark. */
static const char *const openings[] = {
    "created automatically by mail delivery software",
    "could not be delivered to one or more",
    "this is the qmail-send program",
    "this is the postfix program",
    "this is the mail system at host",
    "this is the mailer-daemon",
    "this is the mail delivery agent",
    "this is the dragonfly mail agent",
    "this is an automatically generated delivery status notification",
    "this is a delivery status notification",
    "transcript of session follows",
    "had permanent fatal errors",
    "had delivery problems",
    "had delivery errors",
    "did not reach the following recipient",
    "did not reach some or all of the intended recipients",
    "delivery has failed to these recipients",
    "delivery to the following recipient",
    "undeliverable mail",
    "unable to deliver your message",
    "unable to deliver message to the following",
    "could not be delivered to:",
    "message could not be delivered",
    "message could not be sent",
    "your message was not delivered",
    "your message wasn't delivered",
    "was not delivered to",
    "could not deliver your message",
    "wasn't able to deliver your message",
    "we had trouble delivering your message",
    "following address(es) failed",
    "following recipients returned permanent errors",
    "each of the following recipients was rejected",
    "an email you sent was rejected",
    "an error has occurred while attempting to deliver a message",
    "cannot be delivered to the following recipient",
    "undeliverable to",
    "you are not a member of this mailing list",
    "are not allowed to post to this mailing list",
    "\"notificationtype\":\"bounce\"",
    "delivery attempts will continue",
};

/* Subjects of answering machines. */
static const char *const answers[] = {
    "out of office",
    "out of the office",
    "automatic reply",
    "auto-reply",
    "autoreply",
    "auto reply",
    "auto response",
    "autoresponse",
    "vacation",
    "abwesen",
    "automatische antwort",
    "absence du bureau",
    "réponse automatique",
    "respuesta automática",
    "resposta automática",
    "risposta automatica",
    "afwezig",
    "自動応答",
    "自动回复",
    "автоответ",
};

/* Subjects of reports of success. */
static const char *const successes[] = { "successful mail delivery", "notification (success)",
                                         "notification (relay)",     "delivered:",
                                         "delivery receipt",         "read:",
                                         "return receipt",           "successfully delivered" };

static const char *const reply_marks[] = { "re:", "aw:", "antw:", "sv:", "vs:", "odp:" };
static const char *const forward_marks[] = { "fwd:", "fw:", "wg:", "tr:", "rv:", "i:", "enc:" };

/* sent_by_daemon - by a program, not by a person? */
static bool sent_by_daemon(struct reading *r)
{
    static const char *const fields[] = { "from", "sender", "return-path" };
    size_t i;

    for (i = 0; i < sizeof fields / sizeof *fields; i++)
        if (mime_field(r->head, fields[i], &r->field) && HAS_ANY(span_of_buf(&r->field), daemons))
            return true;
    return false;
}

static bool has_field(struct reading *r, const char *name)
{
    return mime_field(r->head, name, &r->field);
}

/* from_list - did a mailing list send it on? */
static bool from_list(struct reading *r)
{
    static const char *const fields[] = { "list-id", "list-post", "list-unsubscribe",
                                          "mailing-list", "list-subscribe" };
    size_t i;

    for (i = 0; i < sizeof fields / sizeof *fields; i++)
        if (has_field(r, fields[i]))
            return true;
    return has_field(r, "precedence") && span_begins(span_of_buf(&r->field), "list");
}

/* opens_as_notice - does a line of the text say so, unquoted? */
static bool opens_as_notice(struct span text)
{
    struct span line;

    text = at_most(text, LOOK_MAX);
    while (mime_line(&text, &line)) {
        line = at_most(line, LINE_MAX);
        if (line.len > 0 && line.ptr[0] != '>' && line.ptr[0] != '|' && HAS_ANY(line, openings))
            return true;
    }
    return false;
}

/*
 * is_notice - of a message without a report.  Each sign alone is found in other
 * mail too: a person may forward a notice, a list may talk about one.
 */
static bool is_notice(struct reading *r)
{
    struct span subject = trim(span_of_buf(&r->subject));
    bool daemon = sent_by_daemon(r), answer = BEGINS_ANY(subject, reply_marks);
    int points = 0;

    if (HAS_ANY(subject, successes))
        return false;
    points += daemon ? 2 : 0;
    points += !answer && HAS_ANY(subject, subjects) ? 2 : 0;
    points += opens_as_notice(r->human) ? 2 : 0;
    points += r->failed.len > 0 ? 3 : 0;
    points += has_field(r, "x-mlserver") ? 2 : 0;
    points += has_field(r, "content-type") && find_word(span_of_buf(&r->field), "delivery-status")
                  ? 3
                  : 0;
    if (from_list(r))
        points -= 3;
    if ((answer && !daemon) || HAS_ANY(subject, answers))
        points -= 4;
    if (!daemon && has_field(r, "in-reply-to"))
        points -= 1;
    return points >= 3;
}

/* ---- the text, cleaned ---- */

/* With these words the returned message begins, behind whatever marks. */
static const char *const ends_of_text[] = {
    "below this line is a copy",
    "this is a copy of",
    "here is a copy",
    "below is a copy of",
    "enclosed is a copy",
    "included is a copy",
    "attached is a copy",
    "a copy of the original",
    "copy of the original message",
    "original message follows",
    "original message headers",
    "original message header",
    "original message text",
    "the original message follows",
    "unsent message follows",
    "unsent message below",
    "returned message follows",
    "returned mail follows",
    "message header follows",
    "message headers follow",
    "message headers:",
    "the header of the original",
    "the headers of the original",
    "headers of the original",
    "begin returned message",
    "text of your message",
    "your original message",
    "the following is the original",
    "start of returned message",
    "message text follows",
    "bounced e-mail",
    "bounced message follows",
    "end of message",
    "failed message follows",
    "original headers",
    "rfc822 headers",
    "the first ",
    "the message itself follows",
    "the body of your message",
    "the text of the original",
    "header of the original",
    "the original mail follows",
    "beginning of original",
    "original mail header",
    "message contents follow",
};

/* Fields with which a returned message begins where nothing announces it. */
static const char *const returned_fields[] = {
    "received:", "return-path:",  "dkim-signature:",     "x-received:",
    "arc-seal:", "delivered-to:", "domainkey-signature:"
};

/* is_end_of_text - does the returned message begin with this line? */
static bool is_end_of_text(const struct reading *r, struct span line)
{
    size_t i;

    if (line.len > 0 && BEGINS_ANY(line, returned_fields))
        return r->text.len > 0;
    while (line.len > 0 && !is_alnum(line.ptr[0]) && (unsigned char)line.ptr[0] < 0x80)
        line = from(line, 1);
    if (BEGINS_ANY(line, ends_of_text))
        return !span_begins(line, "the first ") || find_word(line, " lines") ||
               find_word(line, " bytes");
    if (!span_begins(line, "original message") && !span_begins(line, "original mail") &&
        !span_begins(line, "returned message"))
        return false;
    for (i = strlen("returned message"); i < line.len; i++)
        if (is_alnum(line.ptr[i]))
            return false;
    return true;
}

/* has_substance - is there anything but dashes and stars in it? */
static bool has_substance(struct span line)
{
    size_t i;

    for (i = 0; i < line.len; i++)
        if (is_alnum(line.ptr[i]) || (unsigned char)line.ptr[i] >= 0x80)
            return true;
    return false;
}

/* clean - the text up to the returned message; rulers become empty lines */
static void clean(struct reading *r, struct span text)
{
    struct span line;
    bool gap = false;

    while (mime_line(&text, &line)) {
        while (line.len > 0 && is_blank(line.ptr[line.len - 1]))
            line.len--;
        if (is_end_of_text(r, line))
            break;
        if (!has_substance(line)) {
            gap = true;
            continue;
        }
        if (gap && r->text.len > 0)
            buf_putc(&r->text, '\n');
        gap = false;
        buf_add(&r->text, line.ptr, line.len);
        buf_putc(&r->text, '\n');
    }
}

/* take_part - a part of the message is put where it is read from */
static bool take_part(void *arg, const struct mime_part *part)
{
    struct reading *r = arg;

    if (strcmp(part->type, "message/delivery-status") == 0 ||
        strcmp(part->type, "message/global-delivery-status") == 0) {
        mime_text_add(&r->report, part);
        buf_putc(&r->report, '\n');
    } else if (strcmp(part->type, "message/disposition-notification") == 0 ||
               strcmp(part->type, "message/global-disposition-notification") == 0) {
        r->receipt = true;
    } else if (strcmp(part->type, "message/feedback-report") == 0) {
        r->feedback = true;
    } else if (begins(part->type, strlen(part->type), "message/") ||
               strcmp(part->type, "text/rfc822-headers") == 0) {
        if (!r->inner.ptr && strcmp(part->type, "message/rfc822") == 0)
            r->inner = part->body;
        r->returned = true;
    } else if (r->returned || (part->attachment && has_substance(span_of_buf(&r->plain)))) {
        return true;
    } else if (strcmp(part->type, "text/html") == 0) {
        mime_text_add(&r->html, part);
    } else if (part->type[0] == '\0' || begins(part->type, strlen(part->type), "text")) {
        mime_text_add(&r->plain, part);
        buf_putc(&r->plain, '\n');
    }
    return true;
}

/* ---- what is a passage worth? ---- */

struct worth {
    unsigned reply;
    struct sw_status enhanced;
    const char *code; /* where the reply code stands */
    bool words;       /* that are no address and no part of a code */
};

/* Words between which and a code nothing stands. */
static const char *const before_code[] = { "said",   "error",  "code",     "response", "returned",
                                           "reply",  "status", "smtp",     "was",      "with",
                                           "reason", "stat",   "rejected", "server" };

/* introduced - may a code stand at p, by what stands before it? */
static bool introduced(const char *start, const char *p)
{
    const char *end = p, *word;

    while (end > start && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    if (end == start || end[-1] == '\n' || strchr(":;>#('\"[<,-=`", end[-1]))
        return true;
    for (word = end; word > start && is_alpha(word[-1]); word--)
        ;
    return LISTED(span_of(word, end), before_code);
}

/* behind_address - skips "<a@b>" or "a@b" at p; p if there is none */
static const char *behind_address(const char *p, const char *end)
{
    const char *q;
    bool at = false;

    for (q = p; q < end && !is_blank(*q) && !strchr("<>()\"',;", *q); q++)
        at = at || *q == '@';
    return at ? q : p;
}

/* worth_of - its first codes, and whether it has words */
static struct worth worth_of(struct span text)
{
    const char *p = text.ptr, *end = p + text.len, *word;
    struct worth w = { .reply = 0 };
    size_t n;

    while (p < end) {
        if (!is_alnum(*p)) {
            p++;
            continue;
        }
        word = p;
        n = 0;
        if ((*p == '4' || *p == '5') && introduced(text.ptr, p)) {
            struct sw_status status;
            unsigned reply;

            n = status_parse(p, (size_t)(end - p), &status);
            if (n > 0 && !status_given(w.enhanced))
                w.enhanced = status;
            if (n == 0 && (n = reply_parse(p, (size_t)(end - p), &reply)) > 0 && w.reply == 0) {
                w.reply = reply;
                w.code = p;
            }
        }
        if (n > 0) {
            p += n;
            continue;
        }
        p = behind_address(p, end);
        if (p > word)
            continue;
        for (; p < end && (is_alnum(*p) || (unsigned char)*p >= 0x80); p++)
            ;
        w.words = w.words || (p - word > 3 && !is_digit(*word));
    }
    return w;
}

enum { WORDS_POINTS = 2, CODE_POINTS = 4 };

static int points(const struct worth *w)
{
    return (w->reply ? CODE_POINTS : 0) + (w->words ? WORDS_POINTS : 0) +
           (status_given(w->enhanced) ? 1 : 0);
}

/* goes_on - does text a say what b says, and then more? */
static bool goes_on(struct span a, struct span b)
{
    size_t i = 0, k = 0, more = 0;

    while (i < a.len && k < b.len) {
        if (!is_alnum(a.ptr[i]))
            i++;
        else if (!is_alnum(b.ptr[k]))
            k++;
        else if (to_lower(a.ptr[i++]) != to_lower(b.ptr[k++]))
            return false;
    }
    while (k < b.len)
        if (is_alnum(b.ptr[k++]))
            return false;
    for (; i < a.len; i++)
        more += is_alnum(a.ptr[i]);
    return more > 8;
}

/* tells_more - is a the better text about the same refusal? */
static bool tells_more(struct span a, struct span b)
{
    struct worth wa = worth_of(a), wb = worth_of(b);
    int difference = points(&wa) - points(&wb);

    if (wa.reply && wb.reply && wa.reply != wb.reply)
        return false;
    if (difference != 0)
        return difference > 0;
    return wa.code && wb.code &&
           goes_on(span_of(wa.code, a.ptr + a.len), span_of(wb.code, b.ptr + b.len));
}

static int points_of(struct span text)
{
    struct worth w = worth_of(text);

    return points(&w);
}

/* next_paragraph - takes one off *rest */
static bool next_paragraph(struct span *rest, struct span *paragraph)
{
    const char *gap;

    *rest = trim(*rest);
    if (rest->len == 0)
        return false;
    gap = memmem(rest->ptr, rest->len, "\n\n", 2);
    *paragraph = gap ? span_of(rest->ptr, gap) : *rest;
    *rest = from(*rest, paragraph->len);
    return true;
}

/* telling - the first paragraph with a code and words, else all */
static struct span telling(struct span text)
{
    struct span rest = text, paragraph;

    while (next_paragraph(&rest, &paragraph)) {
        struct worth w = worth_of(paragraph);

        if ((w.reply || status_given(w.enhanced)) && w.words)
            return at_most(paragraph, WORDS_MAX);
    }
    return at_most(trim(text), WORDS_MAX);
}

/* ---- lines that name a recipient ---- */

/* What stands before the address at the start of its line. */
static const char *const labels[] = {
    "recipient address:",
    "failed recipient:",
    "final recipient:",
    "intended recipient:",
    "recipient:",
    "recipients:",
    "addressed to:",
    "target mail address:",
    "failed address:",
    "rejected recipient:",
    "recipient email:",
    "email address:",
    "rcpt to:",
    "receiver:",
    "宛先:",
    "送信先:",
};

/* And anywhere in it. */
static const char *const phrases[] = {
    "could not be delivered to:", "could not be delivered to",     "was not delivered to:",
    "undeliverable to",           "error delivering your mail to", "unable to deliver to:",
    "unable to deliver to",       "unable to deliver message to:", "unable to deliver message to",
    "failed to deliver to",       "failed to deliver message to"
};

/* Lines behind which an address is not the recipient's. */
static const char *const not_behind[] = {
    "to the address", "mail to", "write to", "message to list", "sent by", "from",
    "from:",          "sender",  "sender:",  "contact",         "reply to"
};

static bool is_address_char(char c)
{
    return is_alnum(c) || (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~.", c));
}

/* bare_address - "a@b" at the start of s; ptr NULL if there is none */
static struct span bare_address(struct span s)
{
    size_t i = 0, at;

    while (i < s.len && is_address_char(s.ptr[i]))
        i++;
    at = i;
    if (i == 0 || i >= s.len || s.ptr[i] != '@')
        return (struct span){ NULL, 0 };
    for (i++;
         i < s.len && (is_alnum(s.ptr[i]) || s.ptr[i] == '-' || s.ptr[i] == '.' || s.ptr[i] == '_');
         i++)
        ;
    while (i > at && s.ptr[i - 1] == '.')
        i--;
    return i > at + 1 ? (struct span){ s.ptr, i } : (struct span){ NULL, 0 };
}

/* bracketed - what stands between the first byte and close, if it has an "@" and no blank */
static struct span bracketed(struct span s, char close)
{
    size_t i;

    for (i = 1; i < s.len && s.ptr[i] != close; i++)
        if (is_blank(s.ptr[i]))
            return (struct span){ NULL, 0 };
    if (i == s.len || !memchr(s.ptr, '@', i))
        return (struct span){ NULL, 0 };
    return (struct span){ s.ptr + 1, i - 1 };
}

/* address_at - the address at the start of s in whatever brackets; *rest is behind it */
static struct span address_at(struct span s, struct span *rest)
{
    struct span address;
    size_t brackets = 0;

    if (s.len == 0)
        return (struct span){ NULL, 0 };
    if (s.ptr[0] == '<' || s.ptr[0] == '"' || s.ptr[0] == '\'') {
        address = bracketed(s, s.ptr[0] == '<' ? '>' : s.ptr[0]);
        brackets = 2;
    } else {
        address = bare_address(s);
    }
    if (!address.ptr)
        return address;
    *rest = from(s, address.len + brackets);
    if (span_begins(address, "mailto:"))
        address = from(address, strlen("mailto:"));
    return address;
}

/* behind_label - what follows a label of the line; *found tells whether there is one */
static struct span behind_label(struct span line, bool *found)
{
    size_t i;

    *found = true;
    for (i = 0; i < sizeof labels / sizeof *labels; i++)
        if (span_begins(line, labels[i]))
            return trim(from(line, strlen(labels[i])));
    for (i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        const char *p = find_word(line, phrases[i]);

        if (p)
            return trim(span_of(p + strlen(phrases[i]), line.ptr + line.len));
    }
    *found = false;
    return line;
}

/* is_date - "on Thu, 29 Apr", "on 4/29/01" */
static bool is_date(struct span s)
{
    s = trim(s);
    return span_begins(s, "on ") && s.len > 5 &&
           (is_digit(s.ptr[3]) || (is_alpha(s.ptr[3]) && memchr(s.ptr, ':', s.len)));
}

/* reason_behind - may what follows an address on its line be a reason?  *rest is set to it. */
static bool reason_behind(struct span *rest, bool labelled, bool brackets)
{
    struct span s = trim(*rest), twice, behind;
    struct worth w;

    while (s.len > 0 && (s.ptr[0] == '<' || s.ptr[0] == '(')) { /* "a@b <a@b>", "a@b<mailto:a@b>" */
        twice = bracketed(s, s.ptr[0] == '<' ? '>' : ')');
        if (!twice.ptr)
            break;
        behind = from(s, twice.len + 2);
        s = trim(behind);
    }
    *rest = s;
    if (s.len == 0 || s.ptr[0] == '(' || s.ptr[0] == '[')
        return true;
    if (s.ptr[0] == ':' || s.ptr[0] == ';') {
        *rest = from(s, 1);
        return true;
    }
    if (is_date(s) || (s.len == 1 && (s.ptr[0] == '.' || s.ptr[0] == ','))) {
        *rest = from(s, s.len);
        return true;
    }
    if (labelled || span_begins(s, "... "))
        return true;
    w = worth_of(s);
    return w.words && (w.reply || status_given(w.enhanced)) && (brackets || s.ptr < rest->ptr + 1);
}

/* recipient_of - the recipient that a line names; what follows it is put into *rest */
static struct span recipient_of(struct span line, struct span *rest)
{
    struct span s = at_most(trim(line), LINE_MAX), address;
    bool labelled;

    if (!memchr(s.ptr, '@', s.len))
        return (struct span){ NULL, 0 };
    if (s.len > 4 && memcmp(s.ptr, ">>> ", 4) == 0) {
        s = from(s, 4);
        if (is_alpha(s.ptr[0]) && find_word(s, " to:"))
            return (struct span){ NULL, 0 }; /* a command of a transcript */
    }
    if (s.len > 2 && strchr("*-+", s.ptr[0]) && s.ptr[1] == ' ')
        s = trim(from(s, 2));
    s = behind_label(s, &labelled);
    address = address_at(s, rest);
    if (!address.ptr)
        return address;
    *rest = span_of(rest->ptr, line.ptr + line.len);
    if (!reason_behind(rest, labelled, s.ptr[0] == '<'))
        return (struct span){ NULL, 0 };
    return address;
}

/* names_another - does the line before say that an address is not the recipient's? */
static bool names_another(struct span before)
{
    size_t i;

    for (i = 0; i < sizeof not_behind / sizeof *not_behind; i++)
        if (ends(before.ptr, before.len, not_behind[i]))
            return true;
    return false;
}

/* add_section - a recipient is named; the one before goes up to its line */
static void add_section(struct passages *list, struct span address, const char *body)
{
    if (list->n < PASSAGES_MAX) {
        list->at[list->n].address = address;
        list->at[list->n].text = span_of(body, body);
        list->n++;
    }
}

static size_t indentation(struct span line)
{
    size_t n = 0;

    while (n < line.len && is_blank(line.ptr[n]))
        n++;
    return n;
}

/* read_sections - the text cut up by the lines that name a recipient */
static void read_sections(struct reading *r)
{
    struct span text = r->human, line, before = { "", 0 }, rest;
    struct passages *list = &r->sections;
    size_t least = 0; /* the indentation of the first: what stands deeper goes on with a reason */

    while (mime_line(&text, &line)) {
        struct span address = recipient_of(line, &rest);
        size_t depth = indentation(line);

        if (address.ptr && (list->n == 0 || depth <= least) && !names_another(before)) {
            if (list->n == 0)
                least = depth;
            if (list->n > 0)
                list->at[list->n - 1].text = span_of(list->at[list->n - 1].text.ptr, line.ptr);
            add_section(list, address, rest.ptr);
            if (list->n == PASSAGES_MAX)
                break;
        }
        if (trim(line).len > 0)
            before = trim(line);
    }
    if (list->n > 0)
        list->at[list->n - 1].text =
            span_of(list->at[list->n - 1].text.ptr, r->human.ptr + r->human.len);
}

/* ---- transcripts ---- */

/* Marks of what the other server said, and of what it was told. */
static const char *const server_marks[] = { "<<< ", "received >>> ", "received <<< ", "<- ",
                                            "<-- ", "s: ",           "in: " };
static const char *const client_marks[] = { ">>> ", "sent <<< ", "sent >>> ", "-> ",
                                            "--> ", "c: ",       "out: " };

/* behind_mark - what follows one of the marks; ptr NULL if the line has none */
static struct span behind_mark(struct span line, const char *const *marks, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (span_begins(line, marks[i]))
            return trim(from(line, strlen(marks[i])));
    return (struct span){ NULL, 0 };
}

#define BEHIND_MARK(line, marks) behind_mark(line, marks, sizeof(marks) / sizeof *(marks))

/* Where the reading of a transcript stands. */
struct transcript {
    struct reading *r;
    struct span rcpt;      /* of the last RCPT command */
    unsigned reply;        /* of the block that is read; 0: none */
    size_t start;          /* of the block, in quotes */
    struct passage *fresh; /* the last block, which nobody is named for yet */
};

/* end_block - a server's reply is complete */
static void end_block(struct transcript *t)
{
    struct passages *list = &t->r->replies;

    if (t->reply == 0)
        return;
    t->reply = 0;
    if (list->n == PASSAGES_MAX)
        return;
    t->fresh = &list->at[list->n++];
    t->fresh->address = t->rcpt;
    t->fresh->text = span_of(t->r->quotes.ptr + t->start, t->r->quotes.ptr + t->r->quotes.len);
    if (t->rcpt.ptr)
        t->fresh = NULL;
}

/* add_reply - a line of a server's reply */
static void add_reply(struct transcript *t, struct span line)
{
    unsigned reply = 0;

    (void)reply_parse(line.ptr, line.len, &reply);
    if (reply != t->reply)
        end_block(t);
    if (reply < 400)
        return;
    if (t->reply == 0)
        t->start = t->r->quotes.len;
    t->reply = reply;
    buf_add(&t->r->quotes, line.ptr, line.len);
    buf_putc(&t->r->quotes, '\n');
}

/* add_command - what was said to the server */
static void add_command(struct transcript *t, struct span command)
{
    struct span rest;

    end_block(t);
    t->rcpt = (struct span){ NULL, 0 };
    if (span_begins(command, "rcpt to:"))
        t->rcpt = address_at(trim(from(command, strlen("rcpt to:"))), &rest);
}

/*
 * add_conclusion - "550 5.1.1 <a@b>... User unknown": what the MTA made of it.
 * Where the server has said something, that is it; else what follows the dots.
 */
static void add_conclusion(struct transcript *t, struct span line)
{
    struct span s = line, address, rest = { NULL, 0 };
    struct sw_status status;
    struct worth w;
    unsigned reply;
    size_t n = reply_parse(s.ptr, s.len, &reply);

    if (n == 0 || reply < 400)
        return;
    end_block(t);
    s = trim(from(s, n + (n < s.len && s.ptr[n] == '-')));
    s = trim(from(s, status_parse(s.ptr, s.len, &status)));
    address = address_at(s, &rest);
    if (!address.ptr || t->r->replies.n == PASSAGES_MAX)
        return;
    if (t->fresh) {
        t->fresh->address = address;
        t->fresh = NULL;
        return;
    }
    while (rest.len > 0 && rest.ptr[0] == '.')
        rest = from(rest, 1);
    rest = trim(rest);
    w = worth_of(rest);
    if (w.code != rest.ptr)
        rest = line;
    t->r->replies.at[t->r->replies.n++] = (struct passage){ address, rest };
}

/* read_transcript - all that servers said, and about whom */
static void read_transcript(struct reading *r)
{
    struct transcript t = { .r = r };
    struct span text = r->human, line, quote;

    /* spans point into it: it must never move */
    if (text.len == 0 || buf_room(&r->quotes, text.len + 1) < text.len)
        return;
    while (mime_line(&text, &line)) {
        struct span s = trim(line);

        quote = BEHIND_MARK(s, server_marks);
        if (quote.ptr) {
            add_reply(&t, quote);
            continue;
        }
        quote = BEHIND_MARK(s, client_marks);
        if (quote.ptr)
            add_command(&t, quote);
        else if (s.ptr == line.ptr)
            add_conclusion(&t, s);
    }
    end_block(&t);
}

/* ---- the text's own words ---- */

/* Paragraphs that say no more than that there is a notice. */
static const char *const empty_words[] = {
    "this message was created automatically",
    "a message that you ",
    "a message sent by",
    "hi. this is the",
    "this is the mail",
    "this is the postfix",
    "this is the dragonfly",
    "this is an automatically",
    "this is a mime",
    "this is a multi",
    "this message is in mime",
    "i'm sorry to have to inform",
    "i'm afraid i wasn't able",
    "for further assistance",
    "if you do so, please include",
    "please do not reply",
    "no action is required",
    "hi!",
    "please note that this is only",
    "message details:",
    "your message:",
    "the original message was received",
    "the message identifier is",
    "we're sorry",
    "sorry, we were unable to deliver your message to the following",
    "this message is to inform you",
    "your mail message to the following",
    "if your message was also",
    "don't reply",
    "this e-mail is automatically",
};

/* Here an MTA's own words follow the reason. */
static const char *const closings[] = { "i'm not going to try again",
                                        "no further delivery attempts will",
                                        "will not continue trying" };

/* without_closing - the passage up to the closing words, if anything stands before them */
static struct span without_closing(struct span text)
{
    size_t i;

    for (i = 0; i < sizeof closings / sizeof *closings; i++) {
        const char *p = find_word(text, closings[i]);

        if (p && p > text.ptr + 1)
            text = trim(span_of(text.ptr, p));
    }
    return text;
}

/*
 * lines_add - the lines without indentation and transcript marks, as far as room
 * is; of a transcript the first reply
 */
static void lines_add(struct buf *out, struct span text)
{
    struct span line, quote;
    bool quoted = false;

    while (out->len < SAID_MAX && mime_line(&text, &line)) {
        line = trim(line);
        if (BEHIND_MARK(line, client_marks).ptr) {
            if (quoted)
                break;
            continue;
        }
        quote = BEHIND_MARK(line, server_marks);
        if (quote.ptr) {
            line = quote;
            quoted = true;
        }
        buf_add(out, line.ptr, line.len);
        buf_putc(out, '\n');
    }
}

/* words_of - the passage as it is handed over, in out */
static struct span words_of(struct buf *out, struct span text)
{
    struct span rest = without_closing(text), paragraph;
    struct worth w = worth_of(rest);

    text = rest;
    buf_clear(out);
    if (w.reply || status_given(w.enhanced)) {
        lines_add(out, text);
        return trim(span_of_buf(out));
    }
    while (next_paragraph(&rest, &paragraph))
        if (!BEGINS_ANY(paragraph, empty_words)) {
            lines_add(out, paragraph);
            buf_putc(out, '\n');
        }
    if (out->len == 0)
        lines_add(out, text);
    return trim(span_of_buf(out));
}

/* Plain words of a message that is still on its way. */
static const char *const deferred_words[] = {
    "has been delayed",
    "is delayed",
    "was delayed",
    "message delayed",
    "delivery delayed",
    "has not yet been delivered",
    "warning message only",
    "will be retried",
    "temporary failure report",
    "still trying",
    "will keep trying",
    "will continue to try",
    "do not need to resend",
    "do not need to re-send",
    "delivery attempts will continue",
    "warning: could not send",
    "could not send mail for",
    "warning: message",
    "warning--",
    "(delay)",
};

/* And of one that is not. */
static const char *const surely_bounced[] = { "permanent", "given up", "giving up",
                                              "giving it up" };
static const char *const bounced_words[] = {
    "undeliver",
    "returned to sender",
    "returning message",
    "returned mail",
    "failure notice",
    "failed",
    "failure",
    "could not be delivered",
    "couldn't be delivered",
    "cannot be delivered",
    "was not delivered",
    "wasn't delivered",
    "unable to deliver",
    "did not reach",
    "rejected",
    "not able to deliver",
    "could not be sent",
};

/* fate_of_text - is the message still on its way? */
static enum fate fate_of_text(const struct reading *r)
{
    struct span subject = span_of_buf(&r->subject), text = at_most(r->human, WORDS_MAX);

    if (HAS_ANY(subject, deferred_words))
        return FATE_DEFERRED;
    if (HAS_ANY(text, surely_bounced))
        return FATE_BOUNCED;
    if (HAS_ANY(text, deferred_words))
        return FATE_DEFERRED;
    return HAS_ANY(subject, bounced_words) || HAS_ANY(text, bounced_words) ? FATE_BOUNCED
                                                                           : FATE_NONE;
}

/* ---- handing over ---- */

/* hand_over - one recipient's entry */
static void hand_over(struct reading *r, struct log_entry *entry)
{
    if (r->stopped)
        return;
    if (!entry->said.ptr)
        entry->said = (struct span){ "", 0 };
    entry->scene.direction = SW_DIRECTION_OUTBOUND;
    r->told++;
    if (!r->fn(r->arg, entry))
        r->stopped = true;
}

/* next_failed - takes the next address off X-Failed-Recipients */
static struct span next_failed(struct span *rest)
{
    struct span address, behind;

    while (rest->len > 0) {
        address = address_at(*rest, &behind);
        if (address.ptr) {
            *rest = behind;
            return address;
        }
        *rest = from(*rest, 1);
    }
    return (struct span){ NULL, 0 };
}

/* any_address - the first address in the text that is not the reader's own */
static struct span any_address(struct reading *r)
{
    struct span rest = at_most(r->human, LOOK_MAX), address, own = { "", 0 };

    if (mime_field(r->head, "to", &r->field))
        own = span_of_buf(&r->field);
    while ((address = next_failed(&rest)).ptr)
        if (address.len > own.len || !memmem(own.ptr, own.len, address.ptr, address.len))
            break;
    return address;
}

/* sole_address - the recipient where the notice knows only one; ptr NULL if it does not */
static struct span sole_address(struct reading *r)
{
    struct span rest = span_of_buf(&r->failed), first = next_failed(&rest);

    if (!first.ptr && r->sections.n > 0)
        first = r->sections.at[0].address;
    return first.ptr ? first : any_address(r);
}

/* better_of - the passage that tells more */
static struct span better_of(struct span best, struct span other)
{
    return other.len > 0 && tells_more(other, best) ? other : best;
}

/* best_about - what the text says about a recipient, if it is better than best */
static struct span best_about(const struct reading *r, struct span address, struct span best)
{
    size_t i;

    for (i = 0; i < r->known.n; i++)
        if (same_span(r->known.at[i].address, address))
            return better_of(best, r->known.at[i].text);
    return best;
}

/* best_of_all - what a server said about nobody by name: to the end of data, or to a greeting */
static struct span best_of_all(const struct reading *r, struct span best)
{
    size_t i;

    for (i = 0; i < r->replies.n; i++)
        if (!r->replies.at[i].address.ptr)
            return better_of(best, r->replies.at[i].text);
    if (r->sections.n > 0 && points_of(best) < CODE_POINTS) {
        struct span preamble = telling(span_of(r->human.ptr, r->sections.at[0].address.ptr));

        if (points_of(preamble) > CODE_POINTS)
            return better_of(best, preamble);
    }
    return best;
}

/* body_of - what is said about section i: a list of recipients shares what stands below it */
static struct span body_of(const struct reading *r, size_t i)
{
    while (i + 1 < r->sections.n && trim(r->sections.at[i].text).len == 0)
        i++;
    return telling(r->sections.at[i].text);
}

/* know - something is said about a recipient; the best is kept */
static void know(struct passages *known, struct span address, struct span text)
{
    size_t i;

    for (i = 0; i < known->n; i++)
        if (same_span(known->at[i].address, address)) {
            known->at[i].text = better_of(known->at[i].text, text);
            return;
        }
    if (known->n < PASSAGES_MAX)
        known->at[known->n++] = (struct passage){ address, text };
}

/* join_passages - all that the text says about each recipient that it names */
static void join_passages(struct reading *r)
{
    size_t i;

    for (i = 0; i < r->sections.n; i++)
        know(&r->known, r->sections.at[i].address, body_of(r, i));
    for (i = 0; i < r->replies.n; i++)
        if (r->replies.at[i].address.ptr)
            know(&r->known, r->replies.at[i].address, r->replies.at[i].text);
}

static void tell_passage(struct reading *r, struct span address, struct span text)
{
    struct log_entry entry = { .reply = 0 };

    entry.scene.recipient = address;
    entry.scene.fate = r->fate;
    entry.said = words_of(&r->said, text);
    hand_over(r, &entry);
}

/* tell_known - each recipient; a contact's address has nothing said about it */
static void tell_known(struct reading *r)
{
    bool any = false;
    size_t i;

    for (i = 0; i < r->known.n; i++)
        any = any || points_of(r->known.at[i].text) > 0;
    for (i = 0; i < r->known.n; i++) {
        struct span best = best_of_all(r, r->known.at[i].text);

        if (points_of(best) == 0 && !any)
            best = telling(r->human);
        if (points_of(best) > 0)
            tell_passage(r, r->known.at[i].address, best);
    }
}

/* tell_text - a notice that names its recipients in no form that is known */
static void tell_text(struct reading *r)
{
    struct span rest = span_of_buf(&r->failed), address = next_failed(&rest);
    struct span text = best_of_all(r, telling(r->human));

    if (!address.ptr)
        address = any_address(r);
    do
        tell_passage(r, address, text);
    while ((address = next_failed(&rest)).ptr && !r->stopped);
}

/* ---- reports ---- */

/* A report's field: where its value is kept. */
static const struct {
    const char *name;
    size_t offset;
} group_fields[] = {
    { "final-recipient", offsetof(struct group, final) },
    { "original-recipient", offsetof(struct group, original) },
    { "action", offsetof(struct group, action) },
    { "status", offsetof(struct group, status) },
    { "remote-mta", offsetof(struct group, remote) },
    { "diagnostic-code", offsetof(struct group, diagnostic) },
};

/* group_field - where the line's field is kept; NULL if it is none of a recipient's */
static struct span *group_field(struct group *g, struct span line, size_t n)
{
    size_t i;

    for (i = 0; i < sizeof group_fields / sizeof *group_fields; i++)
        if (strlen(group_fields[i].name) == n && span_begins(line, group_fields[i].name))
            return (struct span *)(void *)((char *)g + group_fields[i].offset);
    return NULL;
}

/* complete - does the group name a recipient and say something about him? */
static bool complete(const struct group *g)
{
    return (g->final.ptr || g->original.ptr) &&
           (g->status.ptr || g->action.ptr || g->diagnostic.ptr);
}

/* is_rest - is a line that begins like a field the rest of the one before ("https://")? */
static bool is_rest(struct span line, size_t n)
{
    return n == 0 || (line.len > n + 2 && line.ptr[n + 1] == '/' && line.ptr[n + 2] == '/');
}

/* next_group - takes a recipient's fields off the report; an empty line is not always where it
 * should be */
static bool next_group(struct span *rest, struct group *g)
{
    struct span line, before, *field = NULL;

    *g = (struct group){ .final = { NULL, 0 } };
    for (before = *rest; mime_line(rest, &line); before = *rest) {
        size_t n = mime_field_name(line);
        struct span *found = n > 0 ? group_field(g, line, n) : NULL;

        if (trim(line).len == 0) {
            if (complete(g))
                return true;
            field = NULL;
        } else if (found && found->ptr) {
            *rest = before; /* the next recipient's */
            return true;
        } else if (found) {
            field = found;
            *field = span_of(line.ptr + n + 1, line.ptr + line.len);
        } else if (!is_rest(line, n)) {
            field = NULL;
        } else if (field) {
            *field = span_of(field->ptr, line.ptr + line.len);
        }
    }
    return g->final.ptr || g->original.ptr || g->diagnostic.ptr || g->action.ptr;
}

/* unfold - a field's value on one line, encoded words decoded */
static struct span unfold(struct buf *out, struct span value)
{
    struct buf plain = buf_new(SAID_MAX);
    struct span line;

    buf_clear(out);
    while (mime_line(&value, &line)) {
        line = trim(line);
        if (plain.len > 0)
            buf_putc(&plain, ' ');
        buf_add(&plain, line.ptr, line.len);
    }
    mime_words_add(out, span_of_buf(&plain));
    buf_free(&plain);
    return trim(span_of_buf(out));
}

/* without_type - what follows "smtp;", "rfc822;", "X-Postfix;" */
static struct span without_type(struct span value)
{
    size_t n = 0;

    value = trim(value);
    while (n < value.len && (is_alnum(value.ptr[n]) || strchr("-_./", value.ptr[n])))
        n++;
    while (n < value.len && value.ptr[n] == ' ')
        n++;
    return n > 0 && n < value.len && value.ptr[n] == ';' ? trim(from(value, n + 1)) : value;
}

/* recipient_in - the address in a recipient's field, ASCII or not; ptr NULL: a pipe, a file,
 * nothing */
static struct span recipient_in(struct span field)
{
    struct span value = without_type(field), rest, address;

    if (!field.ptr)
        return field;
    address = address_at(value, &rest);
    if (address.ptr)
        return address;
    if (value.len > 1 && value.ptr[0] != '@' && memchr(value.ptr, '@', value.len) &&
        !memchr(value.ptr, ' ', value.len))
        return value;
    return (struct span){ NULL, 0 };
}

/* group_recipient - whom the group is about; a pipe or a file is somebody's */
static struct span group_recipient(struct reading *r, const struct group *g)
{
    struct span address = recipient_in(g->final);

    if (!address.ptr)
        address = recipient_in(g->original);
    return address.ptr ? address : sole_address(r);
}

static enum fate group_fate(const struct reading *r, const struct group *g)
{
    static const struct {
        const char *word;
        enum fate fate;
    } actions[] = { { "failed", FATE_BOUNCED },   { "failure", FATE_BOUNCED },
                    { "delayed", FATE_DEFERRED }, { "delivered", FATE_SENT },
                    { "relayed", FATE_SENT },     { "expanded", FATE_SENT } };
    struct span action = trim(g->action);
    size_t i;

    for (i = 0; g->action.ptr && i < sizeof actions / sizeof *actions; i++)
        if (span_begins(action, actions[i].word))
            return actions[i].fate;
    return r->fate;
}

/* span_while - the bytes of s up to the first that is no letter, digit or one of marks */
static struct span span_while(struct span s, const char *marks)
{
    size_t n = 0;

    while (n < s.len && (is_alnum(s.ptr[n]) || (s.ptr[n] && strchr(marks, s.ptr[n]))))
        n++;
    return (struct span){ s.ptr, n };
}

/* set_remote - "dns; mx.example.net (192.0.2.1, the server for the domain)" */
static void set_remote(struct log_entry *entry, struct span remote)
{
    struct span value = without_type(remote), name = span_while(value, ".-_:[]"), ip;

    if (name.len == 0)
        return;
    value = trim(from(value, name.len));
    if (memchr(name.ptr, '[', name.len))
        log_relay(name, &entry->scene.host, &entry->scene.host_ip);
    else if (is_digit(name.ptr[name.len - 1]))
        entry->scene.host_ip = name;
    else
        entry->scene.host = name;
    if (value.len > 0 && (value.ptr[0] == '(' || value.ptr[0] == '[')) {
        ip = span_while(from(value, 1), ".:");
        if (ip.len > 2 && ip.len + 1 < value.len && strchr("),]", ip.ptr[ip.len]))
            entry->scene.host_ip = ip;
    }
}

/* status_comment - "(over quota)" behind a status */
static struct span status_comment(struct span status)
{
    const char *open = status.ptr ? memchr(status.ptr, '(', status.len) : NULL;
    struct span comment;

    if (!open)
        return (struct span){ "", 0 };
    comment = trim(span_of(open + 1, status.ptr + status.len));
    if (comment.len > 0 && comment.ptr[comment.len - 1] == ')')
        comment.len--;
    return comment;
}

/* tell_group - one recipient of a report; sole: the only one, so all of the text is about him */
static void tell_group(struct reading *r, const struct group *g, bool sole)
{
    struct log_entry entry = { .reply = 0 };
    struct span best, said = without_type(unfold(&r->other, g->diagnostic));
    struct span status = trim(g->status);

    entry.scene.recipient = group_recipient(r, g);
    entry.scene.fate = group_fate(r, g);
    if (status.ptr)
        (void)status_parse(status.ptr, status.len, &entry.scene.dsn);
    if (g->remote.ptr)
        set_remote(&entry, g->remote);
    best = said;
    if (entry.scene.recipient.ptr)
        best = best_about(r, entry.scene.recipient, best);
    best = better_of(best, status_comment(g->status));
    best = best_of_all(r, best);
    if (sole && points_of(best) < WORDS_POINTS)
        best = better_of(best, telling(r->human));
    entry.said = best.ptr == said.ptr ? said : words_of(&r->said, best);
    hand_over(r, &entry);
}

enum told { TOLD_NOTHING, TOLD_SUCCESS, TOLD_FAILURE };

/* tell_report - all recipients of a report, if any of them failed */
static enum told tell_report(struct reading *r, struct span report)
{
    struct span rest = report;
    struct group g;
    size_t n = 0, failures = 0;

    while ((n < 2 || failures == 0) && next_group(&rest, &g)) {
        n++;
        failures += group_fate(r, &g) != FATE_SENT;
    }
    if (failures == 0)
        return n > 0 ? TOLD_SUCCESS : TOLD_NOTHING;
    for (rest = report; !r->stopped && next_group(&rest, &g);)
        tell_group(r, &g, n == 1);
    return TOLD_FAILURE;
}

/* ---- notices as JSON (Amazon SNS) ---- */

/* json_value - the string of a key in an object, its escapes undone, in out */
static struct span json_value(struct span object, const char *key, struct buf *out)
{
    const char *p = log_find(object, key), *end = object.ptr + object.len;

    buf_clear(out);
    if (!p)
        return (struct span){ NULL, 0 };
    for (p += strlen(key); p < end && *p != '"'; p++) {
        if (*p == '\\' && p + 1 < end) {
            p++;
            buf_putc(out, *p == 'n' || *p == 'r' || *p == 't' ? ' ' : *p);
        } else {
            buf_putc(out, *p);
        }
    }
    return span_of_buf(out);
}

/* tell_json - the bounced recipients; false if the text is no such thing */
static bool tell_json(struct reading *r)
{
    const char *key = "\"emailAddress\":\"", *p = log_find(r->human, "\"bouncedRecipients\"");
    const char *end = r->human.ptr + r->human.len, *close;

    for (; p && (p = memmem(p, (size_t)(end - p), key, strlen(key))) && !r->stopped; p = close) {
        struct log_entry entry = { .scene.fate = FATE_BOUNCED };
        struct span object, value;

        close = memchr(p, '}', (size_t)(end - p));
        close = close ? close : end;
        object = span_of(p, close);
        value = json_value(object, "\"status\":\"", &r->field);
        (void)status_parse(value.ptr ? value.ptr : "", value.len, &entry.scene.dsn);
        value = json_value(object, "\"action\":\"", &r->field);
        if (value.ptr && span_begins(value, "delayed"))
            entry.scene.fate = FATE_DEFERRED;
        entry.scene.recipient = json_value(object, key, &r->other);
        value = json_value(object, "\"diagnosticCode\":\"", &r->said);
        if (value.ptr)
            entry.said = without_type(value);
        hand_over(r, &entry);
    }
    return r->told > 0;
}

/* ---- all of it ---- */

/* split_report - a report that stands in the text itself, because its part is broken */
static struct span split_report(struct reading *r)
{
    static const char *const first[] = { "reporting-mta:", "final-recipient:",
                                         "original-recipient:", "diagnostic-code:" };
    struct span rest = r->human, line;

    while (mime_line(&rest, &line))
        if (line.len > 0 && BEGINS_ANY(line, first)) {
            struct span report = span_of(line.ptr, r->human.ptr + r->human.len);

            r->human = span_of(r->human.ptr, line.ptr);
            return report;
        }
    return (struct span){ "", 0 };
}

/* is_forward - "Fwd: Returned mail": does a person hand a notice on? */
static bool is_forward(const struct reading *r)
{
    struct span subject = trim(span_of_buf(&r->subject));

    return BEGINS_ANY(subject, forward_marks) && HAS_ANY(subject, subjects);
}

/* unquote - the message that stands in the text of another, with or without "> " */
static struct span unquote(struct buf *out, struct span text)
{
    struct span line, rest;
    size_t lines = 0;

    while (mime_line(&text, &line)) {
        if (line.len > 0 && line.ptr[0] == '>')
            line = from(line, line.len > 1 && line.ptr[1] == ' ' ? 2 : 1);
        buf_add(out, line.ptr, line.len);
        buf_putc(out, '\n');
    }
    text = span_of_buf(out);
    for (rest = text; lines++ < FORWARD_LINES && mime_line(&rest, &line); text = rest)
        if (mime_field_name(line) > 0 && message_begins(text))
            return text;
    return (struct span){ "", 0 };
}

/* read_text - the texts cleaned, and cut up */
static void read_text(struct reading *r)
{
    struct span text = span_of_buf(&r->plain);

    if (!has_substance(text) && r->html.len > 0) {
        buf_clear(&r->plain);
        mime_html_add(&r->plain, span_of_buf(&r->html));
        text = span_of_buf(&r->plain);
    }
    clean(r, text);
    r->human = span_of_buf(&r->text);
}

/* says_nothing - is the text only a wrapper, with all that counts in the message that it holds? */
static bool says_nothing(const struct reading *r)
{
    size_t i;

    for (i = 0; i < r->known.n; i++)
        if (points_of(r->known.at[i].text) > 0)
            return false;
    return r->replies.n == 0 && points_of(telling(r->human)) < CODE_POINTS;
}

/* tell_inner - a report that a gateway or a list's manager wrapped once more */
static enum told tell_inner(struct reading *r)
{
    struct span rest = r->inner, head;

    if (!rest.ptr || !says_nothing(r) || !message_begins(rest))
        return TOLD_NOTHING;
    rest = skip_mbox(rest);
    head = mime_head(&rest);
    if (!mime_field(head, "content-type", &r->field) ||
        !find_word(span_of_buf(&r->field), "delivery-status"))
        return TOLD_NOTHING;
    r->returned = false;
    mime_walk(head, rest, take_part, r);
    return tell_report(r, span_of_buf(&r->report));
}

/* tell_notice - in the form that it has */
static enum message_result tell_notice(struct reading *r)
{
    struct span report = span_of_buf(&r->report);
    enum told told;

    if (!has_substance(report))
        report = split_report(r);
    if (r->report.len == 0 && !is_notice(r))
        return MESSAGE_ORDINARY;
    r->fate = fate_of_text(r);
    if (tell_json(r))
        return MESSAGE_NOTICE;
    read_sections(r);
    read_transcript(r);
    join_passages(r);
    told = tell_report(r, report);
    if (told == TOLD_NOTHING)
        told = tell_inner(r);
    if (told != TOLD_NOTHING)
        return told == TOLD_FAILURE ? MESSAGE_NOTICE : MESSAGE_ORDINARY;
    tell_known(r);
    if (r->told == 0)
        tell_text(r);
    return MESSAGE_NOTICE;
}

static void reading_free(struct reading *r)
{
    struct buf *const all[] = { &r->plain,   &r->html,   &r->report, &r->text, &r->quotes,
                                &r->subject, &r->failed, &r->field,  &r->said, &r->other };
    size_t i;

    for (i = 0; i < sizeof all / sizeof *all; i++)
        buf_free(all[i]);
}

static struct reading reading_new(log_entry_fn *fn, void *arg)
{
    return (struct reading){ .plain = buf_new(TEXT_MAX),
                             .html = buf_new(TEXT_MAX),
                             .report = buf_new(TEXT_MAX),
                             .text = buf_new(TEXT_MAX),
                             .quotes = buf_new(TEXT_MAX + 1),
                             .subject = buf_new(SAID_MAX),
                             .failed = buf_new(SAID_MAX),
                             .field = buf_new(SAID_MAX),
                             .said = buf_new(2 * SAID_MAX),
                             .other = buf_new(SAID_MAX),
                             .fn = fn,
                             .arg = arg };
}

/* open_message - the header looked at, the parts decoded */
static void open_message(struct reading *r, struct span text)
{
    struct span rest = skip_mbox(text);

    r->head = mime_head(&rest);
    (void)mime_field(r->head, "subject", &r->subject);
    (void)mime_field(r->head, "x-failed-recipients", &r->failed);
    mime_walk(r->head, rest, take_part, r);
}

/* close_message - what was opened is told */
static enum message_result close_message(struct reading *r, bool *stopped)
{
    enum message_result result = MESSAGE_ORDINARY;

    if (!r->receipt && !r->feedback) {
        read_text(r);
        result = tell_notice(r);
    }
    *stopped = r->stopped;
    return result;
}

/* read_one - one message of perhaps several */
static enum message_result read_one(struct span text, log_entry_fn *fn, void *arg, bool *stopped)
{
    struct reading r = reading_new(fn, arg);
    struct buf inner = buf_new(TEXT_MAX);
    enum message_result result;
    struct span forwarded;

    open_message(&r, text);
    if (r.report.len == 0 && is_forward(&r)) {
        forwarded = unquote(&inner, span_of_buf(&r.plain));
        if (forwarded.len > 0) {
            reading_free(&r);
            r = reading_new(fn, arg);
            open_message(&r, forwarded);
        }
    }
    result = close_message(&r, stopped);
    buf_free(&inner);
    reading_free(&r);
    return result;
}

/* begins_mbox - does a message of a mailbox begin here: "From a@b Thu Jan  1 ..." and a field? */
static bool begins_mbox(struct span text)
{
    struct span line;

    if (text.len < 5 || memcmp(text.ptr, "From ", 5) != 0 || !mime_line(&text, &line))
        return false;
    return memchr(line.ptr, ':', line.len) && mime_line(&text, &line) && mime_field_name(line) > 0;
}

/* next_message - takes one off *rest: a mailbox has several */
static struct span next_message(struct span *rest)
{
    const char *start = rest->ptr;
    struct span line;

    while (mime_line(rest, &line))
        if (begins_mbox(*rest))
            break;
    return span_of(start, rest->ptr);
}

enum message_result message_read(struct span text, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    bool mailbox = begins_mbox(text), stopped = false;
    enum message_result result = MESSAGE_ORDINARY;
    struct span rest = text;

    (void)scratch;
    if (!message_begins(text))
        return MESSAGE_NONE;
    while (rest.len > 0 && !stopped) {
        struct span message = mailbox ? next_message(&rest) : rest;

        if (!mailbox)
            rest.len = 0;
        if (read_one(message, fn, arg, &stopped) == MESSAGE_NOTICE)
            result = MESSAGE_NOTICE;
    }
    return result;
}
