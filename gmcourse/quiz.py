"""A question on a page of the book: one taps an answer, and only then the page says what is true."""

from html import escape

from gmcourse.page_script import run_on

_BUTTON = (
    '<button type="button" aria-pressed="false" style="display: block; width: 100%; text-align: left; '
    'margin: .35rem 0; padding: .55rem .8rem; color: inherit; font: inherit; border-style: solid; border-radius: 8px;"><b aria-hidden="true"></b>{option}</button>'
)


def quiz_page(id: str, question: str, options: list[str], right: int, why: str) -> str:
    """The HTML of a question.

    id: what the answer is remembered by
    right: which of the options is true, from 0
    why: a sentence that is shown with the truth
    """
    name = f"gm-predict-{escape(id, quote=True)}"
    buttons = "".join(_BUTTON.format(option=escape(option)) for option in options)
    page = (
        f'<div class="gm-quiz" id="{name}" role="group" aria-label="{escape(question, quote=True)}" '
        f'style="max-width: 46rem;"><p><strong>Predict first.</strong> {escape(question)}</p>'
        f'{buttons}<p role="status"></p></div>'
    )
    return page + run_on(
        name, "quiz", {"right": right, "truth": f"\u201c{options[right]}\u201d. {why}".strip()}
    )
