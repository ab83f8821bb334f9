"""Runs commands of a copy of the project, each in a process of its own that finds the libraries loaded already."""

import json
import os
import subprocess
import sys

# What takes the commands long to load and is none of the project's: its own modules are read anew by each command.
SERVER = """
import json, os, runpy, sys, tempfile
import matplotlib, nbclient, nbconvert, nbformat, nbgrader.api, nbgrader.apps, numpy, scipy.stats, sklearn.mixture, torch, tqdm
assert not {"autograder", "gmcourse", "exercises"} & set(sys.modules)
for line in sys.stdin:
    output = tempfile.TemporaryFile()
    pid = os.fork()
    if pid == 0:
        for number in (1, 2):
            os.dup2(output.fileno(), number)
        status = 1
        try:
            kind, *command = json.loads(line)
            sys.argv = command
            runpy.run_module(command[0], run_name="__main__", alter_sys=True) if kind == "-m" else exec(command[0], {"__name__": "__main__"})
            status = 0
        except SystemExit as end:
            status = end.code or 0
        except BaseException:
            import traceback
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    output.seek(0)
    print(json.dumps([status, output.read().decode()]), flush=True)
"""


class WarmCommands:
    """A context of one such process in the folder `tree`; `run("-m", module, ...)` and `run("-c", source)` are Python's own."""

    def __init__(self, tree):
        self._tree, self._process = tree, None

    def __enter__(self):
        return self

    def _start(self):
        environment = os.environ | {"PYTHONPATH": str(self._tree), "PYTHONDONTWRITEBYTECODE": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-c", SERVER],
            cwd=self._tree,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __exit__(self, *exception):
        if self._process:
            self._process.kill()
            self._process.communicate()

    def run(self, *command):
        """(status, what it said) of one command; the first starts the process."""
        if self._process is None:
            self._start()
        print(json.dumps(command), file=self._process.stdin, flush=True)
        return json.loads(self._process.stdout.readline())
