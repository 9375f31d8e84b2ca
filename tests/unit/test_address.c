/* SPDX-License-Identifier: MIT */
/*
 * Addresses in text: of hosts, of what a list was asked about, and of mail.
 */
#include "address.h"
#include "unit.h"

static void finds_addresses_of_hosts(void **state)
{
    static const struct {
        const char *text, *other, *want;
    } ips[] = {
        { "192.0.2.1", "", "192.0.2.1" },
        { "from [192.0.2.1]:25", "", "192.0.2.1" },
        { "IP 192.0.2.1.", "", "192.0.2.1" },
        { "I=[192.0.2.1]:25 said", "", NULL },
        { "IP 192.0.2.1, listed", "", "192.0.2.1" },
        { "http://b.example/?ip=192.0.2.1&x", "", "192.0.2.1" },
        { "a 192.0.2.1 b 198.51.100.7", "192.0.2.1", "198.51.100.7" },
        { "a 192.0.2.1 b 192.0.2.1", "192.0.2.1", NULL },
        { "a 192.0.2.11", "192.0.2.1", "192.0.2.11" },
        { "2001:db8::1", "", "2001:db8::1" },
        { "[2001:db8:0:0:0:0:0:1]", "", "2001:db8:0:0:0:0:0:1" },
        { "fe80::1 is local", "", "fe80::1" },
        { "::1", "", "::1" },
        { "::ffff:192.0.2.1", "", "::ffff:192.0.2.1" },
        { "IPv6:2001:db8::1 listed", "", "2001:db8::1" },
        { "no address", "", NULL },
        { "", "", NULL },
        { "256.0.2.1", "", NULL },
        { "192.0.2", "", NULL },
        { "192.0.2.1.5", "", NULL },
        { "v192.0.2.1", "", NULL },
        { "x-192.0.2.1", "", NULL },
        { "550-192.0.2.1 is listed", "", "192.0.2.1" },
        { "One\n550-192.0.2.1 is listed", "", "192.0.2.1" },
        { "x550-192.0.2.1", "", NULL },
        { "50-192.0.2.1", "", NULL },
        { "192.0.2.1x", "", NULL },
        { "192.0.2.1-x", "", NULL },
        { "12:34:56", "", NULL },
        { "5.1.1", "", NULL },
        { "port::25x", "", NULL },
        { "a::b::c", "", NULL },
        { "1.2.3.4.", "", "1.2.3.4" },
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(ips); i++) {
        size_t len = strlen(ips[i].text);
        char *text = malloc(len + 1); /* without the NUL */
        struct span got;

        assert_non_null(text);
        memcpy(text, ips[i].text, len);
        got = address_ip((struct span){ text, len },
                         (struct span){ ips[i].other, strlen(ips[i].other) });
        want_span(ips[i].text, "address", got, ips[i].want);
        free(text);
    }
    unit_end();
}

/* What was asked of a list, and in which text. */
static void finds_what_a_list_was_asked(void **state)
{
    static const struct {
        const char *text, *want;
    } asked[] = {
        { "7.100.51.198.zen.example", "198.51.100.7" },
        { "refused, 7.100.51.198.ZEN.example. says 127.0.0.2", "198.51.100.7" },
        { "see zen.example (7.100.51.198.zen.example)", "198.51.100.7" },
        { "zen.example", "" },
        { "mx.zen.example", "" },
        { "198.zen.example", "" },
        { "100.51.198.zen.example", "" },
        { "1.7.100.51.198.zen.example", "" },
        { "x7.100.51.198.zen.example", "" },
        { "7.100.51.300.zen.example", "" },
        { "7.1000.51.198.zen.example", "" },
        { "7.100.51.198.bl.example", "" },
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(asked); i++) {
        size_t len = strlen(asked[i].text);
        char *text = malloc(len); /* without the NUL */
        char got[ADDRESS_IPV4_SIZE];

        assert_non_null(text);
        memcpy(text, asked[i].text, len);
        if (!address_asked_ip((struct span){ text, len }, "zen.example", got))
            *got = '\0';
        want_text(asked[i].text, "address", got, asked[i].want);
        free(text);
    }
    unit_end();
}

static void finds_mail_addresses(void **state)
{
    static const struct {
        const char *text, *want;
    } addresses[] = {
        { "<lea@b.example>", "lea@b.example" },
        { "user lea.b+tag@b.example unknown", "lea.b+tag@b.example" },
        { "lea@b.example.", "lea@b.example" },
        { "(lea@b.example)", "lea@b.example" },
        { "lea@b.example: no", "lea@b.example" },
        { "\xe4\xb8\xba"
          "lea@b.example\xef\xbc\x8c\xe5\x9b\xa0",
          "lea@b.example" },
        { "\xe7\x94\xa8@\xe4\xbe\x8b.\xe4\xb8\xad\xe3\x80\x82",
          "\xe7\x94\xa8@\xe4\xbe\x8b.\xe4\xb8\xad" },
        { "two: lea@b.example max@c.example", "lea@b.example" },
        { "l\xc3\xa9"
          "a@b\xc3\xa9.example",
          "l\xc3\xa9"
          "a@b\xc3\xa9.example" },
        { "o'neill@b.example", "neill@b.example" }, /* quotes are more often marks */
        { "a@b", "a@b" },
        { "no address", NULL },
        { "@b.example", NULL },
        { "lea@", NULL },
        { "lea@ b.example", NULL },
        { "lea @b.example", NULL },
        { "@", NULL },
        { "", NULL },
        { "@ then lea@b.example", "lea@b.example" },
        { "lea@-.", NULL },
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(addresses); i++) {
        struct span text = { addresses[i].text, strlen(addresses[i].text) };

        want_span(addresses[i].text, "address", address_mail(text), addresses[i].want);
    }
    unit_end();
}

static void tells_others_from_recipients(void **state)
{
    static const struct {
        const char *before;
        bool another;
    } words[] = {
        { "If this is wrong, please contact", true },
        { "Contact us at ", true },
        { "Message-ID: ", true },
        { "sent by", true },
        { "recipient", false },
        { "delivery to", false },
        { "contact of", false },
        { "", false },
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(words); i++)
        want_true(words[i].before, "the address behind it is another's",
                  address_of_another((struct span){ words[i].before, strlen(words[i].before) }) ==
                      words[i].another);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_addresses_of_hosts),
        cmocka_unit_test(finds_what_a_list_was_asked),
        cmocka_unit_test(finds_mail_addresses),
        cmocka_unit_test(tells_others_from_recipients),
    };

    return cmocka_run_group_tests_name("address", tests, NULL, NULL);
}
