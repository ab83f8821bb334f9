"""tqdm's bar, which leaves one line behind, in a notebook, a terminal or a log.

tqdm's own bars for notebooks are widgets: reopened the next day, they are errors. So its text is shown.
"""

import sys
import time
from html import escape

from tqdm import tqdm

from gmcourse.mode import mode

EVERY = 0.2
BAR = "{desc}  {bar:20}  {percentage:3.0f}%"


class Progress:
    """A bar of `total` steps; `finish` replaces it by one final line."""

    def __init__(self, label: str, total: int) -> None:
        self.label, self.total, self.note = label, total, ""
        self._last, self._handle = 0.0, None
        self._place = _place()

    def at(self, done: float, note: str | None = None) -> None:
        """Move the bar to `done` steps, and change the note beside it where one is given."""
        self.note = self.note if note is None else note
        now = time.monotonic()
        if self._place == "log" or now - self._last < EVERY:
            return
        self._last = now
        done = min(max(done, 0), self.total)
        share = done / self.total
        text = tqdm.format_meter(done, self.total, 0.0, prefix=self.label, bar_format=BAR, ascii="-#")
        text = f"{text}  {self.note}"
        page = (
            f'<label>{escape(self.label)} <progress max="1" value="{share:.3f}">{share:.0%}</progress> '
            f"{escape(self.note)}</label>"
        )
        self._put(text, page)

    def finish(self, summary: str) -> None:
        """Leave one line: the label and the summary."""
        text = f"{self.label}: {summary}"
        if self._place == "notebook":
            self._put(text, f"<span>{escape(text)}</span>")
        else:
            print("\r\033[K" + text if self._place == "terminal" else text)

    def _put(self, text: str, page: str) -> None:
        if self._place == "terminal":
            sys.stdout.write("\r\033[K" + text[:100])
            sys.stdout.flush()
            return
        from IPython.display import display

        data = {"text/plain": text, "text/html": page}
        if self._handle is None:
            self._handle = display(data, raw=True, display_id=True)
        else:
            self._handle.update(data, raw=True)


def _place() -> str:
    """notebook: a live kernel; terminal: someone watches stdout; log: only the final line counts."""
    if mode() != "live":
        return "log"
    if "IPython" in sys.modules and sys.modules["IPython"].get_ipython() is not None:
        return "notebook"
    return "terminal" if sys.stdout.isatty() else "log"
