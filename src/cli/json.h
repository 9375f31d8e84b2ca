/* SPDX-License-Identifier: MIT */
/*
 * Writing JSON (RFC 8259), one object a line.
 */
#ifndef JSON_H
#define JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Writes text as a string; bytes that are not UTF-8 become "\\xNN".  NULL: null. */
void json_string(FILE *out, const char *text);

/* Writes ,"key": and what the name says; json_begin() goes before the first. */
void json_begin(FILE *out, const char *key, long value);
void json_text(FILE *out, const char *key, const char *text);
void json_number(FILE *out, const char *key, long value);
void json_null(FILE *out, const char *key);
void json_bool(FILE *out, const char *key, bool value);
void json_list(FILE *out, const char *key, const char *const *items, size_t n);

void json_end(FILE *out);

#endif
