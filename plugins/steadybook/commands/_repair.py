"""Carries out the fixes of findings on a file's bytes: all that fit together, and never a file that it would break."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from steadybook.model.finding import Finding
from steadybook.source.edits import Edit, apply
from steadybook.source.reader import read
from steadybook.source.spans import BYTE_ORDER_MARK, LINE_END


@dataclass(frozen=True, slots=True)
class Repair:
    """What repairing a file comes to; nothing is written yet."""

    path: str
    file: Path
    before: bytes
    after: bytes
    done: tuple[Finding, ...]


def chosen(findings: Iterable[Finding], unsafe: bool, untouched: frozenset[str]) -> dict[str, list[Finding]]:
    """The findings with a fix that may be carried out, by the file it edits."""
    files: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.fix is not None and (finding.fix.safe or unsafe) and finding.fix.path not in untouched:
            files.setdefault(finding.fix.path, []).append(finding)
    return files


def document_behind(root: Path, path: str, folders: Iterable[str]) -> str:
    """The document that a link leads to: a file with two names must not be repaired under both. Empty: none.

    `folders` are those in which documents are looked for.
    """
    top = root.resolve()
    target = (top / path).resolve()
    if target == top / path or target.suffix != Path(path).suffix or not target.is_relative_to(top):
        return ""
    inside = any(target.is_relative_to(top / folder) for folder in folders)
    return target.relative_to(top).as_posix() if inside else ""


def repair(root: Path, path: str, findings: Sequence[Finding]) -> Repair | None:
    """The file with its findings' fixes made; None where it is not what was checked, or none of them fits.

    Of fixes that overlap the first is made; another round may make the next. Raises OSError.
    """
    file = (root / path).resolve()
    if not file.is_relative_to(root.resolve()):
        return None
    before = file.read_bytes()
    try:
        text = before.decode()
    except UnicodeDecodeError:
        return None
    lines = LINE_END.split(text.removeprefix(BYTE_ORDER_MARK))
    edits: list[Edit] = []
    done: list[Finding] = []
    after = text
    for finding in findings:
        assert finding.fix is not None
        if tuple(lines[finding.span.line - 1 :][: len(finding.excerpt)]) != finding.excerpt:
            return None  # somebody has edited the file since it was checked
        try:
            after = apply(text, [*edits, *finding.fix.edits])
        except ValueError:
            continue
        edits += finding.fix.edits
        done.append(finding)
    after = apply(text, edits)
    known = {found.code for found in read(before).problems}
    if after == text or any(found.code not in known for found in read(after.encode()).problems):
        return None
    return Repair(path, file, before, after.encode(), tuple(done))
