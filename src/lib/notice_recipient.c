/* SPDX-License-Identifier: MIT */
/*
 * Lines that name a recipient.  An address in a line does not make it one: what stands
 * before it must be a label or nothing, and what follows it nothing or a reason.
 */
#include "notice_recipient.h"

#include "address.h"
#include "mime.h"
#include "notice_original.h"
#include "notice_phrases.h"
#include "notice_worth.h"
#include "status.h"

#include <string.h>

/* ---- addresses ---- */

enum {
    ADDRESS_MAX = 512,   /* a longer run of such characters is none */
    DELIVERY_MAX = 1024, /* bytes between a program or file and whose it is */
    PERSON_MAX = 120,    /* of a name, before a date */
    DATE_MAX = 48,       /* of a date, with the word before it */
    REASON_LEAST = 12,   /* of a sentence behind a date */
};

static bool is_address_char(char c)
{
    return is_alnum(c) || is_any_of(c, "!#$%&'*+-/=?^_`{|}~.");
}

/* is_of_virus - "W32.Example.A@mm": a virus that mails itself has such a name; it is no address */
static bool is_of_virus(struct span domain)
{
    static const char *const marks[] = { "m", "mm" };

    return span_is_any(domain, PHRASES_IN(marks));
}

/* bare_address - "a@b" at the start of s; ptr NULL if there is none */
static struct span bare_address(struct span s)
{
    size_t i = 0, at;

    s = span_at_most(s, ADDRESS_MAX);
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
    if (i <= at + 1 || is_of_virus(span_of(s.ptr + at + 1, s.ptr + i)))
        return (struct span){ NULL, 0 };
    return (struct span){ s.ptr, i };
}

/* bracketed - what stands between the first byte and close, if it has an "@" and no blank */
static struct span bracketed(struct span s, char close)
{
    size_t i;

    s = span_at_most(s, ADDRESS_MAX);
    for (i = 1; i < s.len && s.ptr[i] != close; i++)
        if (is_blank(s.ptr[i]))
            return (struct span){ NULL, 0 };
    if (i == s.len || !memchr(s.ptr, '@', i))
        return (struct span){ NULL, 0 };
    return (struct span){ s.ptr + 1, i - 1 };
}

struct span notice_address_at(struct span s, struct span *rest)
{
    struct span address;
    size_t brackets = 0;

    if (s.len == 0)
        return (struct span){ NULL, 0 };
    if (s.ptr[0] == '<' || s.ptr[0] == '"' || s.ptr[0] == '\'') {
        address = bracketed(s, s.ptr[0] == '<' ? '>' : s.ptr[0]);
        brackets = 2;
    } else if (s.ptr[0] == '`' && ((address = bracketed(s, '`')).ptr || /* `a@b`, `a@b' */
                                   (address = bracketed(s, '\'')).ptr)) {
        brackets = 2;
    } else {
        address = bare_address(s);
    }
    if (!address.ptr)
        return address;
    *rest = span_from(s, address.len + brackets);
    if (span_begins(address, "mailto:"))
        address = span_from(address, strlen("mailto:"));
    if (address.len > 2 && address.ptr[0] == '<' && address.ptr[address.len - 1] == '>')
        address = span_of(address.ptr + 1, address.ptr + address.len - 1); /* '<a@b>' */
    return address;
}

struct span notice_next_address(struct span *rest)
{
    struct span address, behind;

    while (rest->len > 0) {
        address = notice_address_at(*rest, &behind);
        if (address.ptr) {
            *rest = behind;
            return address;
        }
        *rest = span_from(*rest, 1);
    }
    return (struct span){ NULL, 0 };
}

/* ---- lines ---- */

/* behind_label - what follows a label of the line; *found tells whether there is one */
static struct span behind_label(struct span line, bool *found)
{
    size_t n = span_begun_by(line, notice_labels), i;

    *found = true;
    if (n > 0)
        return span_trim(span_from(line, n));
    for (i = 0; i < notice_label_phrases.n; i++) {
        const char *p = span_find(line, notice_label_phrases.at[i]);

        if (p)
            return span_trim(span_of(p + strlen(notice_label_phrases.at[i]), line.ptr + line.len));
    }
    *found = false;
    return line;
}

/* is_year_behind - does it end with "Thu, 29 Apr 2004", the time being lost? */
static bool is_year_behind(struct span s)
{
    size_t i;

    for (i = 1; i <= 4; i++)
        if (s.len < 4 || !is_digit(s.ptr[s.len - i]))
            return false;
    return memchr(s.ptr, ',', s.len) != NULL;
}

/* date_word - how long is "on " or its like, behind which s has a date? */
static size_t date_word(struct span s)
{
    size_t n = span_begun_by(s, notice_date_words);

    return s.len > n + 2 ? n : 0;
}

/* is_date - "on Thu, 29 Apr", "on 4/29/01", "am 29.4.2001" */
static bool is_date(struct span s)
{
    size_t n;

    s = span_trim(s);
    n = date_word(s);
    return n > 0 && (is_digit(s.ptr[n]) ||
                     (is_alpha(s.ptr[n]) && (memchr(s.ptr, ':', s.len) || is_year_behind(s))));
}

/* numbers - of digits, and what stands between those of a date or a time */
static size_t numbers(struct span s)
{
    size_t n = 0;

    while (n < s.len && (is_digit(s.ptr[n]) || (n > 0 && is_any_of(s.ptr[n], "./-:"))))
        n++;
    return n;
}

/* begins_sentence - is it a capital, or a letter of another script? */
static bool begins_sentence(char c)
{
    return (unsigned char)c >= 0x80 || (is_alpha(c) && to_lower(c) != c);
}

/*
 * behind_date - what follows "on 4/29/01 10:11 AM" on its line, if it is a sentence: a reason that
 * stood on the next line once.  *clock: is there a time in the date?
 */
static struct span behind_date(struct span s, bool *clock)
{
    struct span rest = span_from(s, date_word(s)), time;
    size_t n = numbers(rest);

    *clock = memchr(s.ptr, ':', s.len) != NULL;
    if (n == 0)
        return span_from(s, s.len);
    time = span_trim(span_from(rest, n));
    n = numbers(time);
    *clock = n > 0 && memchr(time.ptr, ':', n);
    rest = span_trim(span_from(time, n));
    if (span_begins(rest, "am") || span_begins(rest, "pm"))
        rest = span_trim(span_from(rest, 2));
    return rest.len > REASON_LEAST && begins_sentence(rest.ptr[0]) ? rest : span_from(s, s.len);
}

/*
 * named_on - the name in "'Lea Roe' on 1/2/2003 10:11 AM", which has no address, or none that is
 * valid; ptr NULL if the line is no such.  *rest: what follows.
 */
static struct span named_on(struct span line, struct span *rest)
{
    struct span s = span_trim(line), date, reason;
    const char *blank = s.ptr;
    bool clock;

    while ((blank = memchr(blank, ' ', (size_t)(s.ptr + s.len - blank)))) {
        date = span_of(++blank, s.ptr + s.len);
        if (blank - s.ptr > PERSON_MAX)
            break;
        if (!is_date(date))
            continue;
        reason = behind_date(date, &clock);
        if (!clock || date.len - reason.len > DATE_MAX)
            continue;
        *rest = reason;
        return span_trim(span_of(s.ptr, blank));
    }
    return (struct span){ NULL, 0 };
}

/* named_beside - the address in "Lea Roe (lea@example.org)", all of a line; ptr NULL if it is no
 * such
 */
static struct span named_beside(struct span line)
{
    struct span s = span_trim(line), address, rest = { NULL, 0 };
    const char *open = s.len < NOTICE_LINE_MAX ? memchr(s.ptr, '(', s.len) : NULL;

    if (!open || open == s.ptr || open - s.ptr > PERSON_MAX || open[-1] != ' ' ||
        memchr(s.ptr, '@', (size_t)(open - s.ptr)))
        return rest;
    s = span_of(open, s.ptr + s.len);
    address = bracketed(s, ')');
    if (!address.ptr || !notice_address_at(address, &rest).ptr || rest.len > 0)
        return (struct span){ NULL, 0 };
    rest = span_from(s, address.len + 2);
    return rest.len == 0 || span_begins(rest, "<mailto:") ? address : (struct span){ NULL, 0 };
}

/* reason_behind - may what follows an address on its line be a reason?  *rest is set to it. */
static bool reason_behind(struct span *rest, bool labelled, bool brackets)
{
    struct span s = span_trim(*rest), twice, behind;
    struct notice_worth w;
    bool clock;

    while (s.len > 0 && (s.ptr[0] == '<' || s.ptr[0] == '(')) { /* "a@b <a@b>", "a@b<mailto:a@b>" */
        twice = bracketed(s, s.ptr[0] == '<' ? '>' : ')');
        if (!twice.ptr)
            break;
        behind = span_from(s, twice.len + 2);
        s = span_trim(behind);
    }
    *rest = s;
    if (s.len == 0 || s.ptr[0] == '(' || s.ptr[0] == '[')
        return true;
    if (s.ptr[0] == ';' && is_date(span_from(s, 1))) {
        *rest = span_from(s, s.len);
        return true;
    }
    if (s.ptr[0] == ':' || s.ptr[0] == ';') {
        *rest = span_from(s, 1);
        return true;
    }
    if (is_date(s)) {
        *rest = behind_date(s, &clock);
        return true;
    }
    if (s.len == 1 && (s.ptr[0] == '.' || s.ptr[0] == ',')) {
        *rest = span_from(s, s.len);
        return true;
    }
    if (labelled || span_begins(s, "... "))
        return true;
    w = notice_worth_of(s);
    return w.words && (w.reply || status_given(w.enhanced)) && (brackets || s.ptr < rest->ptr + 1);
}

/* behind_names - "c=US;a= ;p=x;dda:SMTP=a@b;": an X.400 address from where it holds that of SMTP */
static struct span behind_names(struct span s)
{
    const char *smtp;

    if (!span_begins_any(s, notice_x400))
        return s;
    smtp = span_find(s, "smtp=");
    return smtp ? span_from(s, (size_t)(smtp - s.ptr) + strlen("smtp=")) : s;
}

/* is_writer - "mailer-daemon@example.com (Mail Delivery Subsystem)": who wrote the notice, on the
 * first line of what a web page shows of its header */
static bool is_writer(struct span line, struct span address)
{
    return line.ptr == address.ptr && span_begins_any(address, notice_daemons);
}

/* recipient_of - the recipient that a line names; what follows it is put into *rest */
static struct span recipient_of(struct span line, struct span *rest)
{
    struct span s = span_at_most(span_trim(line), NOTICE_LINE_MAX), address;
    bool labelled;

    if (!memchr(s.ptr, '@', s.len))
        return (struct span){ NULL, 0 };
    if (s.len > 4 && memcmp(s.ptr, ">>> ", 4) == 0) {
        s = span_from(s, 4);
        if (is_alpha(s.ptr[0]) && span_find(s, " to:"))
            return (struct span){ NULL, 0 }; /* a command of a transcript */
    }
    if (s.len > 3 && memcmp(s.ptr, "-- ", 3) == 0)
        s = span_from(s, 1);
    if (s.len > 2 && is_any_of(s.ptr[0], "*-+") && s.ptr[1] == ' ')
        s = span_trim(span_from(s, 2));
    s = behind_label(s, &labelled);
    address = notice_address_at(behind_names(s), rest);
    if (!address.ptr || is_writer(s, address))
        return (struct span){ NULL, 0 };
    *rest = span_of(rest->ptr, line.ptr + line.len);
    if (!reason_behind(rest, labelled, s.ptr[0] == '<'))
        return (struct span){ NULL, 0 };
    return address;
}

/* entry_name - the name behind "</o=Org/ou=Site/cn=Recipients/cn=lea>", an entry of Exchange's
 * directory; ptr NULL if the line is no such */
static struct span entry_name(struct span line)
{
    struct span s = span_trim(line);
    const char *end = span_begins(s, "</o=") ? memchr(s.ptr, '>', s.len) : NULL;

    return end ? span_trim(span_of(end + 1, s.ptr + s.len)) : (struct span){ NULL, 0 };
}

/* ---- sections ---- */

static size_t indentation(struct span line)
{
    size_t n = 0;

    while (n < line.len && is_blank(line.ptr[n]))
        n++;
    return n;
}

/*
 * owned_delivery - "pipe to |program" or "save to /file" and, on one of the next lines, whose it
 * is: a recipient without an address at the start of a line.  *delivery is kept from line to line.
 */
static struct span owned_delivery(struct span line, struct span *delivery)
{
    struct span s = span_trim(line), rest;
    size_t i;

    if (span_begins_any(s, notice_deliveries)) {
        *delivery = line;
        return (struct span){ NULL, 0 };
    }
    if (!delivery->ptr || line.ptr - delivery->ptr > DELIVERY_MAX)
        return (struct span){ NULL, 0 };
    for (i = 0; i < notice_owners.n; i++)
        if (span_begins(s, notice_owners.at[i]))
            return notice_address_at(span_from(s, strlen(notice_owners.at[i])), &rest);
    return (struct span){ NULL, 0 };
}

/* Where the cutting stands. */
struct cutter {
    struct notice *notice;
    struct span before;   /* the last line that was not empty */
    bool gap;             /* is there an empty one behind it? */
    bool anew;            /* is it the heading of another list, or of another notice? */
    struct span delivery; /* a program or file, which nobody is named for yet */
    size_t least; /* the indentation of the first: what stands deeper goes on with a reason */
};

/* may_begin - a section at this depth? */
static bool may_begin(const struct cutter *c, size_t depth)
{
    return c->notice->sections.n == 0 || depth <= c->least || c->anew;
}

/* cut - a recipient is named by a line, with rest behind him; the section before goes up to it */
static void cut(struct cutter *c, struct span address, struct span line, struct span rest)
{
    struct notice_passages *list = &c->notice->sections;
    struct span eol = span_of(rest.ptr, line.ptr + line.len);
    struct notice_passage *section;

    if (list->n == 0 || c->anew)
        c->least = indentation(line);
    if (list->n > 0)
        list->at[list->n - 1].text = span_of(list->at[list->n - 1].text.ptr, line.ptr);
    c->delivery.ptr = NULL;
    c->anew = false;
    section = notice_passage_add(list);
    if (!section)
        return;
    section->address = address;
    section->text = span_of(rest.ptr, rest.ptr);
    section->line = line.ptr;
    section->listed =
        address.ptr && c->least > 0 && indentation(line) == c->least && span_trim(eol).len == 0;
}

/*
 * goes_on - is the line before, which stands right above, cut off behind a code or "said:"?  Then
 * what looks like a recipient goes on with the reply, whose indentation is lost.
 */
static bool goes_on(const struct cutter *c)
{
    const char *end = c->before.ptr + c->before.len, *word = end;
    struct sw_status status;
    unsigned reply;
    size_t n;

    if (c->gap || c->notice->sections.n == 0)
        return false;
    while (word > c->before.ptr && word[-1] != ' ')
        word--;
    n = (size_t)(end - word);
    return (n == 5 && memcmp(word, "said:", n) == 0) || status_parse(word, n, &status) == n ||
           reply_parse(word, n, &reply) == n;
}

/* address_of_name - in the name, "Roe, Lea (lea@example.org)", or that it has in the message */
static struct span address_of_name(const struct notice *notice, struct span name)
{
    struct span rest = name, address = notice_next_address(&rest);

    return address.ptr ? address : notice_address_of(notice, name);
}

/* heads_list - "Delivery to the following recipient failed permanently:", behind an empty line */
static bool heads_list(struct span line)
{
    return line.len > 0 && !is_blank(line.ptr[0]) && line.ptr[line.len - 1] == ':' &&
           span_has_any(span_at_most(line, NOTICE_LINE_MAX), notice_bodies);
}

/* look_at_line - does the line begin a section? */
static void look_at_line(struct cutter *c, struct span line)
{
    struct span rest = { line.ptr + line.len, 0 };
    struct span address = recipient_of(line, &rest), owner = owned_delivery(line, &c->delivery);
    struct span behind = rest, name = named_on(line, &behind), entry = entry_name(line);
    struct span person = named_beside(line);

    if (owner.ptr && may_begin(c, indentation(c->delivery)))
        cut(c, owner, c->delivery, span_from(c->delivery, c->delivery.len));
    else if (address.ptr && may_begin(c, indentation(line)) && !goes_on(c) &&
             !address_of_another(c->before))
        cut(c, address, line, rest);
    else if (name.ptr && may_begin(c, indentation(line)) &&
             (c->notice->sections.n > 0 || ends(c->before.ptr, c->before.len, ":")))
        cut(c, address_of_name(c->notice, name), line, behind);
    else if (person.ptr && may_begin(c, indentation(line)) &&
             (ends(c->before.ptr, c->before.len, ":") || named_beside(c->before).ptr))
        cut(c, person, line, rest);
    else if (entry.ptr && may_begin(c, indentation(line)))
        cut(c, notice_address_of(c->notice, entry), line, rest);
    if (span_trim(line).len > 0) {
        c->anew = c->gap && heads_list(line);
        c->before = span_trim(line);
    }
    c->gap = span_trim(line).len == 0;
}

void notice_read_sections(struct notice *notice)
{
    struct cutter c = { .notice = notice, .before = { "", 0 } };
    struct notice_passages *list = &notice->sections;
    struct span text = notice->human, line;

    while (list->n < NOTICE_PASSAGES_MAX && mime_line(&text, &line))
        look_at_line(&c, line);
    if (list->n > 0)
        list->at[list->n - 1].text =
            span_of(list->at[list->n - 1].text.ptr, notice->human.ptr + notice->human.len);
    if (list->n == 1 && !list->at[0].address.ptr)
        list->at[0].address = notice_original_sole(notice);
}
