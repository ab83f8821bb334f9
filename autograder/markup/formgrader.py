"""A policy for formgrader, whose pages show strangers' documents in the instructor's own origin.

nbgrader_config.py switches it on (by `nbgrader_settings.configure`) in the Jupyter server that reads it.
"""

import os
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any
from urllib.parse import unquote

from jupyter_server.serverapp import ServerApp
from jupyter_server.utils import url_path_join
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_notebook
from nbgrader.server_extensions.formgrader import apihandlers, handlers
from tornado.routing import AnyMatches, Rule
from tornado.web import HTTPError, StaticFileHandler, _ApplicationRouter
from traitlets.config import MultipleInstanceError

from autograder.markup.policy import SANDBOX, policy
from autograder.places import TEMPLATES

_OF_STUDENT = ("student", "first_name", "last_name", "notebook_path")
_UNSAFE = frozenset("\"'<>&\\`\r\n")
_SWITCH = "gmcourse_formgrader_policy"


# What the classes below stand before: one of nbgrader's handlers.
_Handler: Any = object


def guard_formgrader() -> None:
    """Put the policy on every page of formgrader in the server that runs here; do nothing where none runs."""
    web_app = _web_app()
    if web_app is None or _SWITCH in web_app.settings:
        return
    web_app.settings[_SWITCH] = True
    base = web_app.settings["base_url"]
    ours = [(url_path_join(base, path), handler, *more) for path, handler, *more in _guarded()]
    # In front of nbgrader's own, whether those are there already or not.
    web_app.default_router.rules.insert(0, Rule(AnyMatches(), _ApplicationRouter(web_app, ours)))


def _web_app() -> Any:
    """The application of the server that runs here, or None: another program of Jupyter's may be at work."""
    try:
        return getattr(ServerApp.instance(), "web_app", None) if ServerApp.initialized() else None
    except MultipleInstanceError:
        return None


def _guarded() -> Iterator[tuple]:
    """nbgrader's handlers of pages, files and data, each under a policy."""
    pages: list[Any] = handlers.default_handlers
    for path, handler, *more in pages:
        if issubclass(handler, handlers.SubmissionHandler):
            yield path, type("Submission", (_SubmissionPolicy, handler), {}), *more
        elif issubclass(handler, handlers.SubmissionFilesHandler):
            yield path, type("SubmissionFiles", (_Sandboxed, handler), {}), *more
        elif issubclass(handler, handlers.FormgraderHandler):
            yield path, type("Formgrader", (_OwnFolder, _PagePolicy, handler), {}), *more
        elif not issubclass(handler, StaticFileHandler):
            yield path, type(handler.__name__, (_PagePolicy, handler), {}), *more
    answers: list[Any] = apihandlers.default_handlers
    for path, handler, *more in answers:
        yield path, type(handler.__name__, (_Sandboxed, handler), {}), *more


class _PagePolicy(_Handler):
    """A page of nbgrader's template, into which no part of an address may bring a script."""

    def prepare(self) -> Any:
        """Refuse an address whose parts could end a text of the template."""
        if any(set(unquote(part or "")) & _UNSAFE for part in (*self.path_args, *self.path_kwargs.values())):
            raise HTTPError(404)
        return super().prepare()

    def write(self, chunk: Any) -> None:
        """Send a page with its policy."""
        if isinstance(chunk, str):
            static = f"{self.request.host}{url_path_join('/', self.base_url, 'formgrader/static/')}"
            self.set_header("Content-Security-Policy", policy(self.own_part(chunk), static))
            self.set_header("X-DNS-Prefetch-Control", "off")
        super().write(chunk)

    def own_part(self, page: str) -> str:
        """The page without what a stranger wrote."""
        return page


class _OwnFolder(_Handler):
    """formgrader's first page, which would run the nbgrader_config.py of any folder that an address names."""

    def prepare(self) -> Any:
        """Refuse another folder than the one that this server was started in."""
        folder = self.get_argument("path", "")
        if folder and os.path.realpath(folder) != os.path.realpath(os.getcwd()):
            raise HTTPError(
                403, reason="formgrader shows the course of the folder that Jupyter was started in"
            )
        return super().prepare()


class _SubmissionPolicy(_PagePolicy):
    """The page of a hand-in: its policy is that of the same page around an empty notebook of nobody."""

    around = ""

    @property
    def exporter(self) -> Any:
        """nbgrader's exporter, whose pages do without a content network's MathJax."""
        exporter = HTMLExporter(config=self.settings["nbgrader_formgrader"].config)
        exporter.template_paths = [str(TEMPLATES / "formgrader"), *exporter.template_paths]
        return _Exporter(exporter, self)

    def render(self, name: str, **given: Any) -> Any:
        """A page in the place of a hand-in that is not there."""
        return super().render(
            name,
            **{key: _escaped(value) if isinstance(value, dict) else value for key, value in given.items()},
        )

    def own_part(self, page: str) -> str:
        """The page around the hand-in."""
        return self.around


class _Exporter:
    """Renders a hand-in, and beside it the page around it."""

    def __init__(self, exporter: Any, handler: Any) -> None:
        self._exporter, self._handler = exporter, handler

    def from_filename(self, filename: str, resources: dict[str, Any]) -> Any:
        """The page of a notebook, as nbconvert's exporters return it; the template does not escape names."""
        nobody = resources | dict.fromkeys(_OF_STUDENT, "")
        self._handler.around, _ = self._exporter.from_notebook_node(new_notebook(), resources=nobody)
        return self._exporter.from_filename(filename, resources=_escaped(resources))


def _escaped(resources: Mapping[str, Any]) -> dict[str, Any]:
    return {key: escape(value) if isinstance(value, str) else value for key, value in resources.items()}


class _Sandboxed(_Handler):
    """A file that came with a hand-in, or data, which nbgrader serves as if it were a page: looked at, never run."""

    def set_default_headers(self) -> None:
        """Jupyter's headers, and a policy under which nothing runs."""
        super().set_default_headers()
        self.set_header("Content-Security-Policy", SANDBOX)
