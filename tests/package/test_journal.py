"""The progress bar: one line is left in a log, one display that is updated in a notebook."""

import nbformat
from nbclient import NotebookClient

from gmcourse.progress import Progress


def test_a_log_gets_the_final_line_only(capsys):
    bar = Progress("NADE", 3)
    for done in range(4):
        bar.at(done, "train 1.0")
    bar.finish("train 1.0, 3 epochs")
    assert capsys.readouterr().out == "NADE: train 1.0, 3 epochs\n"


def test_a_notebook_keeps_one_output(monkeypatch):
    monkeypatch.setenv("GMCOURSE_MODE", "live")
    source = "\n".join(
        [
            "import gmcourse.progress as progress",
            "progress.EVERY = 0.0",
            "bar = progress.Progress('NADE', 3)",
            "for done in range(4):",
            "    bar.at(done, 'going')",
            "bar.finish('done <3')",
        ]
    )
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    NotebookClient(notebook, kernel_name="python3", timeout=60).execute()
    (output,) = notebook.cells[0].outputs
    assert output["data"]["text/plain"] == "NADE: done <3"
    assert output["data"]["text/html"] == "<span>NADE: done &lt;3</span>"
