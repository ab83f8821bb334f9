"""Types are asked for: mypy refuses a function without them, in the engine and in what students import."""

import subprocess
import sys

import pytest

from autograder.places import ROOT


@pytest.mark.parametrize("module", ["autograder/at_grading.py", "gmcourse/mode.py"])
def test_an_untyped_function_is_refused(module, tmp_path):
    changed = tmp_path / "changed.py"
    text = (ROOT / module).read_text(encoding="utf-8")
    changed.write_text(text + "\n\ndef untyped(x):\n    return x\n", encoding="utf-8")
    command = [sys.executable, "-m", "mypy", f"--cache-dir={tmp_path / 'cache'}", "--follow-imports=skip"]
    done = subprocess.run(
        [*command, "--shadow-file", str(ROOT / module), str(changed), str(ROOT / module)],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Function is missing a type annotation" in done.stdout
    assert "Found 1 error" in done.stdout
