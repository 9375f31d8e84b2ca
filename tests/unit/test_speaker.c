/* SPDX-License-Identifier: MIT */
/*
 * Which programs speak: texts whose words are those of mail, and which tell of something else.
 */
#include "speaker.h"
#include "unit.h"

#include <string.h>

static void tells_who_sends(void **state)
{
    static const struct {
        const char *text;
        bool sends;
    } lines[] = {
        { "failed to send email: i/o timeout", true },
        { "SMTP: i/o timeout", true },
        { "starttls failed", true },
        { "postfix/cleanup[1]: warning: no table", true },
        { "postfix/qmgr[1]: A1: removed", false },
        { "dovecot: lmtp(lea)<1>: Error: no room", true },
        { "dovecot: imap(lea)<1>: Error: no room", false },
        { "email login failed", false },
        { "the database timed out", false },
        { "", false },
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(lines); i++)
        want_number(lines[i].text, "sends",
                    speaker_sends_mail((struct span){ lines[i].text, strlen(lines[i].text) }),
                    lines[i].sends);
    unit_end();
}

static const struct {
    const char *text;
    bool elsewhere;
} others[] = {
    { "", false },
    { "connection refused", false },
    { "dial tcp 192.0.2.1:5432: connection refused", true },
    { "connect to mx.example.com port 25: refused", false },
    { "connect to www.example.com port 443: refused", true },
    { "[2001:db8::1]:443 refused", true },
    { "at 10:22 refused", false },
    { "at 10:22:53 refused", false },
    { "the port 80801 is refused", false },
    { "npm ERR! network timeout", true },
    { "kernel: out of memory", true },
    { "Connection closed by 192.0.2.7 port 4711 [preauth]", true },
    { "Internal Server Error", true },
    { "chan_sip.c: Registration from '<sip:28@192.0.2.1>' failed - Wrong password", true },
    { "slapd[9]: conn=1000 fd=21 closed (connection lost)", true },
    { "docker: connect to mx.example.com port 25: refused", false },
    { "a 3-digit code", false },
    { "mx.example.com:25 refused, no answer of 192.0.2.1:443", false },
};

static void tells_others(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(others); i++) {
        struct span text = { others[i].text, strlen(others[i].text) };

        want_number(others[i].text, "elsewhere", speaker_elsewhere(text), others[i].elsewhere);
    }
    unit_end();
}

static void tells_other_talk(void **state)
{
    static const struct {
        const char *text;
        bool other;
    } texts[] = {
        { "", false },
        { "Disk quota exceeded", false },
        { "-bash: /home/lea/x: Disk quota exceeded", true },
        { "the api answered: too many requests", true },
        { "The e-mail field takes an invalid email address", true },
        { "the e-mail field of the form: recipient unknown", false },
        { "Error selecting mailbox 'lists': mailbox does not exist", true },
        { "cannot deliver: selecting mailbox 'lists' failed", false },
        { "Mailbox does not exist", false },
        { "mysql: No space left on device", true },
        { "psql: connection to server at \"mail.example.org\", port 5432 failed", true },
        { "kernel: TCP: Possible SYN flooding on port 25", true },
        { "cyrus/imap[9]: badlogin: [192.0.2.9] plaintext lea: checkpass failed", true },
        { "proftpd[9]: 192.0.2.9 - USER lea: Incorrect password", true },
        { "imapd is down: the SMTP server refused", false },
        { "{\"method\":\"POST\",\"error\":\"Connection refused\"}", true },
        { "{\"method\":\"POST\",\"Exception\":\"Swift_TransportException\"}", false },
        { "postfix/mysql: No space left on device", false },
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(texts); i++) {
        struct span text = { texts[i].text, strlen(texts[i].text) };

        want_number(texts[i].text, "other talk", speaker_foreign(text), texts[i].other);
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_who_sends),
        cmocka_unit_test(tells_others),
        cmocka_unit_test(tells_other_talk),
    };

    return cmocka_run_group_tests_name("speaker", tests, NULL, NULL);
}
