"""A small server on loopback for one person who marks: one page behind a token, and the marks that it sends back."""

import asyncio
import hmac
import json
import secrets
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup
from nbgrader.api import MissingEntry
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler

from autograder.grading.settings import settings
from autograder.handins.own_words import tasks_of
from autograder.handins.roster import kept_roster
from autograder.marking.answers import WrittenAnswer, save_mark, to_mark
from autograder.marking.scheme import question_of, scheme_of, ticks_of
from autograder.markup.markdown import markdown_to_html
from autograder.overview.status import not_graded_yet
from autograder.places import Course
from autograder.spec import Week
from autograder.templates import jinja_environment, style

HERE = Path(__file__).parent
ADDRESS = "127.0.0.1"
# No cookie: a browser sends those of 127.0.0.1 to every port, and a link in an answer may lead to another's.
TOKEN = "X-Marking-Token"
MOST_BYTES = 200_000
MAX_COMMENT = 20_000
REFUSALS = {
    400: "not saved: expected points between 0 and what the question is worth, and up to 20,000 letters",
    403: "open the address that the marking command printed",
    404: "not saved: this week has no such answer; load the page anew",
}


@dataclass(frozen=True)
class Marking:
    """What one marker works on: a week of a course, their share of it, and whether names are shown."""

    week: Week
    course: Course
    part: int = 1
    parts: int = 1
    names: bool = False


class _Page(RequestHandler):
    """What both handlers ask: the right host, and the token."""

    marking: Marking
    token: str

    def initialize(self, marking: Marking, token: str) -> None:
        self.marking, self.token = marking, token

    def prepare(self) -> None:
        """Refuse what was meant for another host, as a page elsewhere could send, and whoever has no token."""
        if self.request.host.rpartition(":")[0] != ADDRESS:
            raise HTTPError(403)
        given = (
            self.get_query_argument("token", "")
            if self.request.method == "GET"
            else self.request.headers.get(TOKEN, "")
        )
        if not hmac.compare_digest(given.encode(), self.token.encode()):
            raise HTTPError(403)

    def set_default_headers(self) -> None:
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("X-Frame-Options", "DENY")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("X-DNS-Prefetch-Control", "off")
        self.set_header("Cache-Control", "no-store")

    def write_error(self, status_code: int, **given: Any) -> None:
        self.finish(REFUSALS.get(status_code, f"not done: {self._reason}"))


class _All(_Page):
    """The page with all answers."""

    def get(self) -> None:
        nonce = secrets.token_urlsafe(16)
        self.set_header(
            "Content-Security-Policy",
            f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'unsafe-inline'; img-src data:; "
            "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        )
        self.write(marking_page(self.marking, nonce))


class _Save(_Page):
    """One mark."""

    def post(self) -> None:
        """Save what is well formed; a form of another page cannot send this type."""
        if self.request.headers.get("Content-Type") != "application/json":
            raise HTTPError(400)
        key, score, comment, ticks = _read(self.request.body, self.marking.week)
        try:
            save_mark(self.marking.week, self.marking.course, key, score, comment, ticks)
        except MissingEntry:
            raise HTTPError(404) from None
        self.write({"saved": key})


def _read(body: bytes, week: Week) -> tuple[str, float | None, str, list[int]]:
    """(key, score, comment, ticks) of what the page sent; raise HTTPError for what it cannot have sent."""
    try:
        given = json.loads(body)
        key, score, comment, ticks = given["key"], given["score"], given["comment"], given["ticks"]
    except (ValueError, LookupError, TypeError):
        raise HTTPError(400) from None
    task = tasks_of(week.name).get(key.partition("/")[0]) if isinstance(key, str) else None
    if task is None:
        raise HTTPError(404)
    is_number = type(score) in (int, float) and 0 <= score <= float(task.metadata["nbgrader"]["points"])
    is_text = isinstance(comment, str) and len(comment) <= MAX_COMMENT
    are_places = isinstance(ticks, list) and len(ticks) < 100 and all(type(tick) is int for tick in ticks)
    if not (score is None or is_number) or not is_text or not are_places:
        raise HTTPError(400)
    return key, None if score is None else float(score), comment, ticks


def marking_page(marking: Marking, nonce: str) -> str:
    """The HTML of a marker's share; its one script carries this nonce."""
    answers = to_mark(marking.week, marking.course, marking.part, marking.parts)
    waiting = not_graded_yet(marking.week, marking.course)
    questions = []
    for task, cell in tasks_of(marking.week.name).items():
        scheme = scheme_of(cell.source)
        questions.append({
            "task": task,
            "points": float(cell.metadata["nbgrader"]["points"]),
            "question": Markup(markdown_to_html(question_of(cell.source))),
            "scheme": scheme,
            "ticks": ticks_of(scheme),
            "answers": [answer for answer in answers if answer.task == task],
        })  # fmt: skip
    return (
        jinja_environment(HERE)
        .get_template("mark.html.j2")
        .render(
            marking=marking,
            questions=questions,
            called=_names(marking, answers),
            waiting=waiting,
            done=sum(answer.score is not None and not answer.is_older for answer in answers),
            total=len(answers),
            nonce=nonce,
            style=style(HERE / "mark.css"),
            script=style(HERE / "mark.js"),
        )
    )


def _names(marking: Marking, answers: list[WrittenAnswer]) -> dict[str, str]:
    """What each student is called on the page: a number, unless names were asked for."""
    if not marking.names:
        return {
            student: f"answer {number}"
            for number, student in enumerate(dict.fromkeys(a.student for a in answers), 1)
        }
    roster = kept_roster(marking.course)
    return {answer.student: roster.student(answer.student).name or answer.student for answer in answers}


def serve(marking: Marking, started: Callable[[str], None], port: int = 0) -> None:
    """Serve a marker's page until Ctrl-C or the end of the terminal; `started` is told the address, token included.

    Raises NothingToMark, and BadSettings where what lateness costs cannot be read.
    """
    to_mark(marking.week, marking.course, marking.part, marking.parts)
    settings()
    asyncio.run(_serve(marking, started, port))


async def _serve(marking: Marking, started: Callable[[str], None], port: int) -> None:
    token = secrets.token_urlsafe(24)
    shared = {"marking": marking, "token": token}
    application = Application(
        [("/", _All, shared), ("/save", _Save, shared)], log_function=lambda handler: None
    )
    server = HTTPServer(application, max_body_size=MOST_BYTES)
    sockets = bind_sockets(port, ADDRESS)
    server.add_sockets(sockets)
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    started(f"http://{ADDRESS}:{sockets[0].getsockname()[1]}/?token={token}")
    await ended.wait()
