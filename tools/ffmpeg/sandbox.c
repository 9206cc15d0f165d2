// Linked into ffmpeg: before main it opens the input, and then gives up, for good, all that decoding does not need. Code that hostile
// bytes bring to run inside can read the input, write to stdout and stderr, use memory and the processor, and nothing else: it opens no
// file, not for reading either, no socket, starts nothing, signals nobody and makes no memory executable.
//
// DECODER_MEMORY_BYTES in its environment is the most address space that it may take. Set from outside, the limit came after the first look at the
// input, and a file of a few kilobytes had made it take 700 MB by then.
//
// Two locks: a list of allowed system calls (seccomp), and limits of no file, no process and no core dump, which need no seccomp in the
// kernel. What is refused fails with EPERM. Not PR_SET_PDEATHSIG: it kills when the parent's *thread* that started us ends, and a
// thread pool's threads come and go. A decoder whose parent is gone ends at its next write, whose pipe is broken.
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCH AUDIT_ARCH_AARCH64
#else
#error "No sandbox for this processor: build with --no-sandbox."
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define ANSWER(what) BPF_STMT(BPF_RET | BPF_K, what)
#define ALLOW(name) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 1), ANSWER(SECCOMP_RET_ALLOW)

// The low half of an argument: both processors are little-endian, and PROT_EXEC is in it.
#define ALLOW_UNLESS_EXECUTABLE(name) \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 4), LOAD(args[2]), \
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 1, 0), ANSWER(SECCOMP_RET_ALLOW), ANSWER(SECCOMP_RET_ERRNO | EPERM)

static struct sock_filter filter[] = {
    // Another architecture's calls have other numbers. (x32's numbers are on no line below.)
    LOAD(arch), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0), ANSWER(SECCOMP_RET_KILL_PROCESS),
    LOAD(nr),
    // The input and the output, which are open.
    ALLOW(read), ALLOW(write), ALLOW(writev), ALLOW(lseek), ALLOW(fstat), ALLOW(close),
    // Memory.
    ALLOW(brk), ALLOW(munmap), ALLOW(mremap), ALLOW(madvise), ALLOW_UNLESS_EXECUTABLE(mmap), ALLOW_UNLESS_EXECUTABLE(mprotect),
    // The clock, where it is not read without a call; what ffmpeg and the C library ask about this process itself.
    ALLOW(clock_gettime), ALLOW(gettimeofday), ALLOW(clock_nanosleep), ALLOW(getrusage), ALLOW(getrandom),
    ALLOW(rt_sigaction), ALLOW(rt_sigprocmask), ALLOW(rt_sigreturn), ALLOW(exit_group),
    ANSWER(SECCOMP_RET_ERRNO | EPERM),
};

// ld's --wrap sends every open of ffmpeg to __wrap_open64; this is the C library's.
int __real_open64(const char *path, int flags, ...);

// The one file that is read: the argument after the first -i.
static const char *input;
static int input_fd = -1, input_errno;

static const char *find_input(int argc, char **argv) {
    for (int i = 1; i + 1 < argc; i++)
        if (strcmp(argv[i], "-i") == 0)
            return strncmp(argv[i + 1], "file:", 5) == 0 ? argv[i + 1] + 5 : argv[i + 1];
    return NULL;
}

static void limit(int resource, rlim_t most) {
    setrlimit(resource, &(struct rlimit){most, most});
}

__attribute__((constructor)) static void enter_sandbox(int argc, char **argv) {
    // Where memory runs out, the kernel is to take this process and not the service that started it.
    int score = __real_open64("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (score >= 0) {
        if (write(score, "1000", 4) != 4)
            errno = 0; // then the service is as likely
        close(score);
    }

    int next = STDERR_FILENO + 1;
    input = find_input(argc, argv);
    if (input != NULL && (input_fd = __real_open64(input, O_RDONLY | O_CLOEXEC)) < 0)
        input_errno = errno;
    if (input_fd > next && dup2(input_fd, next) == next)
        input_fd = next;
    if (input_fd >= 0)
        next = input_fd + 1;
    syscall(SYS_close_range, next, ~0U, 0); // whatever else the parent left open

    // Where a limit or the filter is not to be had, the others hold.
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, 0);
    limit(RLIMIT_NPROC, 0);
    const char *memory = getenv("DECODER_MEMORY_BYTES");
    if (memory != NULL && strtoull(memory, NULL, 10) > 0)
        limit(RLIMIT_AS, strtoull(memory, NULL, 10));
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}

// Finds only the input, and once.
int __wrap_open64(const char *path, int flags, ...) {
    if ((flags & O_ACCMODE) != O_RDONLY || input == NULL || strcmp(path, input) != 0) {
        errno = EPERM;
        return -1;
    }
    int fd = input_fd;
    input_fd = -1;
    if (fd < 0)
        errno = input_errno != 0 ? input_errno : EPERM;
    return fd;
}

// The C library's own asks by path and would open that call to all paths.
int __wrap_fstat64(int fd, struct stat *status) {
    return (int)syscall(SYS_fstat, fd, status);
}
