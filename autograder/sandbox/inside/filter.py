"""The seccomp filters of a child: the system calls that it may make, and what it is refused among them.

Built once by libseccomp. Two filters lie on each other: of an allow-list and a list of refusals the stricter
answer counts, the second's where both refuse.
"""

import errno
import tempfile
from collections.abc import Iterable
from typing import Any

from . import linux

ALLOWED = """
access faccessat faccessat2 open openat openat2 creat close close_range read readv pread64 preadv preadv2
write writev pwrite64 pwritev pwritev2 lseek stat lstat fstat newfstatat statx statfs fstatfs getdents
getdents64 readlink readlinkat getcwd chdir fchdir mkdir mkdirat rmdir unlink unlinkat rename renameat
renameat2 link linkat symlink symlinkat mknod mknodat chmod fchmod fchmodat fchmodat2 chown fchown lchown
fchownat utime utimes utimensat futimesat truncate ftruncate fallocate fadvise64 readahead sync syncfs
fsync fdatasync sync_file_range umask dup dup2 dup3 fcntl flock sendfile copy_file_range pipe pipe2 ioctl
getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr
brk mmap munmap mremap mprotect madvise mincore msync mlock mlock2 munlock mlockall munlockall membarrier
get_mempolicy
clone fork vfork execve execveat exit exit_group wait4 waitid getpid getppid gettid getpgid getpgrp setpgid
getsid setsid getuid geteuid getgid getegid getresuid getresgid getgroups setuid setgid setreuid setregid
setresuid setresgid setgroups capget prctl arch_prctl set_tid_address set_robust_list get_robust_list rseq
futex futex_waitv sched_yield sched_getaffinity sched_getattr sched_getparam sched_getscheduler
sched_get_priority_max sched_get_priority_min sched_rr_get_interval getpriority setpriority getrlimit
setrlimit prlimit64 getrusage times sysinfo uname getcpu getrandom
kill tgkill tkill pidfd_open pidfd_send_signal rt_sigaction rt_sigprocmask rt_sigpending rt_sigreturn
rt_sigsuspend rt_sigtimedwait rt_sigqueueinfo rt_tgsigqueueinfo sigaltstack pause alarm getitimer setitimer
restart_syscall nanosleep clock_nanosleep clock_gettime clock_getres gettimeofday time timer_create
timer_settime timer_gettime timer_getoverrun timer_delete timerfd_create timerfd_settime timerfd_gettime
eventfd eventfd2 signalfd signalfd4 epoll_create epoll_create1 epoll_ctl epoll_ctl_old epoll_wait
epoll_wait_old epoll_pwait epoll_pwait2 poll ppoll select pselect6
socket socketpair bind connect listen accept accept4 getsockname getpeername getsockopt setsockopt sendto
recvfrom sendmsg recvmsg sendmmsg recvmmsg shutdown
"""
DENIED = """
acct add_key adjtimex bpf chroot clock_adjtime clock_settime create_module delete_module
fanotify_init finit_module fsconfig fsmount fsopen fspick init_module io_destroy io_setup io_submit
io_uring_enter io_uring_register io_uring_setup ioperm iopl ioprio_set kcmp kexec_file_load kexec_load keyctl
lookup_dcookie mbind migrate_pages mount mount_setattr move_mount move_pages name_to_handle_at
nfsservctl open_by_handle_at open_tree perf_event_open personality pidfd_getfd pivot_root
process_madvise process_vm_readv process_vm_writev ptrace quotactl quotactl_fd reboot request_key
sched_setaffinity sched_setattr sched_setparam sched_setscheduler set_mempolicy setdomainname sethostname
setns settimeofday stime swapoff swapon syslog tee umount umount2 unshare uselib userfaultfd vhangup vmsplice
"""
ABSENT = ["clone3", "memfd_create", "memfd_secret", "shmget", "semget", "msgget", "mq_open"]
CLONE_PARENT = 0x8000
LEAVING = (
    0x00020000,
    0x02000000,
    0x04000000,
    0x08000000,
    0x10000000,
    0x20000000,
    0x40000000,
    0x80,
    CLONE_PARENT,
)
AF_UNIX, SOCK_STREAM, SOCK_KIND = 1, 1, 0xF
SOL_SOCKET = 1
BUFFER_SIZES = (7, 8, 32, 33)
SHARED_AND_NAMELESS = 0x21
# F_OFD_SETLK and F_OFD_SETLKW: such a lock is nobody's in the kernel's list, so nobody could count it.
LOCKS_OF_NOBODY = (37, 38)
PR_SCHED_CORE = 62
TIOCSTI, TIOCLINUX = 0x5412, 0x541C
# The kernel reads these arguments as 32 bits, whatever stands above them.
LOW = 0xFFFFFFFF


class NoSeccomp(OSError):
    """libseccomp or its Python binding is not there."""


def filter_programs() -> list[bytes]:
    """Return the filters as BPF programs, in the order in which they are loaded.

    What is not on the list answers ENOSYS, so that libraries look for another way; known dangers answer
    EPERM, sockets of other families EOPNOTSUPP. Memory that no limit counts is refused: shared and nameless
    pages, larger buffers of sockets, pages lent to pipes. Raises NoSeccomp.
    """
    try:
        import pyseccomp as seccomp
    except (ImportError, RuntimeError) as error:
        raise NoSeccomp(f"seccomp is not available: {error}") from error
    return [_program(_allowed(seccomp)), _program(_refused(seccomp))]


def _allowed(seccomp: Any) -> Any:
    rules = seccomp.SyscallFilter(seccomp.ERRNO(errno.ENOSYS))
    _add(seccomp, rules, seccomp.ALLOW, ALLOWED.split())
    return rules


def _refused(seccomp: Any) -> Any:
    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    refuse, no_family = seccomp.ERRNO(errno.EPERM), seccomp.ERRNO(errno.EOPNOTSUPP)
    _add(seccomp, rules, refuse, DENIED.split())
    _add(seccomp, rules, seccomp.ERRNO(errno.ENOSYS), ABSENT)

    def masked(place: int, value: int, mask: int = LOW) -> Any:
        return seccomp.Arg(place, seccomp.MASKED_EQ, mask, value)

    for call in ("socket", "socketpair"):
        rules.add_rule(no_family, call, seccomp.Arg(0, seccomp.NE, AF_UNIX))
        for kind in (k for k in range(SOCK_KIND + 1) if k != SOCK_STREAM):
            rules.add_rule(no_family, call, masked(1, kind, SOCK_KIND))
    for size in BUFFER_SIZES:
        rules.add_rule(refuse, "setsockopt", masked(1, SOL_SOCKET), masked(2, size))
    for command in LOCKS_OF_NOBODY:
        rules.add_rule(seccomp.ERRNO(errno.EINVAL), "fcntl", masked(1, command))
    for flag in LEAVING:
        rules.add_rule(refuse, "clone", masked(0, flag, flag))
    for option in (
        linux.PR_SET_PDEATHSIG,
        linux.PR_SET_DUMPABLE,
        linux.PR_SET_CHILD_SUBREAPER,
        PR_SCHED_CORE,
    ):
        rules.add_rule(refuse, "prctl", masked(0, option))
    for request in (TIOCSTI, TIOCLINUX):
        rules.add_rule(refuse, "ioctl", masked(1, request))
    rules.add_rule(refuse, "mmap", masked(3, SHARED_AND_NAMELESS, SHARED_AND_NAMELESS))
    rules.add_rule(refuse, "prlimit64", seccomp.Arg(0, seccomp.NE, 0))
    return rules


def _add(seccomp: Any, rules: Any, action: Any, names: Iterable[str]) -> None:
    for name in names:
        if seccomp.resolve_syscall(seccomp.Arch.NATIVE, name) >= 0:
            rules.add_rule(action, name)


def _program(rules: Any) -> bytes:
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()
