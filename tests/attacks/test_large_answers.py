"""A reflection of forty megabytes of pictures does not fill the page of the one who marks; an honest one is whole."""

from markupsafe import Markup

from autograder.marking.answers import MOST_OF_AN_ANSWER, _within
from autograder.markup.cells import Shown

PICTURE = Markup("<img alt='' src='data:image/png;base64," + "A" * 900_000 + "'>")


def characters(shown):
    return sum(len(cell.text) + sum(map(len, cell.outputs)) for cell in shown)


def test_what_is_too_large_is_left_out_with_a_line():
    shown = _within((Shown("text", Markup("<p>Mine.</p>")), *[Shown("code", Markup("x"), (PICTURE,))] * 40))
    assert "Mine." in shown[0].text
    assert "too large" in shown[-1].text
    assert characters(shown) < MOST_OF_AN_ANSWER + 1000


def test_a_page_of_notes_with_two_photographs_is_whole():
    honest = (Shown("text", Markup("<p>Mine.</p>")), Shown("text", PICTURE), Shown("text", PICTURE))
    assert _within(honest) == honest
