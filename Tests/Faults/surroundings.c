// Preloaded into a run by LD_PRELOAD: a clock of the test's own, and a disk that takes a few bytes at a time.
//
//   LMI_TEST_CLOCK=SECONDS    the time of day since 1970, wherever it is asked for
//   LMI_TEST_CLOCK_STEP=N     moves on by N seconds, or back, each time it is asked for
//   LMI_TEST_SHORT_WRITES=1   every write takes at most half, as a signal may have it
//   LMI_TEST_TOUCH=FILE       a file that shows that the library was loaded and asked
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static void touch(void) {
    const char *file = getenv("LMI_TEST_TOUCH");
    if (file) syscall(SYS_close, syscall(SYS_openat, AT_FDCWD, file, O_CREAT | O_WRONLY, 0600));
}

static long asked = 0;

static int own_clock(long *now) {
    const char *set = getenv("LMI_TEST_CLOCK");
    if (!set) return 0;
    const char *step = getenv("LMI_TEST_CLOCK_STEP");
    *now = atol(set) + (step ? atol(step) : 0) * asked++;
    touch();
    return 1;
}

time_t time(time_t *out) {
    long now;
    if (!own_clock(&now)) {
        struct timespec real;
        syscall(SYS_clock_gettime, CLOCK_REALTIME, &real);
        now = real.tv_sec;
    }
    if (out) *out = now;
    return now;
}

int clock_gettime(clockid_t clock, struct timespec *out) {
    long now;
    if (clock == CLOCK_REALTIME && own_clock(&now)) {
        out->tv_sec = now;
        out->tv_nsec = 0;
        return 0;
    }
    return syscall(SYS_clock_gettime, clock, out);
}

ssize_t write(int file, const void *bytes, size_t count) {
    if (count > 1 && getenv("LMI_TEST_SHORT_WRITES")) {
        count = (count + 1) / 2;
        touch();
    }
    return syscall(SYS_write, file, bytes, count);
}
