"""Writes what was found into the handoff of a shift: lines are added, and nothing that people wrote is touched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from steadybook.commands._incident.transaction import alone, edit
from steadybook.model.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from steadybook.analysis.handoff.draft import HandoffDraft
    from steadybook.commands._incident.transaction import Written

ROOT, HANDOFF = "oncall_shift", "handoff"


def write(root: Path, draft: HandoffDraft, dry_run: bool) -> Written:
    """Adds the lines that were found to the document of the shift that hands over. Raises UsageError."""
    shift = draft.scope.outgoing
    if shift is None:
        raise UsageError(
            f"no shift of {draft.scope.rotation.id} has begun: there is no document to write into",
            "Write the shift with `steadybook new oncall_shift`, or leave out --write.",
        )
    lines = {part.section.field: [entry.text for entry in part.found] for part in draft.parts if part.found}
    with alone(root, shift.path.rpartition("/")[0], dry_run):
        return edit(root, shift.path, lambda data: _added(data, lines, shift.path), dry_run)


def _added(data: bytes, lines: Mapping[str, Sequence[str]], path: str) -> bytes:
    from steadybook.source.edits import append_item, apply, insert_after
    from steadybook.source.positions import locate
    from steadybook.source.reader import read

    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise UsageError(f"`{path}` is not UTF-8 any more", "Save it as UTF-8 and try again.") from None
    try:
        for field, wanted in lines.items():
            positions = locate(text)
            body = _body(read(text.encode()).documents, path)
            handoff = body.get(HANDOFF)
            if not isinstance(handoff, dict) or not handoff:
                if HANDOFF in body:
                    from steadybook.source.edits import remove_key

                    text = apply(text, [remove_key(text, positions, (ROOT, HANDOFF))])
                    positions = locate(text)
                    del body[HANDOFF]
                last = list(body)[-1]
                text = apply(text, [insert_after(text, positions, (ROOT, last), HANDOFF, {field: list(wanted)})])
            elif not handoff.get(field):
                if field in handoff:
                    text = apply(text, [append_item(text, positions, (ROOT, HANDOFF, field), wanted[0])])
                    text = _appended(text, field, wanted[1:])
                else:
                    text = apply(
                        text,
                        [insert_after(text, positions, (ROOT, HANDOFF, list(handoff)[-1]), field, list(wanted))],
                    )
            else:
                present = {" ".join(str(line).split()) for line in handoff[field]}
                text = _appended(text, field, [line for line in wanted if line not in present])
    except ValueError:
        raise UsageError(
            f"the handoff in `{path}` has a form that cannot be added to",
            "Write `handoff:` with its lists by indentation, or copy the lines from `steadybook handoff`.",
        ) from None
    return text.encode()


def _appended(text: str, field: str, lines: Sequence[str]) -> str:
    from steadybook.source.edits import append_item, apply
    from steadybook.source.positions import locate

    for line in lines:
        text = apply(text, [append_item(text, locate(text), (ROOT, HANDOFF, field), line)])
    return text


def _body(documents: Sequence[object], path: str) -> dict[str, object]:
    whole = documents[0] if documents else None
    body = whole.get(ROOT) if isinstance(whole, dict) else None
    if not isinstance(body, dict) or not body:
        raise UsageError(f"`{path}` is no shift any more", "Somebody changed it meanwhile: try again.")
    return dict(body)
