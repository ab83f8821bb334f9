"""The report as one HTML page: no script, nothing from elsewhere, every word of a student escaped."""

import html
import unicodedata

from autograder.report.findings import KINDS
from autograder.report.pictures import COLOURS, WORDS, class_picture, marks_picture

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

FIRST = 6

_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #f4f5f8; color: #1d2433; line-height: 1.5;
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
main, header, footer { max-width: 58rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 2.2rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0; text-wrap: balance; }
h2 { font-size: 1.2rem; margin: 0 0 .6rem; }
h3 { font-size: 1rem; margin: 0; }
p { margin: .4rem 0; }
.quiet { color: #525c70; font-size: .92rem; }
section { background: #fff; border: 1px solid #e1e5ec; border-radius: 12px; padding: 1.2rem; margin: 1rem 0; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(6.4rem, 1fr)); gap: .7rem; margin: 1.2rem 0; padding: 0;
  list-style: none; }
.tiles li { background: #fff; border: 1px solid #e1e5ec; border-radius: 12px; padding: .8rem 1rem; }
.tiles b { display: block; font-size: 1.6rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.first { border-left: 6px solid #3a6ea5; }
.first ol { margin: 0; padding-left: 1.3rem; } .first li { margin: .35rem 0; }
img { max-width: min(100%, 34rem); width: 34rem; height: auto; display: block; margin: 0 auto; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; }
th, td { text-align: left; padding: .45rem .5rem; vertical-align: top; border-top: 1px solid #e9ecf2; overflow-wrap: anywhere; }
thead th { border-top: 0; font-size: .82rem; color: #525c70; font-weight: 600; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tbody th { font-weight: 600; }
.bar { display: flex; height: 1rem; border-radius: 4px; overflow: hidden; background: #edf0f5; min-width: 6rem; }
.bar i { display: block; } .bar i + i { border-left: 1px solid #fff; }
.key { display: flex; flex-wrap: wrap; gap: .2rem 1rem; padding: 0; margin: 0 0 .6rem; list-style: none; font-size: .88rem; }
.key i { display: inline-block; width: .8rem; height: .8rem; border-radius: 3px; margin-right: .35rem; }
.card { border-top: 1px solid #e9ecf2; padding: .9rem 0; } .card:first-of-type { border-top: 0; padding-top: .2rem; }
.head { display: flex; gap: .8rem; align-items: baseline; flex-wrap: wrap; }
.count { background: #c4492f; color: #fff; border-radius: 999px; padding: .05rem .65rem; font-weight: 600; font-size: .88rem;
  white-space: nowrap; }
blockquote { margin: .5rem 0; padding: .1rem .9rem; border-left: 3px solid #c3c8d1; }
code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .88em; overflow-wrap: anywhere; }
pre { background: #f4f5f8; padding: .7rem .9rem; border-radius: 8px; white-space: pre-wrap; margin: .4rem 0; }
summary { cursor: pointer; color: #274f7d; } summary:focus-visible { outline: 2px solid #274f7d; outline-offset: 2px; }
footer { padding-bottom: 2.5rem; }
@media (max-width: 36rem) {
  section { padding: 1rem .8rem; }
  .stack thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stack tr { display: block; border-top: 1px solid #e9ecf2; padding: .5rem 0; }
  .stack th, .stack td { display: block; border: 0; padding: .1rem 0; text-align: left; }
}
@media print { body { background: #fff; } section { break-inside: avoid; } }
"""


def page(found, people, examples, when):
    """The report's HTML.

    found: Findings; people: student -> name to show; examples: (exercise, misconception) -> code
    when: the day it was made, as text
    """
    parts = [_tiles(found), _first(found)]
    if found.graded:
        parts += [_marks(found), _exercises(found), _misunderstandings(found, examples)]
    parts += [_looks(found, people), _failures(found, people)]
    if found.graded:
        parts += [_times(found), _map(found)]
    title = f"{found.week.title}: how the class did"
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{words(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"><meta name="referrer" content="no-referrer">'
        f"<style>{_STYLE}</style></head><body>"
        f'<header><h1>{words(title)}</h1><p class="quiet"><code>{words(found.week.name)}</code>, made on {words(when)}. '
        f"Judged exercises only; marks given by hand are not in it.</p></header>"
        f"<main>{''.join(parts)}</main>"
        f'<footer><p class="quiet">This page holds names. It needs no network and runs no script.</p></footer></body></html>\n'
    )


def words(text):
    """Any text as HTML that shows it and does nothing else: escaped, control and direction marks made visible."""
    shown = "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c not in "\n\t" else c for c in str(text))
    return html.escape(shown, quote=True)


def _section(title, body, name=""):
    return f'<section class="{name}"><h2>{words(title)}</h2>{body}</section>'


def _tiles(found):
    graded = found.graded
    tiles = [(len(found.outcomes), "hand-ins")]
    if graded:
        full = sum(o.score >= o.points - 1e-9 for o in graded)
        tiles += [(f"{found.median:.4g}", f"median of {graded[0].points:g}"), (full, "with all points")]
    tiles += [(len(found.outcomes) - len(graded), "not graded"), (len(found.looks), "to look at")]
    return '<ul class="tiles">' + "".join(f"<li><b>{words(n)}</b>{words(what)}</li>" for n, what in tiles) + "</ul>"


def _first(found):
    """What to talk about: the exercises that cost the most, and the misunderstanding behind each."""
    costly = sorted((f for f in found.exercises if f.lost > 0), key=lambda f: -f.lost)[:3]
    if not costly:
        return _section("For the lecture", "<p>Nobody lost a point.</p>" if found.graded else "<p>Nothing is graded yet.</p>", "first")
    items = []
    for facts in costly:
        cost = f"<b>{words(facts.exercise.title)}</b> cost the class {facts.lost:.0f} points, {facts.share_lost:.0%} of what it is worth"
        behind = next((m for m in found.misunderstandings if m.exercise == facts.exercise.id), None)
        untouched = facts.counts["untouched"]
        if behind and len(behind.students) >= untouched:
            reason = f": most often <em>{words(behind.name)}</em> ({len(behind.students)})"
        else:
            reason = f": {untouched} did not attempt it" if untouched else ""
        items.append(f"<li>{cost}{reason}.</li>")
    return _section("For the lecture", f"<ol>{''.join(items)}</ol>", "first")


def _picture(picture):
    source, alt = picture
    return f'<img src="{source}" alt="{words(alt)}">'


def _marks(found):
    return _section("Marks", _picture(marks_picture(found)))


def _key():
    items = "".join(f'<li><i style="background:{COLOURS[k]}"></i>{WORDS[k]}</li>' for k in KINDS)
    return f'<ul class="key">{items}</ul>'


def _exercises(found):
    rows = []
    for facts in found.exercises:
        total = max(1, sum(facts.counts.values()))
        bars = "".join(
            f'<i style="width:{100 * count / total:.2f}%;background:{COLOURS[k]}"></i>' for k, count in facts.counts.items() if count
        )
        said = ", ".join(f"{count} {WORDS[k]}" for k, count in facts.counts.items() if count)
        rows.append(
            f'<tr><th scope="row">{words(facts.exercise.title)}<br><code class="quiet">{words(facts.exercise.id)}</code></th>'
            f'<td><div class="bar" aria-hidden="true">{bars}</div><span class="quiet">{said}</span></td>'
            f'<td class="number">{facts.share_right:.0%}<span class="quiet"> all right</span></td></tr>'
        )
    head = '<thead><tr><th scope="col">exercise</th><th scope="col">how it went</th><th scope="col" class="number">success</th></tr></thead>'
    return _section("Exercises", f'{_key()}<table class="stack">{head}<tbody>{"".join(rows)}</tbody></table>')


def _misunderstandings(found, examples):
    if not found.misunderstandings:
        return _section("Misunderstandings", "<p>None that the tests know by name.</p>")
    cards = [_card(item, examples.get((item.exercise, item.name))) for item in found.misunderstandings]
    note = '<p class="quiet">Each with the hint that these students got.</p>'
    return _section("Misunderstandings", note + "".join(cards[:FIRST]) + _fold(cards, "".join, "misunderstandings"))


def _card(item, code):
    shown = f"<details><summary>An example</summary><pre>{words(code)}</pre></details>" if code else ""
    return (
        f'<div class="card"><div class="head"><span class="count">{len(item.students)} '
        f'{"student" if len(item.students) == 1 else "students"}</span><h3>{words(item.name)}</h3>'
        f'<code class="quiet">{words(item.exercise)}</code></div>'
        f"<blockquote><p>{words(item.hint)}</p></blockquote>{shown}</div>"
    )


def _fold(items, show, what):
    """What is beyond the first few, behind a fold."""
    rest = items[FIRST:]
    if not rest:
        return ""
    return f"<details><summary>{len(rest)} more {words(what)}</summary>{show(rest)}</details>"


def _table(columns, rows, what, style=""):
    """A table of the first rows, and one of the rest behind a fold; a column ending in # is numeric."""
    head = "".join(
        f'<th scope="col"{" class=" + chr(34) + "number" + chr(34) if name.endswith("#") else ""}>{words(name.rstrip("#"))}</th>'
        for name in columns
    )

    def show(some):
        return f'<table class="{style}"><thead><tr>{head}</tr></thead><tbody>{"".join(some)}</tbody></table>'

    return show(rows[:FIRST]) + _fold(rows, show, what)


def _person(student, people):
    name = people.get(student)
    return f'{words(name)} <code class="quiet">{words(student)}</code>' if name else f"<code>{words(student)}</code>"


def _looks(found, people):
    if not found.looks:
        return _section("Students to look at", "<p>Nobody.</p>")
    rows = [
        f'<tr><th scope="row">{_person(look.student, people)}</th><td>{"<br>".join(words(r) for r in look.reasons)}</td></tr>'
        for look in found.looks
    ]
    return _section("Students to look at", _table(("student", "why"), rows, "students", "stack"))


def _failures(found, people):
    if not found.failures:
        return _section("Failures", "<p>No exercise had to be stopped, and none ended in an error.</p>")
    rows = [
        f'<tr><th scope="row">{_person(student, people)}</th><td><code>{words(row["exercise"])}</code>: '
        f'{words(row["status"])}</td><td>{words(row["message"][:300])}</td></tr>'
        for student, row in found.failures
    ]
    return _section("Failures", _table(("student", "what", "message"), rows, "failures", "stack"))


def _times(found):
    rows = []
    for facts in sorted(found.exercises, key=lambda f: -max((s for s, _ in f.seconds), default=0.0)):
        times = [seconds for seconds, _ in facts.seconds]
        if times:
            rows.append(
                f'<tr><th scope="row"><code>{words(facts.exercise.id)}</code></th>'
                f'<td class="number">{_duration(times[len(times) // 2])}</td><td class="number">{_duration(times[-1])}</td></tr>'
            )
    note = '<p class="quiet">How long the students\' functions took to answer all hidden cases, slowest first.</p>'
    return _section("Time", note + _table(("exercise", "median#", "slowest#"), rows, "exercises"))


def _duration(seconds):
    return f"{seconds:.1f} s" if seconds >= 0.95 else f"{max(1, round(1000 * seconds))} ms"


def _map(found):
    return _section("The class at a glance", _key() + _picture(class_picture(found)))
