/* SPDX-License-Identifier: MIT */
/*
 * What stands on both sides of a number, and which words make it a code or none: "said:"
 * before it, "bytes" behind it.
 */
#include "surround.h"

#include "ascii.h"
#include "html.h"
#include "utf8.h"

#include <string.h>

/* Words that stand before a reply: they name it and say no more; or they tell what became of the
 * mail, or of the talk. */
static const char *const names[] = {
    "got",         "said",       "smtp",        "lmtp",          "esmtp",     "responded",
    "response",    "reply",      "replied",     "returned",      "error",     "code",
    "status",      "message",    "reason",      "responsecode",  "smtpcode",  "server",
    "fatal",       "erreur",     "fehler",      "fehlermeldung", "msg",       "detail",
    "details",     "was",        "diagnostic",  "result",        "rsp",       "answered",
    "answer",      "retcode",    "smtpstatus",  "statuscode",    "smtperror", "antwort",
    "respuesta",   "fehlercode", "antwortcode", "errore",        "erro",      "foutcode",
    "foutmelding", "fejlkode",   "feilkode",    "felkod",        "kodu",      "risposta",
    "resposta",    "err",        "errmsg",      "resp",          "ecode"
};
const struct phrases surround_names = PHRASES(names);
static const char *const introductions[] = {
    "get",         "gave",          "received",      "me",           "responds",
    "returns",     "rejected",      "refused",       "stat",         "reject",
    "failed",      "failure",       "bounced",       "deferred",     "smtp_code",
    "lr",          "rejection",     "delayed",       "error_code",   "reply-code",
    "dsn",         "smtpexception", "serverbusy",    "unknownerror", "data",
    "transaction", "mailcommand",   "connection",    "because",      "diagnostic-code",
    "enhanced",    "enhanced_code", "enhanced-code", "enhancedcode", "led",
    "rejcode",     "smtp_enchcode", "bounce",        "denied",       "receiveresponse",
    "exception"
};

/* Words before a number that is no code. */
static const char *const measures_before[] = {
    "port",
    "pid",
    "line",
    "size",
    "rfc",
    "http",
    "https",
    "version",
    "uid",
    "gid",
    "id",
    "bytes",
    "after",
    "timeout",
    "than",
    "least",
    "most",
    "every",
    "row",
    "page",
    "over",
    "within",
    "about",
    "exceeds",
    "max",
    "limit",
    "total",
    "count",
    "of",
    "for",
    "ms",
    "delay",
    "up",
    "only",
    "took",
    "build",
    "release",
    "ver",
    "number",
    "subject",
    "dpt",
    "spt",
    "dport",
    "sport",
    "dstport",
    "srcport",
    "destport",
    "sourceport",
    "destinationport",
    "localport",
    "remoteport",
    "serverport",
    "clientport",
};

/* Words behind a number that is no code. */
static const char *const measures_behind[] = {
    "bytes",    "byte",     "kb",      "mb",          "gb",          "kib",     "mib",
    "ms",       "s",        "sec",     "secs",        "second",      "seconds", "min",
    "mins",     "minute",   "minutes", "h",           "hour",        "hours",   "day",
    "days",     "messages", "emails",  "recipients",  "connections", "times",   "users",
    "lines",    "files",    "percent", "packets",     "blocks",      "records", "items",
    "attempts", "retries",  "threads", "occurrences", "characters",  "chars",   "entries",
    "rows",     "mails",    "hosts",   "queries",     "requests",    "nodes",   "clients",
    "g",        "kg",       "mg",      "ml",          "cl",          "mm",      "cm",
    "km",       "grams",    "metres",  "meters",      "litres",      "liters",  "miles",
    "feet",     "degrees",  "watts",   "calories",    "kcal",        "euro",    "euros",
    "eur",      "usd",      "dollar",  "dollars",     "pound",       "pounds",  "people",
    "persons",  "pages",    "e-mails",
};

/* surround_break - where the "<br>" or "<br />" that ends at p begins; p if none does */
const char *surround_break(const char *from, const char *p)
{
    return p - span_ended_by(span_of(from, p), html_breaks);
}

/* line_begin - the start of the line that holds p; an escaped line break ends one too, and a page's
 */
static const char *line_begin(const char *text, const char *p)
{
    while (p > text) {
        if (p[-1] == '>' && surround_break(text, p) < p)
            break;
        if (p[-1] == '\n' || p[-1] == '\r')
            break;
        if (p - text >= 2 && p[-2] == '\\' && (p[-1] == 'n' || p[-1] == 'r'))
            break;
        p--;
    }
    return p;
}

/* surround_colour - where the terminal colour sequence that ends at p begins; p if there is none */
const char *surround_colour(const char *from, const char *p)
{
    const char *q = p;

    if (q == from || q[-1] != 'm')
        return p;
    for (q--; q > from && (is_digit(q[-1]) || q[-1] == ';'); q--)
        ;
    return q - from >= 2 && q[-1] == '[' && q[-2] == '\x1b' ? q - 2 : p;
}

/* arrow - how long is the arrow that ends at p: "<-", "<<<", "<~*"? */
static size_t arrow(const char *from, const char *p)
{
    const char *q = p;

    while (q > from && is_any_of(q[-1], "-~*<"))
        q--;
    return q < p && *q == '<' ? (size_t)(p - q) : 0;
}

/* behind_quote - does an opening quote beyond ASCII end at p? */
static bool behind_quote(const char *from, const char *p)
{
    static const char *const quotes[] = { "\xe2\x80\x9c", "\xe2\x80\x98", "\xe2\x80\x9e",
                                          "\xe2\x80\x9a", "\xc2\xab" };

    return span_ends_any(span_of(from, p), PHRASES_IN(quotes));
}

/* in_stamp - letters as a time stamp has them: "T", "PM", "Nov", "CEST"? */
static bool in_stamp(struct span letters)
{
    static const char *const halves[] = { "am", "pm" };

    if (letters.len == 1)
        return is_any_of(*letters.ptr, "TZ");
    if (letters.len == 2)
        return span_is_any(letters, PHRASES_IN(halves));
    return letters.len <= 4 && *letters.ptr >= 'A' && *letters.ptr <= 'Z';
}

/* is_stamp - "2026-11-22 07:14:17", "[22/Nov/2026:07:14:17 +0100]", "Nov 22 07:14:17"? */
static bool is_stamp(const char *p, const char *end)
{
    const char *word;
    bool time = false;

    if (end - p < 5 || *p == ':' || is_any_of(end[-1], ".,:-+/"))
        return false;
    for (; p < end; p++) {
        if (is_alpha(*p)) {
            for (word = p; p + 1 < end && is_alpha(p[1]); p++)
                ;
            if (!in_stamp(span_of(word, p + 1)))
                return false;
        } else if (!is_digit(*p) && !is_any_of(*p, " :.,-+/[]")) {
            return false;
        }
        time = time || (*p == ':' && is_digit(p[-1]) && is_digit(p[1]));
    }
    return time;
}

/* wide_opens - does an opening bracket as East Asia writes it end at p? */
static bool wide_opens(const char *from, const char *p)
{
    return p - from >= 3 && memcmp(p - 3, "\xef\xbc\x88", 3) == 0;
}

/* wide_closes - does a closing one begin at p? */
static bool wide_closes(const char *p, const char *end)
{
    return end - p >= 3 && memcmp(p, "\xef\xbc\x89", 3) == 0;
}

/* of_smtp - "SMTP-fejl", "SMTP error": do SMTP and one word, in whatever language, end at q? */
static bool of_smtp(const char *line, const char *q)
{
    enum { REACH = 32, NAME = 4 };
    const char *from = reach_back(line, q, REACH), *p = q;

    while (p > from && is_blank(p[-1]))
        p--;
    while (p > from && !is_blank(p[-1]) && p[-1] != '-')
        p--;
    if (p > from && (is_blank(p[-1]) || p[-1] == '-'))
        p--;
    return p - from >= NAME && begins(p - NAME, NAME, "smtp") &&
           (p - NAME == line || !is_alnum(p[-NAME - 1]));
}

/* is_item - "1.", "2)": the number of an item of a list */
static bool is_item(const char *p, const char *end)
{
    enum { LONG = 3 }; /* of the number and its mark */

    return end - p > 1 && end - p <= LONG && is_digit(*p) && is_digit(end[-2]) &&
           is_any_of(end[-1], ".)");
}

/* look_at_mark - what ends at q, behind which are at most blanks */
static void look_at_mark(struct left *left, const char *line, const char *q)
{
    left->arrow = arrow(line, q);
    left->adjacent = is_alnum(q[-1]);
    if (!left->adjacent)
        left->mark = behind_quote(line, q) ? '"' : wide_opens(line, q) ? '(' : q[-1];
    left->of_smtp = left->mark == '(' && of_smtp(line, q - (wide_opens(line, q) ? 3 : 1));
    left->named = left->mark == ':' && q - line > 1 && q[-2] == '>';
    left->opens = left->named || (!left->spaced && is_any_of(left->mark, "\"'`"));
}

/* of_web - is the number at p the web's as well: 400 to 431, 500 to 505, but not 421? */
static bool of_web(const char *p)
{
    enum { CODE = 3 };

    if (!is_digit(p[1]) || memcmp(p, "421", CODE) == 0)
        return false;
    return (*p == '4' && p[1] < '4' && (p[1] < '3' || p[2] < '2')) ||
           (*p == '5' && p[1] == '0' && p[2] < '6');
}

/* fails_abroad - does a word for an error that the names lack end at q, in another language?  The
 * web shows it, too. */
static bool fails_abroad(const char *line, const char *q, struct span word)
{
    static const char *const errors[] = { "chyba",  "eroare", "eroarea", "fejl", "feil",
                                          "fel",    "fout",   "hata",    "hiba", "kesalahan",
                                          "klaida", "napaka", "viga",    "virhe" };
    static const char *const beyond[] = { "b\xc5\x82\xc4\x85\x64", "gre\xc5\xa1ka",
                                          "l\xe1\xbb\x97i" };

    if (word.len == 0)
        return false;
    if (word.ptr > line && (unsigned char)word.ptr[-1] >= 0x80)
        return span_ends_any(span_of(line, q), PHRASES_IN(beyond));
    return span_is_any(word, PHRASES_IN(errors));
}

/* left_look - at most a few dozen bytes, so that the cost stays linear */
struct left left_look(const char *text, const char *p)
{
    enum { REACH = 48 };
    const char *from = reach_back(text, p, REACH);
    const char *line = line_begin(from, p);
    struct left left = { .start = true };
    const char *q = surround_colour(line, p), *word;

    while (q > line && (is_blank(q[-1]) || q[-1] == '_'))
        q--;
    if (q == line) {
        left.start = line > from || from == text;
        left.text_start = line == text;
        return left;
    }
    left.spaced = q < p;
    if (left.spaced && (line > from || from == text) && is_item(line, q))
        return left;
    left.stamp = left.spaced && (line > from || from == text) && is_stamp(line, q);
    left.field = q < p && p[-1] == '\t';
    look_at_mark(&left, line, q);
    while (q > line && !is_alnum(q[-1]))
        q--;
    for (word = q; word > line && surround_in_word(word[-1]); word--)
        ;
    left.word = span_of(word, q);
    left.start = left.word.len == 0;
    left.abroad = fails_abroad(line, q, left.word) && !of_web(p);
    return left;
}

/* ends_in_digit - as a time stamp does */
static bool ends_in_digit(struct span word)
{
    return word.len > 0 && is_digit(word.ptr[word.len - 1]);
}

/* left_transcript - "ESMTP< ", "[07:14:17] < ", "S: ", "<- ", "SERVER -> CLIENT: ": a server's line
 * begins */
bool left_transcript(const struct left *left)
{
    static const char *const marks[] = { "s", "client", "server", "d", "remote", "in", "rx" };
    static const char *const protocols[] = { "smtp", "esmtp", "lmtp" };
    enum { LONG = 3 }; /* "<--": no less-than sign, no assignment */

    if (left->arrow)
        return left->spaced &&
               (left->arrow >= LONG || span_is_any(left->word, PHRASES_IN(protocols)) ||
                ends_in_digit(left->word));
    return left->mark == ':' && span_is_any(left->word, PHRASES_IN(marks));
}

/* names_failure - "SMTPSendFailedException": what a program that sends mail calls a failure */
static bool names_failure(struct span word)
{
    static const char *const mail[] = { "smtp", "mail", "sendfailed", "senderrefused" };

    return (ends(word.ptr, word.len, "exception") || ends(word.ptr, word.len, "error")) &&
           span_has_any(word, PHRASES_IN(mail));
}

/* left_introduces - does a word like "said" or "error" stand before it? */
bool left_introduces(const struct left *left)
{
    return left->word.ptr &&
           (left->of_smtp || left->abroad || span_is_any(left->word, surround_names) ||
            span_is_any(left->word, PHRASES_IN(introductions)) || names_failure(left->word)) &&
           (left->adjacent || is_any_of(left->mark, ":;=(\"'#>[") ||
            (left->mark == '-' && left->spaced)); /* "Error - 550 ..." */
}

/* is_exception - "SMTPAddressFailedException": what a program calls a reply that it did not want */
static bool is_exception(struct span word)
{
    static const char tail[] = "exception";

    return word.len > sizeof tail - 1 && ends(word.ptr, word.len, tail);
}

/* left_speaks - "said:", "refused to talk to me:": what stands behind it begins a reply */
bool left_speaks(const struct left *left)
{
    static const char *const words[] = { "said",     "me",  "replied", "responded",
                                         "response", "rsp", "answer",  "answered" };
    static const char *const kinds[] = { "smtp", "esmtp", "lmtp" };

    return (left->mark == ':' &&
            (span_is_any(left->word, PHRASES_IN(words)) || is_exception(left->word))) ||
           (left->mark == ';' && span_is_any(left->word, PHRASES_IN(kinds)));
}

/* left_measures - "port", "size", and names that end in one: "client_version" */
bool left_measures(const struct left *left)
{
    struct span word = left->word;
    size_t tail = word.len;

    while (tail > 0 && word.ptr[tail - 1] != '_' && word.ptr[tail - 1] != '-')
        tail--;
    return span_is_any(word, PHRASES_IN(measures_before)) ||
           (tail > 0 && span_is_any(span_from(word, tail), PHRASES_IN(measures_before)));
}

/* What becomes of messages, and is counted. */
static const char *const counted[] = { "sent",     "queued",  "delivered", "received",
                                       "deferred", "bounced", "waiting",   "processed",
                                       "rejected", "failed",  "accepted",  "total" };

/* ordinal - "550 second recipient ...": no span of time, if the number begins what was said */
static bool ordinal(const char *word, const char *word_end, const char *end)
{
    return begins(word, (size_t)(word_end - word), "second") && word_end - word == 6 &&
           end - word_end > 1 && *word_end == ' ' && is_alpha(word_end[1]);
}

/* begins_quad - "198.51.": an IPv4 address, or a code such as "5.7.1" */
static bool begins_quad(const char *p, const char *end)
{
    int dots = 0, digits = 0;

    for (; p < end && dots < 2; p++) {
        if (is_digit(*p) && digits < 3)
            digits++;
        else if (*p == '.' && digits > 0)
            dots++, digits = 0;
        else
            return false;
    }
    return dots == 2;
}

/* in_tuple - ", b'words'" behind a code, as Python shows a reply; a web page may bend its quotes */
static bool in_tuple(const char *p, const char *end)
{
    if (end - p < 4 || p[0] != ',' || p[1] != ' ')
        return false;
    p += 2;
    p += *p == 'b' || *p == 'u';
    p += *p == '\\';
    return p < end && (*p == '\'' || *p == '"' || begins(p, (size_t)(end - p), "\xe2\x80\x99") ||
                       begins(p, (size_t)(end - p), "\xe2\x80\x98"));
}

/* capitalized - "Messages", as a sentence begins; not "MB", a unit */
static bool capitalized(const char *word, const char *end)
{
    return end - word > 1 && *word >= 'A' && *word <= 'Z' && word[1] >= 'a' && word[1] <= 'z';
}

/* street - "Main Street": the number of a house */
static bool street(const char *word, const char *end)
{
    static const char *const kinds[] = { "street", "road",      "avenue", "lane",
                                         "drive",  "boulevard", "square", "broadway" };
    enum { WORDS = 3 };
    const char *p = word;
    size_t n;

    for (n = 0; n < WORDS && p < end && *p >= 'A' && *p <= 'Z'; n++) {
        word = p;
        while (p < end && is_alpha(*p))
            p++;
        if (span_is_any(span_of(word, p), PHRASES_IN(kinds)))
            return true;
        p += p < end && *p == ' ';
    }
    return false;
}

/* plural - "houses were", "jobs of": a noun in the plural, and a sentence that goes on */
static bool plural(const char *word, const char *word_end, const char *end)
{
    static const char *const behind[] = { "of",  "were", "are",   "have", "had", "who",  "which",
                                          "and", "in",   "on",    "at",   "per", "with", "left",
                                          "for", "will", "later", "was",  "ago", "away" };
    enum { SHORT = 4 }; /* "is", "was", "this" */
    const char *p;

    if (word_end - word < SHORT || word_end[-1] != 's' || is_any_of(word_end[-2], "aisu"))
        return false;
    for (p = word; p < word_end; p++)
        if (*p < 'a' || *p > 'z')
            return false;
    if (word_end == end || *word_end != ' ')
        return false;
    for (p = word_end + 1; p < end && is_alpha(*p); p++)
        ;
    return span_is_any(span_of(word_end + 1, p), PHRASES_IN(behind));
}

/*
 * forbids - "attachments of this type are refused": what is counted behind a number is rather told
 * to be "refused" of late; a reply says that it is
 */
static bool forbids(const char *p, const char *end)
{
    static const char *const verbs[] = { " are ",    " is ",  " may ",   " must ", " can ",
                                         " cannot ", " too ", " can't ", " do " };
    static const char *const refusals[] = { "refus",   "reject", "denied",   "block",
                                            "accept",  "allow",  "permit",   "unknown",
                                            "forbid",  "prohib", " may not", "cannot",
                                            "can not", " must ", "too long", "exceed" };
    enum { SENTENCE = 100 };
    struct span rest = span_at_most(span_of(p, end), SENTENCE);

    rest = span_of(p, line_ends(p, rest.ptr + rest.len));
    return span_has_any(rest, PHRASES_IN(verbs)) && span_has_any(rest, PHRASES_IN(refusals));
}

/* goes_on - does the word go on with a letter beyond ASCII, as the French one for a host does
 * behind its "h", or is it elided, as the "s" of the Catalan "s'ha"? */
static bool goes_on(const char *p, const char *end)
{
    return p < end &&
           (utf8_begins_letter(p, end) ||
            (*p == '\'' && end - p > 1 && (is_alpha(p[1]) || utf8_begins_letter(p + 1, end))));
}

/* right_word - a word, or the end, stands behind the blanks */
static enum right right_word(const char *word, const char *end, bool reply_start)
{
    const char *p = word;

    if (p == end || *p == '\n' || *p == '\r')
        return RIGHT_END;
    while (p < end && (is_alpha(*p) || (*p == '-' && p == word + 1))) /* "e-mails" */
        p++;
    if (span_is_any(span_of(word, p), PHRASES_IN(measures_behind)) && !goes_on(p, end) &&
        !(reply_start && (capitalized(word, p) || forbids(p, end))))
        return ordinal(word, p, end) ? RIGHT_ORDINAL : RIGHT_NONE;
    if (span_is_any(span_of(word, p), PHRASES_IN(counted)))
        return RIGHT_COUNT;
    if (street(word, end))
        return RIGHT_NONE;
    return plural(word, p, end) && !(reply_start && forbids(p, end)) ? RIGHT_PLURAL : RIGHT_WORDS;
}

/* compound - "512-bit", "a 421-page report": a measure, and no line that another follows */
static bool compound(const char *word, const char *end)
{
    static const char *const measures[] = {
        "bit",    "byte",   "kb",   "mb",    "gb",     "tb",     "page",  "piece", "year",
        "month",  "week",   "day",  "hour",  "minute", "ms",     "mile",  "foot",  "inch",
        "metre",  "meter",  "km",   "mm",    "cm",     "kg",     "gram",  "ton",   "litre",
        "liter",  "person", "seat", "room",  "acre",   "dollar", "euro",  "volt",  "watt",
        "degree", "pixel",  "px",   "point", "core",   "fold",   "strong"
    };
    const char *p = word;

    while (p < end && is_alpha(*p))
        p++;
    return span_is_any(span_of(word, p), PHRASES_IN(measures)) &&
           (p == end || is_blank(*p) || *p == '-');
}

/* repeated - "550-550 No": does a server's own text begin with the code once more? */
static bool repeated(const char *p, const char *end)
{
    enum { CODE = 3 };

    return end - p > 2 * CODE - 1 && memcmp(p + 1, p - CODE, CODE) == 0 && is_blank(p[CODE + 1]);
}

/* is_gap - what stands between a code and its words; in some logs "_" */
static bool is_gap(char c)
{
    return c == ' ' || c == '\t' || c == '_';
}

enum right right_look(const char *p, const char *end, bool reply_start)
{
    if (in_tuple(p, end))
        return RIGHT_TUPLE;
    if (wide_closes(p, end))
        return RIGHT_END;
    if (p == end || is_any_of(*p, "\r\n\\\"')]};`,<*|"))
        return p < end && *p == ',' && p + 1 < end && is_digit(p[1]) ? RIGHT_NONE : RIGHT_END;
    if (*p == '-' && compound(p + 1, end))
        return RIGHT_NONE;
    if (*p == '-')
        return p + 1 < end && is_digit(p[1]) && !begins_quad(p + 1, end) && !repeated(p, end)
                   ? RIGHT_NONE
                   : RIGHT_MORE;
    if (*p == ':' || *p == '.')
        return p + 1 < end && !is_blank(p[1]) ? RIGHT_NONE : RIGHT_END;
    if (!is_gap(*p)) /* letters: token.c lets only those follow that mean a reply */
        return is_alpha(*p) ? RIGHT_WORDS : RIGHT_NONE;
    while (p < end && is_gap(*p))
        p++;
    return right_word(p, end, reply_start);
}
