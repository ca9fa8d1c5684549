"""The parts of an assessment: what evidence proposes, what people answer, and the document that follows."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from steadybook.model.errors import UsageError
from steadybook.model.terminal import Painter, Style, visible, wrapped

if TYPE_CHECKING:
    from datetime import date

    from steadybook.analysis.maturity_proposal import Proposal
    from steadybook.model.report import Table

MOST_EVIDENCE = 3
"""Documents that a question names; the report shows all."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about a dimension."""

    score: int
    evidence: str | None = None


def figures(proposal: Proposal) -> Mapping[str, Any]:
    """A proposal as programs read it."""
    return {
        "dimension": proposal.dimension.id,
        "score": proposal.score,
        "evidence": [document.path for document in proposal.evidence],
        "missing": [case.missing for case in proposal.missing],
        "no_data": [counted.reason for counted in proposal.criteria if counted.reason],
    }


def table(subject: str, found: Sequence[Proposal]) -> Table:
    """All proposals with what would raise each most."""
    from steadybook.model.report import Table, columns
    from steadybook.sre.maturity import band_of

    total = sum(proposal.score for proposal in found)
    band = band_of(total)
    return Table(
        f"{subject}: evidence proposes {total} of 40 ({band.name})",
        columns("Dimension", "#Score", "#Documents", "What is missing most"),
        tuple((p.dimension.name, p.score, len(p.evidence), _missing(p)) for p in found),
        note=f"People decide: evidence sees documents only. {band.advice}",
    )


def _missing(proposal: Proposal) -> str | None:
    missing = proposal.missing
    if missing:
        return missing[0].missing
    return next((counted.reason for counted in proposal.criteria if counted.reason), None)


def read_scores(text: str) -> Mapping[str, Decision]:
    """Scores from YAML: a number for each dimension, or `{score, evidence}`. Raises UsageError for all else."""
    import yaml

    from steadybook.model.wording import closest
    from steadybook.sre.maturity import DIMENSION_IDS

    help = f"Write one line for each dimension: {', '.join(f'{id}: 3' for id in DIMENSION_IDS)}."
    try:
        content = yaml.safe_load(text)
    except yaml.YAMLError:
        raise UsageError("the scores cannot be read as YAML", help) from None
    if not isinstance(content, dict):
        raise UsageError("the scores are no mapping", help)
    for key in content:
        if key not in DIMENSION_IDS:
            near = closest(str(key), DIMENSION_IDS)
            did = f"Did you mean `{near}`? " if near else ""
            raise UsageError(f"there is no dimension `{visible(str(key))}`", f"{did}{help}")
    absent = [id for id in DIMENSION_IDS if id not in content]
    if absent:
        raise UsageError(f"no score for {', '.join(absent)}", help)
    return {id: _decision(id, content[id]) for id in DIMENSION_IDS}


def _decision(id: str, value: object) -> Decision:
    score, evidence = (value.get("score"), value.get("evidence")) if isinstance(value, dict) else (value, None)
    if type(score) is not int or not 1 <= score <= 5:
        raise UsageError(f"`{visible(str(score))}` is no score for {id}", "Write a whole number from 1 to 5.")
    return Decision(score, str(evidence) if evidence is not None else None)


def ask(
    found: Sequence[Proposal], paint: Painter, columns: int, answer: Callable[[str], str]
) -> Mapping[str, Decision]:
    """Asks for each dimension; an empty answer takes the proposal. Raises UsageError where the input ends early."""
    decisions = {}
    for number, proposal in enumerate(found, 1):
        for line in _question(number, proposal, paint, columns):
            sys.stdout.write(f"{line}\n")
        decisions[proposal.dimension.id] = Decision(_answered(proposal.score, answer))
    return decisions


def _question(number: int, proposal: Proposal, paint: Painter, columns: int) -> Iterator[str]:
    dimension = proposal.dimension
    yield ""
    yield paint(Style.STRONG, f"{number} of 8  {dimension.name}")
    for score, text in ((1, dimension.ad_hoc), (3, dimension.defined), (5, dimension.optimized)):
        yield wrapped(text, columns, f"  {score}  ")
    documents = proposal.evidence
    named = ", ".join(visible(document.path) for document in documents[:MOST_EVIDENCE])
    more = f" and {len(documents) - MOST_EVIDENCE} more" if len(documents) > MOST_EVIDENCE else ""
    yield wrapped(f"Evidence: {named or 'none'}{more}", columns, "  ")
    missing = _missing(proposal)
    if missing:
        yield wrapped(f"Missing: {visible(missing)}", columns, "  ")


def _answered(proposed: int, answer: Callable[[str], str]) -> int:
    while True:
        try:
            text = answer(f"  Score 1 to 5 [{proposed}]: ").strip()
        except EOFError:
            raise UsageError("the answers ended early; nothing was written", "Answer all eight questions.") from None
        if not text:
            return proposed
        if text in ("1", "2", "3", "4", "5"):
            return int(text)


def drafted(
    subject: str,
    day: date,
    assessors: Sequence[str],
    found: Sequence[Proposal],
    decisions: Mapping[str, Decision],
) -> str:
    """The text of the `maturity_assessment`: each score with its evidence, and beside it what was proposed."""
    from steadybook.source.emit import entry

    lines = ["maturity_assessment:", f"  {entry('subject', subject, 2)}", f"  date: {day}"]
    if assessors:
        lines.append(f"  {entry('assessors', list(assessors), 2)}")
    lines.append("  scores:")
    for proposal in found:
        decision = decisions[proposal.dimension.id]
        evidence = decision.evidence or next((document.path for document in proposal.evidence), None)
        note = "" if decision.score == proposal.score else f"  # evidence proposed {proposal.score}"
        lines += [f"    {proposal.dimension.id}:", f"      score: {decision.score}{note}"]
        if evidence:
            lines.append(f"      {entry('evidence', evidence, 6)}")
    return "\n".join(lines) + "\n"
