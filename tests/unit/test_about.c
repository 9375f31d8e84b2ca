/* SPDX-License-Identifier: MIT */
/*
 * Is a text about mail, or about the web?  NUL bytes are bytes like others: they
 * stand for none of the marks that a code may have beside it.
 */
#include "about.h"
#include "unit.h"

#include <string.h>

#define TEXT(s) s, sizeof(s) - 1

static const struct {
    const char *name, *text;
    size_t len;
    bool mail, surely, web;
} texts[] = {
    { "nothing", TEXT(""), false, false, false },
    { "no word of mail", TEXT("the printer is on fire"), false, false, false },
    { "word", TEXT("postfix stopped"), true, true, false },
    { "word in capitals", TEXT("SMTP stopped"), true, true, false },
    { "word at the end", TEXT("a spam"), true, true, false },
    { "word cut off", TEXT("a spa"), false, false, false },
    { "debounced", TEXT("debounce 550"), false, false, false },
    { "bounced", TEXT("550 softbounce"), true, true, false },
    { "mail in a path", TEXT("GET /mail HTTP/1.1 404"), true, false, true },
    { "a pair on the web", TEXT("GET / HTTP/1.1 550 5.1.1 no"), false, true, true },
    { "web in JSON", TEXT("{\"http_status\": 404}"), false, false, true },
    { "pair", TEXT("550 5.1.1 unknown"), false, true, false },
    { "pair with a hyphen", TEXT("x 550-5.1.1 unknown"), false, true, false },
    { "pair of a tuple", TEXT("(550, b'5.1.1 unknown')"), false, true, false },
    { "pair, quoted words", TEXT("550 5.1.1 <unknown>"), false, true, false },
    { "pair without words", TEXT("550 5.1.1"), false, false, false },
    { "pair before a number", TEXT("550 5.1.1 7"), false, false, false },
    { "two classes", TEXT("550 4.1.1 unknown"), false, false, false },
    { "no code", TEXT("575 5.1.1 unknown"), false, false, false },
    { "far apart", TEXT("550 - - - 5.1.1 unknown"), false, false, false },
    { "part of a number", TEXT("1550 5.1.1 unknown"), false, false, false },
    { "part of a path", TEXT("/550 5.1.1 unknown"), false, false, false },
    { "NUL between the codes", TEXT("550\0005.1.1 unknown"), false, false, false },
    { "NUL for words", TEXT("550 5.1.1 \0"), false, false, false },
    { "NUL before a code", TEXT("\000550 5.1.1 unknown"), false, true, false },
};

static void tells_mail_and_web(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(texts); i++) {
        struct span text = { texts[i].text, texts[i].len };

        want_number(texts[i].name, "mail", about_mail(text), texts[i].mail);
        want_number(texts[i].name, "surely", about_mail_surely(text), texts[i].surely);
        want_number(texts[i].name, "web", about_web(text), texts[i].web);
    }
    unit_end();
}

/* nginx tells of an error before it tells of the request */
static const struct {
    const char *name, *text, *want;
} errors[] = {
    { "an error",
      "2026/11/22 07:14:17 [error] 7#7: *1 stderr: \"550 no\", client: 192.0.2.7, "
      "request: \"POST /mail HTTP/1.1\"",
      "2026/11/22 07:14:17 [error] 7#7: *1 stderr: \"550 no\"" },
    { "no request", "2026/11/22 07:14:17 [error] 7#7: *1 550 no, client: 192.0.2.7",
      "2026/11/22 07:14:17 [error] 7#7: *1 550 no, client: 192.0.2.7" },
    { "no client", "2026/11/22 07:14:17 [error] 550 no, request: \"GET /\"",
      "2026/11/22 07:14:17 [error] 550 no, request: \"GET /\"" },
    { "another stamp", "2026-11-22 07:14:17 [error] 550 no, client: x, request: \"GET /\"",
      "2026-11-22 07:14:17 [error] 550 no, client: x, request: \"GET /\"" },
    { "a stamp alone", "2026/11/22 07:14:17 [", "2026/11/22 07:14:17 [" },
    { "nothing", "", "" },
};

static void finds_the_error(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(errors); i++) {
        struct span got = about_error((struct span){ errors[i].text, strlen(errors[i].text) });

        want_size(errors[i].name, "length", got.len, strlen(errors[i].want));
        want_true(errors[i].name, "start", got.ptr == errors[i].text);
    }
    unit_end();
}

static void knows_mail_abroad(void **state)
{
    (void)state;
    want_number("German", "abroad",
                about_mail_abroad(((struct span){ TEXT("vom Empfänger abgelehnt") })), true);
    want_number("Russian", "abroad",
                about_mail_abroad(((struct span){ TEXT("Получатель отказал") })), true);
    want_number("a mailbox in Czech", "abroad",
                about_mail_abroad(((struct span){ TEXT("schránka je nedostupná") })), true);
    want_number("Chinese", "abroad", about_mail_abroad(((struct span){ TEXT("访问被拒绝") })),
                false);
    want_number("Hebrew", "abroad", about_mail_abroad(((struct span){ TEXT("הנמען סירב") })), true);
    want_number("Thai", "abroad", about_mail_abroad(((struct span){ TEXT("ไม่พบผู้รับ") })), true);
    want_number("Serbian", "abroad", about_mail_abroad(((struct span){ TEXT("Прималац одбија") })),
                true);
    want_number("a box in Serbian", "abroad",
                about_mail_abroad(((struct span){ TEXT("Сандуче је пуно јабука") })), false);
    want_number("Persian", "abroad", about_mail_abroad(((struct span){ TEXT("گیرنده نپذیرفت") })),
                true);
    want_number("English", "abroad",
                about_mail_abroad(((struct span){ TEXT("the printer is on fire") })), false);
    unit_end();
}

/* The three digits at that place of a text. */
static const struct {
    const char *name, *text;
    size_t len, at;
    unsigned reply;
    bool web;
} codes[] = {
    { "end of the text", TEXT("status 550"), 7, 550, false },
    { "end of a value that HTTP has", TEXT("status 500"), 7, 500, true },
    { "value of JSON", TEXT("{\"status\":421}"), 10, 421, true },
    { "no code of mail", TEXT("{\"status\":404} is said"), 10, 404, true },
    { "next key", TEXT("status=421 time=3"), 7, 421, true },
    { "words behind it", TEXT("421 try again"), 0, 421, false },
    { "word of mail in the text", TEXT("smtp status=421"), 12, 421, false },
    { "tuple", TEXT("(421,"), 1, 421, false },
    { "no code of HTTP", TEXT("{\"status\":552}"), 10, 552, false },
    { "success", TEXT("200 and words"), 0, 200, true },
    { "success that HTTP has not", TEXT("{\"status\":250}"), 10, 250, false },
    { "words of HTTP", TEXT("502 Bad Gateway: mail"), 0, 502, true },
    { "words of HTTP, SMTP named", TEXT("smtp: 502 bad gateway"), 6, 502, false },
    { "other words", TEXT("502 not implemented"), 0, 502, false },
    { "a code that hardly anybody uses", TEXT("403 denied"), 0, 403, true },
    { "NUL behind it", TEXT("421\0 try"), 0, 421, false },
};

static void tells_codes_of_the_web(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(codes); i++) {
        struct span text = { codes[i].text, codes[i].len };
        struct token token = { .start = text.ptr + codes[i].at,
                               .end = text.ptr + codes[i].at + 3,
                               .reply = codes[i].reply };

        want_number(codes[i].name, "web", about_web_code(text, &token), codes[i].web);
    }
    unit_end();
}

static void tells_codes_of_a_library(void **state)
{
    static const struct {
        const char *text;
        size_t len, at;
        unsigned reply;
        bool library;
    } those[] = {
        { TEXT("{\"code\": 422,\"message\": \"SMTP Error: no\"}"), 9, 422, true },
        { TEXT("{\"code\":423,\"message\": \"SMTP Error: no\"}"), 8, 423, true },
        { TEXT("{\"code\": 452,\"message\": \"SMTP Error: no\"}"), 9, 452, false },
        { TEXT("{\"code\": 422,\"message\": \"mailbox full\"}"), 9, 422, false },
        { TEXT("{\"smtp\": 422,\"message\": \"SMTP Error: no\"}"), 9, 422, false },
        { TEXT("422 \"SMTP Error: no\""), 0, 422, false },
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(those); i++) {
        struct span text = { those[i].text, those[i].len };
        struct token token = { .start = text.ptr + those[i].at,
                               .end = text.ptr + those[i].at + 3,
                               .reply = those[i].reply };

        want_number(those[i].text, "library", about_library_code(text, &token), those[i].library);
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_mail_and_web),       cmocka_unit_test(finds_the_error),
        cmocka_unit_test(knows_mail_abroad),        cmocka_unit_test(tells_codes_of_the_web),
        cmocka_unit_test(tells_codes_of_a_library),
    };

    return cmocka_run_group_tests_name("about", tests, NULL, NULL);
}
