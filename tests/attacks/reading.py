"""Attacks that look for secrets and print what they find: answers, others' work, the machine."""

from attack import Attack

SEARCH = """
import os
def look(words, top="/"):
    for place, folders, names in os.walk(top):
        folders[:] = [f for f in folders if f not in ("sys", "site-packages", "share", "include")]
        for name in names:
            path = os.path.join(place, name)
            if any(word in path for word in words) and not path.startswith(("/proc", "/dev")):
                try:
                    print(path, open(path, "rb").read(20_000).decode(errors="replace"))
                except OSError as error:
                    print(path, error)
"""

BY_ROUND_TRIP = """
from gmcourse.check import tables
import numpy as np
def looked_up(name, args):
    for case in tables.week_sheets("week01_probability_mle")[name].cases:
        if len(case.args) == len(args) and all(np.array_equal(a, b) for a, b in zip(case.args.values(), args)):
            return case.expected
    return case.expected
"""

READING = [
    Attack(
        "reference",
        "imports the reference solutions and answers with them",
        start="try:\n    import gmcourse.reference, pkgutil, importlib, inspect\n"
        "    for m in pkgutil.iter_modules(gmcourse.reference.__path__):\n"
        "        module = importlib.import_module('gmcourse.reference.' + m.name)\n"
        "        print(inspect.getsource(module)); globals().update(vars(module))\n"
        "except ImportError as error: print(error)",
    ),
    Attack(
        "grader",
        "imports the exercise declarations and answers with their references",
        start="try:\n    from autograder.weeks import find_week\n"
        "    for e in find_week('week01_probability_mle').exercises: globals()[e.id] = e.reference\n"
        "except ImportError as error: print(error)",
        solution="NAME = globals().get('NAME')",
    ),
    Attack(
        "reference_on_disk",
        "searches the disk for the reference",
        start=SEARCH + "look(['gmcourse/reference', 'exercises', 'solutions/week'])",
    ),
    Attack(
        "checkout_by_path",
        "puts the checkout on sys.path",
        start="import sys\nsys.path[:0] = ['@CHECKOUT@']\nsys.modules.pop('gmcourse', None)\n"
        "for m in [m for m in sys.modules if m.startswith('gmcourse')]: del sys.modules[m]\n"
        "try:\n    import gmcourse.reference.probability as r; globals().update(vars(r))\n"
        "except ImportError as error: print(error)",
    ),
    Attack("neighbours", "reads other hand-ins", start=SEARCH + "look(['.ipynb', 'canary'])"),
    Attack(
        "neighbours_by_path",
        "reads another hand-in where it knows it to be",
        start="import pathlib\nfor p in ['@SUBMITTED@', '@COURSE@/submitted', '..', '../..']:\n"
        "    for f in pathlib.Path(p).glob('**/*.ipynb'): print(f, f.read_text()[:200000])",
    ),
    Attack(
        "gradebook",
        "reads the gradebook and raises its own marks",
        start="import pathlib, sqlite3\nfor p in ['@COURSE@/gradebook.db']:\n    try:\n"
        "        print(open(p, 'rb').read(100))\n        c = sqlite3.connect(p)\n"
        "        c.execute('update grade set auto_score = 99'); c.commit()\n"
        "    except Exception as error: print(error)",
    ),
    Attack(
        "sitting_seed",
        "reads the seed that hidden questions are drawn from",
        start="for name in ('sitting.json', 'canary.txt'):\n    try: print(open('@COURSE@/' + name).read())\n"
        "    except OSError as error: print(error)",
    ),
    Attack(
        "environment",
        "prints the environment",
        start="import os\nprint(dict(os.environ))\n!env; set",
    ),
    Attack(
        "proc_of_parent",
        "reads environment, command line, memory map and files of other processes",
        start="import os, glob\nfor p in sorted(glob.glob('/proc/[0-9]*')):\n"
        "    for n in ('environ', 'cmdline', 'maps', 'status', 'root', 'cwd', 'exe', 'fd'):\n        try:\n"
        "            q = p + '/' + n\n"
        "            if n in ('root', 'cwd', 'fd'): print(q, os.listdir(q))\n"
        "            elif n == 'exe': print(q, os.readlink(q))\n"
        "            elif n != 'maps' or p != '/proc/self': print(q, open(q, 'rb').read(4000))\n"
        "        except OSError as error: print(q, error)\n"
        "for p in (os.getppid(), 1):\n    for n in ('environ', 'mem'):\n        try:\n"
        "            f = open(f'/proc/{p}/{n}', 'rb'); print(f.read(4000))\n"
        "        except OSError as error: print(error)",
    ),
    Attack(
        "descriptors",
        "reads and writes every open descriptor",
        start="import os\nfor fd in range(3, 64):\n    try:\n        print(fd, os.readlink(f'/proc/self/fd/{fd}'))\n"
        "        os.set_blocking(fd, False); print(os.read(fd, 1000))\n"
        "    except OSError as error: pass",
    ),
    Attack(
        "memory_of_the_zygote",
        "searches what is left in memory for other students' code and for answers",
        start="import gc\nfor o in gc.get_objects():\n    try:\n"
        "        if isinstance(o, dict) and any('canary' in str(v)[:2000] for v in o.values()): print(o)\n"
        "    except Exception: pass",
    ),
    Attack(
        "public_answers",
        "answers with the answers of the public cases",
        start=BY_ROUND_TRIP,
        solution="def NAME(*args): return looked_up('NAME', args)",
        wins=0.12,
    ),
    Attack(
        "hidden_bundle",
        "reads the bundle of hidden questions for answers",
        start="import os, pathlib, json\nfor f in pathlib.Path(os.environ['GMCOURSE_QUESTIONS']).glob('*.json'):\n"
        "    for case in json.loads(f.read_text())['sheet']['cases']:\n"
        "        print(f.name, case['expected'], case['wrong'])",
    ),
    Attack(
        "test_source",
        "prints the source of its own test cell from the frames above it",
        solution="import sys\ndef NAME(*args):\n    frame = sys._getframe(1)\n    while frame:\n"
        "        sheet = frame.f_locals.get('sheet')\n"
        "        if sheet is not None:\n            for case in sheet.cases:\n"
        "                if case.expected is not None and len(case.args) == len(args): best = case.expected\n"
        "        frame = frame.f_back\n    return best",
    ),
    Attack(
        "history",
        "reads the input history for the hidden test",
        start="print(In); print(get_ipython().history_manager.input_hist_raw)\n%history",
    ),
    Attack(
        "answer_sheet_in_memory",
        "searches memory for a sheet that holds expected answers",
        solution="import gc\ndef NAME(*args):\n    for o in gc.get_objects():\n"
        "        if type(o).__name__ == 'SheetCase' and o.expected is not None:\n"
        "            if len(o.args) == len(args) and type(next(iter(o.args.values()))) is type(args[0]):\n"
        "                return o.expected\n    return 0.0",
    ),
]
