/* SPDX-License-Identifier: MIT */
/*
 * Who speaks in a text: programs that send mail, or others, whose words are often the same?
 */
#ifndef SPEAKER_H
#define SPEAKER_H

#include "record.h"

#include <stdbool.h>

/*
 * Does the text name what sends mail: "smtp", "mailer", ...?  Fewer words than those of
 * about_mail().  What a mail server's other programs warn of counts too.
 */
bool speaker_sends_mail(struct span text);

/*
 * Does the text name what has nothing to do with mail: a database, a web server, a tool that
 * builds, another protocol's port?  Mail may be spoken of beside it.
 */
bool speaker_elsewhere(struct span text);

/* Does another protocol, a shell, a database, the web speak in the text, and of no mail on its way?
 */
bool speaker_foreign(struct span text);

#endif
