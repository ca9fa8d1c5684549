"""Markdown of a rule's page, drawn for a terminal."""

from __future__ import annotations

import re

from steadybook.model.terminal import Painter, Style, visible, wrapped

_ITEM = re.compile(r"(?P<indent>\s*)(?P<mark>[-*]|\d+\.)\s+")


def draw(markdown: str, paint: Painter, width: int) -> str:
    """The text with headings, lists and code as a terminal can show them; paragraphs filled to the width."""
    lines: list[str] = []
    paragraph: list[str] = []
    fenced = False

    def flush() -> None:
        if paragraph:
            lines.append(_filled(paragraph, paint, width))
            paragraph.clear()

    for raw in visible(markdown, keep_lines=True).split("\n"):
        line = raw.rstrip()
        if line.startswith("```"):
            flush()
            fenced = not fenced
        elif fenced:
            lines.append(_code(line, paint))
        elif line.startswith("#"):
            flush()
            lines.append(paint(Style.STRONG, line.lstrip("#").strip()))
        elif not line:
            flush()
            lines.append("")
        else:
            if _ITEM.match(line):
                flush()
            paragraph.append(line)
    flush()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _filled(lines: list[str], paint: Painter, width: int) -> str:
    text = " ".join(line.strip() for line in lines)
    item = _ITEM.match(lines[0])
    lead = f"{item['indent']}{item['mark']} " if item else ""
    return paint.quoted(wrapped(text[len(item[0].lstrip()) :] if item else text, width, lead))


def _code(line: str, paint: Painter) -> str:
    """A line of an example: its file's name and the mark of a finding stand out."""
    if line.startswith("# path:"):
        return f"    {paint(Style.FAINT, line)}"
    before, mark, _ = line.partition("# <-")
    if mark:
        return f"    {before.rstrip()}  {paint(Style.ERROR, '<- the finding')}"
    return f"    {line}".rstrip()
