"""A report as plain text for a terminal and as HTML for a notebook; words carry it, colour helps."""

from html import escape
from textwrap import wrap

_WIDTH = 88
_INDENT = " " * 8


def as_text(report, following=""):
    """The report in plain text, ending with what comes next where all is right."""
    head = f"{report.exercise}   {_headline(report)}"
    if report.status == "pass":
        return f"{head}   {following}".rstrip()
    rows = [head]
    shown = set()
    for line in report.lines:
        rows += _text_line(line, shown)
    return "\n".join(rows)


def _headline(report):
    if not report.lines:
        return report.message
    return f"{report.right} of {len(report.lines)} properties"


def _text_line(line, shown):
    rows = [f"  {'ok' if line.ok else 'no'}    {line.name}"]
    rows += [_INDENT + part for part in line.detail.split("\n") if part]
    if line.hint and line.hint not in shown:
        shown.add(line.hint)
        rows += [_INDENT + part for part in wrap(line.hint, _WIDTH - len(_INDENT))]
    return rows


def as_html(report, following=""):
    """The report as HTML that needs no style sheet and survives a sanitizer."""
    mark = {"pass": "&#10003;", "missing": "&#9675;"}.get(report.status, "&#10007;")
    tail = f" <span>{escape(following)}</span>" if report.status == "pass" else ""
    head = f"<p>{mark} <b>{escape(report.exercise)}</b> {escape(_headline(report))}{tail}</p>"
    if report.status == "pass" or not report.lines:
        return head
    shown = set()
    return head + "<ul>" + "".join(_html_line(line, shown) for line in report.lines) + "</ul>"


def _html_line(line, shown):
    if line.ok:
        return f"<li>&#10003; ok: {escape(line.name)}</li>"
    body = f"<li>&#10007; <b>not yet: {escape(line.name)}</b>"
    if line.detail:
        body += f"<pre>{escape(line.detail)}</pre>"
    if line.hint and line.hint not in shown:
        shown.add(line.hint)
        body += f"<p><i>{escape(line.hint)}</i></p>"
    return body + "</li>"
