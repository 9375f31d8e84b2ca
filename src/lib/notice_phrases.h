/* SPDX-License-Identifier: MIT */
/*
 * The phrases by which notices of failure are told from other mail, and their parts from each
 * other.  What programs that write notices differ in stands in data/notices.tsv, which also says
 * what each list is for: the lists are made from it, notice_daemons from the rows of "daemons".
 */
#ifndef NOTICE_PHRASES_H
#define NOTICE_PHRASES_H

#include "span.h"

/* The lists, in the table's order: what kind of message is it; is it still on its way; where does
 * the text end, and which of it says something; whom is it about; what did servers say? */
#define NOTICE_LISTS(LIST)                                                                         \
    LIST(daemons)                                                                                  \
    LIST(admins)                                                                                   \
    LIST(machines)                                                                                 \
    LIST(list_machines)                                                                            \
    LIST(subjects)                                                                                 \
    LIST(vague_subjects)                                                                           \
    LIST(openings)                                                                                 \
    LIST(bodies)                                                                                   \
    LIST(lures)                                                                                    \
    LIST(answers)                                                                                  \
    LIST(successes)                                                                                \
    LIST(receipts)                                                                                 \
    LIST(reply_marks)                                                                              \
    LIST(forward_marks)                                                                            \
    LIST(forwards)                                                                                 \
    LIST(enclosings)                                                                               \
    LIST(deferred_words)                                                                           \
    LIST(surely_deferred)                                                                          \
    LIST(surely_bounced)                                                                           \
    LIST(bounced_words)                                                                            \
    LIST(refusals)                                                                                 \
    LIST(ends_of_text)                                                                             \
    LIST(returned_fields)                                                                          \
    LIST(quoted_subjects)                                                                          \
    LIST(empty_words)                                                                              \
    LIST(empty_comments)                                                                           \
    LIST(footers)                                                                                  \
    LIST(closings)                                                                                 \
    LIST(labels)                                                                                   \
    LIST(label_phrases)                                                                            \
    LIST(date_words)                                                                               \
    LIST(x400)                                                                                     \
    LIST(deliveries)                                                                               \
    LIST(owners)                                                                                   \
    LIST(authors_fields)                                                                           \
    LIST(server_marks)                                                                             \
    LIST(client_marks)                                                                             \
    LIST(before_code)

#define NOTICE_LIST(name) extern const struct phrases notice_##name;
NOTICE_LISTS(NOTICE_LIST)
#undef NOTICE_LIST

#endif
