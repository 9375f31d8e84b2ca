/* SPDX-License-Identifier: MIT */
/*
 * Whole messages: notices in the forms of many programs, near misses beside
 * them, and hostile input.  All messages are of our own composition.
 */
#include "buf.h"
#include "message.h"
#include "smtpwhy.h"
#include "unit.h"

#include <stdlib.h>

enum { ENTRIES_MAX = 8, TEXT_SIZE = 512 };

/* What an entry holds, copied: it lives no longer than the callback. */
struct kept {
    char recipient[TEXT_SIZE], said[TEXT_SIZE], host[TEXT_SIZE], ip[TEXT_SIZE];
    char sender[TEXT_SIZE], queue_id[TEXT_SIZE];
    struct sw_status dsn;
    enum fate fate;
};

struct all {
    struct kept at[ENTRIES_MAX];
    size_t n;
};

static void copy(char to[TEXT_SIZE], struct span from)
{
    size_t n = from.ptr ? from.len : 0;

    if (n > TEXT_SIZE - 1)
        n = TEXT_SIZE - 1;
    if (n > 0)
        memcpy(to, from.ptr, n);
    to[n] = '\0';
}

static bool keep(void *arg, const struct log_entry *entry)
{
    struct all *all = arg;
    struct kept *k = &all->at[all->n < ENTRIES_MAX ? all->n : ENTRIES_MAX - 1];

    copy(k->recipient, entry->scene.recipient);
    copy(k->said, entry->said);
    copy(k->host, entry->scene.host);
    copy(k->ip, entry->scene.host_ip);
    copy(k->sender, entry->scene.sender);
    copy(k->queue_id, entry->scene.queue_id);
    k->dsn = entry->scene.dsn;
    k->fate = entry->scene.fate;
    all->n++;
    return true;
}

/* read_text - in a block of its own, so that a byte read behind it is noticed */
static enum message_result read_text(const char *text, size_t len, struct all *all)
{
    char *block = malloc(len ? len : 1);
    enum message_result result;

    assert_non_null(block);
    memcpy(block, text, len);
    memset(all, 0, sizeof *all);
    result = message_read((struct span){ block, len }, keep, all);
    free(block);
    return result;
}

#define DAEMON                                                                                     \
    "Return-Path: <>\n"                                                                            \
    "From: Mail Delivery System <MAILER-DAEMON@mx.example.net>\n"                                  \
    "To: ann@example.net\n"

#define REPORT                                                                                     \
    DAEMON "Subject: Undelivered Mail\nMIME-Version: 1.0\n"                                        \
           "Content-Type: multipart/report; report-type=delivery-status; boundary=\"=b1\"\n\n"     \
           "--=b1\nContent-Type: text/plain; charset=us-ascii\n\n"

#define STATUS                                                                                     \
    "\n--=b1\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\n"

#define RETURNED                                                                                   \
    "\n--=b1\nContent-Type: message/rfc822\n\nFrom: ann@example.net\n"                             \
    "To: lea@example.org\nSubject: hello\n\n550 5.7.1 is only quoted\n--=b1--\n"

struct want {
    const char *recipient, *said; /* said: what the entry's text must hold */
    struct sw_status dsn;
    enum fate fate;
};

struct test_case {
    const char *name, *message;
    size_t n; /* entries */
    struct want want[3];
};

static const struct test_case notices[] = {
    { "page with a list's footer behind it",
      DAEMON
      "Subject: Undeliverable\nContent-Type: multipart/mixed; boundary=b\n\n"
      "--b\nContent-Type: text/html\n\n<p>Delivery has failed to these recipients:</p>"
      "<p>lea@example.org</p><p>550 5.1.1 Nobody</p>\n"
      "--b\nContent-Type: text/plain\n\n____\nUsers mailing list\nUsers@example.com\n--b--\n",
      1,
      { { "lea@example.org", "550 5.1.1 Nobody", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "answer of a postmaster",
      "From: Postmaster <postmaster@example.org>\nTo: ann@example.com\nSubject: Re: minutes\n\n"
      "Your mail to us has not been delivered due to the attachment it included.\n",
      1,
      { { "", "has not been delivered due to", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "report",
      REPORT "It was not delivered.\n" STATUS
             "Final-Recipient: rfc822; lea@example.org\nAction: failed\nStatus: 5.1.1\n"
             "Remote-MTA: dns; mx.example.org\n"
             "Diagnostic-Code: smtp; 550 5.1.1 <lea@example.org>: no such\n user here\n" RETURNED,
      1,
      { { "lea@example.org",
          "550 5.1.1 <lea@example.org>: no such user here",
          { 5, 1, 1 },
          FATE_BOUNCED } } },
    { "report of two, one delayed, one delivered",
      REPORT "\n" STATUS
             "Final-Recipient: rfc822; lea@example.org\nAction: delayed\nStatus: 4.2.2\n"
             "Diagnostic-Code: smtp; 452 4.2.2 over quota\n\n"
             "Final-Recipient: rfc822; kim@example.org\nAction: delivered\nStatus: 2.0.0\n"
             "Diagnostic-Code: smtp; 250 ok\n" RETURNED,
      2,
      { { "lea@example.org", "452 4.2.2 over quota", { 4, 2, 2 }, FATE_DEFERRED },
        { "kim@example.org", "250 ok", { 2, 0, 0 }, FATE_SENT } } },
    { "report without empty lines between the recipients",
      REPORT "\n" STATUS "Action: failed\nFinal-Recipient: rfc822;lea@example.org\nStatus: 5.0.0\n"
             "Diagnostic-Code: smtp;550 no lea\n"
             "Action: failed\nFinal-Recipient: rfc822;kim@example.org\nStatus: 5.0.0\n"
             "Diagnostic-Code: smtp;551 no kim\n" RETURNED,
      2,
      { { "lea@example.org", "550 no lea", { 5, 0, 0 }, FATE_BOUNCED },
        { "kim@example.org", "551 no kim", { 5, 0, 0 }, FATE_BOUNCED } } },
    { "report with the reply only in the text",
      REPORT "<lea@example.org>: host mx.example.org[192.0.2.7] said: 554 5.7.1 Listed\n"
             "    (in reply to RCPT TO command)\n" STATUS
             "Final-Recipient: rfc822; lea@example.org\nAction: failed\nStatus: 5.0.0\n"
             "Diagnostic-Code: smtp; 5.0.0\n" RETURNED,
      1,
      { { "lea@example.org",
          "host mx.example.org[192.0.2.7] said: 554 5.7.1 Listed",
          { 5, 0, 0 },
          FATE_BOUNCED } } },
    { "report with a comment for a reason",
      REPORT "\n" STATUS "Final-Recipient: rfc822; lea@example.org\nAction: failed\n"
             "Status: 5.2.2 (mailbox over quota)\n" RETURNED,
      1,
      { { "lea@example.org", "mailbox over quota", { 5, 2, 2 }, FATE_BOUNCED } } },
    { "report whose diagnostic code has an empty line between its lines",
      REPORT "\n" STATUS "Final-Recipient: rfc822;lea@example.org\nAction: failed\nStatus: 4.0.0\n"
             "Diagnostic-Code: smtp;451-Not yet for\n\n451-<lea@example.org>.\n451 Wait.\n\n"
             "Final-Recipient: rfc822;kim@example.org\nAction: failed\nStatus: 5.0.0\n"
             "Diagnostic-Code: smtp;550 no kim\n" RETURNED,
      2,
      { { "lea@example.org",
          "451-Not yet for 451-<lea@example.org>. 451 Wait.",
          { 4, 0, 0 },
          FATE_BOUNCED },
        { "kim@example.org", "550 no kim", { 5, 0, 0 }, FATE_BOUNCED } } },
    { "report with unfolded lines and only an original recipient",
      REPORT "\n" STATUS "Original-Recipient: <lea@example.org>\nAction: failed\n"
             "Diagnostic-Code: smtp; 550-Log in\n550-before you send,\n550 please.\n" RETURNED,
      1,
      { { "lea@example.org",
          "550-Log in 550-before you send, 550 please.",
          { 0, 0, 0 },
          FATE_BOUNCED } } },
    { "report of RFC 6533",
      DAEMON "Subject: Undelivered\nContent-Type: multipart/report; boundary=b\n\n"
             "--b\nContent-Type: message/global-delivery-status\n\n"
             "Final-Recipient: utf-8; l\xc3\xa9"
             "a@example.org\nAction: failed\nStatus: 5.6.7\n"
             "Diagnostic-Code: smtp; 550 5.6.7 no SMTPUTF8 here\n--b--\n",
      1,
      { { "l\xc3\xa9"
          "a@example.org",
          "550 5.6.7 no SMTPUTF8 here",
          { 5, 6, 7 },
          FATE_BOUNCED } } },
    { "report in base64, reason in encoded words",
      DAEMON "Subject: Undelivered\nContent-Type: multipart/report; boundary=b\n\n"
             "--b\nContent-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n"
             "RmluYWwtUmVjaXBpZW50OiByZmM4MjI7IGxlYUBleGFtcGxlLm9yZwpBY3Rpb246IGZhaWxlZApT\n"
             "dGF0dXM6IDUuMS4xCkRpYWdub3N0aWMtQ29kZTogWC1Ob3RlczsgPT91dGYtOD9RP1VzZXJfbm90\n"
             "X2xpc3RlZD89Cg==\n--b--\n",
      1,
      { { "lea@example.org", "User not listed", { 5, 1, 1 }, FATE_BOUNCED } } },
    { "report in plain text, its boundary lost",
      DAEMON "Subject: Returned mail\n\n"
             "   ----- The following addresses had permanent fatal errors -----\n"
             "<lea@example.org>\n\n"
             "Reporting-MTA: dns; mx.example.net\n\n"
             "Final-Recipient: RFC822; lea@example.org\nAction: failed\nStatus: 5.3.0\n"
             "Diagnostic-Code: SMTP; 554 mailer down\n\nReceived: from x by y\n",
      1,
      { { "lea@example.org", "554 mailer down", { 5, 3, 0 }, FATE_BOUNCED } } },
    { "report in a wrapper",
      DAEMON "Subject: Returned mail: see inside\nContent-Type: multipart/mixed; boundary=o\n\n"
             "--o\nContent-Type: text/plain\n\nThe notice is attached.\n"
             "--o\nContent-Type: message/rfc822\n\n" REPORT "\n" STATUS
             "Final-Recipient: rfc822; lea@example.org\nAction: failed\nStatus: 5.1.1\n"
             "Diagnostic-Code: smtp; 550 5.1.1 gone\n" RETURNED "--o--\n",
      1,
      { { "lea@example.org", "550 5.1.1 gone", { 5, 1, 1 }, FATE_BOUNCED } } },
    { "multi-line reply in a transcript",
      REPORT "   ----- The following addresses had permanent fatal errors -----\n"
             "<lea@example.org>\n    (reason: 552-5.7.0 Blocked for what it)\n\n"
             "   ----- Transcript of session follows -----\n"
             "... while talking to mx.example.org.:\n>>> DATA\n"
             "<<< 552-5.7.0 Blocked for what it\n<<< 552 5.7.0 contains\n"
             "554 5.0.0 Service unavailable\n" STATUS
             "Final-Recipient: RFC822; lea@example.org\nAction: failed\nStatus: 5.7.0\n"
             "Diagnostic-Code: SMTP; 552-5.7.0 Blocked for what it\n" RETURNED,
      1,
      { { "lea@example.org",
          "552-5.7.0 Blocked for what it\n552 5.7.0 contains",
          { 5, 7, 0 },
          FATE_BOUNCED } } },
    { "old sendmail",
      DAEMON "Subject: Returned mail: User unknown\n\n"
             "   ----- Transcript of session follows -----\n"
             "While talking to mx.example.org:\n>>> RCPT To:<lea@example.org>\n"
             "<<< 550 Nobody of that name\n550 <lea@example.org>... User unknown\n"
             "554 <kim@host.example.org>... 550 Host unknown (Authoritative answer)\n\n"
             "   ----- Unsent message follows -----\nReceived: by mx.example.net\n",
      2,
      { { "lea@example.org", "550 Nobody of that name", { 0, 0, 0 }, FATE_BOUNCED },
        { "kim@host.example.org", "550 Host unknown", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "a reply in another script, and what was made of it",
      DAEMON "Subject: Returned mail: Service unavailable\n\n"
             "   ----- Transcript of session follows -----\n"
             "... while talking to mx.example.org.:\n>>> RCPT To:<lea@example.org>\n"
             "<<< 554 \xd0\x92\xd0\xb8\xd1\x80\xd1\x83\xd1\x81\n"
             "554 5.0.0 <lea@example.org>... Service unavailable\n",
      1,
      { { "lea@example.org",
          "554 \xd0\x92\xd0\xb8\xd1\x80\xd1\x83\xd1\x81",
          { 5, 0, 0 },
          FATE_BOUNCED } } },
    { "old sendmail, the reason without a code",
      DAEMON "Subject: Returned mail: warning\n\n"
             "   ----- The following addresses had delivery problems -----\n"
             "<lea@example.org>  (transient failure)\n\n"
             "   ----- Transcript of session follows -----\n"
             "<lea@example.org>... Deferred: Connection timed out with mx.example.org.\n"
             "Warning: message still undelivered after 4 hours\n",
      1,
      { { "lea@example.org", "Deferred: Connection timed out", { 0, 0, 0 }, FATE_DEFERRED } } },
    { "its first line says it, and nobody else",
      "From: owner-herbs@example.com\nSubject: No Subject\n\n"
      "The original message was received at Wed, 21 Feb 1996 03:37:32 -0500\n"
      "from mx.example.net\n\n550 <lea@example.org>... No such lea\n",
      1,
      { { "lea@example.org", "No such lea", { 0, 0, 0 }, FATE_NONE } } },
    { "a fault of the returned message, quoted",
      DAEMON "Subject: Your mail\n\nYou recently sent mail to lea@example.org.\n"
             "There is no record of that host.  Write to Kim (kim@example.net).\n\n"
             "> Received: from mx.example.net by mx.example.com with smtp\n"
             "> From: ann@example.net\n",
      1,
      { { "lea@example.org", "no record of that host", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "the words that a list's program adds at the end",
      DAEMON "Subject: Message undeliverable\n\n"
             "The following recipient(s) could not be reached:\n\nlea@example.org\n"
             "   Remote server replied: 451 4.7.1 Greylisted\n\n"
             "_______________________________________________\nherbs mailing list\n"
             "herbs@example.com\nhttp://example.com/herbs\n",
      1,
      { { "lea@example.org", "451 4.7.1 Greylisted", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "qmail",
      DAEMON "Subject: failure notice\n\n"
             "Hi. This is the qmail-send program at mx.example.net.\n"
             "I'm afraid I wasn't able to deliver your message to the following addresses.\n"
             "This is a permanent error; I've given up. Sorry it didn't work out.\n\n"
             "<lea@example.org>:\n192.0.2.7 does not like recipient.\n"
             "Remote host said: 550 5.1.1 No lea here\nGiving up on 192.0.2.7.\n\n"
             "<kim@example.org>:\nSorry, I couldn't find a host by that name. (#5.1.2)\n\n"
             "--- Below this line is a copy of the message.\n\n<x@example.com>:\n550 not me\n",
      2,
      { { "lea@example.org", "Remote host said: 550 5.1.1 No lea here", { 0, 0, 0 }, FATE_BOUNCED },
        { "kim@example.org", "(#5.1.2)", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "qmail, its closing words",
      DAEMON "Subject: failure notice\n\nHi. This is the qmail-send program at example.net.\n\n"
             "<lea@example.org>:\nCannot reach the directory. (#4.4.3)\n"
             "I'm not going to try again; this message has been in the queue too long.\n",
      1,
      { { "lea@example.org",
          "Cannot reach the directory. (#4.4.3)",
          { 0, 0, 0 },
          FATE_BOUNCED } } },
    { "Exim",
      DAEMON "X-Failed-Recipients: lea@example.org\nAuto-Submitted: auto-replied\n"
             "Subject: Mail delivery failed: returning message to sender\n\n"
             "This message was created automatically by mail delivery software.\n\n"
             "A message that you sent could not be delivered to one or more of its\n"
             "recipients. This is a permanent error. The following address(es) failed:\n\n"
             "  lea@example.org\n"
             "    host mx.example.org [192.0.2.7]\n"
             "    SMTP error from remote mail server after RCPT TO:<lea@example.org>:\n"
             "    550-5.7.1 Not from\n    550 5.7.1 there\n\n"
             "------ This is a copy of the message, including all the headers. ------\n",
      1,
      { { "lea@example.org", "550-5.7.1 Not from\n550 5.7.1 there", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "Exim, delayed, the sender named too",
      DAEMON "Subject: Warning: message 1a-2b-3c delayed 24 hours\n\n"
             "This message was created automatically by mail delivery software.\n\n"
             "A message sent by\n\n  <bob@example.com>\n\n"
             "has not yet been delivered to one or more of its recipients.\n\n"
             "  lea@example.org\n    Delay reason: Connection timed out\n\n"
             "No action is required on your part. Delivery attempts will continue.\n",
      1,
      { { "lea@example.org", "Delay reason: Connection timed out", { 0, 0, 0 }, FATE_DEFERRED } } },
    { "Exim, nobody named",
      DAEMON "X-Failed-Recipients: lea@example.org\nSubject: Mail delivery failed\n\n"
             "This message was created automatically by mail delivery software.\n\n"
             "  save to /var/mail/lea\n    mailbox is full: retry timeout exceeded\n",
      1,
      { { "lea@example.org",
          "mailbox is full: retry timeout exceeded",
          { 0, 0, 0 },
          FATE_BOUNCED } } },
    { "in quotation marks, a code without a reply",
      DAEMON "Subject: Mail delivery failed: returning message to sender\n\n"
             "This message was created automatically by mail delivery software.\n\n"
             "\"lea@example.org\":\nSMTP error from remote server after RCPT command:\n"
             "host: mx.example.org\n5.2.2 <lea@example.org>... Mailbox Full\n\n"
             "--- The header of the original message is following. ---\n",
      1,
      { { "lea@example.org",
          "5.2.2 <lea@example.org>... Mailbox Full",
          { 0, 0, 0 },
          FATE_BOUNCED } } },
    { "Exchange 5.5",
      DAEMON "Subject: Undeliverable: hello\n\nYour message\n\n  To:      lea@example.org\n"
             "  Subject: hello\n\ndid not reach the following recipient(s):\n\n"
             "lea@example.org on Thu, 2 Jan 2003 10:11:12 +0100\n"
             "    The recipient name is not recognized\n"
             "kim@example.org on Thu, 2 Jan 2003 10:11:12 +0100\n    Mailbox is full\n",
      2,
      { { "lea@example.org", "The recipient name is not recognized", { 0, 0, 0 }, FATE_BOUNCED },
        { "kim@example.org", "Mailbox is full", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "Exchange, in HTML",
      DAEMON "Subject: Undeliverable: hello\nContent-Type: text/html\n\n"
             "<html><head><style>p { color: red }</style></head><body><p>Delivery has failed to "
             "these recipients or groups:</p><p>lea@example.org&lt;mailto:lea@example.org&gt;<br>"
             "The address wasn&#39;t found.</p><p>Diagnostic information for administrators:</p>"
             "<p>Generating server: mx.example.org</p><p>lea@example.org<br>"
             "Remote Server returned '550 5.1.10 RESOLVER.ADR; not found'</p>",
      1,
      { { "lea@example.org", "Remote Server returned '550 5.1.10", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "Gmail",
      DAEMON
      "X-Failed-Recipients: lea@example.org\n"
      "Subject: Delivery Status Notification (Failure)\n"
      "Content-Type: text/plain; charset=UTF-8\n"
      "Content-Transfer-Encoding: quoted-printable\n\n"
      "Delivery to the following recipient failed permanently:\n\n     lea@example.org\n\n"
      "Technical details of permanent failure:=20\nIt was rejected. The error that the othe=\n"
      "r server returned was:\n550 550 5.7.1 Not now (state 14).\n\n"
      "----- Original message -----\n",
      1,
      { { "lea@example.org",
          "other server returned was:\n550 550 5.7.1 Not now",
          { 0, 0, 0 },
          FATE_BOUNCED } } },
    { "Yahoo",
      DAEMON "Subject: Failure Notice\n\n"
             "Sorry, we were unable to deliver your message to the following address.\n\n"
             "<lea@example.org>:\nRemote host said: 554 5.7.9 No [BODY]\n\n"
             "--- Below this line is a copy of the message.\n",
      1,
      { { "lea@example.org",
          "Remote host said: 554 5.7.9 No [BODY]",
          { 0, 0, 0 },
          FATE_BOUNCED } } },
    { "OpenSMTPD, delayed",
      DAEMON "Subject: Delivery status notification: warning\n\n    Hi!\n\n"
             "    This is the MAILER-DAEMON, please DO NOT REPLY to this e-mail.\n\n"
             "    A message is delayed for more than 10 minutes for the following\n"
             "    list of recipients:\n\nlea@example.org: 451 4.7.1 Greylisted\n\n"
             "    Please note that this is only a temporary failure report.\n\n"
             "    Below is a copy of the original message:\n",
      1,
      { { "lea@example.org", "451 4.7.1 Greylisted", { 0, 0, 0 }, FATE_DEFERRED } } },
    { "DragonFly",
      DAEMON "Subject: Mail delivery failed\n\nThis is the DragonFly Mail Agent v0.13.\n\n"
             "There was an error delivering your mail to <lea@example.org>.\n\n"
             "mx.example.org [192.0.2.7] did not like our RCPT TO:\n550 5.1.1 Nobody\n\n"
             "Message headers follow.\n\nReceived: from root\n",
      1,
      { { "lea@example.org",
          "did not like our RCPT TO:\n550 5.1.1 Nobody",
          { 0, 0, 0 },
          FATE_BOUNCED } } },
    { "James",
      DAEMON "Subject: Re: hello\nX-Mailer: James\n\n"
             "Hi. This is the James mail server at example.net.\n"
             "I'm afraid I wasn't able to deliver your message to the following addresses.\n"
             "This is a permanent error; I've given up.\n\nFailed recipient(s):\n"
             "lea@example.org\n\nError message:\n550 5.1.1 Nobody\n\nOriginal message follows.\n",
      1,
      { { "lea@example.org", "550 5.1.1 Nobody", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "the recipient in a sentence",
      DAEMON "Subject: Message delivery has failed\n\n"
             "Unable to deliver message to: <lea@example.org>\n"
             "Delivery failed for the following reason:\n"
             "Server mx.example.org[192.0.2.7] failed with: 550 No such user here\n\n"
             "This has been a permanent failure.  No further delivery attempts will be made.\n",
      1,
      { { "lea@example.org", "failed with: 550 No such user here", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "the reason before the recipients",
      DAEMON
      "Subject: Undeliverable Mail\n\nYour message:\n   From:    ann@example.net\n\n"
      "Could not be delivered because of\n\n550 5.1.1 User unknown\n\n"
      "The following recipients were affected: \n    lea@example.org\n\n"
      "Additional Information\n======================\nOriginal Sender:    <ann@example.net>\n",
      1,
      { { "lea@example.org", "550 5.1.1 User unknown", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "Notes",
      DAEMON "Subject: DELIVERY FAILURE: User not listed\n\n"
             "------- Failure Reasons  --------\n\nUser not listed in public Name & Address Book\n"
             "lea@example.org\n\n------- Returned Message --------\n\nReceived: by x\n",
      1,
      { { "lea@example.org",
          "User not listed in public Name & Address Book",
          { 0, 0, 0 },
          FATE_BOUNCED } } },
    { "InterScan",
      "From: \"InterScan MSS\" <postmaster@example.net>\nTo: ann@example.net\n"
      "Subject: Mail could not be delivered\n\n"
      "Sent >>> RCPT TO:<lea@example.org>\nReceived <<< 550 5.1.1 Nobody\n"
      "Unable to deliver message to <lea@example.org>\n",
      1,
      { { "lea@example.org", "550 5.1.1 Nobody", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "m-FILTER, Japanese in ISO-2022-JP",
      "From: POSTMASTER <postmaster@example.net>\nTo: ann@example.net\nSubject: failure notice\n"
      "Content-Type: text/plain; charset=\"ISO-2022-JP\"\n\n\033$B<:GT\033(B\nlea@example.org\n\n"
      "-------server message\n550 unknown user <lea@example.org>\n\n"
      "-------SMTP command\nDATA\n\n-------original message\n",
      1,
      { { "lea@example.org", "550 unknown user <lea@example.org>", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "a carrier's two ways",
      "From: Postmaster@example.jp\nTo: ann@example.net\n"
      "Subject: Mail System Error - Returned Mail\n"
      "Content-Type: multipart/mixed; boundary=\"==_x=/y\"\n\npreamble\n\n--==_x=/y\n\n"
      "Each of the following recipients was rejected by a remote\nmail server.\n\n"
      "    Recipient: <lea@example.org>\n    >>> RCPT TO:<lea@example.org>\n"
      "    <<< 550 <lea@example.org>: User unknown\n--==_x=/y--\n",
      1,
      { { "lea@example.org", "550 <lea@example.org>: User unknown", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "known words only, no program's subject",
      "Return-Path: <>\nFrom: no-reply@example.jp\nTo: ann@example.net\nSubject: Mail\n\n"
      "Your mail sent on: Thu, 2 Jan 2014 00:00:00 +0900\n"
      "     Could not be delivered to: <lea@example.org>\n     As their mailbox is full.\n",
      1,
      { { "lea@example.org", "As their mailbox is full.", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "SES through SNS",
      "From: x <no-reply@sns.example.com>\nTo: ann@example.net\nSubject: Notification\n\n"
      "{\"notificationType\":\"Bounce\",\"bounce\":{\"bouncedRecipients\":[{\"emailAddress\":"
      "\"lea@example.org\",\"action\":\"failed\",\"status\":\"5.1.1\",\"diagnosticCode\":"
      "\"smtp; 550 5.1.1 \\\"lea\\\" unknown\"}]}}\n",
      1,
      { { "lea@example.org", "550 5.1.1 \"lea\" unknown", { 5, 1, 1 }, FATE_BOUNCED } } },
    { "handed on by a person",
      "From: bob@example.com\nTo: ann@example.net\nSubject: Fwd: Returned mail: User unknown\n\n"
      "See below.\n\nBegin forwarded message:\n\n> From: MAILER-DAEMON@mx.example.net\n"
      "> Date: 2 January 2014 03:04:05 CET\n> To: bob@example.com\n"
      "> Subject: Returned mail: User unknown\n>\n"
      "> ----- Transcript of session follows -----\n>>>> RCPT To:<lea@example.org>\n"
      "> <<< 550 5.1.1 Nobody\n> 550 5.1.1 <lea@example.org>... User unknown\n",
      1,
      { { "lea@example.org", "550 5.1.1 Nobody", { 5, 1, 1 }, FATE_BOUNCED } } },
    { "handed on by a person, in his own language",
      "From: bob@example.com\nTo: ann@example.net\nSubject: WG: Unzustellbar: Hallo\n\nHilfe!\n\n"
      "Von: postmaster@mx.example.net\nGesendet: 2. Januar 2014 03:04\nBetreff: Unzustellbar: "
      "Hallo\n\nFehler bei der Zustellung an folgende Empf\xc3\xa4nger oder Gruppen:\n\n"
      "lea@example.org\nRemote Server returned '550 5.1.1 Nobody'\n",
      1,
      { { "lea@example.org",
          "Remote Server returned '550 5.1.1 Nobody'",
          { 0, 0, 0 },
          FATE_NONE } } },
    { "handed on by two persons, the first of whom answers",
      "From: bob@example.com\nTo: ann@example.net\nSubject: RE: FW: Undeliverable: hello\n\n"
      "Mended.\n\n-----Original Message-----\nFrom: ann@example.net\nTo: bob@example.com\n"
      "Subject: FW: Undeliverable: hello\n\nWhy?\n\nDelivery has failed to these recipients or "
      "groups:\n\nlea@example.org\nRemote Server returned '550 5.1.1 Nobody'\n",
      1,
      { { "lea@example.org",
          "Remote Server returned '550 5.1.1 Nobody'",
          { 0, 0, 0 },
          FATE_BOUNCED } } },
    { "a bounce that a list's program took in",
      "From: herbs-help@lists.example.com\nTo: lea@example.org\nSubject: a warning\n"
      "Mailing-List: contact herbs-help@lists.example.com\n\nMessages to you came back.\n\n"
      "--- Enclosed is a copy of the bounce message I received.\n\n"
      "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.org\nTo: herbs-return@example.com\n"
      "Subject: failure notice\n\nHi. This is the qmail-send program at mx.example.org.\n\n"
      "<lea@example.org>:\nNo room for mail. (#5.2.2)\n",
      1,
      { { "lea@example.org", "No room for mail. (#5.2.2)", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "a mailbox, no blank line before the body's parts, another boundary",
      "From MAILER-DAEMON Thu Jan  2 03:04:05 2014\n" DAEMON "Subject: Undelivered Mail\n"
      "Content-Type: multipart/mixed; boundary=\"is not there\"\n\n"
      "--really\nContent-Type: text/plain\n\n<lea@example.org>: 550 5.1.1 Nobody\n"
      "--really\nContent-Type: message/rfc822\n\nFrom: ann@example.net\n\n<x@example.com>: 550 "
      "no\n",
      1,
      { { "lea@example.org", "550 5.1.1 Nobody", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "two messages of a mailbox",
      "From a Thu Jan  2 03:04:05 2014\n" DAEMON "Subject: failure notice\n\n"
      "<lea@example.org>:\n550 5.1.1 Nobody\n\n"
      "From b Thu Jan  2 03:04:06 2014\n" DAEMON "Subject: failure notice\n\n"
      "<kim@example.org>:\n552 5.2.2 Full\n",
      2,
      { { "lea@example.org", "550 5.1.1 Nobody", { 0, 0, 0 }, FATE_BOUNCED },
        { "kim@example.org", "552 5.2.2 Full", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "Postfix, an address of another in the wrapped reason",
      DAEMON "Subject: Undelivered Mail Returned to Sender\n\n"
             "<lea@example.org>: host mx.example.org[192.0.2.7] said: 553 5.1.8\n"
             "    <ann@example.net>... Domain of sender address does not exist (in reply to\n"
             "    MAIL FROM command)\n",
      1,
      { { "lea@example.org",
          "553 5.1.8\n<ann@example.net>... Domain",
          { 0, 0, 0 },
          FATE_BOUNCED } } },
    { "a report whose parts are missing",
      DAEMON "X-Failed-Recipients: lea@example.org\nSubject: Hello?\n"
             "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b--\n",
      1,
      { { "lea@example.org", "", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "by way of the list that it came from",
      DAEMON "List-Id: <users.lists.example.net>\nPrecedence: list\n"
             "Subject: failure notice\n\n<lea@example.org>:\n550 5.1.1 Nobody\n",
      1,
      { { "lea@example.org", "550 5.1.1 Nobody", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "no reason at all",
      DAEMON "Subject: failure notice\n\nHi. This is the qmail-send program at mx.example.net.\n\n"
             "<lea@example.org>:\n--- Below this line is a copy of the message.\n",
      1,
      { { "lea@example.org", "", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "a report with a reply for its status",
      REPORT "Too big, it was.\n" STATUS
             "Final-Recipient: rfc822;lea@example.org\nAction: failure\n"
             "Status: 553 Over the size of letters here\n" RETURNED,
      1,
      { { "lea@example.org", "553 Over the size of letters here", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "a report with the code only in the text",
      REPORT "Not delivered to:\n lea@example.org\nfor this reason:\n"
             "the host gives error message 5.7.1 No relay for lea\n" STATUS
             "Final-Recipient: x400; /S=lea/O=example/\nOriginal-Recipient: rfc822; "
             "lea@example.org\nAction: failed\nStatus: 5.0.0\n"
             "Diagnostic-Code: Reason 1 (Unable-To-Transfer)\n" RETURNED,
      1,
      { { "lea@example.org", "5.7.1 No relay for lea", { 5, 0, 0 }, FATE_BOUNCED } } },
    { "a heading above each recipient, the reason above all",
      DAEMON "Subject: Returned Mail\n\nThe host is not reachable.\n\n"
             "The following recipients did not receive your message:\n\n  <lea@example.org>\n\n"
             "The following recipients did not receive your message:\n\n  <kim@example.org>\n\n"
             "Please reply to Postmaster@example.net\n",
      2,
      { { "lea@example.org", "The host is not reachable", { 0, 0, 0 }, FATE_BOUNCED },
        { "kim@example.org", "The host is not reachable", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "the number of a telephone",
      DAEMON "Subject: failure notice\n\nCall us at (480) 555-0100 if it lasts.\n\n"
             "<lea@example.org>:\nThe folder of the user is full.\n",
      1,
      { { "lea@example.org", "The folder of the user is full.", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "a scanner's footer is no reason",
      REPORT "It failed for good.\n\n lea@example.org\n__________\n"
             "This mail has been scanned for all viruses and offensive content\n" STATUS
             "Final-Recipient: rfc822;lea@example.org\nAction: failed\nStatus: 5.1.1\n" RETURNED,
      1,
      { { "lea@example.org", "It failed for good.", { 5, 1, 1 }, FATE_BOUNCED } } },
    { "the sender's address is not the recipient's",
      DAEMON "Subject: Mail Delivery Problem\n\nThese users are not accepting mail from "
             "news@example.com:\n leatheuser\n",
      1,
      { { "", "not accepting mail from news@example.com", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "behind a byte order mark",
      "\xef\xbb\xbf" DAEMON "Subject: failure notice\n\n<lea@example.org>:\n550 Nobody\n",
      1,
      { { "lea@example.org", "550 Nobody", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "a program and a file that took no mail, and whose they are",
      DAEMON "Subject: Mail delivery failed\n\n"
             "A message that you sent could not be delivered to one or more recipients:\n\n"
             "  lea@example.org\n    Mailbox full\n"
             "  pipe to |/usr/bin/sort -n\n    generated by kim@example.org\n    It died\n"
             "  save to /var/mail/max\n    generated by max@example.org\n    No space left\n",
      3,
      { { "lea@example.org", "Mailbox full", { 0, 0, 0 }, FATE_BOUNCED },
        { "kim@example.org", "It died", { 0, 0, 0 }, FATE_BOUNCED },
        { "max@example.org", "No space left", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "sendmail, a program that took no mail",
      DAEMON "Subject: Returned mail: see below\n\n"
             "   ----- The following addresses had permanent fatal errors -----\n"
             "\"|/usr/bin/sort lea\"\n    (reason: 255)\n    (expanded from: <lea@example.org>)\n\n"
             "   ----- Transcript of session follows -----\n"
             "554 5.3.0 unknown mailer error 255\n",
      1,
      { { "lea@example.org", "554 5.3.0 unknown mailer error 255", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "a list that only its subject names",
      "Return-Path: <>\nFrom: LISTSERV <listserv@example.net>\nTo: bob@example.com\n"
      "Subject: Rejected posting to herbs@example.net\n\n"
      "You may not write to the list from your account bob@example.com.\n",
      1,
      { { "herbs@example.net", "You may not write to the list", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "the id of a message is no address",
      DAEMON "Subject: Delivery failure\n\nThis relates to your message:\n"
             "Message-ID: <4711@example.com>\n\n"
             "It was not delivered to   lea@example.org for this reason:\nUnknown address\n",
      1,
      { { "lea@example.org", "Unknown address", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "the reason before the recipient, a postmaster behind him",
      DAEMON "Subject: Mail System Error\n\nThis message was undeliverable for this reason:\n\n"
             "The account is over quota.\n\n<lea@example.org>\n\n"
             "Please reply to <postmaster@example.net>\nif that is wrong.\n",
      1,
      { { "lea@example.org", "The account is over quota.", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "a subject with the word of a receipt in it",
      "Return-Path: <>\nFrom: Lists <lists@example.net>\nTo: bob@example.com\n"
      "Subject: Not delivered: not a member\n\n"
      "It was rejected because you are not a member of <herbs@example.net>.\n",
      1,
      { { "herbs@example.net", "you are not a member", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "handed on by a person as an attachment",
      "From: bob@example.com\nTo: ann@example.net\nSubject: what is this?\n"
      "Content-Type: multipart/mixed; boundary=o\n\n"
      "--o\nContent-Type: text/plain\n\nHave a look.\n"
      "--o\nContent-Type: message/rfc822\n\n" DAEMON "Subject: Undelivered Mail\n\n"
      "<lea@example.org>: host mx.example.org[192.0.2.7] said: 550 5.1.1 Nobody\n--o--\n",
      1,
      { { "lea@example.org", "550 5.1.1 Nobody", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "a receipt that says the message was thrown away",
      DAEMON "Subject: Rejected: hello\n"
             "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n"
             "--b\n\nYour message was rejected:\nQuota is used up\n"
             "--b\nContent-Type: message/disposition-notification\n\n"
             "Final-Recipient: rfc822; lea@example.org\n"
             "Disposition: automatic-action/MDN-sent-automatically; deleted\n--b--\n",
      1,
      { { "lea@example.org", "Quota is used up", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "the same in her name",
      "From: Lea <lea@example.org>\nTo: ann@example.net\nSubject: hello\n"
      "Auto-Submitted: auto-replied (rejected)\n"
      "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n"
      "--b\n\nI take no letters.\n--b\nContent-Type: message/disposition-notification\n\n"
      "Final-Recipient: rfc822; lea@example.org\n"
      "Disposition: automatic-action/MDN-sent-automatically;deleted\n--b--\n",
      1,
      { { "lea@example.org", "I take no letters.", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "a text that is called a report",
      DAEMON "Subject: Returned Mail\n"
             "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
             "--b\nContent-Type: message/delivery-status\n\nNobody of that name is here.\n"
             "--b\nContent-Type: message/delivery-status\n\n"
             "Final-Recipient: rfc822; lea@example.org\nAction: failed\nStatus: 5.3.0\n--b--\n",
      1,
      { { "lea@example.org", "Nobody of that name is here.", { 5, 3, 0 }, FATE_BOUNCED } } },
    { "Exchange, a name without an address",
      DAEMON "Subject: Undeliverable: hello\nContent-Type: multipart/mixed; boundary=b\n\n"
             "--b\n\nYour message\n  Subject: 552 5.2.2 Full\n"
             "did not reach the following recipient(s):\n\n"
             "Roe, Lea on Thu, 2 Jan 2003 10:11:12 +0100\n"
             "    The recipient name is not recognized\n"
             "--b\nContent-Type: message/rfc822\n\nFrom: ann@example.net\n"
             "To: lea@example.org\nSubject: 552 5.2.2 Full\n\n--b--\n",
      1,
      { { "lea@example.org",
          "The recipient name is not recognized",
          { 0, 0, 0 },
          FATE_BOUNCED } } },
    { "Exchange, two names, one of which the returned message explains",
      DAEMON "Subject: Undeliverable: hello\nContent-Type: multipart/mixed; boundary=b\n\n"
             "--b\n\nThe following recipient(s) could not be reached:\n\n"
             "      'Lea Roe' on 1/2/2003 10:11 AM\n            Mailbox is full\n"
             "      Kim Poe on 1/2/2003 10:11 AM\n            No such account\n"
             "--b\nContent-Type: message/rfc822\n\nFrom: ann@example.net\n"
             "To: \"Lea Roe\" <lea@example.org>, max@example.org\n\n--b--\n",
      2,
      { { "lea@example.org", "Mailbox is full", { 0, 0, 0 }, FATE_BOUNCED },
        { "", "No such account", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "Exchange, an address of X.400, a date in German",
      DAEMON "Subject: Undeliverable: hello\n\nYour message\n  To:  herbs@example.net\n\n"
             "did not reach the following recipient(s):\n\n"
             "c=DE;a= ;p=Example;o=Site;dda:SMTP=lea@example.org; on Thu, 2 Jan 2003\n"
             "    The recipient name is not recognized\n"
             "kim@example.org am 2.1.2003 10:11\n    Mailbox is full\n",
      2,
      { { "lea@example.org", "The recipient name is not recognized", { 0, 0, 0 }, FATE_BOUNCED },
        { "kim@example.org", "Mailbox is full", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "Exim, delayed, one of two without a reason",
      DAEMON "Subject: Warning: message 1a-2b-3c delayed 24 hours\n\n"
             "This message was created automatically by mail delivery software.\n\n"
             "The addresses to which the message has not yet been delivered are:\n\n"
             "  lea@example.org\n    Delay reason: Connection timed out\n  kim@example.org\n\n"
             "No action is required on your part. Delivery attempts will continue.\n",
      2,
      { { "lea@example.org", "Connection timed out", { 0, 0, 0 }, FATE_DEFERRED },
        { "kim@example.org", "", { 0, 0, 0 }, FATE_DEFERRED } } },
    { "to the address at which a list takes notices, by way of the list",
      "From: scanner@example.org\nTo: <herbs-bounces@lists.example.net>\n"
      "List-Id: <herbs.lists.example.net>\nSubject: Mail could not be delivered\n\n"
      "****** Message from InterScan E-Mail VirusWall NT ******\n\n"
      "It was tried too often: <lea@example.org>\n",
      1,
      { { "lea@example.org", "It was tried too often", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "nobody named but in the returned message",
      DAEMON "Subject: Returned mail\n\nThe scanner did not like it.\n\n"
             "----- Original message follows -----\n\n"
             "From: ann@example.net\nTo: Lea <lea@example.org>\nSubject: hello\n\n",
      1,
      { { "lea@example.org", "The scanner did not like it.", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "several addresses, the author's among them",
      DAEMON "Subject: Returned mail\n\nDear ann.roe@example.com, our help is at "
             "help@example.org. Nobody called lea@example.org works here.\n\n"
             "----- Original message follows -----\n\n"
             "From: ann.roe@example.com\nTo: Lea <lea@example.org>\nSubject: hello\n\n",
      1,
      { { "lea@example.org", "Nobody called lea@example.org", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "a list's message that came back for nobody knows whom",
      DAEMON "Subject: Returned mail\n\nThe scanner did not like it.\n\n"
             "----- Original message follows -----\n\n"
             "From: ann@example.com\nTo: herbs@lists.example.net\nPrecedence: list\n\n",
      1,
      { { "", "The scanner did not like it.", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "an empty line before the fields of each part",
      DAEMON "Subject: Returned mail\nContent-Type: multipart/mixed; boundary=b\n\n"
             "--b\n\nContent-Type: text/plain\n\n<lea@example.org>: 550 5.1.1 Nobody\n"
             "--b\n\nContent-Type: message/rfc822\n\nFrom: ann@example.net\n\n550 not me\n--b--\n",
      1,
      { { "lea@example.org", "550 5.1.1 Nobody", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "a transcript with the time before each line",
      DAEMON "Subject: Permanent Delivery Failure\n\n"
             "The attached message had PERMANENT fatal delivery errors!\n\n"
             "Failed address: lea@example.org\n\n--- Session Transcript ---\n"
             " Wed 2026-08-05 08:01:19: *  Subject: 552 5.2.2 Full\n"
             " Wed 2026-08-05 08:01:19: --> RCPT To:<lea@example.org>\n"
             " Wed 2026-08-05 08:01:19: <-- 250 2.1.5 Recipient OK\n"
             " Wed 2026-08-05 08:01:19: --> DATA\n"
             " Wed 2026-08-05 08:01:30: <-- 554 We do not like it\n--- End Transcript ---\n",
      1,
      { { "lea@example.org", "554 We do not like it", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "Exchange, entries of its directory, one of which the returned message explains",
      DAEMON "Subject: Undeliverable: hello\n\nThe following recipients did not receive the mail. "
             "Reasons are listed with each recipient:\n\n"
             "</o=Example/ou=Site/cn=Recipients/cn=lea> Lea Roe\n\tToo many recipients.\n"
             "</o=Example/ou=Site/cn=Recipients/cn=kim> Kim Poe\n\tMailbox is full.\n\n"
             "Original message follows\n\nTo: Kim Poe <kim@example.org>, max@example.org\n\n",
      2,
      { { "", "Too many recipients.", { 0, 0, 0 }, FATE_BOUNCED },
        { "kim@example.org", "Mailbox is full.", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "quoted with two marks",
      DAEMON "Subject: Undeliverable: hello\n\nThe following recipient(s) could not be reached:\n\n"
             "      `lea@example.org' on 1/2/2003 10:11 AM\n            Mailbox is full\n",
      1,
      { { "lea@example.org", "Mailbox is full", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "Exchange, the words of the other server behind an event's numbers",
      DAEMON "Subject: Undeliverable: hello\n\nThe following recipient(s) could not be reached:\n\n"
             "      'lea@example.org' on 1/2/2003 10:11 AM\n"
             "            The recipient name is not recognized\n"
             "            MSEXCH:IMS:Org:SITE:SERVER 3550 (000B09AA) 552 Lea is full\n"
             "      IMCEAEX-x+2Ey@* on 1/2/2003 10:11 AM\n"
             "            The recipient name is not recognized\n"
             "            MSEXCH:IMC:Org:SITE:SERVER 3553 553 malformed\n"
             "      'kim@example.org' on 1/2/2003 10:11 AM\n"
             "            The recipient is ambiguous\n"
             "            MSEXCH:IMS:Org:SITE:SERVER 0 (000C05A6)\n",
      3,
      { { "lea@example.org", "552 Lea is full", { 0, 0, 0 }, FATE_BOUNCED },
        { "", "553 malformed", { 0, 0, 0 }, FATE_BOUNCED },
        { "kim@example.org", "The recipient is ambiguous", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "Exchange, the reason on the line of the date",
      DAEMON "Subject: Undeliverable: hello\n\nThe following recipient(s) could not be reached:\n\n"
             "lea@example.org on 1/2/2003 10:11 AM Mailbox of Lea is full\n"
             "Roe, Kim (kim@example.org) on 2.1.2003 10:11 Mailbox of Kim is closed\n",
      2,
      { { "lea@example.org", "Mailbox of Lea is full", { 0, 0, 0 }, FATE_BOUNCED },
        { "kim@example.org", "Mailbox of Kim is closed", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "a report under another name",
      DAEMON "Subject: Non delivery report\nContent-Type: multipart/report; boundary=b\n\n"
             "--b\n\nIt has encountered a delivery problem.\n"
             "--b\nContent-Type: message/xdelivery-status; name=status.txt\n\n"
             "Reporting-MTA: dns; mx.example.net\n\n"
             "Final-Recipient: rfc822; lea@example.org\nAction: failed\nStatus: 5.9.5\n--b--\n",
      1,
      { { "lea@example.org", "delivery problem", { 5, 9, 5 }, FATE_BOUNCED } } },
    { "base64, and text that a list put behind it",
      DAEMON "Subject: Undelivered Mail\nMIME-Version: 1.0\n"
             "Content-Transfer-Encoding: base64\n\n"
             "PGxlYUBleGFtcGxlLm9yZz46IGhvc3QgbXguZXhhbXBsZS5vcmdbMTkyLjAu\n"
             "Mi43XSBzYWlkOiA1NTIgNS4yLjIgTGVhIGlzIGZ1bGwK\n"
             "\n_______\nHerbs mailing list\n",
      1,
      { { "lea@example.org", "552 5.2.2 Lea is full", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "no empty line behind the header",
      DAEMON "Subject: Undeliverable: hello\n"
             "Delivery has failed to these recipients or groups:\n\n"
             "lea@example.org\nRemote server returned '550 5.1.10 Nobody'\n",
      1,
      { { "lea@example.org", "550 5.1.10 Nobody", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "Exchange, the other server's reply in what it concluded",
      DAEMON "Subject: Undeliverable: hello\n\nThe following recipient(s) could not be reached:\n\n"
             "      'lea@example.org' on 1/2/2003 10:11 AM\n"
             "            There was a SMTP communication problem.\n"
             "            <mx.example.net #5.5.0 smtp;554 5.7.1 <mx.example.net>: denied>\n"
             "      'jo@example.org' on 1/2/2003 10:11 AM\n"
             "            <mx.example.net #5.0.0 smtp; 5.1.0 - Unknown 550-'Jo is not here'>\n"
             "      'kim@example.org' on 1/2/2003 10:11 AM\n"
             "            554 5.7.0 < #5.2.2 smtp;552 5.2.2 Kim is full> #SMTP#\n",
      3,
      { { "lea@example.org", "554 5.7.1 <mx.example.net>: denied", { 5, 5, 0 }, FATE_BOUNCED },
        { "jo@example.org", "5.1.0 - Unknown 550-'Jo is not here'", { 5, 0, 0 }, FATE_BOUNCED },
        { "kim@example.org", "552 5.2.2 Kim is full", { 5, 2, 2 }, FATE_BOUNCED } } },
    { "CommuniGate Pro, delayed",
      DAEMON "Subject: Message delivery is delayed\n\n"
             "Message delivery to 'lea@example.org' delayed\n"
             "SMTP module(domain example.org) reports:\n connection is broken\n",
      1,
      { { "lea@example.org", "connection is broken", { 0, 0, 0 }, FATE_DEFERRED } } },
    { "Exchange, the reply in a field of its own",
      REPORT
      "Delivery has failed.\n" STATUS
      "Final-Recipient: rfc822; lea@example.org\nAction: failed\nStatus: 5.1.1\n"
      "X-Supplementary-Info: <mx.example.org #5.1.1 smtp;550 5.1.1 No lea\n  here>\n" RETURNED,
      1,
      { { "lea@example.org", "550 5.1.1 No lea here", { 5, 1, 1 }, FATE_BOUNCED } } },
    { "Exim, an address that it does not disclose",
      DAEMON "Subject: Mail delivery failed\n\n"
             "A message that you sent could not be delivered to one or more recipients:\n\n"
             "  an undisclosed address\n    (generated from lea@example.org)\n"
             "    No space left\n",
      1,
      { { "lea@example.org", "No space left", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "the recipient at the end of a sentence",
      DAEMON "Subject: Undeliverable: lea@example.org\n\nYour Message\n\nTo: <herbs@example.net>\n"
             "Did not reach the following recipient: lea@example.org\n",
      1,
      { { "lea@example.org", "", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "what a program said before the conclusion",
      DAEMON "Subject: Returned mail: see below\n\n"
             "   ----- The following addresses had permanent fatal errors -----\n"
             "lea@example.org\n\n   ----- Transcript of session follows -----\n"
             "... while talking to localhost:\n"
             "mail.local: /var/mail/lea: Disc quota exceeded\n"
             "554 lea@example.org... Service unavailable\n",
      1,
      { { "lea@example.org", "Disc quota exceeded", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "the heading names an alias, the report whom it stood for",
      REPORT "   ----- The following addresses had permanent fatal errors -----\n"
             "<all@example.org>\n\n   ----- Transcript of session follows -----\n"
             "<all@example.org>... Deferred\nGiven up after 5 days\n" STATUS
             "Final-Recipient: rfc822; lea@example.com\nAction: failed\nStatus: 4.4.7\n" RETURNED,
      1,
      { { "lea@example.com", "Given up after 5 days", { 4, 4, 7 }, FATE_BOUNCED } } },
    { "what a command printed, of which only the text tells that it failed",
      REPORT "<lea@example.org>: Command died with status 1: \"/bin/intake\". Command output: No "
             "line 550\n" STATUS "Final-Recipient: rfc822; lea@example.org\nAction: failed\n"
             "Status: 5.3.0\nDiagnostic-Code: x-unix; No line 550\n" RETURNED,
      1,
      { { "lea@example.org", "Command died with status 1", { 5, 3, 0 }, FATE_BOUNCED } } },
    { "a name without a domain, and what it was expanded from",
      DAEMON "Subject: Returned mail\n\n"
             "   ----- The following addresses had permanent fatal errors -----\nlea\n"
             "    (reason: can't create output file)\n    (expanded from: <lea@example.org>)\n\n"
             "   ----- Transcript of session follows -----\n550 5.0.0 lea... Can't create output\n",
      1,
      { { "lea@example.org", "550 5.0.0 lea... Can't create", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "a filter of the recipient's, and his own words",
      "From: Mail Sieve Subsystem <postmaster@example.org>\nTo: ann@example.net\n"
      "Subject: Automatically rejected mail\n"
      "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n"
      "--b\n\nYour message was automatically rejected by Sieve, a mail\nfiltering language.\n\n"
      "The following reason was given:\nI am no friend of yours.\n"
      "--b\nContent-Type: message/disposition-notification\n\n"
      "Final-Recipient: rfc822; lea@example.org\n"
      "Disposition: automatic-action/MDN-sent-automatically; deleted\n--b--\n",
      1,
      { { "lea@example.org", "The following reason", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "a virus that a milter found",
      DAEMON "Subject: Virus intercepted\n\nA message you sent to\n\t<lea@example.org>\n"
             "contained a virus and has not been delivered.\n",
      1,
      { { "lea@example.org", "contained a virus", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "what a filter tells the sender",
      "From: Gateway <noreply@example.com>\nTo: ann@example.net\nSubject: Your message was "
      "blocked\n\nThe message you sent to lea@example.org was blocked because it contains a "
      "program.\n",
      1,
      { { "lea@example.org", "because it contains a program", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "a comment that says no more than the status",
      REPORT "Nobody of that name is here.\n" STATUS
             "Final-Recipient: rfc822; lea@example.org\nAction: failed\n"
             "Status: 5.0.0 (unknown permanent failure)\n" RETURNED,
      1,
      { { "lea@example.org", "Nobody of that name", { 5, 0, 0 }, FATE_BOUNCED } } },
    { "a reply whose second line lost its indentation",
      DAEMON "Subject: Undelivered Mail\n\n"
             "<lea@example.org>: host mx.example.org[192.0.2.7] said: 550\n"
             "<lea@example.org>: Nobody of that name (in reply to RCPT TO command)\n",
      1,
      { { "lea@example.org", "Nobody of that name", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "brackets in quotation marks",
      DAEMON "Subject: Undeliverable mail\n\nFailed to deliver to '<lea@example.org>'\n"
             "Messages without a date are unwelcome\n",
      1,
      { { "lea@example.org", "Messages without a date", { 0, 0, 0 }, FATE_BOUNCED } } },
    { "a transcript in HTML, lines broken in the source and not",
      DAEMON "Subject: Returned mail\nContent-Type: text/html\n\n<html><body>"
             "----- Transcript of session follows -----<br>\n&gt;&gt;&gt; DATA<br>\n"
             "&lt;&lt;&lt; 550 Empf&auml;nger\n gibt&#x27;s nicht<br>\n"
             "550 5.1.1 &lt;lea@example.org&gt;... User unknown</body></html>\n",
      1,
      { { "lea@example.org", "550 Empf\xc3\xa4nger gibt's nicht", { 5, 1, 1 }, FATE_BOUNCED } } },
    { "details that name another address",
      DAEMON "Subject: Delivery Status Notification (Failure)\n\n"
             "Delivery to the following recipient failed permanently:\n\n"
             "     lea@example.org\n\nTechnical details of permanent failure:\n"
             "550 5.1.1 <lea.roe@example.net>... User unknown\n",
      1,
      { { "lea@example.org",
          "550 5.1.1 <lea.roe@example.net>... User",
          { 0, 0, 0 },
          FATE_BOUNCED } } },
    { "a status, and the reply that it was concluded from",
      DAEMON
      "Subject: Delivery Status Notification\n\n"
      " - These recipients of your message have been processed by the mail server:\n"
      "lea@example.org; Failed; 5.1.1 (bad destination mailbox address)\n\n"
      "    Remote MTA 192.0.2.7: SMTP diagnostic: 550 A letter of that size is unwelcome\n\n",
      1,
      { { "lea@example.org",
          "Remote MTA 192.0.2.7: SMTP diagnostic: 550 A letter",
          { 5, 1, 1 },
          FATE_BOUNCED } } },
    { "base64 that is none",
      DAEMON "Subject: failure notice\nContent-Transfer-Encoding: base64\n\n"
             "<lea@example.org>:\n550 5.1.1 Nobody\n",
      1,
      { { "lea@example.org", "550 5.1.1 Nobody", { 0, 0, 0 }, FATE_BOUNCED } } },
};

static void check(const struct test_case *t, const char *text)
{
    struct all all;
    size_t i;

    if (read_text(text, strlen(text), &all) != MESSAGE_NOTICE || all.n != t->n)
        fail_msg("%s: %zu entries, wanted %zu", t->name, all.n, t->n);
    for (i = 0; i < t->n; i++) {
        const struct want *w = &t->want[i];
        const struct kept *k = &all.at[i];

        if (strcmp(k->recipient, w->recipient) != 0)
            fail_msg("%s: recipient \"%s\", wanted \"%s\"", t->name, k->recipient, w->recipient);
        if (!strstr(k->said, w->said))
            fail_msg("%s: said \"%s\", wanted \"%s\"", t->name, k->said, w->said);
        if (k->dsn.class != w->dsn.class || k->dsn.subject != w->dsn.subject ||
            k->dsn.detail != w->dsn.detail)
            fail_msg("%s: status %u.%u.%u", t->name, k->dsn.class, k->dsn.subject, k->dsn.detail);
        if (k->fate != w->fate)
            fail_msg("%s: fate %d, wanted %d", t->name, (int)k->fate, (int)w->fate);
    }
}

static void test_notices(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < sizeof notices / sizeof *notices; i++)
        check(&notices[i], notices[i].message);
}

/* with_line_ends - the same message with other line ends; freed by the caller */
static char *with_line_ends(const char *text, const char *end)
{
    char *out = malloc(2 * strlen(text) + 1), *to = out;

    assert_non_null(out);
    for (; *text; text++)
        if (*text == '\n')
            to = stpcpy(to, end);
        else
            *to++ = *text;
    *to = '\0';
    return out;
}

/* Bodies of notices without their header, and what is none. */
static void test_bodies(void **state)
{
    static const struct {
        const char *name, *text;
        bool want;
    } cases[] = {
        { "Postfix",
          "This is the mail system at host mx.example.net.\n\nI'm sorry.\n\n"
          "<lea@example.org>: host mx.example.org[192.0.2.7] said: 550 5.1.1 Nobody\n",
          true },
        { "qmail, behind a line of who pastes it",
          "I get this:\n\nHi. This is the qmail-send program at mx.example.net.\n\n"
          "<lea@example.org>:\n550 5.1.1 Nobody\n",
          true },
        { "Gmail in French",
          "** Adresse introuvable **\n\nLe message pour lea@example.org est revenu.\n\n"
          "La r\xc3\xa9ponse :\n550 5.1.1 Nobody\n",
          true },
        { "Exchange in Dutch",
          "Uw bericht is niet bezorgd:\n\nlea@example.org<mailto:lea@example.org>\n"
          "Niet gevonden.\n\nDiagnostische gegevens voor beheerders:\n\nBronserver: "
          "x.example.net\n\nlea@example.org\nRemote Server returned '550 5.1.1 Nobody'\n",
          true },
        { "quoted",
          "Max wrote:\n> > This is the mail system at host mx.example.net.\n> >\n"
          "> > <lea@example.org>: host mx.example.org[192.0.2.7] said:\n> >     550 5.1.1 "
          "Nobody\n",
          true },
        { "with an empty line behind every line",
          "This is the mail system at host mx.example.net.\n\n\n\nI'm sorry.\n\nIt "
          "failed.\n\n\n\n<lea@example.org>: host mx.example.org[192.0.2.7] said:\n\n    550 "
          "5.1.1 Nobody\n\n    (in reply to RCPT TO\n\n    command)\n\n",
          true },
        { "IronPort",
          "The following message to <lea@example.org> was undeliverable.\n"
          "The reason for the problem:\n550 5.1.1 Nobody\n",
          true },
        { "Gmail on the web, in German",
          "Nachricht nicht zugestellt\nIhre Nachricht wurde nicht an lea@example.org zugestellt.\n"
          "Die Antwort:\n550 5.1.1 Nobody\n",
          true },
        { "its header as the web shows it",
          "mailer-daemon@example.com (Mail Delivery Subsystem)\nto kim@example.com\n"
          "Delivery to the following recipient failed permanently:\n\n     lea@example.org\n\n"
          "The error was:\n550 5.1.1 Nobody\n",
          true },
        { "in an editor's marks",
          "This is the mail system at host mx.example.net.\n\nI'm sorry.\n\n"
          "[<lea@example.org>](mailto:lea@example.org): host **mx.example.org** said:\n"
          "550 5.1.1 Nobody\n",
          true },
        { "in a page's marks",
          "This is the mail system at host mx.example.net.\n\nI'm sorry.\n\n"
          "&lt;<a href=\"mailto:lea@example.org\">lea@example.org</a>&gt;: 550 5.1.1 Nobody\n",
          true },
        { "in a forum's tags",
          "[color=#333333]This is the mail system at host mx.example.net.[/color]\n\nI'm sorry.\n\n"
          "[indent]<[EMAIL=\"lea@example.org\"]lea@example.org[/EMAIL]>: [b]550 5.1.1 Nobody[/b]\n"
          "[/indent]\n",
          true },
        { "a person's name before the address, in French",
          "Votre boîte est pleine.\n\nÉchec de la remise pour ces destinataires ou groupes :\n\n"
          "Lea Roe (lea@example.org)<mailto:lea@example.org>\n550 5.1.1 Nobody\n",
          true },
        { "Amazon's, its report in the text",
          "An error occurred while trying to deliver the mail to the following recipients:\n"
          "lea@example.org\n\nTechnical report:\n\nReporting-MTA: dns; mx.example.net\n\n"
          "Action: failed\nFinal-Recipient: rfc822; lea@example.org\n"
          "Diagnostic-Code: smtp; 550 5.1.1 Nobody\nStatus: 5.1.1\n",
          true },
        { "the name of the system on the line",
          "I get this:\n\nThe mail system <lea@example.org>: host mx.example.org[192.0.2.7]\n"
          "said: 550 5.1.1 Nobody\n",
          true },
        { "a report in a forum's tags",
          "I get this, too:\n\nFinal-Recipient: rfc822; [email]lea@example.org[/email]\n"
          "Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.1.1 Nobody\n",
          true },
        { "the line alone, in an editor's marks",
          "<[lea@example.org](mailto:lea@example.org)>: host\n    mx.example.org[192.0.2.7] said:\n"
          "    550 5.1.1 Nobody (in reply\n    to RCPT TO command)\n",
          true },
        { "an address that leads to a page",
          "This is the mail system at host mx.example.net.\n\nI'm sorry.\n\n"
          "<[lea@example.org](\"https://mail.example.net/?to=lea\")>: 550 5.1.1 Nobody\n",
          true },
        { "spaces of no width, and such as do not break",
          "\xe2\x80\x8bThis is the mail system at host mx.example.net.\n\nI'm sorry.\n\n"
          "<lea@example.org>&#8203;:\xc2\xa0"
          "550 5.1.1 Nobody\n",
          true },
        { "the line alone, without its brackets",
          "lea@example.org: host mx.example.org[192.0.2.7] said:\n    550 5.1.1 Nobody (in\n"
          "    reply to RCPT TO command)\n",
          true },
        { "a report, quoted",
          "> Reporting-MTA: dns; mx.example.net\n>\n> Final-Recipient: rfc822; lea@example.org\n"
          "> Action: failed\n> Status: 5.0.0\n> Diagnostic-Code: smtp; 550 5.1.1 Nobody\n",
          true },
        { "Sendmail, the ends of its headings lost",
          "----- The following addresses had permanent fatal errors ----- <lea@example.org>\n\n"
          "   ----- Transcript of session follows ----- <lea@example.org>... 550 5.1.1 Nobody\n"
          "It will be deleted.\n",
          true },
        { "a host that is none",
          "lea@example.org: hostile words\nare what it said to me.\nNothing else.\n", false },
        { "a link that nothing closes",
          "This is the mail system at host mx.example.net.\n\n[lea@example.org](mailto:\n"
          "<lea@example.org>: 550 5.1.1 Nobody\n<a href=\"mailto:",
          true },
        { "Sendmail without the lines of its lists",
          "   ----- The following addresses had permanent fatal errors -----\n"
          "<lea@example.org>\n   ----- Transcript of session follows -----\n"
          "<lea@example.org>... 550 5.1.1 Nobody\n",
          true },
        { "nothing", "", false },
        { "a reply", "550 5.1.1 Nobody", false },
        { "too short", "This is the mail system at host mx.example.net.\n550 5.1.1 Nobody\n",
          false },
        { "a log",
          "Jan  2 03:04:05 mx postfix/smtp[1]: 4X: to=<lea@example.org>, status=bounced (no)\n"
          "What does it mean?\nThis is the mail system at host mx.example.net.\n",
          false },
        { "a person's words",
          "Dear all,\n\nmy mail to lea@example.org came back.\n\nIt said 550 5.1.1 Nobody.\n",
          false },
    };
    struct all all;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct span text = { cases[i].text, strlen(cases[i].text) };

        memset(&all, 0, sizeof all);
        if (message_is_body(text) != cases[i].want)
            fail_msg("%s: message_is_body() is wrong", cases[i].name);
        if (!cases[i].want)
            continue;
        assert_int_equal(message_read_body(text, keep, &all), MESSAGE_NOTICE);
        if (all.n != 1 || strcmp(all.at[0].recipient, "lea@example.org") != 0 ||
            !strstr(all.at[0].said, "550 5.1.1 Nobody"))
            fail_msg("%s: %zu entries, \"%s\" for %s", cases[i].name, all.n, all.at[0].said,
                     all.at[0].recipient);
    }
}

/* Pastes with more than one recipient, and a report that stands where the message did. */
static void test_longer_bodies(void **state)
{
    static const struct {
        const char *text, *first, *second;
        unsigned detail;
        enum fate fate;
    } cases[] = {
        { "The following address failed:\n\n  lea@example.org: 550 5.1.1 Nobody\n\n"
          "Delivery to the following recipient failed permanently:\n\n     kim@example.org\n\n"
          "The error was:\n550 5.1.1 Nobody\n",
          "lea@example.org", "kim@example.org", 0, FATE_BOUNCED },
        { "There was a temporary problem while delivering your message to lea@example.org.\n"
          "Gmail will retry for 47 more hours.\n"
          "You will be told if the delivery fails permanently.\n",
          "lea@example.org", NULL, 0, FATE_DEFERRED },
        { "Hi!\n\nThis is the MAILER-DAEMON.\n\nlea@example.org: Nobody\n\n"
          "Below is a copy of the original message:\n\nReporting-MTA: dns; mx.example.net\n\n"
          "Final-Recipient: rfc822; lea@example.org\nAction: failed\nStatus: 5.1.7\n",
          "lea@example.org", NULL, 7, FATE_BOUNCED },
    };
    struct all all;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct span text = { cases[i].text, strlen(cases[i].text) };

        memset(&all, 0, sizeof all);
        assert_true(message_is_body(text));
        assert_int_equal(message_read_body(text, keep, &all), MESSAGE_NOTICE);
        assert_int_equal(all.n, cases[i].second ? 2 : 1);
        assert_string_equal(all.at[0].recipient, cases[i].first);
        if (cases[i].second)
            assert_string_equal(all.at[1].recipient, cases[i].second);
        assert_int_equal(all.at[0].dsn.detail, cases[i].detail);
        assert_int_equal(all.at[0].fate, cases[i].fate);
    }
}

static void test_line_ends(void **state)
{
    static const char *const ends[] = { "\r\n", "\r" };
    size_t i, k;

    (void)state;
    for (k = 0; k < 2; k++)
        for (i = 0; i < sizeof notices / sizeof *notices; i++) {
            char *text = with_line_ends(notices[i].message, ends[k]);

            check(&notices[i], text);
            free(text);
        }
}

static void test_remote(void **state)
{
    static const struct {
        const char *field, *host, *ip;
    } cases[] = {
        { "dns; mx.example.org", "mx.example.org", "" },
        { "dns;mx.example.org (192.0.2.7, the server for example.org.)", "mx.example.org",
          "192.0.2.7" },
        { "dns; mx.example.org. (192.0.2.7, the server for the domain example.org.)",
          "mx.example.org", "192.0.2.7" },
        { "dns; mx.example.org.", "mx.example.org", "" },
        { "dns; [192.0.2.7]", "", "192.0.2.7" },
        { "192.0.2.7", "", "192.0.2.7" },
        { "DNS; mx.example.org [192.0.2.7]", "mx.example.org", "192.0.2.7" },
        { "dns;", "", "" },
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[2048];
        struct all all;

        snprintf(text, sizeof text,
                 REPORT "%s" STATUS "Final-Recipient: rfc822; lea@example.org\n"
                        "Action: failed\nRemote-MTA: %s\n\n" RETURNED,
                 "", cases[i].field);
        assert_int_equal(read_text(text, strlen(text), &all), MESSAGE_NOTICE);
        assert_string_equal(all.at[0].host, cases[i].host);
        assert_string_equal(all.at[0].ip, cases[i].ip);
    }
}

/* Messages that are no notices, and what is no message. */
static void test_others(void **state)
{
    static const struct {
        const char *name, *text;
        enum message_result want;
    } cases[] = {
        { "mail", "From: bob@example.com\nTo: ann@example.net\nSubject: hello\n\nHow are you?\n",
          MESSAGE_ORDINARY },
        { "mail about a bounce",
          "From: bob@example.com\nTo: ann@example.net\nSubject: Re: Undeliverable: hello\n"
          "In-Reply-To: <1@example.net>\n\nI got this, too:\n"
          "> <lea@example.org>: host mx said: 550 5.1.1 Nobody\n",
          MESSAGE_ORDINARY },
        { "list mail that quotes one",
          "From: bob@example.com\nTo: users@lists.example.com\nSubject: [users] failure notice?\n"
          "List-Id: <users.lists.example.com>\n\nWhat does it mean?\n\n"
          "Hi. This is the qmail-send program at mx.example.net.\n\n"
          "<lea@example.org>:\n550 5.1.1 Nobody\n",
          MESSAGE_ORDINARY },
        { "mail that hands on other mail",
          "From: bob@example.com\nTo: ann@example.net\nSubject: Fwd: failure notice?\n\n"
          "---------- Forwarded message ---------\nFrom: kim@example.org\nTo: bob@example.com\n"
          "Subject: failure notice?\n\n<lea@example.org>: 550 5.1.1 Nobody, what is that?\n",
          MESSAGE_ORDINARY },
        { "list mail that hands one on",
          "From: bob@example.com\nTo: users@lists.example.com\nSubject: [users] what is that?\n"
          "List-Id: <users.lists.example.com>\n\n"
          "---------- Forwarded message ---------\nFrom: MAILER-DAEMON@mx.example.net\n"
          "To: bob@example.com\nSubject: failure notice\n\n<lea@example.org>:\n550 5.1.1 Nobody\n",
          MESSAGE_ORDINARY },
        { "a swindler's, about mail to the reader",
          "From: Mail Delivery <admin@example.com>\nTo: ann@example.net\n"
          "Subject: Mail delivery failure\n\n"
          "Some incoming messages were not delivered: error 552 5.2.2. Recover them here.\n",
          MESSAGE_ORDINARY },
        { "a swindler's, about a password",
          "From: Mail Administrator <postmaster@example.com>\nTo: ann@example.net\n"
          "Subject: Mail delivery failed: you must log in\n\n"
          "Your password expires today. Log in to keep the same password.\n",
          MESSAGE_ORDINARY },
        { "what explains notices, and quotes how one begins",
          "From: Mailbox Help <noreply@example.com>\nTo: ann@example.net\n"
          "Subject: Undeliverable mail explained\n\n550 5.1.1 means that there is no mailbox.\n"
          "\"Delivery has failed to these recipients\" stands before it.\n",
          MESSAGE_ORDINARY },
        { "a swindler's, who passes for a mail system",
          "From: Mail Delivery System <mailer-daemon@example.com>\nTo: ann@example.net\n"
          "Subject: Undeliverable: outgoing mail failed\n\n"
          "You have 3 pending messages that could not be sent. Review them here.\n",
          MESSAGE_ORDINARY },
        { "mail about people that are not there",
          "From: bob@example.com\nTo: ann@example.net\nSubject: User does not exist\n\n"
          "The application says so to everyone. Can you look at it?\n",
          MESSAGE_ORDINARY },
        { "a swindler's, with all that a notice has but its report",
          "From: Mail Delivery System <mailer-daemon@example.com>\nTo: ann@example.net\n"
          "Subject: Mail delivery failure: read them here\n\n"
          "This message was created automatically by mail delivery software.\n\n"
          "Messages sent to your inbox could not be delivered.\nStatus: 5.0.0\n",
          MESSAGE_ORDINARY },
        { "nobody's, who offers something",
          "Return-Path: <>\nFrom: \"\" <>\nTo: ann@example.net\nSubject: Your order\n\n"
          "To be taken off the list write to lea@example.org\n",
          MESSAGE_ORDINARY },
        { "out of office",
          "From: bob@example.com\nTo: ann@example.net\nSubject: Out of Office: hello\n"
          "Auto-Submitted: auto-replied\n\nI am away. Mail could not be delivered to: "
          "<lea@example.org>\n",
          MESSAGE_ORDINARY },
        { "vacation of a postmaster",
          "Return-Path: <>\nFrom: postmaster@example.com\nTo: ann@example.net\n"
          "Subject: Automatic reply: 550 5.1.1\nAuto-Submitted: auto-replied\n\nBack on Monday.\n",
          MESSAGE_ORDINARY },
        { "vacation whose return path is null",
          "Return-Path: <>\nFrom: Bob <bob@example.com>\nTo: ann@example.net\n"
          "Subject: Thank you for your message\nPrecedence: bulk\n\nI shall answer soon.\n",
          MESSAGE_ORDINARY },
        { "answer of a machine that says so",
          "Return-Path: <>\nFrom: postmaster@example.com\nTo: ann@example.net\n"
          "Subject: Your message was not delivered to me yet\nX-Autoreply: yes\n\nLater.\n",
          MESSAGE_ORDINARY },
        { "a parcel",
          "Return-Path: <bounce-17@shop.example.com>\nFrom: Shop <no-reply@shop.example.com>\n"
          "To: ann@example.net\nSubject: Delivery status of your parcel\n\nIt is on its way.\n",
          MESSAGE_ORDINARY },
        { "a parcel that came back",
          "From: Shop <no-reply@shop.example.com>\nTo: ann@example.net\n"
          "Subject: Your parcel was not delivered\n\nThe mailbox at your door is full.\n",
          MESSAGE_ORDINARY },
        { "a name with the letters of NDR in it",
          "From: Andrew <andrew@example.com>\nTo: ann@example.net\n"
          "Subject: delivery report of Monday\n\nThe van was rejected at the gate.\n",
          MESSAGE_ORDINARY },
        { "an advertisement that calls itself a daemon",
          "From: MAILER-DAEMON@example.com\nTo: ann@example.net\nSubject: Cards for all\n\n"
          "Shops that have no account lose their customers.  Call 480-555-0100.\n",
          MESSAGE_ORDINARY },
        { "parts alone",
          "Content-Type: multipart/alternative; boundary=b\n\nThis is a multi-part message in "
          "MIME format.\n--b\n\nhello\n--b--\n",
          MESSAGE_ORDINARY },
        { "complaint",
          "From: abuse@example.com\nTo: ann@example.net\nSubject: Email Feedback Report\n"
          "Content-Type: multipart/report; report-type=feedback-report; boundary=b\n\n"
          "--b\nContent-Type: text/plain\n\nThis is a report for 192.0.2.7.\n"
          "--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n"
          "Original-Rcpt-To: lea@example.org\n--b--\n",
          MESSAGE_ORDINARY },
        { "receipt",
          "From: lea@example.org\nTo: ann@example.net\nSubject: Read: hello\n"
          "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n"
          "--b\n\nYour message was read.\n--b\nContent-Type: message/disposition-notification\n\n"
          "Final-Recipient: rfc822; lea@example.org\nDisposition: manual-action; "
          "displayed\n--b--\n",
          MESSAGE_ORDINARY },
        { "receipt of a message that was thrown away unread",
          "Return-Path: <>\nFrom: lea@example.org\nTo: ann@example.net\nSubject: Not read: hello\n"
          "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n"
          "--b\n\nYour message was deleted without being read.\n"
          "--b\nContent-Type: message/disposition-notification\n\n"
          "Final-Recipient: rfc822; lea@example.org\n"
          "Disposition: automatic-action/MDN-sent-automatically; deleted\n--b--\n",
          MESSAGE_ORDINARY },
        { "mail to a list's owner",
          "From: bob@example.com\nTo: herbs-owner@lists.example.net\n"
          "List-Id: <herbs.lists.example.net>\nSubject: who bounced?\n\nMy mail to "
          "kim@example.org came back.\n",
          MESSAGE_ORDINARY },
        { "mail with mail attached",
          "From: bob@example.com\nTo: ann@example.net\nSubject: Fwd: hello\n"
          "Content-Type: multipart/mixed; boundary=o\n\n--o\n\nHave a look.\n"
          "--o\nContent-Type: message/rfc822\n\nFrom: kim@example.org\nTo: bob@example.com\n"
          "Subject: hello\n\n<lea@example.org>: 550 5.1.1 Nobody, says my program\n--o--\n",
          MESSAGE_ORDINARY },
        { "receipt that came back to a daemon",
          "Return-Path: <>\nFrom: lea@example.org\nTo: MAILER-DAEMON@example.net\n"
          "Subject: Read: Undelivered Mail\n\nYour message was read.\n",
          MESSAGE_ORDINARY },
        { "success",
          REPORT "It was delivered.\n" STATUS
                 "Final-Recipient: rfc822; lea@example.org\nAction: relayed\nStatus: 2.1.5\n"
                 "Diagnostic-Code: smtp; 250 2.1.5 ok\n" RETURNED,
          MESSAGE_ORDINARY },
        { "empty message", "From: bob@example.com\nSubject:\nTo: ann@example.net\n\n",
          MESSAGE_ORDINARY },
        { "empty text", "", MESSAGE_NONE },
        { "a reply", "550 5.1.1 <lea@example.org>: no such user\n", MESSAGE_NONE },
        { "fields of a report",
          "Final-Recipient: rfc822; lea@example.org\nAction: failed\nStatus: 5.1.1\n"
          "Diagnostic-Code: smtp; 550 5.1.1 Nobody\n",
          MESSAGE_NONE },
        { "one field only", "Subject: hello\n", MESSAGE_NONE },
        { "a log",
          "Jan  2 03:04:05 mx postfix/smtp[1]: 4X: to=<lea@example.org>, dsn=5.1.1, "
          "status=bounced (host mx said: 550 5.1.1 no)\n",
          MESSAGE_NONE },
        { "an answer of a web server",
          "HTTP/1.1 503 Service Unavailable\nDate: Thu, 02 Jan 2014 03:04:05 GMT\n"
          "Content-Type: text/html\n\n",
          MESSAGE_NONE },
        { "its fields alone", "Date: Thu, 02 Jan 2014 03:04:05 GMT\nContent-Type: text/html\n\n",
          MESSAGE_NONE },
    };
    struct all all;
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum message_result have = read_text(cases[i].text, strlen(cases[i].text), &all);

        if (have != cases[i].want || all.n != 0)
            fail_msg("%s: result %d with %zu entries", cases[i].name, (int)have, all.n);
        if (message_begins((struct span){ cases[i].text, strlen(cases[i].text) }) !=
            (cases[i].want != MESSAGE_NONE))
            fail_msg("%s: message_begins() is wrong", cases[i].name);
    }
}

/* What a program asks before it hands a text over: no message begins with a reply. */
static void test_is_message(void **state)
{
    static const char fields[] = "From: lea@example.org\nSubject: hello\n\nText.\n";
    static const char reply[] = "550: no such user\nFrom: lea@example.org\nSubject: hello\n\n";
    static const char mbox[] =
        "From lea Thu Jan  1 00:00:00 2026\nSubject: hello\nTo: a@b.example\n";

    (void)state;
    assert_true(sw_is_message(fields, sizeof fields - 1));
    assert_true(sw_is_message(mbox, sizeof mbox - 1));
    assert_false(sw_is_message(reply, sizeof reply - 1));
    assert_false(sw_is_message("550 5.1.1 User unknown", 22));
    assert_false(sw_is_message("", 0));
}

static bool stop_at_once(void *arg, const struct log_entry *entry)
{
    (void)entry;
    ++*(size_t *)arg;
    return false;
}

static void test_stops(void **state)
{
    static const char text[] = DAEMON "Subject: failure notice\n\n<a@example.org>:\n550 no a\n\n"
                                      "<b@example.org>:\n550 no b\n";
    size_t n = 0;

    (void)state;
    assert_int_equal(message_read((struct span){ text, sizeof text - 1 }, stop_at_once, &n),
                     MESSAGE_NOTICE);
    assert_int_equal(n, 1);
}

static bool count(void *arg, const struct log_entry *entry)
{
    (void)entry;
    ++*(size_t *)arg;
    return true;
}

/* repeated - head, then n times what, then tail; freed by the caller */
static char *repeated(const char *head, const char *what, size_t n, size_t *len)
{
    size_t a = strlen(head), b = strlen(what), i;
    char *text = malloc(a + n * b + 1);

    assert_non_null(text);
    memcpy(text, head, a);
    for (i = 0; i < n; i++)
        memcpy(text + a + i * b, what, b);
    *len = a + n * b;
    return text;
}

/* Whatever is repeated without end: it must end, and soon. */
static void tells_the_message(void **state)
{
    static const char report[] =
        REPORT "\n--=b1\nContent-Type: message/delivery-status\n\n"
               "Reporting-MTA: dns; mx.example.net\nX-Postfix-Queue-ID: 4XyZ1\n"
               "X-Postfix-Sender: rfc822; ann@example.net\n\n"
               "Final-Recipient: rfc822; lea@example.org\nAction: failed\nStatus: 5.1.1\n"
               "Diagnostic-Code: smtp; 550 5.1.1 gone\n" RETURNED;
    struct all all;

    (void)state;
    assert_int_equal(read_text(report, sizeof report - 1, &all), MESSAGE_NOTICE);
    assert_int_equal(all.n, 1);
    assert_string_equal(all.at[0].sender, "ann@example.net");
    assert_string_equal(all.at[0].queue_id, "4XyZ1");
    assert_string_equal(all.at[0].recipient, "lea@example.org");
}

static void test_hostile(void **state)
{
    static const struct {
        const char *head, *what;
        size_t times;
    } cases[] = {
        { DAEMON "Subject: failure notice\n\n", "<a@example.org>:\n", 200000 },
        { DAEMON "Subject: failure notice\n\n", "<", 3000000 },
        { DAEMON "Subject: failure notice\n\n", "a@", 2000000 },
        { DAEMON "Subject: failure notice\n\n", "550 5.1.1 x\n\n", 200000 },
        { DAEMON "Subject: failure notice\n\n", "<<< 550-x\n", 200000 },
        { DAEMON "Subject: ", "=?utf-8?B?", 200000 },
        { DAEMON "X-Failed-Recipients: ", "a@example.org, ", 200000 },
        { DAEMON "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n\nx\n", 200000 },
        { DAEMON "Content-Type: multipart/mixed; boundary=b\n\n",
          "--b\nContent-Type: multipart/mixed; boundary=b\n\n", 10000 },
        { DAEMON "Content-Type: multipart/mixed; boundary=b\n\n", "--\n", 500000 },
        { DAEMON "Content-Type: text/html\n\n", "<style>", 300000 },
        { DAEMON "Content-Type: text/html\n\n", "<!-- <a ", 300000 },
        { DAEMON "Content-Type: text/plain; charset=utf-16\n\n", "\xff\xfe\xd8", 500000 },
        { DAEMON "Content-Transfer-Encoding: base64\n\n", "=A=", 500000 },
        { REPORT STATUS "Final-Recipient: rfc822; a@example.org\nDiagnostic-Code: smtp; 550\n",
          " more", 500000 },
        { "From ", "From a:\nx:\n", 50000 },
        { "Subject: x\nFrom: a\nTo: ", "\r", 500000 },
    };
    size_t i, n, len;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = repeated(cases[i].head, cases[i].what, unit_large(cases[i].times), &len);

        n = 0;
        (void)message_read((struct span){ text, len }, count, &n);
        free(text);
    }
}

/* A report of very many recipients is told to its end. */
static void test_many(void **state)
{
    size_t n = 0, many = unit_large(1000000), len;
    char *text = repeated(REPORT STATUS,
                          "Final-Recipient: rfc822; a@example.org\nAction: failed\n\n", many, &len);

    (void)state;
    assert_int_equal(message_read((struct span){ text, len }, count, &n), MESSAGE_NOTICE);
    assert_int_equal(n, many);
    free(text);
}

/* A text that names 2,000 recipients is told to its end, too, even if one reason is for all. */
static void test_many_in_text(void **state)
{
    static const char *const reasons[] = { ":\nSorry, no mailbox here by that name. (#5.1.1)\n\n",
                                           "\n" };
    enum { MANY = 2000 };
    size_t i, k, n;

    (void)state;
    for (i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        struct buf text = buf_new((size_t)1 << 20);

        buf_puts(&text, DAEMON "Subject: failure notice\n\n"
                               "It could not be delivered to the following recipients:\n\n");
        for (k = 0; k < MANY; k++)
            buf_printf(&text, "  u%04u@example.org%s", (unsigned)k, reasons[i]);
        buf_puts(&text, "\nTheir mailboxes are full.\n");
        n = 0;
        assert_int_equal(message_read((struct span){ text.ptr, text.len }, count, &n),
                         MESSAGE_NOTICE);
        assert_int_equal(n, MANY);
        buf_free(&text);
    }
}

/* Every beginning of every message is valid input. */
static void test_cut_short(void **state)
{
    struct all all;
    size_t i, len;

    (void)state;
    for (i = 0; i < sizeof notices / sizeof *notices; i++)
        for (len = strlen(notices[i].message); len-- > 0;)
            (void)read_text(notices[i].message, len, &all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_notices),       cmocka_unit_test(test_bodies),
        cmocka_unit_test(test_longer_bodies), cmocka_unit_test(test_line_ends),
        cmocka_unit_test(test_remote),        cmocka_unit_test(test_others),
        cmocka_unit_test(test_is_message),    cmocka_unit_test(test_stops),
        cmocka_unit_test(tells_the_message),  cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_many),          cmocka_unit_test(test_many_in_text),
        cmocka_unit_test(test_cut_short),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
