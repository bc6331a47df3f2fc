/* A disk in a test's hands, preloaded into a hub: it may be full, fail, hang or lose what was not synced.

   The test and the hub share one page of memory (struct control, in the file named by TEST_DISK). Only files whose name
   holds "antrean.sqlite3" are touched. With `journal` set, what stood at a place before each write is kept in the file
   named by TEST_DISK_JOURNAL until that file is synced: undoing it gives the disk as a cut of the power may leave it. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

struct control {
    volatile int32_t fail_writes;   /* errno for every write, 0: none */
    volatile int32_t fail_syncs;    /* errno for every sync */
    volatile int32_t fail_reads;    /* errno for every read */
    volatile int32_t hang_syncs;    /* 1: syncs wait until it is 0 */
    volatile int32_t kill_at_sync;  /* counts down with each sync; dies before the one that makes it 0 */
    volatile int32_t kill_after;    /* 1: dies after that sync instead */
    volatile int32_t journal;
    volatile int32_t hanging;       /* syncs that wait now */
    volatile int32_t fail_opens;    /* errno for every opening to write */
    volatile int32_t unused;
    volatile int64_t syncs;
    volatile int64_t writes;
};

static struct control *control;
static int journal = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void begin(void) {
    const char *page = getenv("TEST_DISK"), *kept = getenv("TEST_DISK_JOURNAL");
    int fd = page ? open(page, O_RDWR) : -1;
    if (fd < 0) return;
    void *at = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (at == MAP_FAILED) return;
    control = at;
    if (kept) journal = open(kept, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int ours(int fd, char *name, size_t size) {
    char link[64];
    if (!control) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, name, size - 1);
    if (length <= 0) return 0;
    name[length] = 0;
    const char *base = strrchr(name, '/');
    return base && strncmp(base + 1, "antrean.sqlite3", 15) == 0 && !strstr(base, "-shm");
}

/* One record: kind (W write, T truncate, S synced), file, size before, offset, length of the bytes that follow. */
struct record { char kind; char name[255]; int64_t size, offset, length; };

static void note(char kind, int fd, const char *name, off_t offset, size_t length) {
    if (journal < 0 || !control->journal) return;
    struct stat now;
    fstat(fd, &now);
    struct record *record = calloc(1, sizeof *record + length);
    record->kind = kind;
    strncpy(record->name, strrchr(name, '/') + 1, sizeof record->name - 1);
    record->size = now.st_size;
    record->offset = offset;
    if (kind != 'S') syscall(SYS_pread64, fd, record + 1, length, offset); /* beyond the end: zeros */
    record->length = length;
    syscall(SYS_write, journal, record, sizeof *record + record->length);
    free(record);
}

static ssize_t written(int fd, const void *bytes, size_t count, off_t offset) {
    char name[512];
    if (ours(fd, name, sizeof name)) {
        if (control->fail_writes) { errno = control->fail_writes; return -1; }
        __sync_add_and_fetch(&control->writes, 1);
        pthread_mutex_lock(&lock);
        note('W', fd, name, offset, count);
        ssize_t done = syscall(SYS_pwrite64, fd, bytes, count, offset);
        pthread_mutex_unlock(&lock);
        return done;
    }
    return syscall(SYS_pwrite64, fd, bytes, count, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) { return written(fd, bytes, count, offset); }
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) { return written(fd, bytes, count, offset); }

static ssize_t was_read(int fd, void *bytes, size_t count, off_t offset) {
    char name[512];
    if (control && control->fail_reads && ours(fd, name, sizeof name)) { errno = control->fail_reads; return -1; }
    return syscall(SYS_pread64, fd, bytes, count, offset);
}

ssize_t pread(int fd, void *bytes, size_t count, off_t offset) { return was_read(fd, bytes, count, offset); }
ssize_t pread64(int fd, void *bytes, size_t count, off64_t offset) { return was_read(fd, bytes, count, offset); }

static int truncated(int fd, off_t size) {
    char name[512];
    if (ours(fd, name, sizeof name)) {
        struct stat now;
        fstat(fd, &now);
        pthread_mutex_lock(&lock);
        note('T', fd, name, size, now.st_size > size ? now.st_size - size : 0);
        int done = syscall(SYS_ftruncate, fd, size);
        pthread_mutex_unlock(&lock);
        return done;
    }
    return syscall(SYS_ftruncate, fd, size);
}

int ftruncate(int fd, off_t size) { return truncated(fd, size); }
int ftruncate64(int fd, off64_t size) { return truncated(fd, size); }

static int synced(int fd, long call) {
    char name[512];
    if (!ours(fd, name, sizeof name)) return syscall(call, fd);
    if (control->fail_syncs) { errno = control->fail_syncs; return -1; }
    if (control->hang_syncs) {
        __sync_add_and_fetch(&control->hanging, 1);
        while (control->hang_syncs) usleep(1000);
        __sync_sub_and_fetch(&control->hanging, 1);
    }
    int dies = control->kill_at_sync > 0 && __sync_sub_and_fetch(&control->kill_at_sync, 1) == 0;
    if (dies && !control->kill_after) kill(getpid(), SIGKILL);
    int done = syscall(call, fd);
    if (done == 0) {
        pthread_mutex_lock(&lock);
        note('S', fd, name, 0, 0);
        pthread_mutex_unlock(&lock);
        __sync_add_and_fetch(&control->syncs, 1);
    }
    if (dies) kill(getpid(), SIGKILL);
    return done;
}

static int opened(const char *path, int flags, mode_t mode) {
    const char *base = strrchr(path, '/');
    if (control && control->fail_opens && base && strncmp(base + 1, "antrean.sqlite3", 15) == 0 &&
        (flags & O_ACCMODE) != O_RDONLY) {
        errno = control->fail_opens;
        return -1;
    }
    return syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

static mode_t mode_of(int flags, va_list given) { return flags & (O_CREAT | O_TMPFILE) ? va_arg(given, mode_t) : 0; }

int open(const char *path, int flags, ...) {
    va_list given;
    va_start(given, flags);
    mode_t mode = mode_of(flags, given);
    va_end(given);
    return opened(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list given;
    va_start(given, flags);
    mode_t mode = mode_of(flags, given);
    va_end(given);
    return opened(path, flags, mode);
}

int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }
