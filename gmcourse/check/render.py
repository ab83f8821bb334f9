"""A report as plain text for a terminal and as HTML for a notebook; words carry it, colour helps."""

from __future__ import annotations

from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

from gmcourse.counted import counted

if TYPE_CHECKING:
    from gmcourse.check.verdict import Line, Report


_WIDTH = 88
_INDENT = " " * 8
_ABOVE = "the same as above"


def as_text(report: Report, following: str = "") -> str:
    """The report in plain text, ending with what comes next where all is right."""
    head = f"{report.exercise}   {_headline(report)}"
    if report.status == "pass":
        return f"{head}   {following}".rstrip()
    rows = [head]
    shown: set[str] = set()
    for line in report.lines:
        rows += _text_line(line, shown)
    return "\n".join(rows)


def _headline(report: Report) -> str:
    if not report.lines:
        return report.message
    return f"{report.right} of {counted(len(report.lines), 'property', 'properties')}"


def _text_line(line: Line, shown: set[str]) -> list[str]:
    rows = [f"  {'ok' if line.ok else 'no'}    {line.name}"]
    rows += [_INDENT + part for part in once(line.detail, shown).split("\n") if part]
    if line.hint and line.hint not in shown:
        shown.add(line.hint)
        rows += [_INDENT + part for part in wrap(line.hint, _WIDTH - len(_INDENT))]
    return rows


def once(detail: str, shown: set[str]) -> str:
    """The detail, or a word in its place where its many lines stand above: one error costs each property."""
    if detail in shown:
        return _ABOVE
    if "\n" in detail:
        shown.add(detail)
    return detail


def as_html(report: Report, following: str = "") -> str:
    """The report as HTML that needs no style sheet; a sanitizer may take its styles, the words stay."""
    sign, colour = _SIGNS.get(report.status, _SIGNS["fail"])
    tail = f" &middot; {escape(following)}" if report.status == "pass" and following else ""
    head = f"{_sign(sign, colour)} <b>{escape(report.exercise)}</b> {escape(_headline(report))}{tail}"
    body = f'<p style="margin: 0;">{head}</p>'
    if report.status != "pass" and report.lines:
        shown: set[str] = set()
        body += f'<ul style="{_LIST}">' + "".join(_html_line(line, shown) for line in report.lines) + "</ul>"
    return f'<div style="border-left: 4px solid {colour}; padding: 2px 0 2px 12px;">{body}</div>'


# Middle tones, which show on a light page and on a dark one.
_RIGHT, _WRONG, _OPEN = "#2a936b", "#d0603f", "#8a93a3"
_SIGNS = {"pass": ("&#10003;", _RIGHT), "missing": ("&#9675;", _OPEN), "fail": ("&#10007;", _WRONG)}
_LIST = "list-style: none; margin: 8px 0 0 0; padding: 0;"
# JupyterLab breaks preformatted words anywhere; here only those that fit on no line are broken.
_DETAIL = "margin: 2px 0 2px 20px; white-space: pre-wrap; word-break: normal; overflow-wrap: anywhere;"
_HINT = "margin: 6px 0 6px 20px; max-width: 46em;"


def _sign(sign: str, colour: str) -> str:
    return f'<span style="color: {colour}; font-weight: bold;">{sign}</span>'


def _html_line(line: Line, shown: set[str]) -> str:
    if line.ok:
        return f'<li style="margin: 4px 0;">{_sign("&#10003;", _RIGHT)} ok: {escape(line.name)}</li>'
    body = f'<li style="margin: 4px 0;">{_sign("&#10007;", _WRONG)} <b>not yet: {escape(line.name)}</b>'
    if line.detail:
        body += f'<pre style="{_DETAIL}">{escape(once(line.detail, shown))}</pre>'
    if line.hint and line.hint not in shown:
        shown.add(line.hint)
        body += f'<p style="{_HINT}"><i>{escape(line.hint)}</i></p>'
    return body + "</li>"
