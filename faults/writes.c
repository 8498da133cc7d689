/* Faults at the write calls of one process and its children, for the suite in this folder.

Loaded with LD_PRELOAD; does nothing until `faults_arm` is called. From then on every call that changes
a file below one folder is counted, and at the chosen one the process group is killed (before the call, or
after half of a write), or the call fails with an error, as it would on a full, read-only or broken disk.
`faults_shift` moves the clock. What is tried where belongs in the Python modules beside this file. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum mode { COUNT = 0, KILL = 1, TORN = 2, FAIL = 3 };
enum kind { DATA = 1, SYNC = 2, NAME = 4, CREATE = 8, SIZE = 16 };

struct plan {
    long seen, at, until;  /* calls so far; the first that is hit; the last (when they fail) */
    int mode, kinds, error, notes;
    char below[1024];
};
static struct plan *plan; /* shared with children that are forked */
static long shift_seconds;

void faults_arm(const char *below, int mode, long at, long until, int kinds, int error, int notes) {
    plan = NULL;
    struct plan *made = mmap(NULL, sizeof *made, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (made == MAP_FAILED) abort();
    made->mode = mode, made->at = at, made->until = until;
    made->kinds = kinds, made->error = error, made->notes = notes;
    snprintf(made->below, sizeof made->below, "%s", below);
    plan = made;
}

long faults_seen(void) { return plan ? plan->seen : 0; }
void faults_disarm(void) { plan = NULL; }
void faults_shift(long seconds) { shift_seconds = seconds; }

static void name_of(int fd, char *name, size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, name, size - 1);
    name[length < 0 ? 0 : length] = 0;
}

static ssize_t real_write(int fd, const void *bytes, size_t size) {
    static ssize_t (*call)(int, const void *, size_t);
    if (!call) call = dlsym(RTLD_NEXT, "write");
    return call(fd, bytes, size);
}

/* 0: go on; 1: write a half, then `die`; -1: fail with errno. */
static int meet(int kind, const char *call, const char *name) {
    struct plan *now = plan;
    if (!now || strncmp(name, now->below, strlen(now->below))) return 0;
    long number = __sync_add_and_fetch(&now->seen, 1);
    if (now->notes >= 0) {
        char line[1200];
        int length = snprintf(line, sizeof line, "%ld %s %s\n", number, call, name + strlen(now->below));
        int kept = errno;
        if (real_write(now->notes, line, length) < 0) abort();
        errno = kept;
    }
    if (number < now->at || number > now->until || !(kind & now->kinds)) return 0;
    if (now->mode == KILL || (now->mode == TORN && kind != DATA)) kill(0, SIGKILL), pause();
    if (now->mode == TORN) return 1;
    if (now->mode == FAIL) return errno = now->error, -1;
    return 0;
}
static void die(void) { kill(0, SIGKILL), pause(); }

static int meet_fd(int kind, const char *call, int fd) {
    if (!plan) return 0;
    char name[1024];
    name_of(fd, name, sizeof name);
    return meet(kind, call, name);
}

#define REAL(result, name, ...) \
    static result (*real)(__VA_ARGS__); \
    if (!real) real = dlsym(RTLD_NEXT, name)

#define WRITES(name, offset_type) \
    ssize_t name(int fd, const void *bytes, size_t size, offset_type offset) { \
        REAL(ssize_t, #name, int, const void *, size_t, offset_type); \
        int met = meet_fd(DATA, "pwrite", fd); \
        if (met < 0) return -1; \
        if (met) { real(fd, bytes, size / 2, offset); die(); } \
        return real(fd, bytes, size, offset); \
    }
WRITES(pwrite, off_t)
WRITES(pwrite64, off64_t)

ssize_t write(int fd, const void *bytes, size_t size) {
    int met = meet_fd(DATA, "write", fd);
    if (met < 0) return -1;
    if (met) { real_write(fd, bytes, size / 2); die(); }
    return real_write(fd, bytes, size);
}
ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    int met = meet_fd(DATA, "writev", fd);
    if (met < 0) return -1;
    if (met) { real(fd, parts, count / 2); die(); }
    return real(fd, parts, count);
}
#define SENDS(name, offset_type) \
    ssize_t name(int out, int in, offset_type *offset, size_t size) { \
        REAL(ssize_t, #name, int, int, offset_type *, size_t); \
        int met = meet_fd(DATA, "sendfile", out); \
        if (met < 0) return -1; \
        if (met) { struct stat about; fstat(in, &about); real(out, in, offset, about.st_size / 2); die(); } \
        return real(out, in, offset, size); \
    }
SENDS(sendfile, off_t)
SENDS(sendfile64, off64_t)

#define SYNCS(name) \
    int name(int fd) { \
        REAL(int, #name, int); \
        return meet_fd(SYNC, #name, fd) ? -1 : real(fd); \
    }
SYNCS(fsync)
SYNCS(fdatasync)

#define CUTS(name, size_type) \
    int name(int fd, size_type size) { \
        REAL(int, #name, int, size_type); \
        return meet_fd(SIZE, "ftruncate", fd) ? -1 : real(fd, size); \
    }
CUTS(ftruncate, off_t)
CUTS(ftruncate64, off64_t)

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    return meet(NAME, "rename", to) ? -1 : real(from, to);
}
int renameat(int from_fd, const char *from, int to_fd, const char *to) {
    REAL(int, "renameat", int, const char *, int, const char *);
    return meet(NAME, "rename", to) ? -1 : real(from_fd, from, to_fd, to);
}
int link(const char *from, const char *to) {
    REAL(int, "link", const char *, const char *);
    return meet(NAME, "link", to) ? -1 : real(from, to);
}
int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    return meet(NAME, "unlink", path) ? -1 : real(path);
}
int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    return meet(CREATE, "mkdir", path) ? -1 : real(path, mode);
}

#define CHANGES (O_CREAT | O_TRUNC)
static mode_t mode_of(int flags, va_list rest) {
    return (flags & O_CREAT) ? (mode_t)va_arg(rest, int) : 0;
}
#define OPENS(name) \
    int name(const char *path, int flags, ...) { \
        REAL(int, #name, const char *, int, ...); \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = mode_of(flags, rest); \
        va_end(rest); \
        if ((flags & CHANGES) && meet(CREATE, "open", path)) return -1; \
        return real(path, flags, mode); \
    }
OPENS(open)
OPENS(open64)
#define OPENS_AT(name) \
    int name(int folder, const char *path, int flags, ...) { \
        REAL(int, #name, int, const char *, int, ...); \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = mode_of(flags, rest); \
        va_end(rest); \
        if ((flags & CHANGES) && meet(CREATE, "open", path)) return -1; \
        return real(folder, path, flags, mode); \
    }
OPENS_AT(openat)
OPENS_AT(openat64)

int clock_gettime(clockid_t clock, struct timespec *now) {
    REAL(int, "clock_gettime", clockid_t, struct timespec *);
    int result = real(clock, now);
    if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE) now->tv_sec += shift_seconds;
    return result;
}
int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    REAL(int, "gettimeofday", struct timeval *restrict, void *restrict);
    int result = real(now, zone);
    now->tv_sec += shift_seconds;
    return result;
}
time_t time(time_t *result) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (result) *result = now.tv_sec;
    return now.tv_sec;
}
