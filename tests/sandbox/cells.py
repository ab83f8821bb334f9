"""A notebook of more than a hundred cells that touches what students' notebooks may do."""

import nbformat

TEXT = r"""
1 + 1
---
x = 3
---
x; x + 1
---
None
---
"text"
---
print("one"); print("two")
---
print("no newline", end="")
---
import sys; print("to stderr", file=sys.stderr)
---
print("out"); print("err", file=sys.stderr); print("out again")
---
print("before"); 5
---
for i in range(3): print(i, end=" ", flush=True)
---
print("\x1b[31mred\x1b[0m"); print("back\rover"); print("a\tb\x00c")
---
print("é ü 漢字 \U0001f600")
---
import numpy as np
np.arange(12.0).reshape(3, 4)
---
np.array([1, np.nan, np.inf])
---
np.random.default_rng(0).normal(size=3)
---
np.float64(1) / 0
---
np.log(np.array([0.0, -1.0]))
---
import warnings; warnings.warn("careful")
---
warnings.warn("old", DeprecationWarning)
---
1 / 0
---
def f(x):
    return g(x)
def g(x):
    y = x + 1
    raise ValueError("bad\nnews: %s" % y)
f(1)
---
undefined_name
---
def broken(:
---
  print("indented")
---
"abc" + 1
---
assert 1 == 2, "not equal"
---
try:
    1 / 0
except ZeroDivisionError as error:
    raise RuntimeError("again") from error
---
try:
    {}["a"]
except KeyError:
    int("b")
---
raise SystemExit("leaving")
---
import sys; sys.exit(3)
---
raise KeyboardInterrupt
---
class Odd(Exception):
    def __str__(self): return 1 / 0
raise Odd()
---
class Base(BaseException): pass
raise Base("not an Exception")
---
raise ExceptionGroup("several", [ValueError(1), TypeError(2)])
---
from IPython.display import HTML, Image, JSON, Latex, Markdown, Math, SVG, Javascript, clear_output, display
HTML("<b>bold</b>")
---
Markdown("*slanted*")
---
Math(r"\frac{1}{2}")
---
Latex("$x$")
---
JSON({"a": [1, 2, {"b": None}]})
---
SVG("<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'></svg>")
---
Javascript("1 + 1")
---
display(1, "two", [3])
---
display({"text/plain": "plain", "text/html": "<i>html</i>", "application/x-own+json": {"k": 1}}, raw=True)
---
display("with metadata", metadata={"text/plain": {"kept": True}})
---
handle = display("first", display_id="place"); print("between")
---
handle.update("second")
---
handle.display("third")
---
from IPython.display import update_display
update_display("fourth", display_id="place"); update_display("nobody", display_id="nowhere")
---
print("gone"); clear_output(); print("left")
---
print("waits"); clear_output(wait=True); print("replaced")
---
for i in range(3):
    clear_output(wait=True); display(i)
---
class Rich:
    def _repr_html_(self): return "<p>rich</p>"
    def _repr_latex_(self): return "$rich$"
    def __repr__(self): return "poor"
Rich()
---
class Bundle:
    def _repr_mimebundle_(self, include=None, exclude=None): return {"text/plain": "b", "text/html": "<u>b</u>"}
Bundle()
---
class Fails:
    def __repr__(self): raise RuntimeError("no repr")
Fails()
---
class FailsRich:
    def _repr_html_(self): raise RuntimeError("no html")
    def __repr__(self): return "but a repr"
FailsRich()
---
class Own:
    def _ipython_display_(self): print("shown by itself")
Own()
---
list(range(2000))
---
{"b": 1, "a": {2, 3}}
---
"x" * 3000
---
print("y" * 100_000)
---
import matplotlib.pyplot as plt
plt.plot([1, 2, 3])
---
plt.plot([3, 2, 1]);
---
figure, axes = plt.subplots(1, 2, figsize=(4, 2))
axes[0].imshow(np.eye(3)); axes[1].hist([1, 2, 2]); axes[0].set_title(r"$\mu$")
plt.show()
---
plt.figure(); plt.scatter([1], [1]); plt.figure(); plt.bar([1], [1]); plt.show()
---
figure = plt.figure(figsize=(1, 1)); plt.close(figure); figure
---
plt.plot([1, 2], [1, 2, 3])
---
%matplotlib inline
---
%config InlineBackend.figure_formats = ["svg"]
%config InlineBackend.close_figures
---
plt.rcParams["svg.hashsalt"] = "s"; plt.rcParams["figure.dpi"], plt.get_backend(), plt.isinteractive()
---
%%capture kept
print("not seen"); display("neither")
---
kept.stdout, len(kept.outputs)
---
%%writefile note.txt
a line
---
%cat note.txt
---
!echo from a shell; echo and its errors >&2
---
lines = !ls note.txt
lines
---
!exit 3
_exit_code
---
%%bash
echo one
echo two >&2
---
%%bash
exit 4
---
%%sh --out got
echo kept
---
got
---
%%script cat
as it is
---
import subprocess; subprocess.run(["echo", "past Python"]).returncode
---
import os; print("first"); code = os.system("echo second"); print("third")
---
code = os.write(1, b"raw out\n"); code = os.write(2, b"raw err\n")
---
pid = os.fork()
if pid == 0:
    print("from a fork", flush=True); os._exit(0)
_ = os.waitpid(pid, 0)
---
import threading
thread = threading.Thread(target=lambda: print("from a thread")); thread.start(); thread.join()
---
%who
---
%whos int
---
%lsmagic
---
%pwd is not a_name
---
%nosuchmagic
---
%%nosuchcellmagic
x
---
%time y = sum(range(10))
---
%%timeit -n1 -r1
pass
---
%precision 3
---
3.14159265
---
%precision
---
%env GMCOURSE_TRY=1
---
%run note.txt
---
%%python
print("another interpreter")
---
%%html
<em>cell</em>
---
%%latex
$cell$
---
%load note.txt
---
%history -l 2
---
%store
---
%xmode Plain
---
f(2)
---
%xmode Minimal
---
f(3)
---
%xmode Context
---
%pdb on
%pdb off
---
%debug
---
breakpoint()
---
%tb
---
?len
---
len??
---
_, __, Out[1] if 1 in Out else "no first"
---
In[1], _i, len(In) > 50
---
input("name? ")
---
import getpass; getpass.getpass()
---
import asyncio
await asyncio.sleep(0.01)
---
await asyncio.gather(*(asyncio.sleep(0, result=i) for i in range(3)))
---
async def fails(): raise ValueError("in a coroutine")
await fails()
---
async with asyncio.timeout(5): print("inside")
---
[i async for i in agen()] if False else "no agen"
---
pause = asyncio.sleep(0)
try: asyncio.run(pause)
finally: pause.close()
---
loop = asyncio.get_running_loop(); loop.call_soon(print, "soon"); await asyncio.sleep(0.05)
---
task = asyncio.create_task(asyncio.sleep(0, "done")); await task
---
import contextvars; v = contextvars.ContextVar("v"); v.set(1); v.get()
---
import signal, _thread
signal.getsignal(signal.SIGINT) is signal.default_int_handler
---
signal.raise_signal(signal.SIGINT)
---
signal.setitimer(signal.ITIMER_REAL, 0.05); old = signal.signal(signal.SIGALRM, lambda *a: print("alarm"))
import time; time.sleep(0.2)
---
import ipywidgets
slider = ipywidgets.IntSlider(value=3, min=0, max=9); slider
---
slider.value = 5; slider.value
---
output = ipywidgets.Output()
with output: print("in the output widget"); display("and shown")
output
---
output.append_stdout("appended\n"); [o["output_type"] for o in output.outputs]
---
ipywidgets.interact(lambda a=1: print("a is", a), a=(0, 3));
---
ipywidgets.HTML("<b>w</b>")
---
button = ipywidgets.Button(description="press"); button.on_click(lambda b: print("pressed")); button.click()
---
from tqdm.auto import tqdm as automatic; automatic.__name__
---
from tqdm import tqdm
for _ in tqdm(range(3), file=sys.stdout, bar_format="{n_fmt}/{total_fmt}"): pass
---
import logging; logging.warning("logged"); logging.getLogger("own").error("also")
---
import pathlib; sorted(p.name for p in pathlib.Path(".").glob("*.txt"))
---
__name__, __doc__
---
get_ipython().__class__.__name__, get_ipython().execution_count > 100
---
get_ipython().run_cell("inner = 7\ninner");
---
get_ipython().run_line_magic("time", "1")
---
get_ipython().set_next_input("later")
---
sys.stdout.isatty(), sys.stdout.encoding, sys.stdout.writable(), sys.stdin.isatty()
---
sys.stdout.write("written"), sys.stdout.flush()
---
sys.stdout.fileno() > 2
---
import faulthandler, pdb; pdb.Pdb.__name__
---
import inspect; print(inspect.getsource(f))
---
import linecache, tempfile; f.__code__.co_filename.startswith(tempfile.gettempdir() + "/ipykernel_")
---
del f; f
---
def fresh(): "doc"
help(fresh)
---
import pickle; pickle.loads(pickle.dumps(np.ones(2)))
---
import multiprocessing
with multiprocessing.get_context("fork").Pool(2) as pool: print(pool.map(abs, [-1, -2]))
---
import concurrent.futures
with concurrent.futures.ThreadPoolExecutor(2) as pool: print(list(pool.map(abs, [-3, -4])))
---
import tempfile
with tempfile.NamedTemporaryFile() as file: print(file.name.startswith(tempfile.gettempdir()))
---
%reset -f
---
"x" in globals()
---
%%javascript
1
---
# only a comment
---
pass;
"""


def notebook():
    """The cells as a notebook."""
    cells = [nbformat.v4.new_code_cell(text.strip("\n")) for text in TEXT.split("---\n")]
    return nbformat.v4.new_notebook(cells=cells)
