"""The seccomp filter of a child: which system calls it is refused, built once by libseccomp."""

import errno
import tempfile

from . import linux

NAMESPACES = (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000, 0x80)

DENIED = """
acct add_key adjtimex bpf chroot clock_adjtime clock_settime create_module delete_module
fanotify_init finit_module fsconfig fsmount fsopen fspick init_module io_destroy io_setup io_submit
io_uring_enter io_uring_register io_uring_setup ioperm iopl kcmp kexec_file_load kexec_load keyctl
lookup_dcookie mbind migrate_pages mount mount_setattr move_mount move_pages name_to_handle_at
nfsservctl open_by_handle_at open_tree perf_event_open personality pidfd_getfd pivot_root
process_madvise process_vm_readv process_vm_writev ptrace quotactl quotactl_fd reboot request_key
set_mempolicy setdomainname sethostname setns settimeofday stime swapoff swapon syslog umount
umount2 unshare uselib userfaultfd vhangup
"""
ABSENT = ["clone3", "memfd_create", "memfd_secret", "shmget", "semget", "msgget", "mq_open"]
AF_UNIX = 1
TIOCSTI, TIOCLINUX = 0x5412, 0x541C


class NoSeccomp(OSError):
    """libseccomp or its Python binding is not there."""


def build():
    """Return the filter as a BPF program: sockets answer EOPNOTSUPP but for AF_UNIX, the rest EPERM.

    Calls that would take memory outside of every limit answer ENOSYS, so that libraries look for
    another way. Raises NoSeccomp.
    """
    try:
        import pyseccomp as seccomp
    except (ImportError, RuntimeError) as error:
        raise NoSeccomp(f"seccomp is not available: {error}") from error
    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    refuse, absent = seccomp.ERRNO(errno.EPERM), seccomp.ERRNO(errno.ENOSYS)
    for names, action in ((DENIED.split(), refuse), (ABSENT, absent)):
        for name in names:
            if seccomp.resolve_syscall(seccomp.Arch.NATIVE, name) >= 0:
                rules.add_rule(action, name)
    no_family = seccomp.ERRNO(errno.EOPNOTSUPP)
    for call in ("socket", "socketpair"):
        rules.add_rule(no_family, call, seccomp.Arg(0, seccomp.NE, AF_UNIX))
    for flag in NAMESPACES:
        rules.add_rule(refuse, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, flag, flag))
    for option in (linux.PR_SET_PDEATHSIG, linux.PR_SET_CHILD_SUBREAPER):
        rules.add_rule(refuse, "prctl", seccomp.Arg(0, seccomp.EQ, option))
    for request in (TIOCSTI, TIOCLINUX):
        rules.add_rule(refuse, "ioctl", seccomp.Arg(1, seccomp.MASKED_EQ, 0xFFFFFFFF, request))
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()
