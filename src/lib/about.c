/* SPDX-License-Identifier: MIT */
/*
 * What a text or a line of a log is about.  Mail has words that nothing else has, and
 * pairs of codes; a web server's line may name "mail" in a path, and its three digits are
 * those of HTTP.
 */
#include "about.h"

#include "ascii.h"
#include "span.h"
#include "status.h"
#include "table.h"

#include <string.h>

/* Words that only texts about mail have. */
static const char *const signs[] = { "smtp",
                                     "mail",
                                     "rcpt",
                                     "recipient",
                                     "sender",
                                     "relay=",
                                     "deliver",
                                     "bounce",
                                     "exim",
                                     "postfix",
                                     "dsn",
                                     "enhanced",
                                     "spam",
                                     "] said: ",
                                     "retcode (",
                                     "server -> client",
                                     "dcid ",
                                     "rsp: 2",
                                     "rsp: 4",
                                     "rsp: 5",
                                     "response: '4",
                                     "response: '5",
                                     "message failed: ",
                                     "error sending message",
                                     "your message to ",
                                     "transmission channel",
                                     "invalid login: " };

/* debounced - what is debounced is no mail */
static bool debounced(struct span text, size_t at)
{
    return at >= 2 && begins(text.ptr + at - 2, text.len - at + 2, "debounce");
}

bool about_mail(struct span text)
{
    const struct phrase_index *index = phrase_index_of(PHRASES_IN(signs));
    struct phrase_hit hit = { 0, 0 };

    while (phrase_next(index, text, &hit))
        if (!debounced(text, hit.at))
            return true;
    return false;
}

/* Stems of the words for mail, its sender and recipient in the languages that servers speak; what
 * may be a capital beyond ASCII at a sentence's start is left out. */
static const char *const stems[] = {
    "empfänger",     "absender",      "postfach",    "zustell",     "destinata",
    "destinatári",   "expéditeur",    "messagerie",  "courrie",     "remitente",
    "remetente",     "correo",        "correio",     "mittente",    "posta elettronica",
    "ontvanger",     "geadresseerde", "afzender",    "odbiorc",     "adresat",
    "nadawc",        "pocztow",       "příjemc",     "odesílatel",  "doručen",
    "mottaga",       "mottaker",      "modtager",    "avsändar",    "avsender",
    "afsender",      "vastaanottaj",  "postafiók",   "kézbesít",    "feladó",
    "destinatar",    "expeditor",     "alıcı",       "e-posta",     "gönderen",
    "олучател",      "тправител",     "очтов",       "исьм",        "держувач",
    "тримувач",      "ідправник",     "αραλήπτ",     "ποστολέ",     "邮件",
    "郵件",          "收件",          "メール",      "受信者",      "送信者",
    "메일",          "수신자",        "boîte aux",   "buzón",       "buzon",
    "casella",       "cassetta post", "skrzynk",     "schránk",     "posta kutu",
    "brevlåd",       "postlåd",       "postkass",    "postboks",    "postilaatik",
    "邮箱",          "郵箱",          "信箱",        "사서함",      "скриньк",
    "γραμματοκιβ",   "căsuţ",         "căsuț",       "postalád",    "البريد",
    "címzett",       "sähköposti",    "odosielat",   "príjemc",     "remitent",
    "primatelj",     "primalac",      "prejemnik",   "pošiljatelj", "подател",
    "електронн",     "mailing",       "suscriptor",  "subscriptor", "abonné",
    "寄件",          "发件",          "發件",        "宛先",        "差出人",
    "수신인",        "발신자",        "발신인",      "받는 사람",   "보낸 사람",
    "người nhận",    "người gửi",     "hộp thư",     "penerima",    "المرسل",
    "المستلم",       "римаоц",        "рималац",     "ошиља",       "оштанск",
    "мејл",          "ощенск",        "мейл",        "štni predal", "e-pošt",
    "e-pošil",       "nabiralnik",    "pretinac",    "štansk",      "נמען",
    "תיבת הדואר",    "תיבת דואר",     "השולח",       "דוא\"ל",      "דוא״ל",
    "דואר אלקטרוני", "מייל",          "گیرنده",      "فرستنده",     "صندوق پست",
    "ایمیل",         "رایانامه",      "ผู้รับ",         "ผู้ส่ง",         "กล่องจดหมาย",
    "กล่องเมล",       "อีเมล",          "thư điện tử", "kotak surat", "surel",
    "pengirim"
};

bool about_mail_abroad(struct span text)
{
    return span_has_any(text, PHRASES_IN(stems));
}

/* Stems of the words for a message, which other programs send, too. */
static const char *const messages[] = {
    "nachricht",  "messagg", "mensaj",   "mensag",  "missatg",    "wiadomoś", "zpráv",
    "správ",      "ообщени", "овідомле", "ηνυμ",    "ηνύμ",       "ήνυμ",     "meddelande",
    "meddelelse", "melding", "viesti",   "üzenet",  "mesaj",      "消息",     "訊息",
    "メッセージ", "메시지",  "رسالة",    "bericht", "besked",     "poruk",    "ъобщени",
    "信件",       "pesan",   "оруке",    "орука",   "оруку",      "sporočil", "הודעה",
    "ההודעה",     "הודעתך",  "پیام",     "ข้อความ",  "thư của bạn"
};

bool about_messages_abroad(struct span text)
{
    return span_has_any(text, PHRASES_IN(messages));
}

/* reply_before - the reply code of the same class before an enhanced code at p; NULL if none */
static const char *reply_before(struct span text, const char *p)
{
    enum { BETWEEN = 5 }; /* "550 5.1.1", "550-5.1.1", "550, b'5.1.1" */
    const char *q = p;
    unsigned code;

    while (q > text.ptr && p - q < BETWEEN && is_any_of(q[-1], " -,:;#'\"b()[]"))
        q--;
    q -= 3;
    if (p - q < 4 || q < text.ptr || *q != *p || *q < '2' || reply_parse(q, 3, &code) != 3 ||
        !table_reply(code))
        return NULL;
    if (q > text.ptr && (is_alnum(q[-1]) || is_any_of(q[-1], "./-_:@")))
        return NULL;
    return q;
}

/* pair_at - does "550 5.1.1 words" stand here?  The dot is that behind its 5. */
static bool pair_at(struct span text, const char *dot)
{
    const char *end = text.ptr + text.len, *p = dot - 1, *words;
    struct sw_status status;
    size_t n = status_parse(p, (size_t)(end - p), &status);

    if (n == 0 || !reply_before(text, p))
        return false;
    for (words = p + n; words < end && is_blank(*words); words++)
        ;
    return words > p + n && words < end && (is_alpha(*words) || is_any_of(*words, "<\"'(["));
}

/* has_pair - a reply code and an enhanced code of one class, and words: nothing but mail has those
 */
static bool has_pair(struct span text)
{
    const char *p = text.ptr, *end = p + text.len;

    while ((p = memchr(p, '.', (size_t)(end - p)))) {
        if (p - text.ptr >= 5 && pair_at(text, p))
            return true;
        p++;
    }
    return false;
}

/* about_web - a line of a web server: its three digits are another protocol's */
bool about_web(struct span text)
{
    static const char *const keys[] = { "\"http\":", "\"http_", "\"http\\\":" };
    const char *end = text.ptr + text.len, *p;
    size_t i;

    for (p = text.ptr; (p = memchr(p, 'H', (size_t)(end - p))); p++)
        if (end - p >= 5 && memcmp(p, "HTTP/", 5) == 0)
            return true;
    for (p = text.ptr; (p = memchr(p, '"', (size_t)(end - p))); p++)
        for (i = 0; i < sizeof keys / sizeof *keys; i++)
            if ((size_t)(end - p) >= strlen(keys[i]) && memcmp(p, keys[i], strlen(keys[i])) == 0)
                return true;
    return false;
}

/* bare_value - is there nothing said behind a value: its record goes on, or ends? */
static bool bare_value(const char *p, const char *end)
{
    const char *word = p;

    if (p == end || is_any_of(*p, ",}\"\\]"))
        return true;
    while (word < end && is_blank(*word))
        word++;
    if (word == end)
        return true;
    for (p = word; p < end && (is_alnum(*p) || *p == '_'); p++)
        ;
    return p > word && p < end && *p == '=';
}

/* web_words - the words that HTTP has for the code: "502 Bad Gateway"; behind 403 there are many */
static bool web_words(unsigned code, const char *p, const char *end)
{
    static const struct {
        unsigned code;
        const char *words;
    } said[] = { { 400, "bad request" },   { 403, "" },
                 { 422, "unprocessable" }, { 500, "internal server error" },
                 { 502, "bad gateway" },   { 503, "service unavailable" },
                 { 504, "gateway time" } };
    size_t i;

    while (p < end && is_blank(*p))
        p++;
    for (i = 0; i < sizeof said / sizeof *said; i++)
        if (said[i].code == code)
            return begins(p, (size_t)(end - p), said[i].words);
    return false;
}

bool about_library_code(struct span text, const struct token *t)
{
    static const char key[] = "\"code\":";
    enum { REACH = 1024 };
    const char *p = t->start;

    if (t->reply != 422 && t->reply != 423)
        return false;
    while (p > text.ptr && is_blank(p[-1]))
        p--;
    return ends(text.ptr, (size_t)(p - text.ptr), key) &&
           span_find(span_at_most(span_of(t->end, text.ptr + text.len), REACH), "\"smtp error: ");
}

/* about_web_code - a code of HTTP, and nothing of mail beside it: {"mail":"a@b","status":404} */
bool about_web_code(struct span text, const struct token *t)
{
    enum { OK = 200, WEB_SUCCESS = 226, CLIENTS = 400, LAST = 505 };
    const char *end = text.ptr + text.len;

    if (t->reply == 0 || t->reply > LAST || t->enhanced.class == t->reply / 100 ||
        (t->reply > WEB_SUCCESS && t->reply < CLIENTS))
        return false;
    if (t->reply == OK || !table_reply(t->reply))
        return true; /* hardly any mail server says it */
    if (t->start > text.ptr && t->start[-1] == '(')
        return false; /* "(452, b'full')": Python's, of a recipient */
    return (bare_value(t->end, end) || web_words(t->reply, t->end, end)) &&
           !span_find(text, "smtp");
}

struct span about_error(struct span text)
{
    enum { STAMP = 21 }; /* "2026/11/22 07:14:17 [" */
    static const char request[] = ", request: \"", client[] = ", client: ";
    const char *p;

    if (text.len <= STAMP || text.ptr[4] != '/' || text.ptr[STAMP - 1] != '[' ||
        !memmem(text.ptr, text.len, request, sizeof request - 1))
        return text;
    p = memmem(text.ptr, text.len, client, sizeof client - 1);
    return p ? span_of(text.ptr, p) : text;
}

/* about_mail_surely - a path of a web server may hold "mail" too: its lines need more than words */
bool about_mail_surely(struct span text)
{
    return (!about_web(text) && about_mail(text)) || has_pair(text);
}
