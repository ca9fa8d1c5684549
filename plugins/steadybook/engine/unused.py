"""What the waivers themselves leave to say: unused ones, comments without a reason, rules that do not exist."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from steadybook.analysis.ignores import Ignore
from steadybook.engine.resolve import resolve
from steadybook.engine.waivers import Waived
from steadybook.model.context import Context
from steadybook.model.finding import Finding, Violation
from steadybook.model.rule import RegisteredRule
from steadybook.model.wording import closest
from steadybook.source.spans import LineIndex

WORD = re.compile(r"[a-z]+(?:-[a-z]+)+")


def unused(
    outcome: Waived, marked: Sequence[Ignore], context: Context, rules: Mapping[str, RegisteredRule]
) -> Iterator[Finding]:
    """Findings of the rules `unused-waiver`, `unused-ignore`, `ignore-without-reason` and `unknown-rule`."""
    named = Counter(_place(ignore)[:2] for ignore in marked)
    for ignore in marked:
        yield from _of_comment(ignore, outcome, rules, named[_place(ignore)[:2]] == 1)
    if not context.corpus.ids("waiver") or not all(document.intact for document in context.corpus.documents):
        return  # what is waived may come from a document that cannot be read now
    from steadybook.kinds.waiver.model import Waiver  # on use: most checks of one file need no model

    for document in context.corpus.of(Waiver):
        waiver = document.model
        if waiver.rule not in rules:
            continue  # the rule `unknown-rule` says so
        if waiver.expires >= context.today and document.path not in outcome.used_waivers:
            message = f"nothing is waived: `{waiver.rule}` finds nothing in {', '.join(waiver.paths)}"
            violation = Violation((), message, "Delete the waiver, or mend its paths.")
            yield resolve(violation, document, "unused-waiver", rules["unused-waiver"].rule.severity)


def _place(ignore: Ignore) -> tuple[str, int, str]:
    return ignore.document.path, ignore.span.line, ignore.rule


def _of_comment(ignore: Ignore, outcome: Waived, rules: Mapping[str, RegisteredRule], alone: bool) -> Iterator[Finding]:
    if not ignore.rule:
        written = LineIndex(ignore.document.text).line(ignore.span.line)[ignore.span.column - 1 :]
        named = next((word for word in WORD.findall(written) if word in rules), "rule-id")
        name, message = "unknown-rule", "this comment ignores nothing, for it names no rule in brackets"
        help = f"Write `# steadybook: ignore[{named}] the reason`."
    elif ignore.rule not in rules:
        near = closest(ignore.rule, tuple(rules))
        help = f"Did you mean `{near}`?" if near else "`steadybook explain` lists all rules."
        name, message = "unknown-rule", f"there is no rule `{ignore.rule}`"
    elif not ignore.reason:
        name, message = "ignore-without-reason", f"this comment ignores `{ignore.rule}` without a reason"
        help = f"Write why: `# steadybook: ignore[{ignore.rule}] the reason`. Until then it ignores nothing."
    elif _place(ignore) not in outcome.used_ignores:
        name, message = "unused-ignore", f"nothing is ignored: `{ignore.rule}` finds nothing on that line"
        help = "Delete the comment." if alone else f"Take `{ignore.rule}` out of the comment."
    else:
        return
    yield resolve(Violation(ignore.span, message, help), ignore.document, name, rules[name].rule.severity)
