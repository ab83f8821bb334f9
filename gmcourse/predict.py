"""Predict, then run: the reader commits to an answer before the truth is shown beside it."""

from collections.abc import Sequence
from typing import Any

from gmcourse.check.mismatch import short
from gmcourse.check.tables import find_prediction
from gmcourse.mode import mode
from gmcourse.quiz import quiz_page


def predict(id: str, question: str, options: Sequence[Any], truth: Any = None, why: str = "") -> None:
    """Ask a question whose truth appears only after an option was tapped, with right or wrong, and why.

    id: the question's own name: by it the browser remembers what was answered, over restarts
    question: one sentence
    options: at least two possible answers
    truth: the right one of them; without it, truth and why are what the week's table keeps of this id
    why: a sentence that explains, shown with the truth

    It needs no kernel, so a notebook that is opened again shows it as it was. In grading only the question is shown.
    Raises ValueError for fewer than two options, or a truth that is none of them; LookupError where no table has the id.
    """
    if len(options) < 2:
        raise ValueError(f"a question needs at least two options, got {len(options)}")
    words = f"[question: {question}]"
    _display(words, None if mode() == "grading" else question_page(id, question, options, truth, why))


def question_page(id: str, question: str, options: Sequence[Any], truth: Any = None, why: str = "") -> str:
    """The HTML of a question, as `predict` shows it, from the same arguments."""
    if truth is None:
        truth, why = find_prediction(id)
    words = [_words(option) for option in options]
    if _words(truth) not in words:
        raise ValueError(f"the truth of {id!r} is {_words(truth)!r}, which is none of its options: {words}")
    return quiz_page(id, question, words, words.index(_words(truth)), why)


def _words(value: Any) -> str:
    """A text as it stands, anything else as one short line."""
    return value if isinstance(value, str) else short(value, 200)


def _display(text: str, page: str | None = None) -> None:
    from IPython.display import display

    display({"text/plain": text} | ({"text/html": page} if page else {}), raw=True)
