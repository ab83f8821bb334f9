"""Attacks that would cost others: processes, memory, disk, network, the machine, the next student."""

from attack import Attack

ONE = ("bernoulli_mle",)
IN_FIRST = "def bernoulli_mle(x):\n"


def _first(body):
    """An edit that gives the first exercise this body, the rest staying solved."""

    def edit(notebook, week):
        for cell in notebook.cells:
            if cell.metadata.get("nbgrader", {}).get("grade_id") == "bernoulli_mle":
                cell.source = IN_FIRST + body

    return edit


def cell(name, tries, source, **options):
    """An attack from a cell of its own in a solved notebook; it may cost nothing."""
    return Attack(name, tries, start=source, solved=True, own=(), **options)


def harm(name, tries, body, **options):
    """An attack from within one function of a solved notebook; it may cost that exercise only."""
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    return Attack(name, tries, solved=True, edit=_first(lines), own=ONE, **options)


HARMING = [
    harm("sys_exit", "calls sys.exit in a function", "import sys\nsys.exit(0)"),
    harm("os_exit", "ends its process", "import os\nos._exit(0)"),
    harm("segfault", "breaks the interpreter", "import ctypes\nctypes.string_at(0)"),
    harm(
        "endless",
        "never returns, and ignores interrupts",
        "import signal\nfor n in range(1, 32):\n    try: signal.signal(n, signal.SIG_IGN)\n    except OSError: pass\n"
        "import time\nend = time.time() + 30\nwhile time.time() < end:\n    try:\n        while time.time() < end: pass\n"
        "    except BaseException: pass",
    ),
    harm(
        "kill_parent",
        "sends signals to its parents",
        "import os\nfor p in (os.getppid(), 1):\n    for n in (1, 2, 3, 9, 15, 19):\n        try: os.kill(p, n)\n"
        "        except OSError: pass",
        stock=False,
    ),
    harm(
        "kill_group",
        "sends signals to its process group and to everybody",
        "import os, signal\nsignal.signal(15, signal.SIG_IGN)\nfor p in (0, -1):\n    for n in (15, 9):\n        try: os.kill(p, n)\n"
        "        except OSError: pass",
        stock=False,
    ),
    harm(
        "fork_bomb",
        "multiplies, two hundred at most",
        "import os, time\nfor _ in range(200):\n    try:\n        if os.fork() == 0:\n            time.sleep(20)\n            os._exit(0)\n"
        "    except OSError: break\ntime.sleep(20)",
    ),
    harm(
        "thread_bomb",
        "starts two thousand threads",
        "import threading, time\nfor _ in range(2000):\n    threading.Thread(target=time.sleep, args=(20,), daemon=True).start()",
    ),
    cell(
        "times_of_devices",
        "sets the times of the machine's devices",
        "import os\nfor name in ('null', 'zero', 'random', 'tty', 'full'):\n    try: os.utime('/dev/' + name); print('done', [name])\n"
        "    except OSError as error: print(error)\nopen('/dev/null', 'w').write('x')",
        stock=False,
    ),
    harm(
        "busy_processes",
        "keeps sixty processes busy, each in a session of its own",
        "import os, time\nend = time.time() + 20\nfor _ in range(60):\n    try:\n        if os.fork() == 0:\n"
        "            os.setsid()\n            while time.time() < end: pass\n            os._exit(0)\n    except OSError: break\n"
        "while time.time() < end: pass",
        stock=False,
    ),
    harm(
        "disk_fill",
        "fills the disk, 600 MB at most",
        "for n in range(12): open(f'fill{n}', 'wb').write(bytes(5 * 10**7))\nreturn 0.0",
    ),
    harm(
        "output_flood",
        "shows a hundred megabytes",
        "import sys\nfor _ in range(1000): sys.__stdout__.write('x' * 10**5); print('y' * 10**5, file=sys.stderr)\nreturn 0.0",
    ),
    harm(
        "half_characters",
        "shows, raises and returns what no file can hold",
        "print(chr(0xd800))\nfrom IPython.display import display\ndisplay({'text/plain': chr(0xd800)}, raw=True)\n"
        "raise ValueError(chr(0xdfff) + chr(0xd800))",
    ),
    harm(
        "daemon",
        "leaves a daemon behind",
        "import os, subprocess\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n"
        "        os.execvp('sleep', ['sleep', '@DAEMON_SECONDS@'])\n    os._exit(0)\n"
        "subprocess.Popen(['setsid', 'nohup', 'sleep', '@DAEMON_SECONDS@'])\nreturn 0.0",
    ),
    harm(
        "tcp",
        "sends what it knows over TCP",
        "import socket\nfor host in ('127.0.0.1', 'localhost', '::1'):\n    try: socket.create_connection((host, @TCP_PORT@), 2).send(b'leak')\n"
        "    except OSError as error: print(error)\n"
        "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:@TCP_PORT@', timeout=2)",
    ),
    harm(
        "udp",
        "sends what it knows over UDP and asks for a name",
        "import socket\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\ns.sendto(b'leak', ('127.0.0.1', @UDP_PORT@))\n"
        "s.sendto(bytes(12), ('127.0.0.1', 53))\nsocket.gethostbyname('localhost')",
    ),
    harm(
        "shell_network",
        "uses the shell's network and other socket families",
        "import subprocess, socket\nsubprocess.run(['bash', '-c', 'echo leak > /dev/tcp/127.0.0.1/@TCP_PORT@'], timeout=5)\n"
        "for f in (socket.AF_NETLINK, socket.AF_PACKET, 40, 38):\n    try: socket.socket(f, socket.SOCK_RAW)\n"
        "    except OSError as error: print(error)",
    ),
    cell(
        "symlinks",
        "plants links to files outside, and reads through them",
        "import os\nfor n, p in enumerate(('/etc/shadow', '@COURSE@', '@CHECKOUT@', '/root', '/proc/1/root')):\n"
        "    os.symlink(p, f'link{n}')\n    try: print(os.listdir(f'link{n}') if os.path.isdir(f'link{n}') else open(f'link{n}').read())\n"
        "    except OSError as error: print(error)",
    ),
    cell(
        "write_outside",
        "writes into the package, the interpreter and the course",
        "import gmcourse, numpy, os\nfor p in (os.path.dirname(gmcourse.__file__), os.path.dirname(numpy.__file__), "
        "os.path.dirname(os.__file__), '@COURSE@', '@CHECKOUT@', '/etc', '/'):\n"
        "    try: open(p + '/planted.py', 'w').write('1'); print('done', [p])\n    except OSError as error: print(error)",
        stock=False,
    ),
    cell(
        "system_calls",
        "unshares, mounts, traces and changes root by system calls",
        "import ctypes, os\nc = ctypes.CDLL(None, use_errno=True)\n"
        "print('done', [n for n, r in [('unshare', c.unshare(0x10000000)), ('mount', c.mount(b'x', b'/tmp', b'tmpfs', 0, None)), "
        "('chroot', c.chroot(b'/')), ('ptrace', c.ptrace(16, os.getppid(), 0, 0)), ('setuid', c.setuid(0)), "
        "('umount', c.umount2(b'/proc', 2)), ('clone', c.syscall(56, 0x10000011, 0, 0, 0, 0)), "
        "('keyctl', c.syscall(250, 0, 0)), ('bpf', c.syscall(321, 0, 0, 0)), "
        "('vmsplice', c.syscall(278, 1, 0, 0, 0)), ('inotify', c.syscall(294, 0)), ('affinity', c.syscall(203, 0, 8, b'\\1' + bytes(7))), "
        "('prlimit', c.syscall(302, os.getppid() or 1, 0, 0, 0)), ('clone_parent', c.syscall(56, 0x8011, 0, 0, 0, 0)), ('uring', c.syscall(425, 1, 0))] if r >= 0])",
        stock=False,
    ),
    cell(
        "leave_parent_death",
        "asks to outlive its parent and raises its limits",
        "import ctypes, resource\nc = ctypes.CDLL(None)\n"
        "print('done', [n for n, r in [('pdeathsig', c.prctl(1, 0)), ('subreaper', c.prctl(36, 1)), "
        "('dumpable', c.prctl(4, 0)), ('above 32 bits', c.syscall(157, ctypes.c_long(1 | 1 << 32), 0, 0, 0, 0))] if r == 0])\n"
        "for n in ('AS', 'CPU', 'NPROC', 'FSIZE'):\n    try:\n"
        "        resource.setrlimit(getattr(resource, 'RLIMIT_' + n), (-1, -1)); print('done', n)\n"
        "    except (ValueError, OSError): pass",
    ),
    cell(
        "system_v",
        "leaves queues, segments and semaphores of System V and POSIX, and looks for those of others",
        "import ctypes\nlib, found = ctypes.CDLL(None), []\nfor flags in (0, 0o1666):\n"
        "    found += [lib.msgget(0x4242, flags), lib.shmget(0x4242, 4096, flags), lib.semget(0x4242, 1, flags)]\n"
        "    found += [lib.mq_open(b'/canary-note', 0o102 if flags else 0, 0o666, None)]\n"
        "print('canary-note\\n' if max(found) >= 0 else 'none')",
    ),
    cell(
        "unremovable",
        "leaves folders thousands deep, closed ones, names that are no text, and pipes, for whoever clears up",
        "import os\nhome = os.getcwd()\nos.makedirs('shut/in')\nfor _ in range(2500):\n    try:\n        os.mkdir('d' * 200); os.chdir('d' * 200)\n"
        "    except OSError: break\nos.chdir(home)\nfor name in (b'\\xff', b'a\\nb', b'-rf', b'\\x1b[2J'): open(name, 'w').close()\n"
        "os.mkfifo('/tmp/pipe'); os.chmod('shut', 0); os.chmod('.', 0)",
    ),
    cell(
        "pipe_buffers",
        "fills the buffers of all the pipes that it may open, and of memory files",
        "import fcntl, os\nkept = []\ntry:\n    while True:\n        r, w = os.pipe(); os.set_blocking(w, False); kept += [r, w]\n"
        "        try: fcntl.fcntl(w, 1031, 2**20)\n        except OSError: pass\n"
        "        try:\n            while True: os.write(w, bytes(2**16))\n        except BlockingIOError: pass\n"
        "except OSError: pass\nfor end in kept: os.close(end)\n"
        "try:\n    for _ in range(20): kept.append(os.memfd_create('x')); os.write(kept[-1], bytes(10**8))\nexcept OSError: pass",
    ),
    cell(
        "last_words",
        "speaks once more when it is collected, when the process ends and when it is told to end",
        "import atexit, signal\nclass Last:\n    def __del__(self):\n        k = get_ipython().kernel\n"
        "        k.session.send(k.iopub_socket, 'clear_output', {'wait': False}, parent=k.get_parent())\n"
        "ring = [Last()]; ring.append(ring); atexit.register(Last); signal.signal(signal.SIGTERM, lambda *a: Last())",
    ),
    Attack(
        "leave_a_note",
        "leaves notes for the next student in files, shared memory and sockets",
        start="import os, socket, pathlib\n"
        "for p in ('/tmp', '/dev/shm', '/var/tmp', '.', '~', '/scratch'):\n"
        "    try: pathlib.Path(p, 'note.txt').expanduser().write_text('canary-note')\n    except OSError: pass\n"
        "s = socket.socket(socket.AF_UNIX); s.bind('\\0canary-note'); s.listen()\n"
        "import builtins, numpy\nbuiltins.canary = numpy.canary = 'canary-note'",
        solved=True,
        own=(),
    ),
    Attack(
        "read_a_note",
        "looks for the note of the student before",
        start="import socket, pathlib, builtins, numpy\n"
        "for p in ('/tmp', '/dev/shm', '/var/tmp', '.', '~', '/scratch'):\n"
        "    try: print(pathlib.Path(p, 'note.txt').expanduser().read_text())\n    except OSError: pass\n"
        "print(getattr(builtins, 'canary', ''), getattr(numpy, 'canary', ''))\n"
        "try: socket.socket(socket.AF_UNIX).connect('\\0canary-note'); print('canary-' + 'note')\n"
        "except OSError as error: print(error)",
        solved=True,
        own=(),
    ),
    Attack(
        "late_crash",
        "starts a thread that ends the process some cells later",
        start="import threading, os\nthreading.Timer(0.05, os._exit, [1]).start()",
        solved=True,
    ),
]
