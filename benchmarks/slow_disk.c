/* A disk whose every sync takes BENCHMARK_SYNC_MS longer, preloaded into a process: a cheap SSD or an SD card. */

#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static int slowly(int fd, long call) {
    const char *ms = getenv("BENCHMARK_SYNC_MS");
    if (ms) usleep(1000 * atoi(ms));
    return syscall(call, fd);
}

int fsync(int fd) { return slowly(fd, SYS_fsync); }
int fdatasync(int fd) { return slowly(fd, SYS_fdatasync); }
