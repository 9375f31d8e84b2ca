/* SPDX-License-Identifier: MIT */
/*
 * Which programs speak in a text is told by words that are theirs, and by the ports that they name.
 */
#include "speaker.h"

#include "ascii.h"
#include "span.h"

#include <string.h>

/* port_at - the number at p, if it is a host's port: "port 443", "mx:443"; a time is none; else 0
 */
static unsigned port_at(struct span text, const char *p)
{
    enum { TOO_BIG = 65536 };
    const char *end = text.ptr + text.len, *q = p;
    unsigned port = 0;

    if (p[-1] == ':') {
        for (q = p - 1; q > text.ptr && is_digit(q[-1]); q--)
            ;
        if (q == text.ptr ||
            !(is_alpha(q[-1]) || is_any_of(q[-1], "]>") || (q[-1] == '.' && q < p - 1)))
            return 0; /* "10:22" */
    } else if (!ends(text.ptr, (size_t)(p - text.ptr), "port ")) {
        return 0;
    }
    for (q = p; q < end && is_digit(*q) && port < TOO_BIG; q++)
        port = port * 10 + (unsigned)(*q - '0');
    return q < end && (is_alnum(*q) || *q == ':') && !(*q == ':' && q + 1 < end && q[1] == ' ')
               ? 0
               : port;
}

/* one_of - is the port, which is not 0, in the list, which ends in 0? */
static bool one_of(unsigned port, const unsigned *list)
{
    while (*list && *list != port)
        list++;
    return *list == port;
}

/* Whose ports does a text name? */
enum ports { PORTS_NONE, PORTS_MAIL, PORTS_OTHER };

/* ports_of - does it name a port that only other protocols use, and none of mail? */
static enum ports ports_of(struct span text)
{
    static const unsigned mail[] = { 24, 25, 26, 465, 587, 2525, 10024, 10025, 0 };
    static const unsigned others[] = { 21,   22,   23,   53,   80,   443,   3000,  3306,
                                       5000, 5432, 5672, 6379, 6443, 8000,  8080,  8443,
                                       9000, 9090, 9092, 9200, 9418, 11211, 27017, 0 };
    enum ports found = PORTS_NONE;
    const char *p;
    unsigned port;

    for (p = text.ptr + 1; p < text.ptr + text.len; p++) {
        port = is_digit(*p) && !is_digit(p[-1]) ? port_at(text, p) : 0;
        if (port && one_of(port, mail))
            return PORTS_MAIL;
        if (port && one_of(port, others))
            found = PORTS_OTHER;
    }
    return found;
}

bool speaker_sends_mail(struct span text)
{
    static const char *const phrases[] = { "smtp",
                                           "swift_transport",
                                           "mailer",
                                           "sendmail",
                                           "starttls",
                                           "send mail",
                                           "send email",
                                           "send e-mail",
                                           "sending mail",
                                           "sending email",
                                           "sending e-mail",
                                           "deliver mail",
                                           "deliver email",
                                           "delivering mail",
                                           "delivering email",
                                           "mail delivery",
                                           "mail not sent",
                                           "mail could not be sent",
                                           "mailservice",
                                           "javax.mail",
                                           "jakarta.mail",
                                           "mail bounced",
                                           "email send",
                                           "alertmanager",
                                           "warning: sasl: ",
                                           "integration=email",
                                           "/email[",
                                           "could not be established with host" };

    static const char *const servers[] = { "postfix/", "lmtp(",  "lda(",
                                           "lmtp[",    "lmtpd[", " lmtp - " };
    static const char *const troubles[] = { ": warning: ",  ": error: ",          ": fatal: ",
                                            ": panic: ",    ": failed to store ", ") failed: ",
                                            " - rejecting " };

    return span_has_any(text, PHRASES_IN(phrases)) || ports_of(text) == PORTS_MAIL ||
           (span_has_any(text, PHRASES_IN(servers)) && span_has_any(text, PHRASES_IN(troubles)));
}

bool speaker_elsewhere(struct span text)
{
    static const char *const others[] = { "http error",
                                          "http status",
                                          "http code",
                                          "http/1",
                                          "http/2",
                                          "http request",
                                          "http 4",
                                          "http 5",
                                          "sqlstate",
                                          "(hy000)",
                                          "postgres",
                                          "pq: ",
                                          "jdbc",
                                          "mongodb",
                                          "redis:",
                                          "redis-",
                                          "to redis",
                                          "kafka",
                                          "npm err",
                                          "npm error",
                                          "docker",
                                          "kubelet",
                                          "kernel:",
                                          "internal server error",
                                          "ssh: ",
                                          "sshd",
                                          "[preauth]",
                                          " ssh2",
                                          "git push",
                                          "git pull",
                                          "git clone",
                                          "git fetch",
                                          ".git/",
                                          "gradle",
                                          "from upstream",
                                          "to upstream",
                                          "upstream timed out",
                                          "webpack",
                                          "ftp: ",
                                          "ftp ",
                                          "ftperror",
                                          "elasticsearch",
                                          "curl: (7)",
                                          "aws s3",
                                          "amazon s3",
                                          "systemd[",
                                          "openai",
                                          "nginx",
                                          "chan_sip",
                                          "pjsip",
                                          "<sip:",
                                          "slapd[",
                                          "apt-get" };
    enum ports ports = ports_of(text);

    return ports == PORTS_OTHER || (ports == PORTS_NONE && span_has_any(text, PHRASES_IN(others)));
}

/* on_its_way - does the text speak of mail that goes from one to another? */
static bool on_its_way(struct span text)
{
    static const char *const words[] = {
        "smtp",         "swift_transport", "rcpt",          "recipient",      "deliver",
        "bounce",       "postfix",         "exim",          "sendmail",       "lmtp",
        "sender",       "mailer",          "send mail",     "send email",     "send e-mail",
        "send message", "sending mail",    "sending email", "sending e-mail", "sending message",
        "mail server",  "mailserver",      "sent to"
    };

    return span_has_any(text, PHRASES_IN(words));
}

bool speaker_foreign(struct span text)
{
    /* clients and servers of IMAP, POP and FTP, folders, shells, databases, the web, who tests a
     * form */
    static const char *const words[] = { "uid fetch",
                                         "imapclient",
                                         "imaplib",
                                         "imap server",
                                         "selecting mailbox",
                                         "select failed",
                                         "offlineimap",
                                         "imapsync",
                                         "mbsync",
                                         "bad mailbox",
                                         "uidvalidity",
                                         "('no', [",
                                         "imap error",
                                         "imap connect",
                                         "imap command",
                                         "imap4.error",
                                         "imap4rev1",
                                         "imapd",
                                         "pop3d",
                                         "/imap[",
                                         "/pop3[",
                                         "server \"imap",
                                         "server \"pop",
                                         "cannot get mail",
                                         "ftpd[",
                                         "select command",
                                         "[nonexistent]",
                                         "[trycreate]",
                                         "bash: ",
                                         "zsh: ",
                                         "mysql",
                                         "mariadb",
                                         "sqlite",
                                         "psql: ",
                                         "psycopg",
                                         "redis.exceptions",
                                         "kernel: ",
                                         "errno::",
                                         "file_put_contents",
                                         "\"method\":\"",
                                         "too many requests",
                                         "refresh the page",
                                         "curl http",
                                         "http request",
                                         "http response",
                                         "api request",
                                         "429 response",
                                         "429 error",
                                         "error 429",
                                         "status 429",
                                         "rate limit on ",
                                         "api rate limit",
                                         "the api ",
                                         "email field",
                                         "e-mail field",
                                         "email validation",
                                         "field validation",
                                         "form validation",
                                         "validation bug",
                                         "unit test" };

    return span_has_any(text, PHRASES_IN(words)) && !on_its_way(text);
}
