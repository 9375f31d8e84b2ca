/* SPDX-License-Identifier: MIT */
/*
 * Notices as JSON (Amazon SNS).
 */
#ifndef NOTICE_JSON_H
#define NOTICE_JSON_H

#include "notice.h"

/* Tells the bounced recipients; false if the text, human, is no such thing. */
bool notice_tell_json(struct notice *notice);

#endif
