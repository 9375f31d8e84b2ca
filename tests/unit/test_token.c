/* SPDX-License-Identifier: MIT */
/*
 * What is a code and what is not.  Each line comes from a log, a notice or an
 * issue (names and addresses changed); the wanted tokens are typed as trust and
 * text, "none" ones left out.
 */
#include "buf.h"
#include "status.h"
#include "token.h"
#include "unit.h"

static const struct {
    const char *name, *text, *want;
} cases[] = {
    /* replies where replies begin */
    { "a reply", "550 5.1.1 User unknown", "sure:550 5.1.1;" },
    { "a reply without an enhanced code", "550 User unknown", "likely:550;" },
    { "a code alone", "550", "likely:550;" },
    { "a letter behind a reply code", "550 b'5.1.1 User'", "sure:550 b'5.1.1;" },
    { "a word of one letter", "550 a 5.1.1", "likely:550;maybe:5.1.1;" },
    { "an enhanced code with a zero before it", "550 5.01.1 User", "likely:550 5.01.1;" },
    { "an enhanced code and a comma", "550 5.1.1, 5.1.2", "sure:550 5.1.1;" },
    { "a part of an address", "550 5.1.1.1 refused", "likely:550;" },
    { "an enhanced code alone", "5.7.26", "likely:5.7.26;" },
    { "enhanced code and words", "5.7.26 Unauthenticated mail", "likely:5.7.26;" },
    { "goes on", "550-5.7.26 This mail", "sure:550-5.7.26+;" },
    { "goes on, no enhanced code", "554-web.example (mx01) refused", "likely:554+;" },
    { "goes on with an address", "550-198.51.100.7 is listed", "likely:550+;" },
    { "goes on with another number", "550-1000726 refused", "" },
    { "a measure", "512-bit key", "" },
    { "a measure within a sentence", "a 421-page report", "" },
    { "a word that only begins like one", "550-Pages are refused", "likely:550+;" },
    { "the code again", "550-550 No", "likely:550+;" },
    { "of the web, perhaps", "status 410", "maybe:410;" },
    { "two lines", "550-5.1.1 One\n550 5.1.1 Two", "sure:550-5.1.1+;sure:550 5.1.1;" },
    { "escaped line break", "451-One\\n451 Two", "likely:451+;likely:451;" },
    { "said", "host mx.example.net[192.0.2.1] said: 550 No such user", "sure:550;" },
    { "said, both", "said: 550 5.1.1 No", "sure:550 5.1.1;" },
    { "a bar behind", "RejCode=550|RejInfo=\"5.1.1 No\"", "sure:550;likely:5.1.1;" },
    { "a semicolon between", "returned '550;5.7.711 Access denied", "sure:550;5.7.711;" },
    { "refused", "refused to talk to me: 554-mx.example Bad DNS PTR", "sure:554+;" },
    { "Exim", "SMTP error from remote mail server after RCPT TO:<a@b.example>: 550 unknown",
      "likely:550;" },
    { "qmail", "Remote host said: 550 sorry, no mailbox here", "sure:550;" },
    { "qmail with underscores", "Remote_host_said:_550_5.1.1_no_user/", "sure:550_5.1.1;" },
    { "hash", "550 #5.1.1 bad address", "sure:550 #5.1.1;" },
    { "hash and bracket", "Sorry, no mailbox here by that name. (#5.1.1)", "sure:5.1.1;" },
    { "code and hash far apart", "550 sorry (#5.7.1)", "likely:550;sure:5.7.1;" },
    { "hash behind an address", "<a@b.example #5.1.1>", "sure:5.1.1;" },
    { "dsn=", "to=<a@b.example>, dsn=5.1.1, status=bounced", "sure:5.1.1=;" },
    { "Status:", "Status: 5.0.0", "sure:5.0.0=;" },
    { "Diagnostic-Code", "Diagnostic-Code: smtp; 550 5.1.1 unknown", "sure:550 5.1.1;" },
    { "transcript", "<<< 550 5.1.1 unknown", "sure:550 5.1.1;" },
    { "transcript, bare", "<<< 421 too busy", "likely:421;" },
    { "transcript of a mail program", "[07:14:17] ESMTP< 535 no", "likely:535;" },
    { "transcript with times", "[07:14:17] < 550 no such user", "likely:550;" },
    { "messages, and what is not allowed", "smtp; 550 Messages over 10 MB are refused",
      "sure:550;" },
    { "messages, behind an exception", "SMTPAddressFailedException: 550 Messages are refused",
      "sure:550;" },
    { "messages that were counted", "smtp; 550 messages were sent", "" },
    { "a mark of NetEase, glued", "421HL:ICC 163 mx29", "likely:421;" },
    { "letters and no mark", "421HL:ICCX 163, 550MB:one, 550MI", "" },
    { "a comparison", "if the size < 550 then", "maybe:550;" },
    { "a condition of a program", "return reply >= 400 : enhanced", "" },
    { "another one", "if (smtp.code === 550) said", "" },
    { "no condition but a value", "smtp code=550 no such user", "sure:550;" },
    { "the end of a name", "550 refused. AB_CD_503 (#5.7.1)", "likely:550;sure:5.7.1;" },
    { "behind a name for it", "error_550 no such user", "sure:550;" },
    { "behind blanks of qmail", "host_said:_550_no_user", "likely:550;" },
    { "glued to the protocol's name", "rejected: SMTP550_5.7.1 no", "sure:550_5.7.1;" },
    { "glued to a name that is longer", "xsmtp550_5.7.1, smtp550.example.com", "maybe:5.7.1;" },
    { "behind the status made of it", "Status: 5.1.1 550 No such user", "sure:5.1.1=;sure:550;" },
    { "behind a status of another class", "Status: 4.1.1 550 No such user", "sure:4.1.1=;" },
    { "FTP", "FTPError: 550 No such file", "" },
    { "FTP, a command above it", "> STOR index.html\n< 550 index.html: denied", "" },
    { "a host that is called so", "host ftp.example.com said: 550 No such user", "sure:550;" },
    { "a port above it", "port 25\n550 No such user", "likely:550;" },
    { "the web, a dash between", "Error code: 422 - Unprocessable Entity", "" },
    { "the web, no words", "error code: 422", "" },
    { "no web, of mail", "SMTP error code: 422", "sure:422;" },
    { "kept ready by a policy server", "Action: prepend: Text: x Reject action: 550 5.7.23", "" },
    { "used by a policy server", "Action: reject: Text: x Reject action: 550 5.7.23",
      "sure:550 5.7.23;" },
    { "Python, a code that is not listed", "{'a@b': (559, b'No')}", "likely:559;" },
    { "such a number before text", "x(559, 'No')", "" },
    { "Python, a tuple without its bracket", "this '550, b'No such user'", "likely:550;" },
    { "transcript with S:", "S: 554 no", "likely:554;" },
    { "quoted", "'550 No such user'", "likely:550;" },
    { "Python", "(550, b'5.1.1 User unknown')", "sure:550, b'5.1.1;" },
    { "Python, quotes bent by a web page", "SMTPDataError: (550, b\u20195.7.60 no",
      "sure:550, b\u20195.7.60;" },
    { "German quotes", "421, \u201e4.7.0\u201c \u2013 TLS", "sure:421, \u201e4.7.0;" },
    { "guillemets", "451, \u00ab4.4.2\u00bb", "sure:451, \u00ab4.4.2;" },
    { "a German heading", "Fehlercode 550 Postfach", "sure:550;" },
    { "Python, bent quotes and no enhanced code", "(550, b\u2019No such user\u2019)",
      "likely:550;" },
    { "Python, dictionary", "{'code': 450, 'message': '4.1.8 <a@b.example>: no'}",
      "sure:450, 'message': '4.1.8;" },
    { "in brackets, behind a dash", "SMTP Error (553) - 5.7.1 no", "sure:553) - 5.7.1;" },
    { "in brackets", "SMTP Error (553) 5.7.1 no", "sure:553) 5.7.1;" },
    { "a dash before no code", "450 - 5.1 of 7", "likely:450;" },
    { "Python, tuple without enhanced code", "{'a@b.example': (550, b'No such user')}",
      "likely:550;" },
    { "Python, exception", "SMTPDataError(452, b'No room')", "sure:452;" },
    { "Python, an unknown number", "f(404, 'No room')", "" },
    { "Python, no reply", "[550, 'rows']", "" },
    { "unexpected", "raised unexpected: 554 no", "likely:554;" },
    { "expected", "expected 250, got 554 no", "sure:554;" },
    { "counts", "421 messages waiting, 550 sent today", "" },
    { "a reply behind a comma", "refused by mx.example.org, 550 no such user", "likely:550;" },
    { "brackets", "Error SMTP: [550] no", "sure:550;" },
    { "enhanced code begins a sentence", "Failed 'a@b.example'. 5.1.1 <a@b.example>: no",
      "likely:5.1.1;" },
    { "between a dash and a tag", "553 not allowed - 5.7.1 [X21] No", "likely:553;maybe:5.7.1;" },
    { "behind a dash", "553 not allowed - 5.7.1 of us", "likely:553;" },
    { "a heading", "2.3.2. Mailing lists", "" },
    { "a version ends a sentence", "Now it is. 5.1.1 is next", "" },
    { "IronPort", "5.1.0 - Unknown address error 550-'5.1.1 unknown'",
      "likely:5.1.0;sure:550+;likely:5.1.1;" },
    { "success", "250 2.0.0 Ok: queued as 4XyZ", "sure:250 2.0.0;" },
    { "NOQUEUE", "reject: RCPT from unknown[198.51.100.7]: 554 5.7.1 Service unavailable",
      "sure:554 5.7.1;" },
    { "two codes on a line", "450 4.2.0 greylisted, then 550 5.1.1 unknown",
      "sure:450 4.2.0;sure:550 5.1.1;" },
    { "a sentence begins", "550 Messages without a date are refused", "likely:550;" },
    { "a quote that bends",
      "it said \xe2\x80\x9c"
      "5.1.1 unknown\xe2\x80\x9d",
      "sure:5.1.1;" },
    { "a quote of French",
      "il dit \xc2\xab"
      "5.1.1 unknown\xc2\xbb",
      "likely:5.1.1;" },
    { "PHP, dumped",
      "[\"smtp_code\"]=>\n  string(3) \"554\"\n  [\"smtp_code_ex\"]=>\n string(5) \"5.7.1\"",
      "sure:554;sure:5.7.1;" },
    { "PHP, another's key", "[\"id\"]=>\n  string(3) \"554\"", "" },
    { "a web server's line", "\"POST /mailgun/tracking/ HTTP/1.1\" 500 808", "" },
    { "the number of a message", "SMTPDeliverer - Message 550: could not be delivered", "" },
    { "words of the web in brackets", "mail: Server Error: 500 (Internal Server Error)", "" },
    { "a field of a request", "mail: method=POST path=/mail/test status=500 size=48", "" },
    { "the same in JSON", "{\"app\":\"mail\",\"path\":\"/x\",\"status\": 500,\"ms\":3}", "" },
    { "what a web server answered", "GET /mail/verify 500 connection timed out", "" },
    { "in a web server's log", "- - [22/Nov/2026:07:14:17 +0000] \"GET /mail?to=a@b\" 400 226",
      "" },
    { "a gateway's number of a message", "Info: MID 550 ICID 451 To: <lea@example.org> no", "" },
    { "what a scanner answered on its socket", "avast /run/avast_sock : 451 error 13 in it",
      "likely:451;" },
    { "behind a path in quotes", "'/var/mail/lea' 550 no", "likely:550;" },
    { "a remainder", "x = year % 400 if leap", "" },
    { "a diagram", "Server -> Client: 500", "" },
    { "a session", "SERVER -> CLIENT: 500 no", "likely:500;" },
    { "a line of a file", "in Smtp/Transport.php (445)", "" },
    { "a host's code in brackets", "mx.example.org (550)", "maybe:550;" },
    { "no blank behind the codes", "550 5.7.1Unauthorised", "sure:550 5.7.1;" },
    { "no blank behind an enhanced code", "version 5.7.1p1", "" },
    { "an arrow", "Sun 2026-11-22 07:14:17.123: <-- 554 no service", "likely:554;" },
    { "an arrow of three", "Net::SMTP=GLOB(0x1a2b)<<< 554 no service", "likely:554;" },
    { "an assignment", "x <- 550", "maybe:550;" },
    { "a field of a line", "192.0.2.25\t554 no service", "likely:554;" },
    { "a field that is a count", "example.org\t550\t12", "maybe:550;" },
    { "a subject", "Subject: 550 reasons to read on", "" },
    { "a subject with both codes", "Subject: 550 5.1.1 no", "sure:550 5.1.1;" },
    { "a noun in the plural that a reply is about", "550 messages without a date are refused",
      "likely:550;" },
    { "attachments", "554 attachments of this type are not allowed", "likely:554;" },
    { "users who may not", "550 users of this list may not post", "likely:550;" },
    { "a count", "550 messages without a date were refused", "" },
    { "a count of what is there", "550 connections are open", "" },
    { "a share", "550 percent", "" },
    { "people", "421 users logged in", "" },
    { "a dot between", "550.5.7.0 no", "sure:550.5.7.0;" },
    { "a dot between, introduced", "smtp; 550.5.7.0 no", "sure:550.5.7.0;" },
    { "a dot between, said", "said: 421.4.7.0 no", "sure:421.4.7.0;" },
    { "a dot between, another class", "550.4.7.0 no", "" },
    { "a version", "driver 550.5.7.0 no", "" },
    { "a longer version", "550.5.7.0.1 no", "" },
    { "a metric's label", "smtp_replies_total{code=\"250\"} 550", "" },
    { "a metric's labels", "smtp_replies{code=\"550\",host=\"mx\"} 12", "" },
    { "a metric's value", "smtp_replies{status=\"sent\"} 550", "" },
    { "a key in braces", "{code=\"550\"} no such user", "sure:550;" },
    { "a server begins to speak", "refused to talk to me: 553 Connections are blocked",
      "sure:553;" },
    { "a server's count", "the server said: 553 connections are too many", "" },
    { "a count within", "in all 550 Messages are refused", "" },
    { "expected and got", "Expected: 250, Got: 553 | 553 5.7.1 not yours",
      "sure:553;sure:553 5.7.1;" },
    { "expected only", "expected code 250, gotten nothing 354", "" },
    { "a test's report", "expected \"550 5.1.1 no\" to contain \"250\"", "sure:550 5.1.1;" },
    { "a test's report, the other way round", "expected '250 ok' not to equal '550 no'", "" },
    { "a test's report without what came", "expected \"550 no\" from it", "" },
    { "a bare mention", "I got a 451 error from them", "maybe:451;" },
    { "end of a sentence", "They answered 554.", "sure:554;" },
    { "code in brackets", "temporarily deferred (451)", "sure:451;" },

    /* not codes: addresses, ports, names */
    { "IPv4", "connect to 192.0.2.25: refused", "" },
    { "a host's port", "www.mail.example:443 open", "" },
    { "an address and its port", "[192.0.2.1]:465: socket error", "" },
    { "a port of BIND's", "client 192.0.2.1#550 (mail.example)", "" },
    { "code glued to a word", "error:550 no", "sure:550;" },
    { "an elided word of Catalan", "421 S'ha perdut la connexi\xc3\xb3", "likely:421;" },
    { "milliseconds", "10:00:00,550 - sender started", "" },
    { "client_version", "\"client_version\": \"4.5.2\", \"email\": 1", "" },
    { "a value alone, in a string", "{\"m\":\"{\\\"agent\\\":\\\"4.5.2\\\"}\"}", "" },
    { "a version of a program", "\"xmailer\": \"Mailer/smtp 4.3.0\"", "" },
    { "no version", "lmtp 4.2.2 full", "sure:4.2.2;" },
    { "a value alone", "{\"agent\":\"4.5.2\"}", "" },
    { "a value alone, of a known key", "{\"enhanced\":\"4.5.2\"}", "sure:4.5.2;" },
    { "http status code", "mail: responded with HTTP Status Code 500", "" },
    { "error of a URL", "mail: curl: (22) The requested URL returned error: 450", "" },
    { "status code", "Request failed with status code 500", "" },
    { "smtp status code", "smtp status code 503", "sure:503;" },
    { "status code of mail", "failed with status code 550", "sure:550;" },
    { "errno", "SMTP code: 110 Connection timed out", "" },
    { "exit status", "Command died with status 255: \"/bin/x\"", "" },
    { "a database's connection", "Aborted connection 550 to db: 'mail' user: 'postfix'", "" },
    { "an account of a database", "mail: using Account 550 (2026-11-22T07:14:17)", "" },
    { "ftp behind it", "530 Login incorrect. ftp: Login failed", "" },
    { "a dash behind its name", "Error - 550 no", "sure:550;" },
    { "a port", "{\"mail\": \"no\", \"DestinationPort\": 443, \"dstport\": \"450\"}", "" },
    { "ordinal", "550 second recipient refused", "likely:550;" },
    { "seconds", "wait 550 second steps", "" },
    { "relay[92.5.1.10]", "relay[92.5.1.10]", "" },
    { "relay and a real code", "421 connect to relay[92.5.1.10]: refused", "likely:421;" },
    { "address that begins like a code", "5.1.10.92 said nothing", "" },
    { "address that ends like a code", "host 192.5.1.1", "" },
    { "4.16.55.1", "Yahoo says 4.16.55.1 for this address", "" },
    { "IPv6", "2001:db8:550::25", "" },
    { "IPv6 with brackets", "[2001:db8::421]:25", "" },
    { "port behind a colon", "mx.example.net[192.0.2.1]:587: Connection timed out", "" },
    { "the word port", "connection to port 587 timed out", "" },
    { "another port", "on port 465", "" },
    { "pid", "postfix/smtp[550]: connect", "" },
    { "pid by name", "pid 451 exited", "" },
    { "pid, equals", "pid=550 uid=421", "" },
    { "host name with a number", "mx450.example.net mx-550.example", "" },
    { "local part", "<550@b.example> <a.421@b.example>", "" },
    { "URL", "see https://b.example/550 and http://b.example/?p=550", "" },

    /* not codes: versions, sizes, dates, ids */
    { "v2.1.1.108", "v2.1.1.108", "" },
    { "5.1.1024", "5.1.1024", "" },
    { "2.4.6 of a program", "Apache/2.4.6", "" },
    { "version", "ESMTP Exim version 4.94.2 ready", "" },
    { "version glued", "exim4.94.2 postfix-3.5.6", "" },
    { "release candidate", "5.4.0rc1", "" },
    { "size", "size=550 nrcpt=1", "" },
    { "bytes", "message of 552 bytes", "" },
    { "kilobytes", "took 550 KB", "" },
    { "a recipe", "Bread: 500 g flour, 350 ml water", "" },
    { "money", "you owe me 300 euro", "" },
    { "people", "a hall for 450 people", "" },
    { "a length", "450 kilometres of cable were laid", "maybe:450;" },
    { "jobs behind a comma", "done, 450 jobs are left", "" },
    { "an unlisted number of things", "489 houses were sold", "" },
    { "a plural that begins a reply", "550 Messages of this kind are refused", "likely:550;" },
    { "an introduced plural", "said: 550 relays of other domains", "sure:550;" },
    { "no plural", "554 this is not accepted", "likely:554;" },
    { "the number of a house", "421 Main Street, Springfield", "" },
    { "no street", "421 Main server is down", "likely:421;" },
    { "a client of the web", "[420 status code 420]", "" },
    { "the web's own words", "API error: 400 Bad Request", "" },
    { "words of the web that are rare", "417 Expectation Failed", "" },
    { "the web's words for a code of mail", "451 Unavailable for legal reasons", "" },
    { "that code with words of mail", "451 unavailable, try again", "likely:451;" },
    { "the web's name of a code", "upload: 502 HTTP_STATUS_BAD_GATEWAY", "" },
    { "a page behind a code", "550 http://example.com/why", "likely:550;" },
    { "a service of the web", "(Service: X; Status Code: 400; Error Code: Y)", "" },
    { "what a program expects, in square brackets", "assertResponse(\"\", [ 354])", "" },
    { "a status that is said", "550 status code 5.1.1", "likely:550;sure:5.1.1;" },
    { "an unexpected success", "Unexpected greeting: 220-mx.example.org", "" },
    { "another than expected", "expected 354 but got code 250", "" },
    { "an unexpected failure", "Unexpected greeting: 554 no", "likely:554;" },
    { "what a program expects", "assertResponse('', array(250, 251))", "" },
    { "megabytes in brackets", "(451 MB)", "" },
    { "seconds", "timed out after 421 seconds", "" },
    { "milliseconds", "in 550ms, 451 ms", "" },
    { "delay", "delay=550, delays=0.1/421/0/0", "" },
    { "date", "2026-05-01 and 2021.5.1", "" },
    { "German date", "Am 5.11.2026 um 4.50 Uhr", "" },
    { "time", "07:14:17.550 UTC", "" },
    { "time zone", "+0530 -0450", "" },
    { "queue id", "queued as 4504212A550", "" },
    { "queue id of digits", "550421: removed", "" },
    { "message-id", "<20260501.550.1234@b.example>", "" },
    { "number with a fraction", "score 5.1 of 5.50", "" },
    { "thousands", "1,550 messages and 2.550.421 bytes", "" },
    { "hex", "0x550 550abc", "" },
    { "line number", "line 550 of the file", "" },
    { "amount", "more than 550 recipients", "" },
    { "count behind", "450 messages in queue", "" },
    { "percent", "550 percent", "" },
    { "year", "in 2026", "" },
    { "four digits", "5500 and 1550", "" },
    { "two digits", "55 and 50", "" },
    { "999", "999 is no reply", "" },
    { "000", "000 is none either", "" },
    { "telephone", "call +49 551 421 450", "" },
    { "leading zeros", "5.01.01", "" },

    /* not codes: other protocols */
    { "RFC 821", "see RFC 821 and RFC 822", "" },
    { "RFC 550", "RFC 550", "" },
    { "HTTP", "HTTP/1.1 503 Service Unavailable", "" },
    { "HTTP status", "HTTP 500 from the API", "" },
    { "GET", "GET /x 404", "" },
    { "class 3", "3.1.1 Words", "" },
    { "class 6", "6.1.1 Words", "" },
};

static const char *const trusts[] = { "none", "maybe", "likely", "sure" };

/* tokens - "trust:text", "+" where the reply goes on, "=" where the local MTA speaks */
static void tokens(struct regex_env *env, const pcre2_code *code, const char *text, struct buf *out)
{
    struct span span = { text, strlen(text) };
    struct token t;
    size_t at = 0;

    buf_puts(out, "");
    while (token_next(env, code, span, &at, &t))
        if (t.trust != TRUST_NONE)
            buf_printf(out, "%s:%.*s%s%s;", trusts[t.trust], (int)(t.end - t.start), t.start,
                       t.more ? "+" : "", t.status ? "=" : "");
}

static void tells_codes_from_numbers(void **state)
{
    pcre2_code *code = token_compile();
    struct regex_env env;
    size_t i;

    (void)state;
    assert_non_null(code);
    assert_true(regex_env_init(&env));
    for (i = 0; i < COUNT(cases); i++) {
        struct buf got = buf_new(1000);

        tokens(&env, code, cases[i].text, &got);
        want_text(cases[i].name, cases[i].text, got.ptr, cases[i].want);
        buf_free(&got);
    }
    regex_env_free(&env);
    pcre2_code_free(code);
    unit_end();
}

static const struct {
    const char *name, *text;
    unsigned reply;
    struct sw_status enhanced;
    size_t start, end;
    bool line_start;
} fields[] = {
    { "reply", "550 no", 550, { 0, 0, 0 }, 0, 3, true },
    { "both", "550 5.1.1 no", 550, { 5, 1, 1 }, 0, 9, true },
    { "enhanced", "x: 4.7.650 no", 0, { 4, 7, 650 }, 3, 10, false },
    { "behind marks", "<<< 421 no", 421, { 0, 0, 0 }, 4, 7, true },
    { "on the second line", "x\n 421 no", 421, { 0, 0, 0 }, 3, 6, true },
    { "behind words", "said: 421 no", 421, { 0, 0, 0 }, 6, 9, false },
    { "different classes", "550 4.4.7 expired", 550, { 4, 4, 7 }, 0, 9, true },
    { "over a line break", "550-One\n5.1.1 two", 550, { 0, 0, 0 }, 0, 3, true },
    { "enhanced code on the next line", "550\n5.1.1 two", 550, { 5, 1, 1 }, 0, 9, true },
};

static void fills_in(void **state)
{
    pcre2_code *code = token_compile();
    struct regex_env env;
    size_t i;

    (void)state;
    assert_true(code && regex_env_init(&env));
    for (i = 0; i < COUNT(fields); i++) {
        struct span text = { fields[i].text, strlen(fields[i].text) };
        const char *name = fields[i].name;
        struct token t;
        size_t at = 0;

        if (!token_next(&env, code, text, &at, &t)) {
            want_true(name, "there is a token", false);
            continue;
        }
        want_number(name, "reply", (long)t.reply, (long)fields[i].reply);
        want_true(name, "enhanced", status_equal(t.enhanced, fields[i].enhanced));
        want_size(name, "start", (size_t)(t.start - text.ptr), fields[i].start);
        want_size(name, "end", (size_t)(t.end - text.ptr), fields[i].end);
        want_size(name, "at", at, fields[i].end);
        want_number(name, "line_start", t.line_start, fields[i].line_start);
    }
    regex_env_free(&env);
    pcre2_code_free(code);
    unit_end();
}

/* The text ends at its length: what stands behind it is no part of a code. */
static void keeps_to_length(void **state)
{
    pcre2_code *code = token_compile();
    struct regex_env env;
    struct token t;
    size_t at = 0;

    (void)state;
    assert_true(code && regex_env_init(&env));
    assert_true(token_next(&env, code, (struct span){ "550 5.1.1234", 9 }, &at, &t));
    assert_int_equal(t.enhanced.detail, 1);
    assert_false(token_next(&env, code, (struct span){ "550 5.1.1234", 9 }, &at, &t));
    at = 0;
    assert_false(token_next(&env, code, (struct span){ "55", 2 }, &at, &t));
    at = 0;
    assert_false(token_next(&env, code, (struct span){ "", 0 }, &at, &t));
    regex_env_free(&env);
    pcre2_code_free(code);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_codes_from_numbers),
        cmocka_unit_test(fills_in),
        cmocka_unit_test(keeps_to_length),
    };

    return cmocka_run_group_tests_name("token", tests, NULL, NULL);
}
