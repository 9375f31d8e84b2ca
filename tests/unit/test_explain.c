/* SPDX-License-Identifier: MIT */
/*
 * End to end: what sw_explain() makes of texts as people paste them.  Wanted
 * values are typed from the texts, the RFCs and the issues that asked for them.
 */
#include "smtpwhy.h"
#include "unit.h"

#include "buf.h"

#include <stdlib.h>

static const char *or_dash(const char *s)
{
    return s ? s : "-";
}

/* take - one line for an outcome: place, codes, class, category, who acts, circumstances */
static bool take(void *arg, const struct sw_outcome *o)
{
    char enhanced[SW_STATUS_TEXT], dsn[SW_STATUS_TEXT];

    sw_status_text(o->enhanced, enhanced);
    sw_status_text(o->dsn, dsn);
    buf_printf(arg, "%zu %u %s %s %s %s %s", o->line, o->reply, *enhanced ? enhanced : "-",
               *dsn ? dsn : "-", or_dash(sw_class_name(o->class)), o->category,
               or_dash(o->recipient));
    buf_puts(arg, "\n");
    return true;
}

static const struct {
    const char *name, *text, *want; /* line reply enhanced dsn class category recipient */
} cases[] = {
    /* codes alone */
    { "550", "550", "1 550 - - permanent policy -\n" },
    { "5.7.26", "5.7.26", "1 0 5.7.26 - permanent sender-unauthenticated -\n" },
    { "both", "550 5.1.1", "1 550 5.1.1 - permanent user-unknown -\n" },
    { "a code that is repeated in its text", "550-550 relaying denied",
      "1 550 - - permanent relay-denied -\n" },
    { "a range is none", "codes 550-559 are final", "" },
    { "an event that is not about mail",
      "{\"user\": \"lea@example.org\", \"alert\": \"virus found, access denied\", \"port\": 443}",
      "" },
    { "a firewall's event",
      "CEF:0|Firm|Wall|1|7|Connection refused|3|act=denied msg=blocked by policy", "" },
    { "an event in a mail program's words",
      "{\"state\": \"x\", \"note\": \"mail for example.org loops back to myself\"}",
      "1 0 - - - routing-loop -\n" },
    { "an event with codes", "{\"note\": \"smtp said 550 5.1.1 no such user\"}",
      "1 550 5.1.1 - permanent user-unknown -\n" },
    { "an unknown user at MAIL FROM is the sender",
      "host mx.b.example[192.0.2.1] said: 550 5.1.1 <lea@c.example>: User unknown (in reply to "
      "MAIL "
      "FROM command)",
      "1 550 5.1.1 - permanent bad-sender-address -\n" },
    { "so it is where the code alone says so",
      "host mx.b.example[192.0.2.1] said: 550 5.1.1 <lea@c.example>: sorry (in reply to MAIL FROM "
      "command)",
      "1 550 5.1.1 - permanent bad-sender-address -\n" },
    { "words in another script between codes",
      "{ response: '550 \xd0\x92\xd0\xb8\xd1\x80\xd1\x83\xd1\x81', responseCode: 550 }",
      "1 550 - - permanent virus -\n" },
    { "user unknown, asked for by Postfix to verify the sender",
      "Mar  3 10:00:01 mail postfix/smtpd[123]: NOQUEUE: reject: RCPT from "
      "b.example[192.0.2.7]: 450 4.1.7 <bo@b.example>: Sender address rejected: unverified "
      "address: host mx.b.example[192.0.2.9] said: 550 5.1.1 No such user (in reply to RCPT TO "
      "command); from=<bo@b.example> to=<lea@c.example> proto=ESMTP helo=<b.example>",
      "1 450 4.1.7 - temporary bad-sender-address lea@c.example\n1 550 5.1.1 - permanent "
      "bad-sender-address lea@c.example\n" },
    { "user unknown, asked for by Exim to verify the sender",
      "2024-05-01 10:00:00 H=host.example.net [192.0.2.7] sender verify fail for <bo@example.com>: "
      "response to \"RCPT TO:<bo@example.com>\" from mx.example.com [192.0.2.9] was: 550 5.1.1 "
      "User "
      "unknown",
      "1 550 5.1.1 - permanent bad-sender-address -\n" },
    { "at RCPT TO it is the recipient",
      "host mx.b.example[192.0.2.1] said: 550 5.1.1 <lea@c.example>: User unknown (in reply to "
      "RCPT "
      "TO command)",
      "1 550 5.1.1 - permanent user-unknown lea@c.example\n" },
    { "several", "550 5.1.1, 452 4.2.2",
      "1 550 5.1.1 - permanent user-unknown -\n1 452 4.2.2 - temporary mailbox-full -\n" },
    { "the same twice", "550 5.1.1, 550 5.1.1", "1 550 5.1.1 - permanent user-unknown -\n" },
    { "a code behind SMTP and a word", "SMTP-fejl (553): ukendt (5.1.1 <lea@b.example>: unknown)",
      "1 553 5.1.1 - permanent user-unknown lea@b.example\n" },
    { "brackets of East Asia",
      "SMTP \xe9\x8c\xaf\xe8\xaa\xa4\xef\xbc\x88"
      "550\xef\xbc\x89\xef\xbc\x9a"
      "\xe7\x84\xa1\xe6\xb3\x95\xef\xbc\x88"
      "5.1.1 user unknown\xef\xbc\x89",
      "1 550 5.1.1 - permanent user-unknown -\n" },
    { "a word that begins like a measure", "550 H\xc3\xb4te inconnu",
      "1 550 - - permanent domain-not-found -\n" },
    { "a code where another language speaks of mail", "E-posta gitmedi. 550 user unknown",
      "1 550 - - permanent user-unknown -\n" },
    { "an address first of all, without brackets",
      "450 4.1.2 lea@b.example : Recipient address rejected: Domain not found",
      "1 450 4.1.2 - temporary domain-not-found lea@b.example\n" },
    { "an address that is somebody's to write to",
      "450 4.1.2 Domain not found, write to lea@b.example: we help",
      "1 450 4.1.2 - temporary domain-not-found -\n" },
    { "success asked for", "250", "1 250 - - success ok -\n" },
    { "354", "354", "1 354 - - intermediate continue -\n" },
    { "a file is no mail's", "Die Datei konnte nicht gefunden werden", "" },
    { "nor is another language's", "Файл не найден", "" },
    { "a message may be", "Nachrichten mit dieser Datei werden nicht angenommen",
      "1 0 - - - content-rejected -\n" },
    { "a message that a rule watches for says nothing",
      "Nov 22 07:14:17 mx postfix/cleanup[811]: 4XyZ1bC2dEz: warning: header Subject: Fwd: 550 "
      "5.1.1 "
      "no such user from local; from=<bo@b.example> to=<lea@b.example>",
      "" },
    { "words of both sides of a code are no sentence",
      "SMTP error from remote mail server after RCPT TO:<lea@b.example>: 550 Unauthorized domain",
      "1 550 - - permanent domain-blocked lea@b.example\n" },
    { "the queue gave up; the code stays the other server's",
      "{\"event\":\"failed\",\"recipient\":\"lea@b.example\",\"reason\":\"421 4.3.2 No more\"}",
      "1 421 4.3.2 - permanent server-busy lea@b.example\n" },
    { "a status that our server made up",
      "Nov 22 07:14:17 mx postfix/smtp[811]: 4XyZ1bC2dEz: to=<lea@b.example>, "
      "relay=mx.b.example[192.0.2.1]:25, delay=1, delays=0/0/1/0, dsn=5.0.0, status=bounced "
      "(host mx.b.example[192.0.2.1] said: 550 Caught (in reply to RCPT TO command))",
      "1 550 5.0.0 5.0.0 permanent policy lea@b.example\n" },
    { "an introduction is no reason", "Server error: 550 Refused, sorry",
      "1 550 - - permanent policy -\n" },
    { "what is said before may be", "Mailbox full: 550 Sorry",
      "1 550 - - permanent mailbox-full -\n" },
    { "no code", "999", "" },
    { "too long", "5.1.1024", "" },

    /* sessions and excerpts of logs */
    { "a client's failure behind successes",
      "<- 250 Ok\n -> DATA\n<- 354 Go on\n*** Remote host "
      "closed connection unexpectedly.",
      "4 0 - - - connection-failed -\n" },
    { "a complaint in JSON over several lines, whose subject is nobody's reply",
      "{\n \"notificationType\": \"Complaint\",\n \"mail\": {\"destination\": "
      "[\"lea@b.example\"],\n"
      "  \"headers\": [{\"name\": \"Subject\", \"value\": \"550 mailbox full\"}]},\n"
      " \"complaint\": {\"complainedRecipients\": [{\"emailAddress\": \"lea@b.example\"}]}\n}\n",
      "" },
    { "a client's failure behind a time",
      "10:00:00 <- 250 Ok\n10:00:01 SMTP Error: Could not connect to SMTP host.",
      "2 0 - - - connection-failed -\n" },
    { "a client's failure that begins like a time's letter",
      "<- 250 Ok\nTimeout: Could not connect to SMTP host.", "2 0 - - - connection-failed -\n" },
    { "a client's failure behind a time of ISO 8601",
      "<- 250 Ok\n2026-11-22T07:14:17Z Timeout: Could not connect to SMTP host.",
      "2 0 - - - connection-failed -\n" },
    { "a session that ended well", "<- 250 Ok\n -> QUIT\n<- 221 Bye\n*** Connection closed",
      "3 221 - - success ok -\n" },
    { "a client's remark of nothing known", "<- 250 Ok\n*** frobnicated",
      "1 250 - - success ok -\n" },
    { "a guess before a log's line",
      "I am on no blacklist, and the mailbox is not full.\n"
      "4XyZ1bC2dEz: to=<lea@b.example>, dsn=4.4.1, status=deferred (connect to "
      "mx.b.example[192.0.2.1]:25: Connection timed out)",
      "2 0 4.4.1 4.4.1 temporary connection-failed lea@b.example\n" },
    { "an indented log",
      "    4XyZ1bC2dEz: to=<lea@b.example>, dsn=5.1.1, status=bounced (550 5.1.1 no)",
      "1 550 5.1.1 5.1.1 permanent user-unknown lea@b.example\n" },
    { "a status that Sendmail made of the reply code says nothing against the words",
      "Jul  1 10:00:00 mx sendmail[1]: x1: to=<lea@b.example>, delay=00:00:01, mailer=esmtp, "
      "relay=mx.b.example. [192.0.2.1], dsn=5.1.1, reply=550 HELO/EHLO blocked, stat=User unknown",
      "1 550 5.1.1 5.1.1 permanent bad-host-identity lea@b.example\n" },
    { "a status that Sendmail made of the reply code, and no words",
      "Jul  1 10:00:00 mx sendmail[1]: x1: to=<lea@b.example>, delay=00:00:01, mailer=esmtp, "
      "relay=mx.b.example. [192.0.2.1], dsn=5.1.1, reply=550 lea, stat=User unknown",
      "1 550 5.1.1 5.1.1 permanent user-unknown lea@b.example\n" },
    { "a reply behind marks", "<<< 554-5.7.1 Relay access\n<<< 554 5.7.1 denied",
      "1 554 5.7.1 - permanent relay-denied -\n" },
    { "an unlisted code of an exception", "SMTPSendFailedException: 436 frobnicated",
      "1 436 - - temporary unknown -\n" },
    { "a server that is named behind", "Sending to the following server failed : mx.a.example:25",
      "" },
    { "a code without words, which another recipient's text has",
      "smtp_code: 554\nAction: failed\n<lea@b.example>: mailbox not found",
      "1 554 - - permanent user-unknown -\n" },
    { "a number of e-mails", "I had 550 e-mails in the folder", "" },
    { "e-mails of a reply", "550 e-mails are refused", "1 550 - - permanent policy -\n" },
    { "a column", "100.0%\t550 no such user", "1 550 - - permanent user-unknown -\n" },

    /* replies */
    { "sense before a request to try again", "450 Oops with our disk, try again",
      "1 450 - - temporary server-error -\n" },
    { "sense before a word of lists", "550 Rejected: the sender, blacklisted",
      "1 550 - - permanent domain-blocked -\n" },
    { "a word of lists alone", "550 Blacklisted", "1 550 - - permanent ip-blocked -\n" },
    { "a reply", "550 5.1.1 User unknown", "1 550 5.1.1 - permanent user-unknown -\n" },
    { "an address in it", "550 5.1.1 <lea@b.example>: Recipient address rejected: User unknown",
      "1 550 5.1.1 - permanent user-unknown lea@b.example\n" },
    { "5.0.0 says nothing, the words do", "550 5.0.0 User unknown",
      "1 550 5.0.0 - permanent user-unknown -\n" },
    { "a name that sounds like a reason", "550 5.1.1 <spam.virus@b.example> frobnicated",
      "1 550 5.1.1 - permanent user-unknown spam.virus@b.example\n" },
    { "the same word outside the name", "550 5.1.1 <lea@b.example> sent spam",
      "1 550 5.1.1 - permanent spam lea@b.example\n" },
    { "a security code overrules 551", "551 5.7.1 frobnicated",
      "1 551 5.7.1 - permanent policy -\n" },
    { "and 552", "552 5.7.0 frobnicated", "1 552 5.7.0 - permanent policy -\n" },
    { "and 553", "553 5.7.1 frobnicated", "1 553 5.7.1 - permanent policy -\n" },
    { "somebody to write to is no recipient",
      "550 5.1.1 User unknown; contact postmaster@b.example for help",
      "1 550 5.1.1 - permanent user-unknown -\n" },
    { "somebody to write to, then the recipient",
      "550 5.1.1 Please e-mail <help@b.example>: lea@b.example is unknown here",
      "1 550 5.1.1 - permanent user-unknown lea@b.example\n" },
    { "whose address the words say, though they are about a sender",
      "550 5.7.26 <lea@b.example>: Recipient address rejected: Multiple authentication checks "
      "failed",
      "1 550 5.7.26 - permanent sender-unauthenticated lea@b.example\n" },
    { "who wrote a notice and who got it are no recipients",
      "What is this?\nFrom: Mail System <MAILER-DAEMON@a.example>\nTo: ann@a.example\n\n"
      "The recipient's mailbox is full",
      "1 0 - - - mailbox-full -\n" },
    { "who is greeted", "550 5.1.1 Hello bob@a.example, lea@b.example is unknown here",
      "1 550 5.1.1 - permanent user-unknown lea@b.example\n" },
    { "551 alone", "551 frobnicated", "1 551 - - permanent recipient-moved -\n" },
    { "552 of its subject", "552 5.2.0 frobnicated", "1 552 5.2.0 - permanent mailbox-full -\n" },
    { "several lines",
      "550-5.7.26 This mail has been blocked because the sender is unauthenticated.\n"
      "550-5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM.\n"
      "550 5.7.26 https://support.google.com/mail/answer/81126 a1-gsmtp\n",
      "1 550 5.7.26 - permanent sender-unauthenticated -\n" },
    { "refused with several lines in one",
      "host mx00.web.example[192.0.2.1] refused to talk to me: 554-web.example (mxweb) Nemesis "
      "554-No SMTP service 554-Bad DNS PTR resource record.",
      "1 554 - - permanent bad-host-identity -\n" },
    { "two recipients",
      "550 5.1.1 <lea@b.example> no such user\n550 5.1.1 <max@b.example> no such user\n",
      "1 550 5.1.1 - permanent user-unknown lea@b.example\n"
      "2 550 5.1.1 - permanent user-unknown max@b.example\n" },
    { "a reply that has an address only, and another's words",
      "452 4.1.1 <lea@b.example> 552 : lea@b.example account is full",
      "1 552 - - permanent mailbox-full lea@b.example\n"
      "1 452 4.1.1 - temporary user-unknown lea@b.example\n" },
    { "replies that have addresses only", "550 5.1.1 <lea@b.example> 550 5.2.1 <max@b.example>",
      "1 550 5.1.1 - permanent user-unknown lea@b.example\n"
      "1 550 5.2.1 - permanent mailbox-disabled max@b.example\n" },
    { "two replies", "450 4.2.0 greylisted\n550 5.1.1 User unknown\n",
      "1 450 4.2.0 - temporary greylisted -\n2 550 5.1.1 - permanent user-unknown -\n" },
    { "success hidden by a failure", "250 2.1.0 Ok\n250 2.1.5 Ok\n550 5.7.1 spam\n",
      "3 550 5.7.1 - permanent spam -\n" },
    { "only success", "250 2.0.0 Ok: queued as 4XyZ", "1 250 2.0.0 - success ok -\n" },
    { "session of successes", "220 b.example ESMTP\n250 2.1.0 Ok\n354 go\n250 2.0.0 Ok: queued\n",
      "4 250 2.0.0 - success ok -\n" },
    { "words without a code", "mailbox is full", "1 0 - - - mailbox-full -\n" },
    { "words without a code, further down", "Hello,\n\nyour mail came back:\nmailbox is full\n",
      "1 0 - - - mailbox-full -\n" },
    { "words of nothing", "Dear Lea, thank you for your letter.", "" },
    { "nothing", "", "" },
    { "blank lines", "\n\n \n", "" },

    /* bytes that are not UTF-8 and do not say what they are */
    { "Latin-1",
      "550 Postfach des Empf\xe4ngers ist \xfc"
      "berf\xfcllt",
      "1 550 - - permanent mailbox-full -\n" },
    { "Latin-2", "550 Skrzynka odbiorcy jest przepe\xb3niona",
      "1 550 - - permanent mailbox-full -\n" },
    { "Windows-1251",
      "550 \xcf\xee\xeb\xfc\xe7\xee\xe2\xe0\xf2\xe5\xeb\xfc \xed\xe5 \xed"
      "\xe0\xe9\xe4\xe5\xed",
      "1 550 - - permanent user-unknown -\n" },
    { "KOI8-R",
      "550 \xf0\xcf\xcc\xd8\xda\xcf\xd7\xc1\xd4\xc5\xcc\xd8 \xce\xc5 \xce\xc1\xca"
      "\xc4\xc5\xce",
      "1 550 - - permanent user-unknown -\n" },
    { "GBK", "550 \xd3\xc3\xbb\xa7\xb2\xbb\xb4\xe6\xd4\xda",
      "1 550 - - permanent user-unknown -\n" },
    { "Big5", "550 \xab\x48\xbd\x63\xaa\xc5\xb6\xa1\xa4\xa3\xa8\xac",
      "1 550 - - permanent mailbox-full -\n" },
    { "Shift_JIS", "550 \x88\xb6\x90\xe6\x95\x73\x96\xbe", "1 550 - - permanent user-unknown -\n" },
    { "EUC-JP", "550 \xb0\xb8\xc0\xe8\xc9\xd4\xcc\xc0", "1 550 - - permanent user-unknown -\n" },
    { "ISO-2022-JP", "550 \033$B08@hITL@\033(B", "1 550 - - permanent user-unknown -\n" },
    { "EUC-KR", "550 \xbc\xf6\xbd\xc5\xc0\xda \xba\xd2\xb8\xed",
      "1 550 - - permanent user-unknown -\n" },
    { "bytes that no row knows in any set", "550 5.7.1 \xe4\xf6\xfc\xdf",
      "1 550 5.7.1 - permanent policy -\n" },
    { "UTF-8 cut in the middle", "550 5.2.2 Mailbox full \xe5\xae",
      "1 550 5.2.2 - permanent mailbox-full -\n" },

    /* contradictions, as reported */
    { "550 4.4.7", "550 4.4.7 Message expired", "1 550 4.4.7 - permanent expired -\n" },
    { "554 deferred as 4.0.0",
      "Nov 22 07:14:17 mx postfix/smtp[811]: 4XyZ1bC2dEz: to=<lea@b.example>, "
      "relay=mx.b.example[192.0.2.1]:25, delay=1, delays=0/0/1/0, dsn=4.0.0, status=deferred "
      "(host mx.b.example[192.0.2.1] refused to talk to me: 554 Bad DNS PTR)",
      "1 554 4.0.0 4.0.0 temporary bad-host-identity lea@b.example\n" },
    { "dsn= only",
      "Nov 22 07:14:17 mx postfix/smtp[811]: 4XyZ1bC2dEz: to=<lea@b.example>, "
      "relay=mx.b.example[192.0.2.1]:25, delay=1, delays=0/0/1/0, dsn=5.1.1, status=bounced "
      "(host mx.b.example[192.0.2.1] said: 550 no (in reply to RCPT TO command))",
      "1 550 5.1.1 5.1.1 permanent user-unknown lea@b.example\n" },
    { "no host at all",
      "Nov 22 07:14:17 mx postfix/smtp[811]: 4XyZ1bC2dEz: to=<lea@b.example>, relay=none, "
      "delay=1, delays=0/0/1/0, dsn=4.4.1, status=deferred (connect to "
      "mx.b.example[192.0.2.1]:25: Connection timed out)",
      "1 0 4.4.1 4.4.1 temporary connection-failed lea@b.example\n" },

    /* notices */
    { "delivery status",
      "Final-Recipient: rfc822; lea@b.example\nAction: failed\nStatus: 5.0.0\n"
      "Remote-MTA: dns; mx.b.example\nDiagnostic-Code: smtp; 552 5.2.2 mailbox full\n",
      "5 552 5.2.2 5.0.0 permanent mailbox-full lea@b.example\n" },
    { "qmail's notice",
      "Hi. This is the qmail-send program at a.example.\n\n<lea@b.example>:\n192.0.2.1 does not "
      "like recipient.\nRemote host said: 550 5.1.1 unknown user\nGiving up on 192.0.2.1.\n\n"
      "<max@c.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n",
      "5 550 5.1.1 - permanent user-unknown lea@b.example\n"
      "9 0 5.1.1 - permanent user-unknown max@c.example\n" },
    { "a whole message in marks of a quotation",
      "> From: MAILER-DAEMON@mx.example.net\n> To: ann@example.net\n"
      "> Subject: Undelivered Mail\n>\n> <lea@b.example>:\n> 550 5.1.1 No such lea\n",
      "6 550 5.1.1 - permanent user-unknown lea@b.example\n" },
    { "a reply in bars for marks of a quotation",
      "|| <lea@b.example>: host mx.b.example[192.0.2.7]\n||     said: 550 5.1.1 No such lea\n",
      "2 550 5.1.1 - permanent user-unknown lea@b.example\n" },
    { "a reply that is quoted twice, and deeper on a line",
      "> > <lea@b.example>: host mx.b.example[192.0.2.7]\n> >> said: 550 5.1.1 No such lea\n",
      "2 550 5.1.1 - permanent user-unknown lea@b.example\n" },
    { "a notice with the tags of a web page",
      "Hi. This is the qmail-send program at mx.example.net.<br />\n"
      "This is a permanent error; I've given up.</p>\n<p>&lt;lea@b.example&gt;:<br />\n"
      "Sorry, no mailbox here by that name. (#5.1.1)</p>\n<p>--- Below this line is a copy.</p>\n",
      "4 0 5.1.1 - permanent user-unknown lea@b.example\n" },
    { "a notice with the backslashes of an editor",
      "Hi\\. This is the qmail\\-send program at mx\\.example\\.net\\.\n"
      "I'm afraid I wasn't able to deliver your message to the following addresses\\.\n\n"
      "\\<lea\\-roe@&#8203;b\\.example>&#8203;:\nSorry\\, no mailbox here by that name\\. "
      "\\(\\#5\\.1\\.1\\)\n",
      "1 0 5.1.1 - permanent user-unknown lea-roe@b.example\n" },
    { "a notice whose lines were joined",
      "This is the mail system at host mx.example.net. I'm sorry to have to inform you that your "
      "message could not be delivered to one or more recipients. It's attached below. The mail "
      "system <lea@b.example>: host mx.b.example[192.0.2.7] said: 550 5.1.1 No such lea (in reply "
      "to RCPT TO command) <max@b.example>: host mx.b.example[192.0.2.7] said: 552 5.2.2 Mailbox "
      "full (in reply to RCPT TO command)",
      "1 550 5.1.1 - permanent user-unknown lea@b.example\n"
      "1 552 5.2.2 - permanent mailbox-full max@b.example\n" },
    { "sendmail's transcript",
      "   ----- Transcript of session follows -----\n... while talking to mx.b.example.:\n"
      ">>> RCPT To:<lea@b.example>\n<<< 550 5.1.1 <lea@b.example>... User unknown\n"
      "550 5.1.1 <lea@b.example>... User unknown\n",
      "4 550 5.1.1 5.1.1 permanent user-unknown lea@b.example\n" },
    { "JSON, an enhanced code in parts",
      "{\"type\":\"Bounce\",\"response\":{\"code\":451,\"enhanced_code\":{\"class\":4,\"subject\":"
      "7,"
      "\"detail\":1},\"content\":\"busy\"}}\n",
      "1 451 4.7.1 - permanent server-busy -\n" },
    { "JSON, parts that make no enhanced code",
      "{\"type\":\"Bounce\",\"response\":{\"code\":451,\"enhanced_code\":{\"class\":3,\"subject\":"
      "7,\"detail\":1},\"content\":\"busy\"}}\n",
      "1 451 - - permanent server-busy -\n" },
    { "JSON, an enhanced code of which parts are missing",
      "{\"type\":\"Bounce\",\"response\":{\"code\":451,\"enhanced_code\":{\"class\":4},\"content\":"
      "\"busy\"}}\n",
      "1 451 - - permanent server-busy -\n" },
    { "a reply, then a line of a log",
      "550 5.1.1 <max@b.example> no such user\n"
      "Nov 22 07:14:17 mx postfix/smtp[811]: 4XyZ1bC2dEz: to=<lea@b.example>, "
      "relay=mx.b.example[192.0.2.1]:25, delay=1, delays=0/0/1/0, dsn=5.2.2, status=bounced "
      "(host mx.b.example[192.0.2.1] said: 552 5.2.2 full)\n",
      "1 550 5.1.1 - permanent user-unknown max@b.example\n"
      "2 552 5.2.2 5.2.2 permanent mailbox-full lea@b.example\n" },
    { "a mail of the postmaster's without a sender",
      "Return-Path: <>\nFrom: postmaster@b.example\nTo: max@a.example\n\n550 5.1.1 <lea@b.example> "
      "unknown user\n",
      "5 550 5.1.1 - permanent user-unknown lea@b.example\n" },

    /* a line that reports a failure is an outcome, whatever its words */
    { "bounced, in unknown words",
      "Nov 22 07:14:17 mx postfix/smtp[811]: 4XyZ1bC2dEz: to=<lea@b.example>, relay=none, "
      "delay=1, status=bounced (frobnicated)",
      "1 0 - - permanent unknown lea@b.example\n" },
    { "deferred, in unknown words",
      "Nov 22 07:14:17 mx postfix/smtp[811]: 4XyZ1bC2dEz: to=<lea@b.example>, relay=none, "
      "delay=1, status=deferred (frobnicated)",
      "1 0 - - temporary unknown lea@b.example\n" },
    { "bounced, in vague words",
      "smtp-out: session 0000000000000000: evpid=1f2, status=PermFail, from=<>, "
      "to=<lea@b.example>, rcpt=<->, source=-, relay=b.example, delay=0s, stat=Invalid domain "
      "name",
      "1 0 - - permanent domain-not-found lea@b.example\n" },
    { "refused, in unknown words",
      "2026-11-29 11:00:01 H=(x) [192.0.2.1] rejected EHLO or HELO x: frobnicated",
      "1 0 - - permanent unknown -\n" },

    /* numbers that are no codes */
    { "relay[92.5.1.10]", "421 connect to relay[92.5.1.10]: Connection refused",
      "1 421 - - temporary connection-failed -\n" },

    /* JSON over several lines: each event has codes, words and a recipient of its own */
    { "events in an array",
      "[\n {\n  \"email\": \"lea@b.example\",\n  \"event\": \"bounce\",\n"
      "  \"reason\": \"550 no such user\"\n },\n"
      " {\n  \"email\": \"max@b.example\",\n  \"event\": \"bounce\",\n"
      "  \"status\": \"5.7.1\",\n  \"reason\": \"550 relaying denied\"\n }\n]\n",
      "5 550 - - permanent user-unknown lea@b.example\n"
      "11 550 5.7.1 5.7.1 permanent relay-denied max@b.example\n" },
    { "one after the other, words between",
      "{\n \"event\": \"bounce\", \"email\": \"lea@b.example\",\n \"reason\": \"550 5.1.1 no\" }\n"
      "550 5.7.1 spam\n"
      "{ \"event\": \"deferred\",\n \"email\": \"max@b.example\",\n"
      " \"response\": \"452 4.2.2 full\"\n}",
      "3 550 5.1.1 - permanent user-unknown lea@b.example\n4 550 5.7.1 - permanent spam -\n"
      "7 452 4.2.2 - temporary mailbox-full max@b.example\n" },
    { "log lines in an array",
      "{ \"events\": [\n {\n  \"message\": \"mx postfix/smtp[1]: ABCDEF: to=<lea@b.example>, "
      "relay=none, dsn=5.1.1, status=bounced (550 5.1.1 no)\"\n },\n {\n"
      "  \"message\": \"mx postfix/smtp[1]: ABCDEF: to=<max@b.example>, "
      "relay=none, dsn=4.2.2, status=deferred (452 4.2.2 full)\"\n }\n ]\n}\n",
      "3 550 5.1.1 5.1.1 permanent user-unknown lea@b.example\n"
      "6 452 4.2.2 4.2.2 temporary mailbox-full max@b.example\n" },
    { "broken off",
      "{\n \"event\": \"bounce\",\n \"email\": \"lea@b.example\",\n"
      " \"reason\": \"550 5.1.1 no\",\n \"sm",
      "4 550 5.1.1 - permanent user-unknown lea@b.example\n" },
    { "no JSON, as its third line tells", "{\n\"a\": 1\n550 5.1.1 no\n}\n{\n\"b\"",
      "3 550 5.1.1 - permanent user-unknown -\n" },
    { "JSON that is no event", "{\n \"answer\": \"550 5.1.1 no such user\"\n}\n",
      "2 550 5.1.1 - permanent user-unknown -\n" },

    { "4.16.55.1", "delivery to 4.16.55.1 was made", "" },
    { "version", "running v2.1.1.108 since 2026-05-01 on port 587", "" },
    { "HTTP", "HTTP/1.1 503 Service Unavailable", "" },
    { "pid in a log of mail", "Nov 22 07:14:17 mx postfix/smtp[550]: connect ok", "" },
    { "address of the server, IPv6", "mail: connected to [2001:db8::421]:25", "" },
};

/* explain - of a copy that ends where the text does */
static size_t explain(struct sw_ctx *ctx, enum sw_input input, const char *text, size_t len,
                      size_t first_line, bool all, sw_outcome_fn *fn, void *arg)
{
    char *copy = malloc(len ? len : 1);
    size_t n;

    assert_non_null(copy);
    if (len > 0)
        memcpy(copy, text, len);
    n = sw_explain(ctx, input, copy, len, first_line, all, fn, arg);
    free(copy);
    return n;
}

static size_t lines_of(const char *text)
{
    size_t n = 0;

    for (; *text; text++)
        n += *text == '\n';
    return n;
}

static void explains(void **state)
{
    size_t i;

    for (i = 0; i < COUNT(cases); i++) {
        struct buf got = buf_new(10000);
        size_t n;

        buf_puts(&got, "");
        n = explain(*state, SW_INPUT_TEXT, cases[i].text, strlen(cases[i].text), 1, false, take,
                    &got);
        want_text(cases[i].name, "outcomes", got.ptr, cases[i].want);
        want_size(cases[i].name, "number of outcomes", n, lines_of(cases[i].want));
        want_text(cases[i].name, "warning", sw_warning(*state), NULL);
        buf_free(&got);
    }
    unit_end();
}

/* Lines of logs: nothing that is not certain; successes only where asked for. */
static void explains_lines(void **state)
{
    static const struct {
        const char *name, *text;
        bool all;
        const char *want;
    } lines[] = {
        { "of an unknown program", "x: smtp error: 550 5.1.1 no such user", false,
          "7 550 5.1.1 - permanent user-unknown -\n" },
        { "not of mail", "cron[550]: 451 jobs, 5.1.1 of crond", false, "" },
        { "a sentence", "the mail server gave us a 451", false, "" },
        { "success", "smtp: said: 250 2.0.0 Ok", false, "" },
        { "success asked for", "smtp: said: 250 2.0.0 Ok", true, "7 250 2.0.0 - success ok -\n" },
        { "a log's success",
          "Nov 22 07:14:17 mx postfix/smtp[811]: 4XyZ1bC2dEz: to=<lea@b.example>, "
          "relay=mx.b.example[192.0.2.1]:25, delay=1, delays=0/0/1/0, dsn=2.0.0, status=sent "
          "(250 2.0.0 Ok: queued as 550)",
          true, "7 250 2.0.0 2.0.0 success ok lea@b.example\n" },
        { "refused here",
          "Nov 22 07:14:18 mx postfix/smtpd[812]: NOQUEUE: reject: RCPT from "
          "unknown[198.51.100.7]: 554 5.7.1 <lea@b.example>: Relay access denied; "
          "from=<max@a.example> to=<lea@b.example> proto=ESMTP helo=<x>",
          false, "7 554 5.7.1 - permanent relay-denied lea@b.example\n" },
        { "both codes, and a mark before the words", "\"reason\": \"554 5.4.7 [internal] timeout\"",
          false, "7 554 5.4.7 - permanent expired -\n" },
        { "taken before the queue",
          "Nov 22 07:14:18 mx postfix/smtpd[812]: proxy-accept: END-OF-MESSAGE: 250 2.0.0 Ok; "
          "from=<max@a.example> to=<lea@b.example> proto=ESMTP helo=<x>",
          true, "7 250 2.0.0 - success ok lea@b.example\n" },
        { "both codes, a semicolon between", "returned '550;5.7.1 Access denied'", false,
          "7 550 5.7.1 - permanent policy -\n" },
        { "a gateway's remark",
          "DCID 8 MID 19 to RID 0 - 4.1.0 - Unknown address error ('421', ['4.7.0 Later']) []",
          false, "7 421 4.7.0 - temporary server-busy -\n" },
        { "a transcript", "00:00:01 [192.0.2.1][77] rsp: 550 no such user", false,
          "7 550 - - permanent user-unknown -\n" },
        { "what else begins so", "00:00:01 [192.0.2.1][77] rsp: 404 not found", false, "" },
        { "words only", "mail: mailbox is full", false, "" },
    };
    size_t i;

    for (i = 0; i < COUNT(lines); i++) {
        struct buf got = buf_new(10000);

        buf_puts(&got, "");
        (void)explain(*state, SW_INPUT_LINE, lines[i].text, strlen(lines[i].text), 7, lines[i].all,
                      take, &got);
        want_text(lines[i].name, "outcomes", got.ptr, lines[i].want);
        buf_free(&got);
    }
    unit_end();
}

static void tells_all_if_asked(void **state)
{
    static const char text[] = "250 2.1.0 Ok\n550 5.7.1 spam\n250 2.1.0 Ok\n";
    struct buf got = buf_new(10000);

    assert_int_equal(explain(*state, SW_INPUT_TEXT, text, sizeof text - 1, 1, true, take, &got), 2);
    assert_string_equal(got.ptr, "1 250 2.1.0 - success ok -\n2 550 5.7.1 - permanent spam -\n");
    buf_free(&got);
}

struct place {
    size_t n, line, start, end;
};

static bool take_place(void *arg, const struct sw_outcome *o)
{
    *(struct place *)arg = (struct place){ 1, o->line, o->start, o->end };
    return false;
}

static void points_at_evidence(void **state)
{
    static const struct {
        const char *name, *text;
        struct place want; /* of the first outcome; bytes counted by hand */
    } places[] = {
        { "whole line", "550 5.1.1 no", { 1, 1, 0, 12 } },
        { "code alone", "550", { 1, 1, 0, 3 } },
        { "blanks around", "  550 no  ", { 1, 1, 2, 8 } },
        { "line end", "550 no\r\n", { 1, 1, 0, 6 } },
        { "behind an introduction", "host x said: 550 no", { 1, 1, 13, 19 } },
        { "to where words end", "said: 550 no (in reply to RCPT TO command)", { 1, 1, 6, 12 } },
        { "third line", "a\nb\n550 no\nc", { 1, 3, 0, 6 } },
        { "first of several lines", "x: 550-one\n550 two", { 1, 1, 3, 10 } },
        { "beyond ASCII before", "f\xc3\xbcr: 550 no", { 1, 1, 6, 12 } },
        { "words only", "mailbox is full", { 1, 1, 0, 15 } },
        { "quoted", "the server said \"550 no\" and closed", { 1, 1, 17, 23 } },
        { "a code before Python's quote", "(550, b'no such user')", { 1, 1, 1, 20 } },
        { "a code before a label", "550, message: no such user", { 1, 1, 0, 26 } },
        { "CR LF before", "a\r\nb\r\n550 no\r\n", { 1, 3, 0, 6 } },
    };
    size_t i;

    for (i = 0; i < COUNT(places); i++) {
        struct place got = { 0, 0, 0, 0 };
        const char *text = places[i].text;

        (void)explain(*state, SW_INPUT_TEXT, text, strlen(text), 1, false, take_place, &got);
        want_size(places[i].name, "outcomes", got.n, places[i].want.n);
        want_size(places[i].name, "line", got.line, places[i].want.line);
        want_size(places[i].name, "start", got.start, places[i].want.start);
        want_size(places[i].name, "end", got.end, places[i].want.end);
    }
    unit_end();
}

static void counts_from_first_line(void **state)
{
    struct place got = { 0, 0, 0, 0 };

    (void)explain(*state, SW_INPUT_TEXT, "a\n550 5.1.1 no", 14, 1000, false, take_place, &got);
    assert_int_equal(got.line, 1001);
    assert_int_equal(got.start, 0);
    assert_int_equal(got.end, 12);
}

/* take_keys - every field by name, as the JSON will have it */
static bool take_keys(void *arg, const struct sw_outcome *o)
{
    size_t i;

    buf_printf(arg, "text=%s\nrecipient=%s\nsender=%s\nhost=%s\nip=%s\n", or_dash(o->text),
               or_dash(o->recipient), or_dash(o->sender), or_dash(o->host), or_dash(o->ip));
    buf_printf(arg, "command=%s\nqueue_id=%s\ndirection=%s\nretry_after=%ld\n", or_dash(o->command),
               or_dash(o->queue_id), or_dash(sw_direction_name(o->direction)), o->retry_after);
    buf_printf(arg, "group=%s\nacts=%s\nretry=%d\nprovider=%s\nrule=%s\nconfidence=%s\n", o->group,
               sw_acts_name(o->acts), o->retry, or_dash(o->provider), o->rule,
               sw_confidence_name(o->confidence));
    if (o->blocklist)
        buf_printf(arg, "blocklist=%s %s\n", o->blocklist->zone, or_dash(o->blocklist->lookup));
    want_true("keys", "title, meaning, a step", *o->title && *o->meaning && o->nfix > 0);
    for (i = 0; i < o->nreferences; i++)
        want_true("keys", "a reference is not empty", *o->references[i] != '\0');
    return true;
}

static const struct {
    const char *name, *text, *want;
} keys[] = {
    { "a log of Postfix",
      "Nov 22 07:14:17 mx postfix/smtp[811]: 4XyZ1bC2dEz: to=<lea@b.example>, "
      "relay=gmail-smtp-in.l.google.com[192.0.2.26]:25, delay=1, delays=0/0/1/0, dsn=5.1.1, "
      "status=bounced (host gmail-smtp-in.l.google.com[192.0.2.26] said: 550-5.1.1 The email "
      "account that you tried to reach does not exist. p=NoSuchUser (in reply to RCPT TO "
      "command))",
      "text=The email account that you tried to reach does not exist. p=NoSuchUser\n"
      "recipient=lea@b.example\nsender=-\nhost=gmail-smtp-in.l.google.com\nip=192.0.2.26\n"
      "command=RCPT TO\nqueue_id=4XyZ1bC2dEz\ndirection=outbound\nretry_after=-1\n"
      "group=recipient\nacts=sender\nretry=0\nprovider=Google\nrule=google-no-such-user\n"
      "confidence=reply\n" },
    { "refused here, a provider's host: not the provider speaks",
      "Nov 22 07:14:17 mx postfix/smtpd[811]: NOQUEUE: reject: RCPT from "
      "mail-lf1-f41.google.com[192.0.2.26]: 550 5.1.1 <lea@b.example>: no such user; "
      "from=<tom@gmail.com> to=<lea@b.example> proto=ESMTP helo=<mail-lf1-f41.google.com>",
      "text=<lea@b.example>: no such user\n"
      "recipient=lea@b.example\nsender=tom@gmail.com\nhost=mail-lf1-f41.google.com\n"
      "ip=192.0.2.26\n"
      "command=RCPT TO\nqueue_id=-\ndirection=inbound\nretry_after=-1\n"
      "group=recipient\nacts=sender\nretry=0\nprovider=-\nrule=generic-recipient-user-unknown\n"
      "confidence=wording\n" },
    { "refused here, blocklist",
      "Nov 22 07:14:18 mx postfix/smtpd[812]: NOQUEUE: reject: RCPT from "
      "unknown[198.51.100.7]: 554 5.7.1 Service unavailable; Client host [198.51.100.7] blocked "
      "using zen.spamhaus.org; from=<max@a.example> to=<lea@b.example> proto=ESMTP helo=<x>",
      "text=Service unavailable; Client host [198.51.100.7] blocked using zen.spamhaus.org\n"
      "recipient=lea@b.example\nsender=max@a.example\nhost=-\nip=198.51.100.7\n"
      "command=RCPT TO\nqueue_id=-\ndirection=inbound\nretry_after=-1\n"
      "group=reputation\nacts=sender\nretry=0\nprovider=-\nrule=spamhaus-listed\n"
      "confidence=reply\nblocklist=zen.spamhaus.org "
      "https://check.spamhaus.org/results/?query=198.51.100.7\n" },
    { "a list, asked about an address", "550 7.100.51.198.zen.spamhaus.org says no",
      "text=7.100.51.198.zen.spamhaus.org says no\nrecipient=-\nsender=-\nhost=-\n"
      "ip=198.51.100.7\ncommand=-\nqueue_id=-\ndirection=-\nretry_after=-1\n"
      "group=reputation\nacts=sender\nretry=0\nprovider=-\nrule=zen.spamhaus.org\n"
      "confidence=wording\nblocklist=zen.spamhaus.org "
      "https://check.spamhaus.org/results/?query=198.51.100.7\n" },
    { "a list, not known about what", "550 blocked using psbl.surriel.com",
      "text=blocked using psbl.surriel.com\nrecipient=-\nsender=-\nhost=-\nip=-\n"
      "command=-\nqueue_id=-\ndirection=-\nretry_after=-1\n"
      "group=reputation\nacts=sender\nretry=0\nprovider=-\nrule=psbl.surriel.com\n"
      "confidence=wording\nblocklist=psbl.surriel.com https://psbl.org/listing\n" },
    { "greylisting",
      "host mx.b.example[192.0.2.1] said: 450 4.2.0 <lea@b.example>: Recipient address rejected: "
      "Greylisted, try again in 5 minutes (in reply to RCPT TO command)",
      "text=<lea@b.example>: Recipient address rejected: Greylisted, try again in 5 minutes\n"
      "recipient=lea@b.example\nsender=-\nhost=mx.b.example\nip=192.0.2.1\n"
      "command=RCPT TO\nqueue_id=-\ndirection=outbound\nretry_after=300\n"
      "group=throttling\nacts=wait\nretry=1\nprovider=-\n" },
    { "a code alone", "552 xyzzy",
      "text=xyzzy\nrecipient=-\nsender=-\nhost=-\nip=-\ncommand=-\nqueue_id=-\ndirection=-\n"
      "retry_after=-1\ngroup=recipient\nacts=recipient\nretry=0\nprovider=-\nrule=552\n"
      "confidence=code\n" },
    { "unfolded", "552-Xyzzy\r\n552-  and\tmore\r\n552 of it",
      "text=Xyzzy and more of it\nrecipient=-\n" },
    { "unfolded, a number that could be a count", "552-Xyzzy\n552 recipients",
      "text=Xyzzy recipients\nrecipient=-\n" },
    { "hostile", "552 \x1b[2Jred\x1b[8C \xe2\x80\xae \xff \xc2\x9b",
      "text=\\x1b[2Jred\\x1b[8C \\xe2\\x80\\xae \\xff \\xc2\\x9b\nrecipient=-\n" },
};

/* Some wanted texts are only the beginning: what follows depends on the data. */
static void fills_all_keys(void **state)
{
    size_t i;

    for (i = 0; i < COUNT(keys); i++) {
        struct buf got = buf_new(100000);

        buf_puts(&got, "");
        (void)explain(*state, SW_INPUT_TEXT, keys[i].text, strlen(keys[i].text), 1, false,
                      take_keys, &got);
        if (got.len > strlen(keys[i].want))
            got.ptr[strlen(keys[i].want)] = '\0';
        want_text(keys[i].name, "keys", got.ptr, keys[i].want);
        buf_free(&got);
    }
    unit_end();
}

/* What comes from the reply stands quoted in the commands that a person will paste. */
static bool take_checks(void *arg, const struct sw_outcome *o)
{
    size_t i;

    for (i = 0; i < o->ncheck; i++)
        buf_printf(arg, "%s\n", o->check[i]);
    return true;
}

static void quotes_in_commands(void **state)
{
    static const char *const texts[] = {
        "550 5.1.1 <a$(reboot)@b.example>: User unknown",
        "550 5.1.1 <a`reboot`@b.example>: User unknown",
        "550 5.1.1 <a;reboot@b.example>: User unknown",
        "550 5.1.1 <-oQ/tmp@b.example>: User unknown",
        "550 5.1.1 <'a@b.example>: User unknown",
    };
    size_t i;

    for (i = 0; i < COUNT(texts); i++) {
        struct buf got = buf_new(10000);
        const char *p;
        bool quoted = false;

        buf_puts(&got, "");
        (void)explain(*state, SW_INPUT_TEXT, texts[i], strlen(texts[i]), 1, false, take_checks,
                      &got);
        for (p = got.ptr; *p; p++) {
            if (*p == '\'')
                quoted = !quoted;
            want_true(texts[i], "special characters are quoted", quoted || !strchr("$`;&", *p));
        }
        want_true(texts[i], "no option was smuggled in", !strstr(got.ptr, " -oQ"));
        buf_free(&got);
    }
    unit_end();
}

struct stopping {
    size_t n, after;
};

static bool take_some(void *arg, const struct sw_outcome *o)
{
    struct stopping *s = arg;

    (void)o;
    return ++s->n != s->after;
}

static void stops_when_told(void **state)
{
    struct buf text = buf_new(100000);
    struct stopping s = { 0, 3 };
    size_t i;

    for (i = 0; i < 100; i++)
        buf_printf(&text, "550 5.1.%zu no\n", i);
    assert_int_equal(explain(*state, SW_INPUT_TEXT, text.ptr, text.len, 1, false, take_some, &s),
                     3);
    assert_int_equal(s.n, 3);
    s = (struct stopping){ 0, 0 };
    assert_int_equal(explain(*state, SW_INPUT_TEXT, text.ptr, text.len, 1, false, take_some, &s),
                     100);
    buf_free(&text);
}

/* The same reply a thousand times is one outcome; the next call begins anew. */
static void tells_each_once(void **state)
{
    struct buf text = buf_new(100000);
    struct stopping s = { 0, 0 };
    size_t i;

    for (i = 0; i < 1000; i++)
        buf_printf(&text, "%s no such user\n", i % 2 ? "550 5.1.1" : "450 4.1.1");
    assert_int_equal(explain(*state, SW_INPUT_TEXT, text.ptr, text.len, 1, false, take_some, &s),
                     2);
    assert_int_equal(explain(*state, SW_INPUT_TEXT, text.ptr, text.len, 1, false, take_some, &s),
                     2);
    buf_free(&text);
}

/* Many recipients are as many outcomes, however often and in whatever order they come. */
static void tells_each_recipient_once(void **state)
{
    struct buf text = buf_new(1 << 20);
    struct stopping s = { 0, 0 };
    size_t i;

    for (i = 0; i < 2000; i++)
        buf_printf(&text, "550 5.1.1 <lea%zu@b.example>: User unknown\n", i);
    for (i = 2000; i-- > 0;)
        buf_printf(&text, "550 5.1.1 <lea%zu@b.example>: User unknown\n", i);
    buf_puts(&text, "550 5.1.1 User unknown\n");
    assert_int_equal(explain(*state, SW_INPUT_TEXT, text.ptr, text.len, 1, false, take_some, &s),
                     2000);
    buf_free(&text);
}

static void bears_long_texts(void **state)
{
    struct buf text = buf_new(4 << 20);
    struct stopping s = { 0, 0 };
    size_t i;

    buf_puts(&text, "550 5.1.1 ");
    for (i = 0; i < 300000; i++)
        buf_puts(&text, "word <a@b> ");
    assert_int_equal(explain(*state, SW_INPUT_TEXT, text.ptr, text.len, 1, false, take_some, &s),
                     1);
    assert_null(sw_warning(*state));
    buf_free(&text);
}

/* A span of time counts only where the words ask to wait; words may contradict the class. */
static const struct {
    const char *text;
    long seconds;
    bool conflict;
} waits[] = {
    { "450 4.2.0 Greylisted, please try again in 300 seconds", 300, false },
    { "451 4.7.1 Bitte versuchen Sie es in 5 min erneut", 300, false },
    { "421 4.4.2 connection timed out after 300 seconds", -1, false },
    { "450 4.7.1 more than 5 messages in 10 minutes", -1, false },
    { "554 5.4.7 message was in the queue for 5 days", -1, false },
    { "450 4.2.1 Mailbox busy, try again later", -1, false },
    { "550 5.2.1 Mailbox temporarily disabled", -1, true },
    { "550 5.2.0 Mailbox vorübergehend nicht verfügbar", -1, true },
    { "550 5.1.1 User unknown", -1, false },
};

static bool take_wait(void *arg, const struct sw_outcome *o)
{
    buf_printf(arg, "%ld %d", o->retry_after, o->conflict);
    return true;
}

static void tells_when_to_retry(void **state)
{
    size_t i;

    for (i = 0; i < COUNT(waits); i++) {
        struct buf got = buf_new(100), want = buf_new(100);

        buf_printf(&want, "%ld %d", waits[i].seconds, waits[i].conflict);
        (void)explain(*state, SW_INPUT_TEXT, waits[i].text, strlen(waits[i].text), 1, false,
                      take_wait, &got);
        want_text(waits[i].text, "seconds, conflict", got.ptr, want.ptr);
        buf_free(&got);
        buf_free(&want);
    }
    unit_end();
}

/* Where words decide, the text is not that of a reply code which means several things. */
static bool take_meaning(void *arg, const struct sw_outcome *o)
{
    buf_puts(arg, o->meaning);
    return true;
}

static void words_have_their_own_text(void **state)
{
    static const char *const texts[] = { "552 Mailbox full", "452 Mailbox full",
                                         "550 mailbox full" };
    struct buf want = buf_new(1000);
    size_t i;

    (void)explain(*state, SW_INPUT_TEXT, "mailbox is full", 15, 1, false, take_meaning, &want);
    assert_non_null(want.ptr);
    for (i = 0; i < COUNT(texts); i++) {
        struct buf got = buf_new(1000);

        (void)explain(*state, SW_INPUT_TEXT, texts[i], strlen(texts[i]), 1, false, take_meaning,
                      &got);
        want_text(texts[i], "meaning", got.ptr, want.ptr);
        buf_free(&got);
    }
    buf_free(&want);
    unit_end();
}

static int set_up(void **state)
{
    *state = sw_new();
    return *state ? 0 : -1;
}

static int tear_down(void **state)
{
    sw_free(*state);
    sw_free(NULL);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(explains),
        cmocka_unit_test(explains_lines),
        cmocka_unit_test(tells_all_if_asked),
        cmocka_unit_test(points_at_evidence),
        cmocka_unit_test(counts_from_first_line),
        cmocka_unit_test(fills_all_keys),
        cmocka_unit_test(quotes_in_commands),
        cmocka_unit_test(stops_when_told),
        cmocka_unit_test(tells_each_once),
        cmocka_unit_test(tells_each_recipient_once),
        cmocka_unit_test(bears_long_texts),
        cmocka_unit_test(tells_when_to_retry),
        cmocka_unit_test(words_have_their_own_text),
    };

    return cmocka_run_group_tests_name("explain", tests, set_up, tear_down);
}
