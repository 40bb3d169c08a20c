// What a process needs to give up its own rights: calls of Linux that Swift's Glibc does not show or cannot make.
#pragma once
#include <asm/unistd.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/memfd.h>
#include <linux/seccomp.h>
#include <stdint.h>
#include <sys/prctl.h>

// Written as a sum of flags, which Swift does not import.
#if defined(__x86_64__)
static inline uint32_t lmi_architecture(void) { return AUDIT_ARCH_X86_64; }
#elif defined(__aarch64__)
static inline uint32_t lmi_architecture(void) { return AUDIT_ARCH_AARCH64; }
#else
#error "the filter of system calls is written for x86_64 and aarch64"
#endif

// prctl takes a varying number of arguments, which Swift cannot pass; those that are not used have to be zero.
static inline int lmi_prctl(int option, unsigned long value) { return prctl(option, value, 0UL, 0UL, 0UL); }
static inline int lmi_filter_calls(struct sock_filter *rules, unsigned short count) { struct sock_fprog program = {.len = count, .filter = rules}; return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0UL, 0UL); }
// glibc declares these for GNU sources alone. Its own headers are left out: their types would be this module's to Swift,
// and no other file could use them.
extern long syscall(long number, ...);
static inline int lmi_memory_file(const char *name) { return (int)syscall(__NR_memfd_create, name, MFD_CLOEXEC); }
static inline int lmi_pipe(int *ends, int flags) { return (int)syscall(__NR_pipe2, ends, flags); }
extern int posix_spawn_file_actions_addclosefrom_np(void *actions, int first);
static inline int lmi_start_without(void *actions, int first) { return posix_spawn_file_actions_addclosefrom_np(actions, first); }
static inline int lmi_close_from(unsigned int first) { return (int)syscall(__NR_close_range, first, ~0U, 0U); }
