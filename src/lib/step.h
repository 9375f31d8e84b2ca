/* SPDX-License-Identifier: MIT */
/*
 * What the steps of a dialogue by SMTP are called.
 */
#ifndef STEP_H
#define STEP_H

#include "record.h"

/*
 * The step from the text of a command, "RCPT TO:<a@b>", or of what a program calls it: "RCPT TO",
 * "MAIL FROM", "end of DATA", the verb of others; its ptr is NULL if it begins with no known one.
 * The name lives as long as the program.
 */
struct span step_named(struct span text);

#endif
