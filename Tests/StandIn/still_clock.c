// Preloaded into a run: the time of day stands still at LMI_TEST_CLOCK, in seconds since 1970, so that two runs that had
// the same bytes from their publishers say the same of when they had them. Clocks that only count on are left alone.
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static time_t still(void) {
    const char *set = getenv("LMI_TEST_CLOCK");
    return set ? atol(set) : 0;
}

int clock_gettime(clockid_t clock, struct timespec *out) {
    time_t set = still();
    if (clock != CLOCK_REALTIME || !set) return (int)syscall(SYS_clock_gettime, clock, out);
    out->tv_sec = set;
    out->tv_nsec = 0;
    return 0;
}

int gettimeofday(struct timeval *restrict out, void *restrict zone) {
    struct timespec now;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &now);
    out->tv_sec = now.tv_sec;
    out->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *out) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (out) *out = now.tv_sec;
    return now.tv_sec;
}
