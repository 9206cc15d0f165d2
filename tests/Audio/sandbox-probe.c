// Tries what the sandbox forbids, and what it must not, and says of each: "NAME done" or "NAME refused" (EPERM) or "NAME errno N".
// Arguments: -i INPUT, then an existing file that is not the input, then a file that does not exist.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

static void say(const char *name, long result) {
    if (result >= 0)
        printf("%s done\n", name);
    else if (errno == EPERM)
        printf("%s refused\n", name);
    else
        printf("%s errno %d\n", name, errno);
    fflush(stdout);
}

static long map(int protection) {
    return mmap(NULL, 4096, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0;
}

int main(int argc, char **argv) {
    if (argc != 5)
        return 2;
    const char *input = argv[2], *other = argv[3], *absent = argv[4];
    char byte;
    struct stat status;
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    int fd = open(input, O_RDONLY);
    say("input", fd);
    say("input-read", read(fd, &byte, 1) - 1);
    say("input-seek", lseek(fd, 0, SEEK_END));
    say("input-size", fstat(fd, &status) == 0 && status.st_size == lseek(fd, 0, SEEK_CUR) ? 0 : -1);
    say("memory", map(PROT_READ | PROT_WRITE));
    void *block = malloc(1 << 20);
    say("memory-grow", (block = realloc(block, 64 << 20)) != NULL ? 0 : -1);

    // By the system call, as foreign code would, past the C library and the wrapper of open.
    say("-read-other", syscall(SYS_openat, AT_FDCWD, other, O_RDONLY));
    say("-read-input-again", syscall(SYS_openat, AT_FDCWD, input, O_RDONLY));
    say("-read-by-wrapper", open(other, O_RDONLY));
    say("-write-other", syscall(SYS_openat, AT_FDCWD, other, O_WRONLY));
    say("-create", syscall(SYS_openat, AT_FDCWD, absent, O_WRONLY | O_CREAT, 0600));
    say("-stat", syscall(SYS_newfstatat, AT_FDCWD, other, &status, 0));
    say("-readlink", syscall(SYS_readlinkat, AT_FDCWD, "/proc/self/exe", &byte, 1));
    say("-chmod", syscall(SYS_fchmodat, AT_FDCWD, other, 0600));
    say("-unlink", syscall(SYS_unlinkat, AT_FDCWD, other, 0));
    say("-socket", socket(AF_INET, SOCK_STREAM, 0));
    say("-socket-local", socket(AF_UNIX, SOCK_STREAM, 0));
    say("-pipe", pipe((int[2]){0, 0}));
    say("-dup", dup(STDOUT_FILENO));
    say("-memfd", syscall(SYS_memfd_create, "probe", 0));
    say("-signal-parent", kill(getppid(), 0));
    say("-signal-self", kill(getpid(), 0));
    say("-limit", setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0}));
    say("-map-executable", map(PROT_READ | PROT_EXEC));
    say("-make-executable", mprotect(page, 4096, PROT_READ | PROT_EXEC));
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    say("-fork", child);
    struct iovec here = {&byte, 1}, there = {page, 1};
    say("-read-process", process_vm_readv(getpid(), &here, 1, &there, 1, 0));
    execl("/bin/echo", "echo", "-exec done", NULL);
    say("-exec", -1);
    return 0;
}
