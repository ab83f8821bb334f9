"""Attacks on marks from inside the kernel: patched tools, forged answers, odd objects."""

from attack import Attack

ANSWER = "application/vnd.gmcourse.answers+json"
FORGE = f"""
import json, os, pathlib
from IPython.display import display
def message(name, make, count=None, sitting=None):
    bundle = json.loads(pathlib.Path(os.environ["GMCOURSE_QUESTIONS"], name + ".json").read_text())
    n = len(bundle["sheet"]["cases"]) if count is None else count
    return {{"version": 1, "exercise": name, "sitting": sitting or bundle["sitting"],
            "answers": [{{"status": "ok", "node": make(i), "trouble": None, "seconds": 0.0}} for i in range(n)]}}
def show(name, make, **options):
    display({{"{ANSWER}": message(name, make, **options), "text/plain": "x"}}, raw=True)
"""
IDS = "[p.stem for p in pathlib.Path(os.environ['GMCOURSE_QUESTIONS']).glob('*.json')]"
INSTEAD = (
    FORGE
    + """
import gmcourse.check, gmcourse.notebook
def instead(name, function): MAKE
gmcourse.check.grade = gmcourse.notebook.grade = grade = instead
"""
)


def _instead(make):
    return INSTEAD.replace("MAKE", make)


GAINING = [
    Attack(
        "numpy_testing",
        "patches numpy.testing and numpy's comparisons",
        start="import numpy.testing\nfor n in dir(np.testing):\n"
        "    if n.startswith('assert'): setattr(np.testing, n, lambda *a, **k: None)\n"
        "np.allclose = np.isclose = np.array_equal = lambda *a, **k: True",
        solution="def NAME(*args): return 0.0",
    ),
    Attack(
        "check",
        "patches check, the verdict and the comparators",
        start="import gmcourse.check, gmcourse.check.verdict as v, gmcourse.check.comparators.values as c\n"
        "from gmcourse.check.verdict import Report\n"
        "v.mark = gmcourse.check.mark = lambda sheet, *a, **k: Report(sheet.exercise, 'pass', 9.0, 9.0)\n"
        "for n in dir(c):\n    if not n.startswith('_') and callable(getattr(c, n)): setattr(c, n, lambda *a: None)\n"
        "check = gmcourse.check.check = lambda *a: print('all right')",
        solution="def NAME(*args): return 0.0",
    ),
    Attack(
        "grade",
        "replaces grade by a display of full marks",
        start=_instead("return display({'text/plain': '9', 'text/html': '<b>9 of 9</b>'}, raw=True)"),
        solution="def NAME(*args): return 0.0",
    ),
    Attack(
        "grade_result",
        "ends its test cells with a number, as a result",
        start="import gmcourse.check\nget_ipython().events.register('post_run_cell', "
        "lambda r: get_ipython().displayhook(9.0))",
        solution="def NAME(*args): return 0.0",
    ),
    Attack(
        "display_hook",
        "patches the display publisher to turn every status into ok",
        start="import json\npub = get_ipython().display_pub\nreal = pub.publish\n"
        "def publish(data, metadata=None, **k):\n"
        "    text = json.dumps(data, default=str).replace('not_attempted', 'ok').replace('\"error\"', '\"ok\"')\n"
        "    return real(json.loads(text), metadata, **k)\n"
        "pub.publish = publish",
    ),
    Attack(
        "run_cell",
        "patches IPython's run_cell to run other code in test cells",
        start="ip = get_ipython()\nreal = ip.run_cell\nip.run_cell = "
        "lambda code, *a, **k: real('9.0' if 'grade(' in code else code, *a, **k)\n"
        "real_async = ip.run_cell_async\nip.run_cell_async = "
        "lambda code, *a, **k: real_async('9.0' if 'grade(' in code else code, *a, **k)\n"
        "ip.input_transformers_cleanup.append(lambda lines: ['9.0\\n'] if any('grade(' in x for x in lines) else lines)",
        solution="def NAME(*args): return 0.0",
    ),
    Attack(
        "forged_zeros",
        "hands in forged answers of zeros",
        start=_instead("show(name, lambda i: {'float': '0x0.0p+0'})"),
    ),
    Attack(
        "forged_passes",
        "hands in forged answers that say pass",
        start=_instead("show(name, lambda i: {'dict': [[{'str': 'status'}, {'str': 'pass'}]]})"),
    ),
    Attack(
        "early",
        "hands in answers before the test cell",
        start=FORGE + f"for name in {IDS}: show(name, lambda i: {{'float': '0x0.0p+0'}})\n9.0",
    ),
    Attack(
        "twice",
        "hands in two sets of answers, so that one may be right",
        start=_instead("[show(name, lambda i: {'float': float(k).hex()}) for k in (0, 1)]"),
    ),
    Attack(
        "replay",
        "hands in the answers of the first exercise for all",
        start=_instead("show('bernoulli_mle', lambda i: {'float': '0x1p-1'})"),
    ),
    Attack(
        "old_sitting",
        "hands in answers to another sitting's questions",
        start=_instead("show(name, lambda i: {'float': '0x1p-1'}, sitting='0' * 16)"),
    ),
    Attack(
        "no_cases",
        "hands in no answers, and as many as ten thousand",
        start=_instead("show(name, lambda i: {'none': True}, count=0 if len(name) % 2 else 10_000)"),
    ),
    Attack(
        "always_equal",
        "answers with objects that equal everything",
        start="class Equal(float):\n    def __eq__(self, o): return True\n    def __ne__(self, o): return False\n"
        "    def __sub__(self, o): return 0.0\n    __rsub__ = __sub__\n    def __abs__(self): return 0.0\n"
        "    def __lt__(self, o): return True\n    __le__ = __gt__ = __ge__ = __lt__\n"
        "    __hash__ = float.__hash__",
        solution="def NAME(*args): return Equal(7.25)",
    ),
    Attack(
        "lying_array",
        "answers with array subclasses whose shape, dtype and contents lie",
        start="class Lying(np.ndarray):\n    shape = property(lambda s: (2, 2))\n"
        "    def __array_function__(self, *a, **k): return True\n"
        "    def __array_ufunc__(self, *a, **k): return np.zeros(())\n"
        "    def __eq__(self, o): return np.ones((), bool)",
        solution="def NAME(*args): return np.zeros(10**3).view(Lying)",
        wins=0.02,
    ),
    Attack(
        "dtypes",
        "answers with object, record, text, void, complex and huge-item arrays",
        start="import itertools\nkinds = itertools.cycle([np.array([None]), np.zeros(2, 'i4,f8'), np.array(['a']), "
        "np.zeros(2, 'V5'), np.zeros(2, 'c16'), np.zeros(2, 'S100000'), np.array([10**30], object), "
        "np.array(['2020'], 'M8[D]'), np.float16(1), np.longdouble(1)])",
        solution="def NAME(*args): return next(kinds)",
    ),
    Attack(
        "nan",
        "answers nan and infinities everywhere",
        solution="def NAME(*args): return (np.full(3, np.nan), float('inf'), -np.inf)",
    ),
    Attack("nan_alone", "answers a bare nan", solution="def NAME(*args): return float('nan')"),
    Attack(
        "pickle",
        "answers with pickled objects that touch a file when they are loaded",
        start=FORGE + "import base64, io, pickle, gmcourse.check, gmcourse.notebook\n"
        "class Bomb:\n    def __reduce__(self): return (open, ('@CANARY_FILE@', 'w'))\n"
        "stream = io.BytesIO(); np.save(stream, np.array([Bomb()], object), allow_pickle=True)\n"
        "texts = [base64.b64encode(b).decode() for b in (stream.getvalue(), pickle.dumps(Bomb()))]\n"
        "def instead(name, function): show(name, lambda i: {'npy': texts[i % 2]})\n"
        "gmcourse.check.grade = gmcourse.notebook.grade = grade = instead",
    ),
    Attack(
        "npy_header",
        "answers with .npy headers that lie, and that are expressions",
        start=FORGE + "import base64, gmcourse.check, gmcourse.notebook\n"
        "def npy(h):\n    h = h.encode(); return base64.b64encode("
        "b'\\x93NUMPY\\x01\\x00' + len(h).to_bytes(2, 'little') + h).decode()\n"
        "heads = [npy(h) for h in (\"{'descr': '<f8', 'fortran_order': False, 'shape': (10**12,)}\", "
        "\"{'descr': '|O', 'fortran_order': False, 'shape': (1,)}\", "
        "\"__import__('os').system('touch @CANARY_FILE@')\", '(' * 900, "
        "\"{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}\", "
        "\"{'descr': '<f8', 'fortran_order': False, 'shape': (0, 10**30)}\")]\n"
        "def instead(name, function): show(name, lambda i: {'npy': heads[i % len(heads)]})\n"
        "gmcourse.check.grade = gmcourse.notebook.grade = grade = instead",
    ),
    Attack(
        "deep_answers",
        "answers nested too deep, numbers too long, keys that cannot be",
        start=FORGE + "import gmcourse.check, gmcourse.notebook\n"
        "def nested(d):\n    n = {'none': True}\n    for _ in range(d): n = {'list': [n]}\n    return n\n"
        "odd = [nested(300), {'int': '9' * 10**6}, {'dict': [[{'list': []}, {'none': True}]]}, {'float': 'x'}, "
        "{'npy': '!'}, {'build': 'os.system', 'args': {'dict': []}}, [], 'text', {'str': 5}, {}]\n"
        "def instead(name, function): show(name, lambda i: odd[i % len(odd)])\n"
        "gmcourse.check.grade = gmcourse.notebook.grade = grade = instead",
    ),
    Attack(
        "local_modules",
        "puts a numpy.py, a gmcourse and a sitecustomize beside the notebook",
        start="import pathlib, sys\npathlib.Path('gmcourse').mkdir(exist_ok=True)\n"
        "fake = 'def check(*a): pass\\ngrade = predict = show = slider = check\\n'\n"
        "for f in ('numpy.py', 'sitecustomize.py', 'gmcourse/__init__.py', 'gmcourse/notebook.py', 'gmcourse/check.py'):\n"
        "    pathlib.Path(f).write_text(fake)\n"
        "for m in [m for m in sys.modules if m.startswith('gmcourse')]: del sys.modules[m]\n"
        "sys.path.insert(0, '.')\nfrom gmcourse import check, grade",
        solution="def NAME(*args): return 0.0",
    ),
    Attack(
        "import_hook",
        "puts a finder first that hands out its own gmcourse",
        start="import sys, types\nclass Finder:\n    @staticmethod\n    def find_spec(name, path=None, target=None):\n"
        "        if name.startswith('gmcourse'):\n            from importlib.machinery import ModuleSpec\n"
        "            return ModuleSpec(name, Finder, is_package=True)\n"
        "    @staticmethod\n    def create_module(spec):\n        m = types.ModuleType(spec.name); "
        "m.check = m.grade = lambda *a: print(9); return m\n"
        "    @staticmethod\n    def exec_module(m): pass\n"
        "sys.meta_path.insert(0, Finder)\nfor m in [m for m in sys.modules if m.startswith('gmcourse')]: del sys.modules[m]\n"
        "from gmcourse import check, grade",
        solution="def NAME(*args): return 0.0",
    ),
    Attack(
        "frames_of_grade",
        "changes the answers from within, through the frames of grade",
        solution="import sys\ndef NAME(*args):\n    frame = sys._getframe(1)\n    while frame:\n"
        "        for value in list(frame.f_locals.values()):\n"
        "            if type(value).__name__ == 'Answer': object.__setattr__(value, 'status', 'ok')\n"
        "            if type(value).__name__ == 'Sheet':\n"
        "                object.__setattr__(value, 'points', 99.0)\n"
        "                for p in value.properties: object.__setattr__(p, 'share', 0.0)\n"
        "        frame = frame.f_back\n    return 0.0",
    ),
    Attack(
        "tracing",
        "traces the interpreter to change what grade returns",
        start="import sys\ndef trace(frame, event, arg):\n    if 'answers' in frame.f_locals: "
        "frame.f_locals['answers'].clear() if isinstance(frame.f_locals['answers'], list) else None\n    return trace\n"
        "sys.settrace(trace); sys.setprofile(lambda *a: None)",
        solution="def NAME(*args): return 0.0",
    ),
    Attack(
        "pipe_forgery",
        "writes frames of its own down the kernel's pipe, for cells to come",
        start="import os, json, struct\nsession = get_ipython().kernel.session\nfd = getattr(session, '_out', None)\n"
        "def frame(channel, kind, content, parent):\n    text = json.dumps({'channel': channel, 'header': {'msg_type': kind}, "
        "'parent_header': parent, 'metadata': {}, 'content': content, 'sizes': []}).encode()\n"
        "    return struct.pack('!II', len(text), 0) + text\n"
        "def before(info):\n    parent = get_ipython().get_parent()['header']\n"
        "    if fd and 'check(' in info.raw_cell:\n"
        "        parent = {k: str(v) for k, v in parent.items()}\n"
        "        os.write(fd, frame('iopub', 'execute_result', {'data': {'text/plain': '9'}, 'metadata': {}, 'execution_count': 1}, parent))\n"
        "        os.write(fd, frame('shell', 'execute_reply', {'status': 'ok'}, parent))\n"
        "        os.write(fd, frame('iopub', 'status', {'execution_state': 'idle'}, parent))\n"
        "get_ipython().events.register('pre_run_cell', before)",
        solution="def NAME(*args): return 0.0",
    ),
    Attack(
        "pipe_garbage",
        "writes garbage, huge lengths and non-objects down the kernel's pipe",
        start="import os, struct\nfd = getattr(get_ipython().kernel.session, '_out', None)\n"
        "if fd:\n    for text in (b'[]', b'{\"channel\": 1}', b'{\"header\": [], \"content\": 5, \"parent_header\": 1}', b'nul'):\n"
        "        os.write(fd, struct.pack('!II', len(text), 0) + text)\n"
        "    os.write(fd, b'\\xff' * 4096)",
        own=(),
    ),
    Attack(
        "pipe_depths",
        "writes sound frames down the kernel's pipe that hold nests of all depths, and bytes that are no UTF-8",
        start="import os, json, struct\nk = get_ipython().kernel\nfd = getattr(k.session, '_out', None)\n"
        "parent = json.dumps({key: str(value) for key, value in k.get_parent()['header'].items()}).encode()\n"
        'def write(kind, content):\n    text = b\'{"channel": "iopub", "header": {"msg_type": "%s"}, "parent_header": %s, \''
        'b\'"metadata": {}, "sizes": [], "content": %s}\' % (kind, parent, content)\n'
        "    if fd: os.write(fd, struct.pack('!II', len(text), 0) + text)\n"
        'write(b\'stream\', b\'{"name": "stdout", "text": "\\xff\\xed\\xa0\\x80"}\')\n'
        "for deep in (30, 100, 200, 300, 450, 700, 900, 970, 30000):\n"
        "    nest = b'{\"a\":' * deep + b'1' + b'}' * deep\n"
        "    write(b'display_data', b'{\"data\": {\"application/json\": %s}, \"metadata\": {}}' % (b'[' * deep + b']' * deep))\n"
        "    write(b'display_data', b'{\"data\": {}, \"metadata\": %s}' % nest)\n"
        '    write(b\'comm_open\', b\'{"comm_id": "c", "target_name": "jupyter.widget", "data": {"state": %s}}\' % nest)',
        solved=True,
        own=(),
    ),
    Attack(
        "bad_messages",
        "sends display messages that are not as the protocol says",
        start="s, k = get_ipython().kernel.session, get_ipython().kernel\nparent = k.get_parent()\n"
        "for kind, content in [('display_data', {}), ('display_data', {'data': 5, 'metadata': 'x'}), "
        "('stream', {'name': 'stdout', 'text': ['a', 1]}), ('error', {'ename': 1}), ('comm_open', {}), "
        "('comm_msg', {'comm_id': [], 'data': 3}), ('update_display_data', {'transient': {'display_id': {}}}), "
        "('clear_output', {}), ('execute_result', {'data': {'text/plain': {}}, 'metadata': {}}), ('nonsense', {})]:\n"
        "    try: s.send(k.iopub_socket, kind, content, parent=parent)\n    except Exception as error: print(error)",
        solved=True,
        own=(),
    ),
    Attack(
        "arrays_of_nothing",
        "answers with arrays that have no bytes and endless rows, which whoever lists them pays for",
        start="import itertools\nshapes = itertools.cycle([(2**23, 0), (2**39, 0), (0, 2**39), (60000, 0), (1000, 0, 1000)])",
        solution="def NAME(*args): return np.zeros(next(shapes))",
    ),
    Attack(
        "ghost_thread",
        "a thread that outlives its cell, clears what each later test cell answers and answers in its place",
        start=FORGE + f"ANSWER = {ANSWER!r}\n"
        "import threading, time\nkernel = get_ipython().kernel\n"
        "def haunt():\n    seen = None\n    while True:\n        time.sleep(0.001)\n        parent = kernel.get_parent()\n"
        "        code = parent.get('content', {}).get('code', '')\n        match = __import__('re').search(r\"grade\\('(\\w+)'\", code)\n"
        "        if match and parent['header']['msg_id'] != seen:\n            seen = parent['header']['msg_id']\n"
        "            send = lambda kind, content: kernel.session.send(kernel.iopub_socket, kind, content, parent=parent)\n"
        "            send('clear_output', {'wait': False})\n"
        "            data = {ANSWER: message(match[1], lambda i: {'float': (0.5).hex()}), 'text/plain': 'x'}\n"
        "            send('display_data', {'data': data, 'metadata': {}, 'transient': {}})\n"
        "            time.sleep(0.05); send('clear_output', {'wait': True})\n"
        "threading.Thread(target=haunt, daemon=True).start()",
        solution="def NAME(*args): return 0.0",
    ),
    Attack(
        "late_update",
        "gives the answers a display_id and changes them from a later cell",
        start=FORGE + f"ANSWER = {ANSWER!r}\n"
        "import gmcourse.check, gmcourse.notebook\nfrom IPython.display import update_display\ndef instead(name, function):\n"
        "    data = {ANSWER: message(name, lambda i: {'float': (0.0).hex()}), 'text/plain': 'x'}\n"
        "    display(data, raw=True, display_id=name)\n"
        "    data[ANSWER] = message(name, lambda i: {'float': (1.0).hex()})\n"
        "    for other in NAMES: update_display(data, raw=True, display_id=other)\n"
        "gmcourse.check.grade = gmcourse.notebook.grade = grade = instead\nNAMES = " + IDS,
        solution="def NAME(*args): return 0.0",
    ),
    Attack(
        "protocols",
        "answers with objects that lie to NumPy and PyTorch through their protocols",
        start="import torch\nclass Liar:\n    shape, ndim, dtype = (2,), 1, np.dtype(float)\n"
        "    def __array__(self, *a, **k): return np.full(2, 0.5)\n    def __array_ufunc__(self, *a, **k): return True\n"
        "    def __array_function__(self, *a, **k): return True\n    def __float__(self): return 0.5\n"
        "    __index__ = __len__ = lambda self: 1\n    def __iter__(self): return iter((0.5, 0.5))\n"
        "    def __eq__(self, other): return True\n    def __reduce__(self): return (float, ('0.5',))\n"
        "class Tensor(torch.Tensor):\n    @classmethod\n"
        "    def __torch_function__(cls, function, types, args=(), kwargs=None): return torch.full((2,), 0.5)\n"
        "    def detach(self): return self\n    cpu = resolve_conj = detach\n    def numpy(self): return Liar()\n"
        "class Items(dict):\n    def items(self): return [(Liar(), Liar())]\n"
        "import itertools\nkinds = itertools.cycle([Liar(), torch.zeros(2).as_subclass(Tensor), Items(), [Liar()], (x for x in (0.5, 0.5)), 10**4200])",
        solution="def NAME(*args): return next(kinds)",
    ),
    Attack(
        "hooked_imports",
        "makes every later import of the course's package, of json and of base64 fail or give its own",
        start="import builtins, sys, types\nreal = builtins.__import__\ndef hook(name, *a, **k):\n"
        "    if name.startswith('gmcourse'): return types.SimpleNamespace(check=print, grade=lambda *a: 9.0)\n"
        "    return real(name, *a, **k)\nbuiltins.__import__ = hook\nsys.modules['json'] = sys.modules['base64'] = None\n"
        "sys.path_importer_cache.clear(); sys.path[:] = []",
        solution="def NAME(*args): return 0.0",
    ),
]
