"""The message that `grade` leaves in a cell: the answers of one exercise, as data of our MIME type."""

from collections.abc import Sequence
from typing import Any

from gmcourse.check.ask import Answer
from gmcourse.check.trouble import Trouble

MIME = "application/vnd.gmcourse.answers+json"
VERSION = 1
MAX_ANSWERS = 1000
_STATUSES = ("ok", "error", "not_attempted", "slow", "no_data")


class NoAnswers(ValueError):
    """The message holds no answers that can be read."""


def pack_answers(exercise: str, sitting: str, answers: Sequence[Answer]) -> dict[str, Any]:
    """Return the message of an exercise's answers; `sitting` names the questions they answer."""
    return {
        "version": VERSION,
        "exercise": exercise,
        "sitting": sitting,
        "answers": [_plain(answer) for answer in answers],
    }


def _plain(answer: Answer) -> dict[str, Any]:
    return vars(answer) | {
        "trouble": answer.trouble and vars(answer.trouble),
        "changed": list(answer.changed),
    }


def unpack_answers(message: Any, exercise: str, sitting: str, count: int) -> list[Answer]:
    """Return the Answers of a message; raise NoAnswers unless it is exactly what was asked for."""
    if not isinstance(message, dict) or message.get("version") != VERSION:
        raise NoAnswers("no message of this version")
    if message.get("exercise") != exercise:
        raise NoAnswers("the answers are to another exercise")
    if message.get("sitting") != sitting:
        raise NoAnswers("the answers are to other questions")
    answers = message.get("answers")
    if not isinstance(answers, list) or len(answers) != count or count > MAX_ANSWERS:
        raise NoAnswers("not one answer a question")
    return [_answer(item) for item in answers]


def _answer(item: Any) -> Answer:
    if not isinstance(item, dict) or item.get("status") not in _STATUSES:
        raise NoAnswers("an answer without a status")
    seconds = item.get("seconds")
    return Answer(
        status=item["status"],
        node=item.get("node") if item["status"] == "ok" else None,
        trouble=_trouble(item.get("trouble"), item["status"]),
        seconds=seconds if isinstance(seconds, float) and 0 <= seconds < 1e6 else 0.0,
        changed=_names(item.get("changed")),
        steady=item.get("steady") is not False,
        astray=item.get("astray") is True,
    )


def _names(item: object) -> tuple[str, ...]:
    """At most ten short names."""
    return tuple(str(name)[:40] for name in item[:10]) if isinstance(item, list) else ()


def _trouble(item: object, status: str) -> Trouble | None:
    """What went wrong; an error that says nothing of itself is still one, a value of which nothing is said is none."""
    if not isinstance(item, dict):
        return Trouble("Error", "") if status == "error" else None
    words = {
        name: str(item.get(name, ""))[:300] for name in ("type", "message", "line", "variables", "cause")
    }
    return Trouble(**words)
