/* SPDX-License-Identifier: MIT */
/*
 * Numbers that look like codes and are something else's: the status of another protocol (of the
 * web: foreign_web.c), a port, a process id, the line of a file, a count.
 */
#include "foreign.h"

#include "ascii.h"
#include "sniff.h"
#include "status.h"

#include <string.h>

/* ftp_named - does "FTP" stand in what is before the code on its line: "FTPError: 550 ..."?  A host
 * may be called so. */
static bool ftp_named(const char *from, const char *end)
{
    const char *p;

    for (p = from; end - p > 4; p++)
        if ((*p | 0x20) == 'f' && begins(p, (size_t)(end - p), "ftp") &&
            (p == from || !is_alnum(p[-1])) && !is_any_of(p[3], ".-"))
            return true;
    return false;
}

/* ftp_behind - "530 Login incorrect. ftp: Login failed": does the client name itself behind it? */
static bool ftp_behind(const char *p, const char *end)
{
    enum { REACH = 80 };

    return span_find(span_at_most(span_of(p, end), REACH), "ftp: ") != NULL;
}

/* ftp_command - "> STOR file": is this line a command that only FTP has? */
static bool ftp_command(const char *p, const char *end)
{
    static const char *const commands[] = { "stor ", "retr ", "cwd ",  "mkd ", "rmd ",
                                            "dele ", "nlst",  "mlsd",  "epsv", "pasv",
                                            "appe ", "rnfr ", "rnto ", "mdtm " };

    while (p < end && (is_blank(*p) || is_any_of(*p, "-=>")))
        p++;
    return span_begins_any(span_of(p, end), PHRASES_IN(commands));
}

/* of_ftp - is it another protocol's, which has three digits too? */
static bool of_ftp(struct span text, const struct token *t)
{
    enum { REACH = 80, BEFORE = 200 };
    const char *line;

    if (t->reply == 0 || status_given(t->enhanced))
        return false;
    line = line_begins(reach_back(text.ptr, t->start, REACH), t->start);
    if (ftp_named(line, t->start) || ftp_behind(t->end, line_ends(t->end, text.ptr + text.len)))
        return true;
    if (line == text.ptr || line[-1] != '\n')
        return false;
    return ftp_command(line_begins(reach_back(text.ptr, line, BEFORE), line - 1), line - 1);
}

/* of_action - "Action: prepend: ... Reject action: 550 5.7.23": what a policy server's
 * configuration holds ready, and was not said */
static bool of_action(struct span text, const struct token *t)
{
    static const char before[] = "Reject action: ", reject[] = "action: reject";
    const size_t n = sizeof before - 1;
    enum { REACH = 600 };
    const char *from = reach_back(text.ptr, t->start, REACH);

    return (size_t)(t->start - text.ptr) >= n && memcmp(t->start - n, before, n) == 0 &&
           !span_find(span_of(from, t->start - n), reject);
}

/* metric - "smtp_replies_total{code="250"} 550": a label of a count, or the count itself */
static bool metric(struct span text, const struct token *t, const struct left *left)
{
    enum { LABELS = 200 };
    const char *p = t->end, *end = text.ptr + text.len;
    struct span line;

    if (left->mark == '}')
        return left->spaced && (p == end || is_blank(*p));
    if (t->start - text.ptr < 2 || t->start[-1] != '"' || t->start[-2] != '=' || p == end ||
        *p != '"')
        return false;
    line = span_at_most(span_of(p, end), LABELS);
    end = line.ptr + line.len;
    while (p < end && *p != '}' && *p != '\n')
        p++;
    return end - p > 2 && p[0] == '}' && p[1] == ' ' && is_digit(p[2]);
}

/* before_stamp - "550 Nov 22 07:14:17 mx ...": the number of a log's line, as "cat -n" counts them
 */
static bool before_stamp(const struct token *t, const struct left *left, const char *end)
{
    const char *p = t->end;

    if (!left->start || t->reply == 0 || status_given(t->enhanced))
        return false;
    while (p < end && is_blank(*p) && *p != '\n')
        p++;
    return p > t->end && sniff_stamp(p, (size_t)(end - p));
}

/* of_message - "SMTPDeliverer - Message 550: ...": the number that a server gave to a message */
static bool of_message(struct span text, const struct token *t)
{
    return ends(text.ptr, (size_t)(t->start - text.ptr), "deliverer - message ");
}

/* line_of_file - "SmtpTransport.php (445)": where a program failed */
static bool line_of_file(struct span text, const struct token *t, const struct left *left)
{
    static const char *const kinds[] = { "php", "py", "rb",  "js", "ts", "java", "cs",
                                         "go",  "c",  "cpp", "pl", "pm", "vb",   "aspx" };
    const char *word = left->word.ptr;

    return left->mark == '(' && word && word > text.ptr && word[-1] == '.' &&
           t->end < text.ptr + text.len && *t->end == ')' &&
           span_is_any(left->word, PHRASES_IN(kinds));
}

/* glued - "10:00:00,550", "mx.example.org:443", "192.0.2.1#550", "[192.0.2.1]:465": a part of a
 * time, a port */
static bool glued(struct span text, const struct token *t, const struct left *left)
{
    enum { SMTPS = 465, SUBMISSION = 587 }; /* ports that could be codes */
    const char *p = t->start, *q;

    if (p - text.ptr < 2 || status_given(t->enhanced) || t->reply == 0)
        return false;
    if (p[-1] == ',')
        return is_digit(p[-2]);
    if (p[-1] == '#')
        return is_alnum(p[-2]);
    if (p[-1] == ':' && p[-2] == ']')
        return t->reply == SMTPS || t->reply == SUBMISSION;
    if (p[-1] != ':' || !is_alnum(p[-2]) || !left->word.ptr)
        return false;
    for (q = p - 1; q > text.ptr && surround_in_word(q[-1]); q--)
        ;
    return q > text.ptr + 1 && q[-1] == '.' && is_alnum(q[-2]);
}

/* bracketed - "smtp[550]", "[2001:db8::421]": a process id, a part of an address */
static bool bracketed(struct span text, const struct token *t)
{
    const char *p = t->start, *end = text.ptr + text.len;

    if (p - text.ptr < 2 || t->end == end || *t->end != ']')
        return false;
    return (p[-1] == '[' && is_alnum(p[-2])) || p[-1] == ':';
}

/* of_version - "Android 5.1.1", "4.2.1-beta", "4.2.1 installed", "from 4.2.1 to 4.4.2": that of a
 * program */
static bool of_version(struct span text, const struct token *t, const struct left *left)
{
    static const char *const names[] = {
        "android",   "linux",   "kernel",      "windows",   "debian",       "ubuntu",
        "openwrt",   "esxi",    "firefox",     "chrome",    "safari",       "thunderbird",
        "roundcube", "horde",   "hmailserver", "phpmailer", "swiftmailer",  "nodemailer",
        "mailkit",   "mimekit", "wordpress",   "drupal",    "joomla",       "typo3",
        "magento",   "laravel", "symfony",     "rails",     "django",       "python",
        "php",       "perl",    "ruby",        "lua",       "java",         "node",
        "jquery",    "openssl", "mysql",       "mariadb",   "postgresql",   "samba",
        "zabbix",    "grafana", "nagios",      "asterisk",  "elasticsearch"
    };
    static const char *const behind[] = { "-ioctl",     "-beta",     "-rc",           "-alpha",
                                          "-generic",   "-dev",      "-amd",          "-stable",
                                          "-release",   "-snapshot", "-ubuntu",       "-debian",
                                          " installed", " released", " is installed", " people" };
    static const char *const from[] = { "from", "version" };
    const char *p = t->end, *end = text.ptr + text.len;

    if (t->reply != 0)
        return false;
    if (left->adjacent && span_is_any(left->word, PHRASES_IN(names)))
        return true;
    if (span_begins_any(span_of(p, end), PHRASES_IN(behind)))
        return true;
    if (!left->adjacent)
        return false;
    if (span_is_any(left->word, PHRASES_IN(from)))
        return end - p > 4 && begins(p, (size_t)(end - p), " to ") && is_digit(p[4]);
    p = left->word.ptr;
    return span_is(left->word, "to") && p - text.ptr > 4 && p[-1] == ' ' && is_digit(p[-2]) &&
           p[-3] == '.';
}

/* of_query - "SELECT ... WHERE code=550", "INSERT INTO t VALUES (550, ...": a value of SQL */
static bool of_query(struct span text, const struct token *t, const struct left *left)
{
    static const char *const verbs[] = { "select ", "insert into ", "update ", "delete from " };
    enum { REACH = 300 };
    const char *from = reach_back(text.ptr, t->start, REACH);
    struct span before;

    if (!is_any_of(left->mark, "=(,") || status_given(t->enhanced))
        return false;
    before = span_of(line_begins(from, t->start), t->start);
    return span_has_any(before, PHRASES_IN(verbs)) &&
           (span_find(before, " where ") || span_find(before, " values") ||
            span_find(before, " set "));
}

/* of_count - "hash table entries: 512 (order 9)", "max. 500", "exit status 421": what a program
 * counted, a limit, or how it ended */
static bool of_count(struct span text, const struct token *t, const struct left *left)
{
    static const char *const counted[] = {
        "entries", "elements", "objects",     "buckets", "slots",
        "sectors", "threads",  "descriptors", "hits",    "misses"
    };
    static const char *const limits[] = { "max", "min", "ca", "approx" };
    static const char *const endings[] = { "status", "code" };
    static const char *const processes[] = {
        "child", "worker", "thread", "chmod", "umask", "rule"
    };
    const char *word = left->word.ptr;

    if (!word || status_given(t->enhanced))
        return false;
    if (left->mark == ':')
        return span_is_any(left->word, PHRASES_IN(counted));
    if (left->mark == '.' && word[left->word.len] == '.')
        return span_is_any(left->word, PHRASES_IN(limits));
    if (left->adjacent && span_is_any(left->word, PHRASES_IN(processes)))
        return true;
    if (left->adjacent && span_is(left->word, "connection") &&
        ends(text.ptr, (size_t)(word - text.ptr), "aborted "))
        return true; /* "Aborted connection 550 to db: 'mail'" */
    if (left->adjacent && span_is(left->word, "account") &&
        ends(text.ptr, (size_t)(word - text.ptr), "using "))
        return true; /* "Sending Mail using Account 550 (2026-11-22T07:14:17)" */
    return left->adjacent && ends(text.ptr, (size_t)(word - text.ptr), "exit ") &&
           span_is_any(left->word, PHRASES_IN(endings));
}

/* of_gateway - "MID 456 ICID 550": the numbers that a gateway gives to what it handles */
static bool of_gateway(const struct token *t, const struct left *left)
{
    static const char *const names[] = { "mid", "icid", "dcid", "rid" };

    return left->adjacent && t->reply != 0 && !status_given(t->enhanced) &&
           span_is_any(left->word, PHRASES_IN(names));
}

/* counts - "drafts: 12": is the line at p a name and a number only? */
static bool counts(const char *p, const char *end)
{
    enum { NAME = 48 };
    const char *q = p;

    while (q < end && q - p < NAME && *q != ':' && *q != '\n')
        q++;
    if (q == p || q == end || *q != ':')
        return false;
    for (q++; q < end && *q == ' '; q++)
        ;
    if (q == end || !is_digit(*q))
        return false;
    while (q < end && is_digit(*q))
        q++;
    return q == end || *q == '\n';
}

/* line_before - where the line before the one at p begins; p if there is none */
static const char *line_before(const char *from, const char *p)
{
    return p == from ? p : line_begins(from, p - 1);
}

/* of_tally - "attachment: 403" between "page: 18" and "post: 1": one of some counts */
static bool of_tally(struct span text, const struct token *t, const struct left *left)
{
    enum { REACH = 160, OTHERS = 2 };
    const char *from = reach_back(text.ptr, t->start, REACH);
    const char *end = text.ptr + text.len, *p;
    size_t n;

    if (left->mark != ':' || t->reply == 0 || status_given(t->enhanced) || left_introduces(left) ||
        (t->end < end && *t->end != '\n'))
        return false;
    p = line_begins(from, t->start);
    for (n = 0; n < OTHERS && p > from && counts(line_before(from, p), end); n++)
        p = line_before(from, p);
    for (p = t->end; n < OTHERS && p < end && counts(p + 1, end); n++)
        p = line_ends(p + 1, end);
    return n == OTHERS;
}

bool foreign_number(struct span text, const struct token *t, const struct left *left)
{
    const char *end = text.ptr + text.len;

    return foreign_web(text, t, left) || of_ftp(text, t) || of_action(text, t) ||
           bracketed(text, t) || glued(text, t, left) || metric(text, t, left) ||
           line_of_file(text, t, left) || of_message(text, t) || of_gateway(t, left) ||
           before_stamp(t, left, end) || of_version(text, t, left) || of_query(text, t, left) ||
           of_count(text, t, left) || of_tally(text, t, left);
}
