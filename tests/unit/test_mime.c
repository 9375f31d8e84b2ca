/* SPDX-License-Identifier: MIT */
/*
 * The form of messages: lines, fields, parameters, encoded words, parts,
 * encodings and character sets; what is broken is read as text.
 */
#include "html.h"
#include "mime.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

static struct span span(const char *text)
{
    return (struct span){ text, strlen(text) };
}

static void assert_span(const char *name, struct span have, const char *want)
{
    if (have.len != strlen(want) || (have.len > 0 && memcmp(have.ptr, want, have.len) != 0))
        fail_msg("%s: \"%.*s\", wanted \"%s\"", name, (int)have.len, have.ptr, want);
}

static void assert_buf(const char *name, const struct buf *have, const char *want)
{
    assert_span(name, (struct span){ have->ptr ? have->ptr : "", have->len }, want);
}

static void test_lines(void **state)
{
    static const struct {
        const char *text, *want[4];
    } cases[] = {
        { "a\nb\n", { "a", "b" } },     { "a\r\nb", { "a", "b" } },
        { "a\rb\r", { "a", "b" } },     { "a\n\nb\n", { "a", "", "b" } },
        { "a\r\rb", { "a", "", "b" } }, { "a\r\r\nb", { "a", "b" } },
        { "a\n\rb", { "a", "", "b" } }, { "", { NULL } },
    };
    size_t i, k;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct span rest = span(cases[i].text), line;

        for (k = 0; mime_line(&rest, &line); k++) {
            assert_non_null(cases[i].want[k]);
            assert_span(cases[i].text, line, cases[i].want[k]);
        }
        assert_null(cases[i].want[k]);
    }
}

static void test_fields(void **state)
{
    static const char text[] =
        "Subject: one\n two\n\tthree\nX-Empty:\n"
        "To: =?UTF-8?Q?L=C3=A9a_?= =?utf-8?b?WA==?= <lea@example.org>\n"
        "Content-Type: multipart/mixed;\nboundary=\"x y\"\nSUBJECT: two\n\nbody";
    static const struct {
        const char *name, *want; /* NULL: no such field */
    } cases[] = {
        { "subject", "one two three" },
        { "to", "L\xc3\xa9"
                "a X <lea@example.org>" },
        { "x-empty", "" },
        { "content-type", "multipart/mixed; boundary=\"x y\"" },
        { "sub", NULL },
        { "body", NULL },
    };
    struct span rest = span(text), head = mime_head(&rest);
    struct buf out = buf_new(1000);
    size_t i;

    (void)state;
    assert_span("body", rest, "body");
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(mime_field(head, cases[i].name, &out), cases[i].want != NULL);
        if (cases[i].want)
            assert_buf(cases[i].name, &out, cases[i].want);
    }
    buf_free(&out);
}

static void test_parameters(void **state)
{
    static const struct {
        const char *value, *want;
    } cases[] = {
        { "multipart/mixed; boundary=x", "x" },
        { "multipart/mixed; Boundary = \"x y;z\"; a=b", "x y;z" },
        { "multipart/mixed;a=b;boundary=x;c=d", "x" },
        { "multipart/mixed; boundary=\"x", "x" },
        { "multipart/mixed; boundary=", "" },
        { "multipart/mixed; boundaryx=1", "" },
        { "boundary=x", "" },
        { "", "" },
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_span(cases[i].value, mime_parameter(span(cases[i].value), "boundary"),
                    cases[i].want);
}

static void test_words(void **state)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        { "plain", "plain" },
        { "=?utf-8?B?YWJj?= x", "abc x" },
        { "=?utf-8?q?a=20b_c?=", "a b c" },
        { "=?iso-8859-1?Q?=E9?=", "\xc3\xa9" },
        { "=?iso-2022-jp?B?GyRCPDpHVBsoQg==?=", "\xe5\xa4\xb1\xe6\x95\x97" },
        { "=?koi8-r?Q?=D4?=", "\xd1\x82" },
        { "=?win-1251?Q?=F2?=", "\xd1\x82" },
        { "=?cp1250?Q?=E8?=", "\xc4\x8d" },
        { "=?latin2?Q?=B9?=", "\xc5\xa1" },
        { "=?cp949?Q?=B0=A1?=", "\xea\xb0\x80" },
        { "=?ms949?Q?=B0=A1?=", "\xea\xb0\x80" },
        { "=?windows-949?Q?=B0=A1?=", "\xea\xb0\x80" },
        { "=?UHC?Q?=B0=A1?=", "\xea\xb0\x80" },
        { "=?x-gbk?Q?=B0=A1?=", "\xe5\x95\x8a" },
        { "=?x-big5?Q?=A4=40?=", "\xe4\xb8\x80" },
        { "=?x-mac-roman?Q?=8E?=", "\xc3\xa9" },
        { "=?nonsense?Q?=E9?=", "\xe9" },
        { "=?utf-8?X?abc?=", "=?utf-8?X?abc?=" },
        { "=?utf-8?B?abc", "=?utf-8?B?abc" },
        { "=?", "=?" },
        { "a =? b", "a =? b" },
    };
    struct buf out = buf_new(1000);
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        buf_clear(&out);
        mime_words_add(&out, span(cases[i].text));
        assert_buf(cases[i].text, &out, cases[i].want);
    }
    buf_free(&out);
}

/* describe - "type:decoded text|" of each part */
static bool describe(void *arg, const struct mime_part *part)
{
    struct buf *out = arg;

    buf_printf(out, "%s%s:", part->attachment ? "@" : "", part->type);
    mime_text_add(out, part);
    buf_puts(out, "|");
    return true;
}

static void walk(struct buf *out, const char *text)
{
    struct span rest = span(text), head = mime_head(&rest);

    buf_clear(out);
    mime_walk(head, rest, describe, out);
}

static void test_parts(void **state)
{
    static const struct {
        const char *name, *text, *want;
    } cases[] = {
        { "no type", "Subject: x\n\na\nb", "text/plain:a\nb\n|" },
        { "a filter's report in the header, with an empty line",
          "X-Spam-Report: Software\n has said.\n \n Preview: hello\nSubject: x\n\na\n",
          "text/plain:a\n|" },
        { "an empty line with a blank, an indented text", "Subject: x\n \n  one\ntwo three\n",
          "text/plain:  one\ntwo three\n|" },
        { "two parts",
          "Content-Type: multipart/mixed; boundary=b\n\npreamble\n--b\n\none\n"
          "--b\nContent-Type: TEXT/HTML; charset=utf-8\n\ntwo\n--b--\nepilogue\n",
          "text/plain:one\n|text/html:two\n|" },
        { "nested, one boundary the beginning of the other",
          "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
          "Content-Type: multipart/alternative; boundary=bb\n\n--bb\n\none\n--bb\n\ntwo\n--bb--\n"
          "--b\n\nthree\n--b--\n",
          "text/plain:one\n|text/plain:two\n|text/plain:three\n|" },
        { "inner end missing",
          "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
          "Content-Type: multipart/alternative; boundary=c\n\n--c\n\none\n--b\n\ntwo\n",
          "text/plain:one\n|text/plain:two\n|" },
        { "a message inside is one part",
          "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n"
          "Content-Type: multipart/mixed; boundary=c\n\n--c\n\none\n--c--\n--b--\n",
          "message/rfc822:Content-Type: multipart/mixed; boundary=c\n\n--c\n\none\n--c--\n|" },
        { "attachment",
          "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
          "Content-Disposition: Attachment; filename=x\n\none\n--b--\n",
          "@text/plain:one\n|" },
        { "no boundary given", "Content-Type: multipart/mixed\n\none\n", "text/plain:one\n|" },
        { "no boundary given, but there",
          "Content-Type: multipart/mixed\n\npre\n--x\nContent-Type: text/html\n\none\n--x--\n",
          "text/plain:pre\n|text/html:one\n|" },
        { "another boundary",
          "Content-Type: multipart/mixed; boundary=b\n\n--x\nContent-Type: "
          "text/html\n\none\n--x--\n",
          "text/plain:|text/html:one\n|" },
        { "boundary with blanks around",
          "Content-Type: multipart/mixed; boundary=b\n\n --b \n\none\n--b-- \n",
          "text/plain:one\n|" },
        { "dashes are no boundary",
          "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--bc\n---\n--\n--b--x\n--b--\n",
          "text/plain:one\n--bc\n---\n--\n--b--x\n|" },
    };
    struct buf out = buf_new(10000);
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        walk(&out, cases[i].text);
        assert_buf(cases[i].name, &out, cases[i].want);
    }
    buf_free(&out);
}

static void test_encodings(void **state)
{
    static const struct {
        const char *encoding, *charset, *body, *want;
    } cases[] = {
        { "7bit", "us-ascii", "a=3D\r\nb", "a=3D\nb\n" },
        { "quoted-printable", "us-ascii", "a=3D=\nb =\n c=\nd=ZZ=\n", "a=b  cd=ZZ\n" },
        { "quoted-printable", "us-ascii", "trailing  \nx=", "trailing\nx\n" },
        { "quoted-printable", "iso-8859-1", "caf=E9", "caf\xc3\xa9\n" },
        { "quoted-printable", "windows-1252", "isn=92t", "isn\xe2\x80\x99t\n" },
        { "Base64", "utf-8", "bGluZTE\nNCmxpbmUy", "line1\nline2\n" },
        { "base64", "utf-8", "YQ==\n", "a\n" },
        { "base64", "utf-8", "550 5.1.1 no such user", "550 5.1.1 no such user\n" },
        { "base64", "utf-8", "", "" },
        { "8bit", "utf-8", "\xff\xfe", "\xff\xfe\n" },
        { "8bit", "iso-2022-jp", "\033$B<:GT\033(B 550", "\xe5\xa4\xb1\xe6\x95\x97 550\n" },
        { "7bit", "", "\033$B<:GT\033(B", "\xe5\xa4\xb1\xe6\x95\x97\n" },
        { "7bit", "iso-2022-jp",
          "a\xff"
          "b",
          "a\xff"
          "b\n" },
        { "8bit", "unicode-1-1-utf-7", "a+AOk-b",
          "a\xc3\xa9"
          "b\n" },
        { "8bit", "shift_jis", "\x8e\xb8", "\xe5\xa4\xb1\n" },
        { "8bit", "../../etc/x", "\xe9", "\xe9\n" },
        { "x-unknown", "x-unknown", "a", "a\n" },
    };
    struct buf out = buf_new(1000);
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[1000], want[1000];

        snprintf(text, sizeof text,
                 "Content-Type: text/plain; charset=\"%s\"\nContent-Transfer-Encoding: %s\n\n%s",
                 cases[i].charset, cases[i].encoding, cases[i].body);
        snprintf(want, sizeof want, "text/plain:%s|", cases[i].want);
        walk(&out, text);
        assert_buf(cases[i].body, &out, want);
    }
    buf_free(&out);
}

static void test_html(void **state)
{
    static const struct {
        const char *html, *want;
    } cases[] = {
        { "a<b>b</b>", "ab\n" },
        { "a<br>b<BR/>c", "a\nb\nc\n" },
        { "<p>a &lt;b@example.org&gt;&nbsp;c</p>", "\na <b@example.org> c\n\n" },
        { "<head><title>x</title></head>y", "y\n" },
        { "<style>p { }</style>y<script>1 < 2</script>z", "yz\n" },
        { "a<!-- b > c -->d", "ad\n" },
        { "1 < 2 & 3", "1 < 2 & 3\n" },
        { "  a\n \t b  c<br>\n  d", "a b c\nd\n" },
        { "<pre>a\n  b</pre> c", "\na\n  b\nc\n" },
        { "&#39;&#x27;&#8217;&rsquo;&lsquo; &#34;&ldquo;", "''"
                                                           "''"
                                                           "' \"\"\n" },
        { "&auml;&Auml;&szlig;&#xE9;&#1076;&#x1f600;",
          "\xc3\xa4\xc3\x84\xc3\x9f\xc3\xa9\xd0\xb4\xf0\x9f\x98\x80\n" },
        { "a&nbsp;&nbsp;b&#160;c", "a  b c\n" },
        { "&nosuch; &#; &#x; &#xd800; &#9999999; &a&b &#12z;",
          "&nosuch; &#; &#x; &#xd800; &#9999999; &a&b &#12z;\n" },
        { "<body", "\n" },
        { "<style>", "\n" },
        { "<", "<\n" },
        { "", "\n" },
    };
    struct buf out = buf_new(1000);
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        buf_clear(&out);
        html_add(&out, span(cases[i].html));
        assert_buf(cases[i].html, &out, cases[i].want);
    }
    buf_free(&out);
}

static bool count(void *arg, const struct mime_part *part)
{
    (void)part;
    ++*(size_t *)arg;
    return true;
}

/* More parts than anybody sends: the bounds of the header hold. */
static void test_bounds(void **state)
{
    struct buf text = buf_new(4 << 20);
    struct span rest, head;
    size_t i, n = 0;

    (void)state;
    buf_puts(&text, "Content-Type: multipart/mixed; boundary=b0\n\n");
    for (i = 0; i < 10000; i++)
        buf_printf(&text, "--b%zu\nContent-Type: multipart/mixed; boundary=b%zu\n\n", i, i + 1);
    rest = (struct span){ text.ptr, text.len };
    head = mime_head(&rest);
    mime_walk(head, rest, count, &n);
    assert_int_equal(n, 1); /* all that is too deep is one part */

    n = 0;
    buf_clear(&text);
    buf_puts(&text, "Content-Type: multipart/mixed; boundary=b\n\n");
    for (i = 0; i < 10000; i++)
        buf_puts(&text, "--b\n\nx\n");
    rest = (struct span){ text.ptr, text.len };
    head = mime_head(&rest);
    mime_walk(head, rest, count, &n);
    assert_int_equal(n, 10000); /* beside each other they may be as many as they like */
    buf_free(&text);
}

static void test_spaces_of_pages(void **state)
{
    static const struct {
        const char *text;
        size_t len;
        bool wide;
    } cases[] = {
        { "\xc2\xa0x", 2, true },
        { "&nbsp;", 6, true },
        { "&#160;x", 6, true },
        { "&#xA0;", 6, true },
        { "\xe2\x80\x8b", 3, false },
        { "\xe2\x81\xa0x", 3, false },
        { "\xef\xbb\xbf\xef", 3, false },
        { "&#8203;x", 7, false },
        { "&#xFEFF;", 8, false },
        { "", 0, false },
        { " ", 0, false },
        { "&lt;", 0, false },
        { "&nbsp", 0, false },
        { "\xc2", 0, false },
        { "\xc2\xa9", 0, false },
        { "\xe2\x80\x93", 0, false },
        { "&#8211;", 0, false },
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text = cases[i].text;
        bool wide;
        size_t len = html_space(text, text + strlen(text), &wide);

        if (len != cases[i].len || wide != cases[i].wide)
            fail_msg("\"%s\": %zu %d", text, len, wide);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_parameters),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_html),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_spaces_of_pages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
