#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>

/* libFuzzer's loop, of the toolchain's libclang_rt.fuzzer_no_main: calls `harness` with input after input. */
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*harness)(const uint8_t *data, size_t size));

/* Glibc's module leaves memfd_create out, as it is GNU's own. */
static inline int fuzz_memory_file(void) { return memfd_create("input", MFD_CLOEXEC); }
