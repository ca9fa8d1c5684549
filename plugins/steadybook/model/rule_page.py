"""The page of a rule: its docstring, read into parts. The examples in it are files, and tests run them.

A docstring is one sentence, then sections: `## What it does`, `## Why is this bad?`, `## Example`, `## Use instead`,
`## How to fix or waive`. An example is a fenced block of YAML, CSV or JSON (a record a line) with one or more files,
each after a line `# path: FOLDER/FILE`; a line on which the finding is due ends with `# <-`, and that mark is no part
of the file. In a block called `yaml-escaped`, `\\t` stands for a tab and `\\xNN` for a byte.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from inspect import cleandoc

WHAT, WHY, BAD, GOOD, FIX = "What it does", "Why is this bad?", "Example", "Use instead", "How to fix or waive"
SECTIONS = (WHAT, WHY, BAD, GOOD, FIX)

_FENCE = re.compile(r"^```(?P<language>[\w-]*)[ \t]*\n(?P<body>.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)
_PATH = re.compile(r"#[ \t]*path:[ \t]*(?P<path>\S+)[ \t]*\Z")
_ESCAPE = re.compile(r"\\t|\\x([0-9a-f]{2})")
_MARK = re.compile(r"[ \t]*# <-[ \t]*\Z")


class RulePageError(ValueError):
    """A rule's docstring does not have the form of a page: a mistake in the program, said by the tests."""


@dataclass(frozen=True, slots=True)
class RulePage:
    """A rule's documentation in parts. Texts are Markdown; files are by path, without marks."""

    summary: str
    what: str
    why: str
    bad_text: str
    """The section with the bad example as it is written, for display."""
    good_text: str
    bad_files: dict[str, str]
    """A byte that is not UTF-8 stands in a text as a surrogate: encode with `surrogateescape`."""
    bad_places: frozenset[tuple[str, int]]
    """Path and line (from 1) of every place where this rule's finding is due."""
    good_files: dict[str, str]
    fix_text: str


def rule_page(documentation: str) -> RulePage:
    """The page in a rule's docstring. Raises RulePageError where a section is missing, unknown or malformed."""
    text = cleandoc(documentation).strip()
    summary, _, rest = text.partition("\n")
    if not summary:
        raise RulePageError("the docstring is empty")
    sections = _sections(rest)
    bad_files, bad_places = _files(sections[BAD])
    good_files, stray = _files(sections[GOOD])
    if stray:
        raise RulePageError(f"a good example marks a finding: {sorted(stray)}")
    if bad_files and not bad_places:
        raise RulePageError("no line of the bad example is marked with `# <-`")
    return RulePage(
        summary=summary.strip(),
        what=sections[WHAT],
        why=sections[WHY],
        bad_text=sections[BAD],
        good_text=sections[GOOD],
        bad_files=bad_files,
        bad_places=bad_places,
        good_files=good_files,
        fix_text=sections[FIX],
    )


def _sections(text: str) -> dict[str, str]:
    """The sections by heading; headings inside fences do not count."""
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    fenced = False
    for line in text.split("\n"):
        if line.startswith("```"):
            fenced = not fenced
        if line.startswith("## ") and not fenced:
            title = line[3:].strip()
            if title not in SECTIONS:
                raise RulePageError(f"unknown section `{title}`: there are {', '.join(SECTIONS)}")
            if title in found:
                raise RulePageError(f"two sections `{title}`")
            current = found[title] = []
        elif current is not None:
            current.append(line)
        elif line.strip():
            raise RulePageError(f"text between summary and first section: `{line.strip()}`")
    missing = [title for title in SECTIONS if not "".join(found.get(title, [])).strip()]
    if missing:
        raise RulePageError(f"no section `{missing[0]}`")
    return {title: "\n".join(lines).strip() for title, lines in found.items()}


def _files(text: str) -> tuple[dict[str, str], frozenset[tuple[str, int]]]:
    files: dict[str, str] = {}
    places: set[tuple[str, int]] = set()
    for block in _FENCE.finditer(text):
        escaped = block["language"] == "yaml-escaped"
        if block["language"] not in ("yaml", "yaml-escaped", "csv", "json"):
            continue
        for path, lines in _split(block["body"]):
            if path in files:
                raise RulePageError(f"two examples for `{path}`")
            for number, line in enumerate(lines, 1):
                if _MARK.search(line):
                    places.add((path, number))
                    lines[number - 1] = _MARK.sub("", line)
            written = "".join(f"{line}\n" for line in lines)
            files[path] = _ESCAPE.sub(_unescaped, written) if escaped else written
    return files, frozenset(places)


def _split(body: str) -> list[tuple[str, list[str]]]:
    """The files of a fence: each begins with the line that names it."""
    files: list[tuple[str, list[str]]] = []
    for line in body.rstrip("\n").split("\n"):
        header = _PATH.match(line)
        if header is not None:
            files.append((header["path"], []))
        elif files:
            files[-1][1].append(line)
        else:
            raise RulePageError(f"an example must begin with `# path: FOLDER/FILE`, not `{line}`")
    return files


def _unescaped(match: re.Match[str]) -> str:
    if match[0] == r"\t":
        return "\t"
    code = int(match[1], 16)
    # A byte that is no text of its own: os.fsencode and its like know it by this name.
    return chr(code) if code < 0x80 else chr(0xDC00 + code)
