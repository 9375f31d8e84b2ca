/* SPDX-License-Identifier: MIT */
/*
 * The sense of free words, read with the tables that are compiled in: the order of the
 * words, what "not" turns, where a clause ends, what contends.
 */
#include "sense.h"
#include "table.h"
#include "unit.h"

static const char *sense_id(const char *words)
{
    const struct sense *sense = sense_of((struct span){ words, strlen(words) });

    return sense ? table_string(sense->id) : NULL;
}

static void reads_clauses(void **state)
{
    static const struct {
        const char *name, *words, *want;
    } cases[] = {
        { "what is said behind", "the recipient is bogus", "sense-user-missing" },
        { "what is said before", "bogus is the recipient", "sense-user-missing" },
        { "behind Python's mark", "(550, b'recipient is bogus')", "sense-user-missing" },
        { "nothing is said", "the recipient is tall", NULL },
        { "nobody is spoken of", "that is bogus", NULL },
        { "no words", "", NULL },
        { "marks only", "-- ... (!)", NULL },
        { "not turns", "this recipient we do not recognize", "sense-user-missing" },
        { "a doubled not is no claim", "the recipient is not bogus", NULL },
        { "not reaches four words", "we do not of all users on earth know a recipient", NULL },
        { "not ends at a colon", "it was not so: recipient bogus", "sense-user-missing" },
        { "a time is no colon", "it was not 12:30 recipient bogus", NULL },
        { "no makes the thing itself missing", "no recipient", "sense-user-missing" },
        { "not leaves the thing alone", "not for a recipient", NULL },
        { "what follows is named, not denied", "not for the following recipient", NULL },
        { "another clause", "a recipient. bogus", NULL },
        { "a semicolon", "a recipient; bogus", NULL },
        { "a comma goes on", "a recipient, bogus", "sense-user-missing" },
        { "a point in a name goes on", "example.org recipient bogus", "sense-user-missing" },
        { "the first clause that says something", "hello. a worm! bogus recipient", "sense-virus" },
        { "behind see nothing counts", "see what makes a recipient bogus", NULL },
        { "but the next clause does", "see example. recipient bogus", "sense-user-missing" },
        { "and what follows a but", "see us, but a recipient is bogus", "sense-user-missing" },
        { "a but alone says nothing", "a recipient, but not bogus", NULL },
        { "before see it counts", "recipient bogus, see example", "sense-user-missing" },
        { "one about more outdoes", "the password over plaintext is forbidden", "sense-tls-login" },
        { "two contend", "the recipient is bogus and the password wrong", NULL },
        { "a cause by itself", "no message came because the domain is bogus",
          "sense-domain-missing" },
        { "but not where all of it says more", "the mailbox is stuffed because your quota is small",
          "sense-user-full" },
        { "two agree", "the password and the login are wrong", "sense-login" },
        { "what forbids", "your account is bogus", NULL },
        { "the longest phrase", "an open relay is unwelcome", "sense-relay" },
        { "an address of the internet", "192.0.2.7 is abusive", "sense-host-blocked" },
        { "one of version 6", "2001:db8::7 is abusive", "sense-host-blocked" },
        { "one that has a letter first", "fe80:4f8:c2c:421::1 is abusive", "sense-host-blocked" },
        { "one in brackets", "we hold that [2001:db8::7:1] is abusive", "sense-host-blocked" },
        { "a host is no word", "bogus.recipient.example.org", NULL },
        { "a mail address is no words", "bogus@recipient.example.org", NULL },
        { "nor a link", "https://example.org/recipient-is-bogus", NULL },
        { "a part of a word is no word", "recipientless bogusness", NULL },
        { "quotes", "the 'recipient' is \"bogus\"", "sense-user-missing" },
        { "bytes beyond ASCII", "\xc3\xa9t\xc3\xa9 recipient \xff bogus", "sense-user-missing" },
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(cases); i++)
        want_text(cases[i].name, "sense", sense_id(cases[i].words), cases[i].want);
    unit_end();
}

/* Words of other languages: without accents, by how they begin, and without blanks. */
static void reads_abroad(void **state)
{
    static const struct {
        const char *name, *words, *want;
    } cases[] = {
        { "behind Python's mark of bytes", "b'\xec\x88\x98\xec\x8b\xa0\xec\x9e\x90'", NULL },
        { "an accent", "l'utilisateur n'est pas autoris\xc3\xa9 \xc3\xa0 utiliser le relais",
          "sense-relay" },
        { "the same without", "l'utilisateur n'est pas autorise a utiliser le relais",
          "sense-relay" },
        { "an article before the word", "l'adresse est inconnue", "sense-address-missing" },
        { "not behind what it turns", "der empf\xc3\xa4nger existiert bei dieser firma nicht",
          "sense-user-missing" },
        { "a word put together", "die empf\xc3\xa4ngermailbox ist unbekannt",
          "sense-user-missing" },
        { "behind a hyphen", "die firmen-empf\xc3\xa4nger sind unbekannt", "sense-user-missing" },
        { "quotes",
          "\xe2\x80\x9e"
          "empf\xc3\xa4nger\xe2\x80\x9c unbekannt",
          "sense-user-missing" },
        { "no is not without", "no se encuentra al destinatario", "sense-user-missing" },
        { "no before a name is not", "no entregado a su destinatario", NULL },
        { "an inflection",
          "\xd0\xbf\xd0\xbe\xd0\xbb\xd1\x83\xd1\x87\xd0\xb0\xd1\x82\xd0\xb5\xd0\xbb"
          "\xd1\x8f\xd0\xbc \xd0\xbd\xd0\xb5 "
          "\xd0\xbd\xd0\xb0\xd0\xb9\xd0\xb4\xd0\xb5\xd0\xbd\xd1\x8b",
          "sense-user-missing" },
        { "no blanks", "\xe6\x94\xb6\xe4\xbb\xb6\xe4\xba\xba\xe4\xb8\x8d\xe5\xad\x98\xe5\x9c\xa8",
          "sense-user-missing" },
        { "an address before them",
          "lea@example.org"
          "\xe5\xae\x9b\xe5\x85\x88\xe3\x81\x8c\xe5\xad\x98\xe5\x9c\xa8\xe3\x81\x97\xe3\x81\xbe\xe3"
          "\x81\x9b\xe3\x82\x93",
          "sense-user-missing" },
        { "a full stop of Asia",
          "\xe6\x94\xb6\xe4\xbb\xb6\xe4\xba\xba\xe3\x80\x82\xe4\xb8\x8d\xe5\xad\x98\xe5\x9c\xa8",
          NULL },
        { "no blanks in Thai either",
          "\xe0\xb9\x84\xe0\xb8\xa1\xe0\xb9\x88\xe0\xb8\x9e\xe0\xb8\x9a\xe0\xb8\x9c\xe0\xb8\xb9\xe0"
          "\xb9\x89\xe0\xb8\xa3\xe0\xb8\xb1\xe0\xb8\x9a",
          "sense-user-missing" },
        { "an absence of what English names", "remetente sem dkim", "sense-sender-dmarc" },
        { "what is only named", "die anzahl der nachrichten", NULL },
        { "English is not abroad", "the recipient is bogus", NULL },
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        const struct sense *sense =
            sense_abroad((struct span){ cases[i].words, strlen(cases[i].words) });

        want_text(cases[i].name, "sense", sense ? table_string(sense->id) : NULL, cases[i].want);
    }
    unit_end();
}

/* What stands behind the text's length is not read; the longest words are no phrase. */
static void keeps_to_length(void **state)
{
    static const char text[] = "recipient bogus";
    char longest[200];

    (void)state;
    want_true("cut", "no sense", !sense_of((struct span){ text, strlen("recipient bog") }));
    memset(longest, 'a', sizeof longest);
    want_true("long", "no sense", !sense_of((struct span){ longest, sizeof longest }));
    unit_end();
}

/* Terms are found by bisection: they stand in order, and every row has what it is about. */
static void tables_are_in_order(void **state)
{
    size_t i;

    (void)state;
    for (i = 1; i < tables.nterms; i++)
        want_true(table_string(tables.terms[i].phrase), "behind the one before",
                  strcmp(table_string(tables.terms[i - 1].phrase),
                         table_string(tables.terms[i].phrase)) < 0);
    for (i = 0; i < tables.nsenses; i++)
        want_true(table_string(tables.senses[i].id), "about something",
                  tables.senses[i].about != 0);
    want_true("tables", "hundreds of phrases", tables.nterms > 300 && tables.nsenses > 30);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_clauses),
        cmocka_unit_test(reads_abroad),
        cmocka_unit_test(keeps_to_length),
        cmocka_unit_test(tables_are_in_order),
    };

    return cmocka_run_group_tests_name("sense", tests, NULL, NULL);
}
