"""Attacks that would cost others memory, by all the ways in which processes come to hold it."""

from harming import cell, harm

GROWING = [
    harm(
        "memory_bomb",
        "takes three gigabytes",
        "kept = [bytearray(10**8) for _ in range(30)]\nreturn sum(map(len, kept))",
    ),
    harm(
        "memory_in_files",
        "takes memory in shared segments, 600 MB at most",
        "import mmap, os\nkept = []\nfor n in range(6):\n    f = os.open(f'/dev/shm/x{n}', os.O_RDWR | os.O_CREAT)\n"
        "    os.write(f, bytes(10**8)); kept.append(f)\nreturn 0.0",
    ),
    harm(
        "shared_pages_given_back",
        "fills shared pages and takes them out of its own count, 3 GB at most",
        "import mmap\nkept = []\nfor _ in range(48):\n"
        "    m = mmap.mmap(-1, 2**26, mmap.MAP_SHARED | mmap.MAP_ANONYMOUS); m.write(bytes(2**26)); m.madvise(mmap.MADV_DONTNEED)\n"
        "    kept.append(m)\nreturn 0.0",
        stock=False,
    ),
    harm(
        "pages_of_the_zero_device",
        "does so by mapping /dev/zero, 3 GB at most",
        "import mmap, os\nfd, kept = os.open('/dev/zero', os.O_RDWR), []\nfor _ in range(48):\n"
        "    m = mmap.mmap(fd, 2**26, mmap.MAP_SHARED); m.write(bytes(2**26)); m.madvise(mmap.MADV_DONTNEED)\n"
        "    kept.append(m)\nreturn 0.0",
        stock=False,
    ),
    harm(
        "socket_buffers",
        "fills the buffers of sockets in twenty processes, their size raised where it can be",
        "import os, socket, time\ndef fill():\n    kept = []\n    try:\n        while True:\n"
        "            a, b = socket.socketpair(); kept += [a, b]\n            for s in (a, b):\n"
        "                s.setblocking(False)\n"
        "                try: s.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2**20)\n                except OSError: pass\n"
        "                try:\n                    while True: s.send(bytes(2**16))\n                except OSError: pass\n"
        "    except OSError: return kept\n"
        "for _ in range(20):\n    if os.fork() == 0:\n        kept = fill(); time.sleep(30); os._exit(0)\n"
        "kept = fill(); time.sleep(4)\nreturn 0.0",
        stock=False,
    ),
    harm(
        "sockets_in_flight",
        "fills sockets whose ends it sends through other sockets and closes",
        "import os, socket, time\ndef fill():\n    kept = []\n    try:\n        while len(kept) < 200:\n"
        "            a, b = socket.socketpair(); kept.append(a); b.setblocking(False)\n            for _ in range(100):\n"
        "                c, d = socket.socketpair(); c.setblocking(False)\n                try:\n"
        "                    while True: c.send(bytes(2**16))\n                except OSError: pass\n"
        "                c.close(); socket.send_fds(b, [b'x'], [d.fileno()]); d.close()\n"
        "    except OSError: pass\n    return kept\n"
        "for _ in range(20):\n    if os.fork() == 0:\n        kept = fill(); time.sleep(30); os._exit(0)\n"
        "kept = fill(); time.sleep(4)\nreturn 0.0",
        stock=False,
    ),
    harm(
        "pages_asked_for_at_once",
        "asks for pages in forty processes, 8 GB at most, each below its own limit",
        "import mmap, os, time\nfor _ in range(40):\n    try:\n        if os.fork() == 0:\n"
        "            kept = [mmap.mmap(-1, 2**25, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x8000) for _ in range(6)]\n"
        "            time.sleep(20); os._exit(0)\n    except OSError: break\ntime.sleep(20)",
        stock=False,
    ),
    harm(
        "copies_on_writing",
        "shares pages with forty processes, all of which write to them at once, 6 GB at most",
        "import os, time\nkept = [bytearray(b'x' * 2**20) for _ in range(150)]\nfor _ in range(40):\n    try:\n"
        "        if os.fork() == 0:\n            time.sleep(1)\n            for part in kept: part[:] = b'y' * 2**20\n"
        "            time.sleep(20); os._exit(0)\n    except OSError: break\ntime.sleep(20)",
        stock=False,
    ),
    harm(
        "hopping_processes",
        "hands its pages on from process to process, each gone before it is counted",
        "import mmap, os, time\nend, kept = time.time() + 20, []\nfor _ in range(20):\n    if os.fork() == 0:\n        break\n"
        "else:\n    time.sleep(20)\nwhile time.time() < end:\n    try:\n        if os.fork(): os._exit(0)\n"
        "        kept.append(mmap.mmap(-1, 2**24, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x8000)); kept = kept[-16:]\n"
        "    except OSError: pass\nos._exit(0)",
        stock=False,
    ),
    harm(
        "many_locks",
        "locks parts of files, by hundreds of thousands",
        "import fcntl, os, time\nfiles = [open(f'x{n}', 'w') for n in range(100)]\nend = time.time() + 20\nn = 0\n"
        "while time.time() < end:\n    n += 2\n    for f in files: fcntl.lockf(f, fcntl.LOCK_EX, 1, n)",
        stock=False,
    ),
    cell(
        "locks_of_nobody",
        "takes a lock that belongs to an open file, in no process's name",
        "import fcntl, struct\nwith open('x', 'w') as f:\n"
        "    try: fcntl.fcntl(f, 37, struct.pack('hhqqi4x', 1, 0, 0, 1, 0)); print('done', ['lock'])\n"
        "    except OSError as error: print(error)\n    fcntl.lockf(f, fcntl.LOCK_EX, 1, 0); fcntl.flock(f, fcntl.LOCK_EX)",
    ),
]
