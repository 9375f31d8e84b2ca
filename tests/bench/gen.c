/* SPDX-License-Identifier: MIT */
/*
 * gen SIZE [SEED [DOMAINS]]: a log of a busy Postfix server on standard output, SIZE bytes long
 * (with k, M or G behind the number) and a little more; what is in it on standard error, one "NAME
 * COUNT" a line.  The same arguments give the same bytes.  About 90 % of the deliveries succeed;
 * deferred messages are tried again under the same queue id; replies carry ids, addresses and
 * recipients.
 *
 * The codes beside each reply were typed by a person from the reply, and the truth is counted here
 * from what was written: nothing of smtpwhy is used.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum fate { SENT, DEFERRED, BOUNCED, REJECTED };

/*
 * In text: %r recipient, %d its domain, %h relay's name, %i its address, %o our address, %x an id
 * of letters and digits, %n a number, %s the sender, %c a client's name, %a its address.
 */
struct reply {
    enum fate fate;
    unsigned weight;
    const char *code, *dsn, *command, *text;
    size_t count;
};

static struct reply replies[] = {
    { SENT, 500, "", "2.0.0", "", "250 2.0.0 OK  %n %x - gsmtp", 0 },
    { SENT, 250, "", "2.0.0", "", "250 2.0.0 Ok: queued as %x", 0 },
    { SENT, 150, "", "2.6.0", "",
      "250 2.6.0 <%x@%s> [InternalId=%n, Hostname=%x.prod.outlook.com] 12345 bytes in 0.2, 61 "
      "KB/sec "
      "Queued mail for delivery",
      0 },
    { SENT, 60, "", "2.0.0", "", "250 OK id=%x", 0 },
    { SENT, 40, "", "2.0.0", "", "delivered to mailbox", 0 },

    { DEFERRED, 180, "450 4.2.0", "4.2.0", "RCPT TO",
      "450 4.2.0 <%r>: Recipient address rejected: Greylisted, see "
      "http://postgrey.schweikert.ch/help/%d.html",
      0 },
    { DEFERRED, 60, "451 4.7.1", "4.7.1", "RCPT TO",
      "451 4.7.1 Greylisting in action, please come back in 00:0%n:00", 0 },
    { DEFERRED, 80, "421 4.7.28", "4.7.28", "end of DATA",
      "421-4.7.28 Gmail has detected an unusual rate of unsolicited mail originating 421-4.7.28 "
      "from "
      "your IP address. To protect our users from spam, mail sent 421-4.7.28 from your IP address "
      "has been temporarily rate limited. For more 421-4.7.28 information, go to 421 4.7.28 "
      "https://support.google.com/mail/?p=UnsolicitedRateLimitError %x - gsmtp",
      0 },
    { DEFERRED, 60, "452 4.2.2", "4.2.2", "RCPT TO",
      "452-4.2.2 The recipient's inbox is out of storage space. Please direct the 452-4.2.2 "
      "recipient to 452 4.2.2  https://support.google.com/mail/?p=OverQuotaTemp %x - gsmtp",
      0 },
    { DEFERRED, 70, "- 4.4.1", "4.4.1", "", "connect to %h[%i]:25: Connection timed out", 0 },
    { DEFERRED, 30, "- 4.4.1", "4.4.1", "", "connect to %h[%i]:25: Connection refused", 0 },
    { DEFERRED, 30, "- 4.4.2", "4.4.2", "", "lost connection with %h[%i] while sending RCPT TO",
      0 },
    { DEFERRED, 20, "- 4.4.3", "4.4.3", "",
      "Host or domain name not found. Name service error for name=%d type=MX: Host not found, try "
      "again",
      0 },
    { DEFERRED, 40, "421 4.7.0", "4.7.0", "MAIL FROM",
      "421 4.7.0 [TSS04] Messages from %o temporarily deferred due to unexpected volume or user "
      "complaints - 4.16.55.1; see https://postmaster.yahooinc.com/error-codes",
      0 },
    { DEFERRED, 20, "451 4.7.650", "4.7.650", "MAIL FROM",
      "451 4.7.650 The mail server [%o] has been temporarily rate limited due to IP reputation. "
      "For "
      "e-mail delivery information, see https://postmaster.live.com (S775) [%x.prod.outlook.com]",
      0 },

    { BOUNCED, 100, "550 5.1.1", "5.1.1", "RCPT TO",
      "550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 "
      "double-checking the recipient's email address for typos or 550-5.1.1 unnecessary spaces. "
      "For "
      "more information, go to 550 5.1.1  https://support.google.com/mail/?p=NoSuchUser %x - gsmtp",
      0 },
    { BOUNCED, 90, "550 5.1.1", "5.1.1", "RCPT TO",
      "550 5.1.1 <%r>: Recipient address rejected: User unknown in virtual mailbox table", 0 },
    { BOUNCED, 30, "550 5.5.0", "5.5.0", "RCPT TO",
      "550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302). "
      "[%x.prod.outlook.com %x]",
      0 },
    { BOUNCED, 30, "552 5.2.2", "5.2.2", "RCPT TO",
      "552 5.2.2 <%r>: Recipient address rejected: Quota exceeded (mailbox for user is full)", 0 },
    { BOUNCED, 40, "550 5.7.26", "5.7.26", "end of DATA",
      "550-5.7.26 Your email has been blocked because the sender is unauthenticated. 550-5.7.26 "
      "Gmail requires all senders to authenticate with either SPF or DKIM. 550-5.7.26  550-5.7.26  "
      "Authentication results: 550-5.7.26  DKIM = did not pass 550-5.7.26  SPF [%s] with ip: [%o] "
      "= "
      "did not pass 550-5.7.26  550-5.7.26  For instructions on setting up authentication, go to "
      "550 5.7.26  https://support.google.com/mail/answer/81126#authentication %x - gsmtp",
      0 },
    { BOUNCED, 40, "554 5.7.1", "5.7.1", "RCPT TO",
      "554 5.7.1 Service unavailable; Client host [%o] blocked using zen.spamhaus.org; "
      "https://www.spamhaus.org/query/ip/%o",
      0 },
    { BOUNCED, 20, "- 5.4.4", "5.4.4", "",
      "Host or domain name not found. Name service error for name=%d type=AAAA: Host not found",
      0 },
    { BOUNCED, 20, "554 5.7.1", "5.7.1", "end of DATA",
      "554 5.7.1 [P4] Message blocked due to spam content in the message.", 0 },
    { BOUNCED, 10, "550 -", "5.0.0", "RCPT TO", "550 Mailbox unavailable or access denied - <%r>",
      0 },
    { BOUNCED, 10, "552 5.3.4", "5.3.4", "MAIL FROM", "552 5.3.4 Message size exceeds fixed limit",
      0 },

    { REJECTED, 40, "554 5.7.1", "", "RCPT",
      "554 5.7.1 Service unavailable; Client host [%a] blocked using zen.spamhaus.org; "
      "https://www.spamhaus.org/query/ip/%a",
      0 },
    { REJECTED, 30, "554 5.7.1", "", "RCPT", "554 5.7.1 <%r>: Relay access denied", 0 },
    { REJECTED, 30, "550 5.1.1", "", "RCPT",
      "550 5.1.1 <%r>: Recipient address rejected: User unknown in local recipient table", 0 },
    { REJECTED, 30, "450 4.7.25", "", "RCPT",
      "450 4.7.25 Client host rejected: cannot find your hostname, [%a]", 0 },
};

enum { REPLIES = sizeof replies / sizeof *replies, WAITING = 4096, TOTALS = 4 };

/* A deferred message that will be tried again. */
struct waiting {
    char queue_id[16], recipient[64], relay[64], address[24];
    struct reply *reply;
};

static struct waiting waiting[WAITING];
static size_t nwaiting, domains = 5000;
static uint64_t state, written, lines, clock_ms, total[TOTALS], messages, deferred_messages;

static uint64_t random64(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state * 2685821657736338717u;
}

static size_t below(size_t n)
{
    return (size_t)((random64() >> 20) % n);
}

/* put - one line with its time stamp and tag */
__attribute__((format(printf, 2, 3))) static void put(const char *program, const char *format, ...)
{
    static const char *const months[] = { "Sep", "Oct", "Nov", "Dec" };
    uint64_t s = clock_ms / 1000, day = s / 86400;
    va_list args;
    int n;

    n = printf("%s %2u %02u:%02u:%02u mx1 postfix/%s[%u]: ", months[day / 28 % 4],
               (unsigned)(day % 28 + 1), (unsigned)(s / 3600 % 24), (unsigned)(s / 60 % 60),
               (unsigned)(s % 60), program, (unsigned)(1000 + below(60000)));
    written += (uint64_t)n;
    va_start(args, format);
    n = vprintf(format, args);
    va_end(args);
    putchar('\n');
    written += (uint64_t)n + 1;
    lines++;
    clock_ms += below(120);
}

static void make_id(char *out, size_t len)
{
    static const char set[] = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz";
    size_t i;

    for (i = 0; i < len; i++)
        out[i] = set[below(sizeof set - 1)];
    out[len] = '\0';
}

static const char *const places[] = { "gmail.com",  "outlook.com", "yahoo.com", "gmx.de",
                                      "icloud.com", "example.org", "web.de",    "free.fr" };

/* make_domain - half of all mail goes to a few providers */
static void make_domain(char *out, size_t size)
{
    if (below(2))
        snprintf(out, size, "%s", places[below(sizeof places / sizeof *places)]);
    else
        snprintf(out, size, "firma-%zu.example", below(domains));
}

static void make_address(char *out, size_t size)
{
    snprintf(out, size, "198.51.%zu.%zu", below(256), 1 + below(254));
}

static void make_message(struct waiting *w)
{
    static const char *const names[] = { "lea",      "tom.berger", "info", "k.maier",
                                         "jane_doe", "office",     "r2d2", "sales" };
    char domain[40];

    make_id(w->queue_id, 12);
    make_domain(domain, sizeof domain);
    snprintf(w->recipient, sizeof w->recipient, "%s%zu@%s", names[below(8)], below(100000), domain);
    snprintf(w->relay, sizeof w->relay, "mx%zu.%s", below(4), domain);
    make_address(w->address, sizeof w->address);
}

/* choose - a reply of the fate, by weight */
static struct reply *choose(enum fate fate)
{
    size_t sum = 0, i, n;

    for (i = 0; i < REPLIES; i++)
        sum += replies[i].fate == fate ? replies[i].weight : 0;
    n = below(sum);
    for (i = 0; i < REPLIES; i++) {
        if (replies[i].fate != fate)
            continue;
        if (n < replies[i].weight)
            break;
        n -= replies[i].weight;
    }
    return &replies[i];
}

/* fill - the reply's text with its blanks filled */
static void fill(const struct waiting *w, const char *client, const char *text, char *out,
                 size_t size)
{
    size_t used = 0;

    for (; *text && used + 80 < size; text++) {
        char id[24];

        if (*text != '%') {
            out[used++] = *text;
            continue;
        }
        make_id(id, 10 + below(8));
        switch (*++text) {
        case 'r':
            used += (size_t)sprintf(out + used, "%s", w->recipient);
            break;
        case 'd':
            used += (size_t)sprintf(out + used, "%s", strchr(w->recipient, '@') + 1);
            break;
        case 'h':
            used += (size_t)sprintf(out + used, "%s", w->relay);
            break;
        case 'i':
            used += (size_t)sprintf(out + used, "%s", w->address);
            break;
        case 'a':
            used += (size_t)sprintf(out + used, "%s", client);
            break;
        case 'o':
            used += (size_t)sprintf(out + used, "203.0.113.%zu", 1 + below(8));
            break;
        case 's':
            used += (size_t)sprintf(out + used, "shop%zu.example.net", below(300));
            break;
        case 'n':
            used += (size_t)sprintf(out + used, "%zu", below(9) + 1);
            break;
        default:
            used += (size_t)sprintf(out + used, "%s", id);
        }
    }
    out[used] = '\0';
}

/* put_attempt - one delivery attempt */
static void put_attempt(struct waiting *w, struct reply *reply)
{
    static const char *const words[] = { "sent", "deferred", "bounced" };
    char text[2048], relay[128], said[160] = "", tail[64] = "";
    bool talked = *reply->command || reply->fate == SENT;

    fill(w, "", reply->text, text, sizeof text);
    snprintf(relay, sizeof relay, talked ? "%s[%s]:25" : "none", w->relay, w->address);
    if (*reply->command) {
        snprintf(said, sizeof said, "host %s[%s] said: ", w->relay, w->address);
        snprintf(tail, sizeof tail, " (in reply to %s%s)", reply->command, " command");
    }
    put("smtp",
        "%s: to=<%s>, relay=%s, delay=%zu.%zu, delays=0.%02zu/0.01/0.%zu/%zu.2, dsn=%s, status=%s "
        "(%s%s%s)",
        w->queue_id, w->recipient, relay, below(20), below(100), below(100), below(10), below(10),
        reply->dsn, words[reply->fate], said, text, tail);
    total[reply->fate]++;
    reply->count++;
}

/* put_arrival - the lines before a message's first attempt */
static void put_arrival(const struct waiting *w, const char *client)
{
    char id[24];

    make_id(id, 16);
    put("smtpd", "connect from host%zu.example.net[%s]", below(1000), client);
    if (below(3) == 0)
        put("smtpd",
            "Anonymous TLS connection established from host%zu.example.net[%s]: TLSv1.3 with "
            "cipher "
            "TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519 server-signature RSA-PSS "
            "(2048 bits) server-digest SHA256",
            below(1000), client);
    put("smtpd", "%s: client=host%zu.example.net[%s]", w->queue_id, below(1000), client);
    put("cleanup", "%s: message-id=<%s.%zu@shop%zu.example.net>", w->queue_id, id, below(1000),
        below(300));
    put("qmgr", "%s: from=<bounce-%zu@shop%zu.example.net>, size=%zu, nrcpt=1 (queue active)",
        w->queue_id, below(100000), below(300), 300 + below(90000));
    put("smtpd",
        "disconnect from host%zu.example.net[%s] ehlo=2 starttls=1 mail=1 rcpt=1 data=1 quit=1 "
        "commands=7",
        below(1000), client);
}

static void put_rejection(struct reply *reply)
{
    char text[1024], client[24];
    struct waiting w;

    make_message(&w);
    make_address(client, sizeof client);
    fill(&w, client, reply->text, text, sizeof text);
    put("smtpd",
        "NOQUEUE: reject: %s from unknown[%s]: %s; from=<x%zu@spam.example> to=<%s> proto=ESMTP "
        "helo=<win-%zu>",
        reply->command, client, text, below(1000), w.recipient, below(1000));
    total[REJECTED]++;
    reply->count++;
}

/* try_again - one of those that wait: deferred again, or through at last */
static void try_again(void)
{
    size_t i = below(nwaiting);

    put("qmgr", "%s: from=<bounce-%zu@shop%zu.example.net>, size=%zu, nrcpt=1 (queue active)",
        waiting[i].queue_id, below(100000), below(300), 300 + below(90000));
    if (below(10) < 6) {
        put_attempt(&waiting[i], waiting[i].reply);
        return;
    }
    put_attempt(&waiting[i], choose(SENT));
    put("qmgr", "%s: removed", waiting[i].queue_id);
    waiting[i] = waiting[--nwaiting];
}

static void put_message(void)
{
    struct waiting w;
    char client[24];
    size_t n = below(1000);
    enum fate fate = n < 928 ? SENT : n < 964 ? DEFERRED : BOUNCED;

    make_message(&w);
    make_address(client, sizeof client);
    put_arrival(&w, client);
    messages++;
    w.reply = choose(fate);
    put_attempt(&w, w.reply);
    if (fate != DEFERRED) {
        put("qmgr", "%s: removed", w.queue_id);
        return;
    }
    deferred_messages++;
    if (nwaiting < WAITING)
        waiting[nwaiting++] = w;
}

static void put_truth(void)
{
    size_t i, k;

    fprintf(stderr,
            "lines %" PRIu64 "\ndelivered %" PRIu64 "\ndeferred %" PRIu64 "\nbounced %" PRIu64
            "\nrejected %" PRIu64 "\nmessages %" PRIu64 "\ndeferred_messages %" PRIu64 "\n",
            lines, total[SENT], total[DEFERRED], total[BOUNCED], total[REJECTED], messages,
            deferred_messages);
    for (i = 0; i < REPLIES; i++) {
        size_t count = 0;

        for (k = 0; k < i && strcmp(replies[k].code, replies[i].code) != 0; k++)
            ;
        if (k < i || !*replies[i].code)
            continue;
        for (k = i; k < REPLIES; k++)
            count += strcmp(replies[k].code, replies[i].code) == 0 ? replies[k].count : 0;
        if (count > 0)
            fprintf(stderr, "code %s %zu\n", replies[i].code, count);
    }
}

int main(int argc, char **argv)
{
    char *end;
    uint64_t size = argc > 1 ? strtoull(argv[1], &end, 10) : 0;

    if (size == 0) {
        fputs("usage: gen SIZE[k|M|G] [SEED [DOMAINS]]\n", stderr);
        return argc > 1 ? 2 : 0; /* make bench runs it like the programs beside it */
    }
    size <<= *end == 'k' ? 10 : *end == 'M' ? 20 : *end == 'G' ? 30 : 0;
    state = (argc > 2 ? strtoull(argv[2], NULL, 10) : 1) * 2654435769u + 88172645463325252u;
    if (argc > 3)
        domains = strtoull(argv[3], NULL, 10);
    while (written < size) {
        size_t n = below(100);

        if (n < 4 && nwaiting > 0)
            try_again();
        else if (n < 5)
            put_rejection(choose(REJECTED));
        else
            put_message();
    }
    put_truth();
    return fflush(stdout) == 0 ? 0 : 1;
}
