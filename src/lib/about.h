/* SPDX-License-Identifier: MIT */
/*
 * Is a text about mail, or about the web?
 */
#ifndef ABOUT_H
#define ABOUT_H

#include "record.h"
#include "token.h"

#include <stdbool.h>

/* Has the text a word that only texts about mail have: "smtp", "recipient", "relay=", ...? */
bool about_mail(struct span text);

/* Has the text such a word of another language?  For texts that a person gave, not for logs. */
bool about_mail_abroad(struct span text);

/* Does it have a word for a message in another language than English? */
bool about_messages_abroad(struct span text);

/*
 * Is a line of a log about mail?  It needs more than such a word where it is a web
 * server's: a reply code and an enhanced code of one class, and words.
 */
bool about_mail_surely(struct span text);

/* The line without its end, if it is nginx's that tells of an error and behind it of the request.
 */
struct span about_error(struct span text);

/* Is it a web server's, whose three digits are another protocol's? */
bool about_web(struct span text);

/* {"code": 422, "message": "SMTP Error: ..."}: an extension of WordPress answers the browser with a
 * code of HTTP, whatever the mail server said. */
bool about_library_code(struct span text, const struct token *t);

/* Is the code one of HTTP, with nothing of mail beside it: {"mail":"a@b","status":404}? */
bool about_web_code(struct span text, const struct token *t);

#endif
