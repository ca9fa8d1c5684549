"""Findings for people at a terminal: grouped by file, each with its source line and a mark under the exact place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from steadybook.formats._wording import WORD, counted, counts, listed
from steadybook.model.excerpt import Gutter, excerpt
from steadybook.model.finding import Finding, RelatedPlace, Severity
from steadybook.model.format import Format, Options, Outcome
from steadybook.model.terminal import Painter, Style, visible, width_of, wrapped

STYLE = {Severity.ERROR: Style.ERROR, Severity.WARNING: Style.WARNING, Severity.INFO: Style.INFO}
RULES_NAMED = 3
"""How many rules the last line offers to explain: enough to begin with, few enough to be read."""

WELCOME = """\
There is nothing to check here yet: no document was found.

Steadybook reads YAML files (and measurements as CSV) in the folders of its configuration, by default
catalog/, slos/, runbooks/ and postmortems/ at the root of the repository.

  steadybook init                     set up a configuration, the folders and a git hook
  steadybook new service my-service   write a first document to fill in
"""


def render(outcome: Outcome, options: Options) -> str:
    """The report; ends with a line feed."""
    paint = Painter(options.colour)
    totals = outcome.summary
    if not outcome.findings and not totals.documents and totals.unit == "document":
        return WELCOME
    files: dict[str, list[Finding]] = {}
    for finding in outcome.findings:
        files.setdefault(finding.path, []).append(finding)
    parts = []
    for path, findings in files.items():
        parts.append(_heading(path, findings, paint, options))
        parts += [_finding(finding, outcome, options, paint) for finding in findings]
    parts.append(_summary(outcome, paint))
    return "\n".join(parts)


def _heading(path: str, findings: list[Finding], paint: Painter, options: Options) -> str:
    number = Counter(finding.severity for finding in findings)
    words = ", ".join(counted(number[severity], WORD[severity]) for severity in Severity if number[severity])
    name = visible(path)
    dash = "-" if options.ascii else "─"
    rule = dash * max(options.width - width_of(name) - len(words) - 6, 2)
    line = f"{paint(Style.FRAME, dash * 2)} {paint(Style.STRONG, name)} {paint(Style.FRAME, rule)}"
    return f"{line} {paint(Style.FAINT, words)}\n"


def _finding(finding: Finding, outcome: Outcome, options: Options, paint: Painter) -> str:
    style = STYLE[finding.severity]
    last = max([finding.span.line + max(len(finding.excerpt) - 1, 0), *(r.span.line for r in finding.related)])
    gutter = Gutter(len(str(last)), paint)
    kind = paint(style, f"{WORD[finding.severity]}[{finding.rule}]")
    lines = [
        f"{kind}{paint(Style.STRONG, ':')} {_message(finding.message, paint)}",
        gutter.arrow(_place(finding.path, finding.span.line, finding.span.column)),
    ]
    drawn = excerpt(finding.excerpt, finding.span, gutter, "^", lambda text: paint(style, text), options.width)
    if drawn:
        lines += [gutter.line(None), *drawn]
    for place in finding.related:
        lines += _related(place, gutter, options, paint)
    notes = list(_notes(finding, outcome, options, gutter, paint))
    if notes and (drawn or finding.related):
        lines.append(gutter.line(None))
    return "\n".join([*lines, *notes, ""])


def _message(text: str, paint: Painter) -> str:
    if not paint.colour:
        return visible(text)
    return paint(Style.STRONG, visible(text))


def _place(path: str, line: int, column: int) -> str:
    return f"{visible(path)}:{line}:{column}"


def _related(place: RelatedPlace, gutter: Gutter, options: Options, paint: Painter) -> Iterable[str]:
    yield gutter.line(None)
    message = f": {paint.quoted(visible(place.message))}" if place.message else ""
    yield gutter.elsewhere(f"{_place(place.path, place.span.line, place.span.column)}{message}")
    source = options.line(place.path, place.span.line)
    if source is not None:
        yield gutter.line(None)
        yield from excerpt((source,), place.span, gutter, "-", lambda text: paint(Style.FRAME, text), options.width)


def _notes(finding: Finding, outcome: Outcome, options: Options, gutter: Gutter, paint: Painter) -> Iterable[str]:
    width = options.width - gutter.digits - 3

    def note(label: str, text: str) -> str:
        filled = wrapped(visible(" ".join(text.split())), width, f"{label}: ")
        return gutter.note(paint(Style.STRONG, f"{label}:") + paint.quoted(filled.removeprefix(f"{label}:")))

    if finding.help:
        yield note("help", finding.help)
    if finding.fix is not None:
        command = "steadybook fix" if finding.fix.safe else "steadybook fix --unsafe"
        yield note("fix", f"{finding.fix.title} (`{command}`)")
    if finding.time_dependent:
        yield note("note", f"time brought this up, not a change of the file (as of {_moment(outcome.as_of)})")
    if finding.url:
        yield gutter.note(f"{paint(Style.STRONG, 'more:')} {visible(finding.url)}")


def _moment(moment: datetime) -> str:
    """A moment for people; midnight is the end of the day before, which is what was asked for."""
    if moment.time() == time():
        return f"the end of {moment - timedelta(days=1):%Y-%m-%d}"
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _summary(outcome: Outcome, paint: Painter) -> str:
    totals = outcome.summary
    documents = counted(totals.documents, totals.unit)
    took = f"{totals.seconds:.1f} s" if totals.seconds >= 0.05 else f"{totals.seconds * 1000:.0f} ms"
    waived = f", {totals.waived:,} waived" if totals.waived else ""
    found = counts(totals)
    if not found and outcome.reported is not None:
        if not outcome.reported:
            none = paint(Style.WARNING, "No document")
            return f"{none} stands under the names that were given ({documents} read in {took}).\n"
        named = counted(outcome.reported, "document")
        clear = paint(Style.GOOD, "All clear")
        return f"{clear} in the {named} named: nothing to report{waived} ({documents} read in {took}).\n"
    if not found:
        return f"{paint(Style.GOOD, 'All clear:')} {documents} checked in {took}, nothing to report{waived}.\n"
    words = listed([paint(STYLE[severity], text) for severity, text in found])
    lines = [f"{words} in {counted(totals.files_with_findings, 'file')}{waived} ({documents} checked in {took})."]
    safe = sum(finding.fix is not None and finding.fix.safe for finding in outcome.findings)
    unsafe = sum(finding.fix is not None and not finding.fix.safe for finding in outcome.findings)
    if safe:
        more = f", {unsafe:,} more with `steadybook fix --unsafe`" if unsafe else ""
        lines.append(paint.quoted(f"{safe:,} can be repaired with `steadybook fix`{more}."))
    elif unsafe:
        lines.append(paint.quoted(f"{unsafe:,} can be repaired with `steadybook fix --unsafe` (look at the result)."))
    number = Counter(outcome.unshown)
    for rule, left_out in number.most_common():
        lines.append(f"{left_out:,} more of {paint(Style.NAME, rule)} not shown.")
    number.update(finding.rule for finding in outcome.findings)
    rules = [rule for rule, _ in number.most_common()]
    lines += [f"More about {'the rules' if len(rules) > 1 else 'the rule'}:"]
    lines += [f"  {paint(Style.NAME, f'steadybook explain {rule}')}" for rule in rules[:RULES_NAMED]]
    return "\n".join(lines) + "\n"


FORMAT = Format("text", "for people: source lines, marks and help, in colour", render)
