"""Predict, then run: the reader commits to an answer before the truth is shown beside it."""

from html import escape

from gmcourse.check.mismatch import short
from gmcourse.mode import mode


def predict(question, options, truth, why=""):
    """Ask a question whose truth appears only after an answer was given; both stay on the page.

    question: one sentence
    options: at least two possible answers
    truth: the right answer, or a function that computes it when it is due
    why: a sentence that explains, shown with the truth

    On a static page the truth hides behind a fold; in grading only the question is shown.
    """
    options = [_words(option) for option in options]
    if len(options) < 2:
        raise ValueError(f"a question needs at least two options, got {len(options)}")
    place = mode()
    if place == "grading":
        _display(f"[question: {question}]")
    elif place == "static":
        _show_page(question, options, _reveal(truth, why))
    else:
        _ask_live(question, options, truth, why)


def _reveal(truth, why):
    value = truth() if callable(truth) else truth
    return f"{_words(value)}. {why}".strip()


def _words(value):
    """A text as it stands, anything else as one short line."""
    return value if isinstance(value, str) else short(value, 200)


def _show_page(question, options, reveal):
    items = "".join(f"<li>{escape(option)}</li>" for option in options)
    page = (
        f"<p><b>Predict first.</b> {escape(question)}</p><ul>{items}</ul>"
        f"<details><summary>I have decided: show the answer</summary><p>{escape(reveal)}</p></details>"
    )
    _display(f"[question: {question}]", page)


def _ask_live(question, options, truth, why):
    import ipywidgets as widgets
    from IPython.display import display

    choice = widgets.RadioButtons(options=options, value=None, layout={"width": "max-content"})
    button = widgets.Button(description="I have decided", disabled=True)
    answer = widgets.HTML()

    def ready(change):
        button.disabled = choice.value is None

    def decide(_):
        choice.disabled = button.disabled = True
        answer.value = (
            f"<p>You said: <b>{escape(choice.value)}</b>.</p><p>It is: <b>{escape(_reveal(truth, why))}</b></p>"
        )

    choice.observe(ready, names="value")
    button.on_click(decide)
    display(widgets.VBox([widgets.HTML(f"<b>Predict first.</b> {escape(question)}"), choice, button, answer]))


def _display(text, page=None):
    from IPython.display import display

    display({"text/plain": text} | ({"text/html": page} if page else {}), raw=True)
