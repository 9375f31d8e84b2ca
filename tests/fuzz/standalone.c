/* SPDX-License-Identifier: MIT */
/*
 * Runs files as inputs of a fuzz target, without libFuzzer: the seeds and every
 * input that once broke a promise are a regression test of any build.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { INPUT_MAX = 16 << 20 };

/* run_file - false with a message if the file cannot be read */
static int run_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    uint8_t *data = malloc(INPUT_MAX);
    size_t size;
    int good = f && data;

    if (good) {
        size = fread(data, 1, INPUT_MAX, f);
        good = !ferror(f);
        if (good)
            (void)LLVMFuzzerTestOneInput(data, size);
    }
    if (!good)
        perror(path);
    if (f)
        fclose(f);
    free(data);
    return good;
}

int main(int argc, char **argv)
{
    int i, passed = 0;

    for (i = 1; i < argc; i++)
        passed += run_file(argv[i]);
    printf("%s: %d passed, %d failed\n", argv[0], passed, argc - 1 - passed);
    return passed == argc - 1 ? 0 : 1;
}
