/* SPDX-License-Identifier: MIT */
/*
 * The phrases by which notices of failure are told from other mail, and their parts
 * from each other.  What programs that write notices differ in stands here.
 */
#ifndef NOTICE_PHRASES_H
#define NOTICE_PHRASES_H

#include "span.h"

/* ---- what kind of message is it? ---- */

/*
 * Who writes notices, in From, Sender or Return-Path: only programs that return mail;
 * who writes other mail too; and machines of any kind.
 */
extern const struct phrases notice_daemons;
extern const struct phrases notice_admins;
extern const struct phrases notice_machines;

/* Addresses at which lists' programs take notices. */
extern const struct phrases notice_list_machines;

/* What subjects of notices say; and what those of other mail say as well. */
extern const struct phrases notice_subjects;
extern const struct phrases notice_vague_subjects;

/* How texts of notices open; whoever is quoted has such a line behind a mark. */
extern const struct phrases notice_openings;

/* And how those that no person writes open, so that they need no header. */
extern const struct phrases notice_bodies;

/* Subjects of answering machines. */
extern const struct phrases notice_answers;

/* Subjects of reports of success; and how those of receipts begin. */
extern const struct phrases notice_successes;
extern const struct phrases notice_receipts;

/* Subjects of answers, and of what somebody hands on, begin with these. */
extern const struct phrases notice_reply_marks;
extern const struct phrases notice_forward_marks;

/* ---- is it still on its way? ---- */

/* Plain words of a message that is still on its way. */
extern const struct phrases notice_deferred_words;

/* Of those the ones that settle it, though they name a permanent failure that may come. */
extern const struct phrases notice_surely_deferred;

/* And of one that is not: the first kind settles it whatever else the text says. */
extern const struct phrases notice_surely_bounced;
extern const struct phrases notice_refusals; /* that a mailbox or host is not there */
extern const struct phrases notice_bounced_words;

/* ---- where does the text end, and which of it says something? ---- */

/* With these words the returned message begins, behind whatever marks. */
extern const struct phrases notice_ends_of_text;

/* Fields with which a returned message begins where nothing announces it. */
extern const struct phrases notice_returned_fields;

/* Lines that quote the subject of the returned message: words of its author. */
extern const struct phrases notice_quoted_subjects;

/* Paragraphs that say no more than that there is a notice. */
extern const struct phrases notice_empty_words;

/* Comments behind a report's status that say no more than its first digit. */
extern const struct phrases notice_empty_comments;

/* Paragraphs that scanners and lawyers put below every message. */
extern const struct phrases notice_footers;

/* Here an MTA's own words follow the reason. */
extern const struct phrases notice_closings;

/* ---- whom is it about? ---- */

/* What stands before the address at the start of its line. */
extern const struct phrases notice_labels;

/* And what stands before it anywhere in the line. */
extern const struct phrases notice_label_phrases;

/* Words before the date on which a recipient was not reached. */
extern const struct phrases notice_date_words;

/* How addresses of X.400 begin. */
extern const struct phrases notice_x400;

/* Programs and files that take mail, at the start of a line; and how it is told whose they are. */
extern const struct phrases notice_deliveries;
extern const struct phrases notice_owners;

/* Fields, quoted in the text, whose addresses are not recipients'. */
extern const struct phrases notice_authors_fields;

/* ---- what did servers say? ---- */

/* Marks at the start of a line: what the other server said, and what it was told. */
extern const struct phrases notice_server_marks;
extern const struct phrases notice_client_marks;

/* Words between which and a code nothing stands. */
extern const struct phrases notice_before_code;

#endif
