"""Words that judge people, and what to write instead."""

from __future__ import annotations

from steadybook.pages.sections.handbook.blocks import Chapter, Enforced, Grid, Mark, Part, Prose
from steadybook.sre import blame


def _parts() -> tuple[Part, ...]:
    rows = tuple((Mark("strong", word.example), word.suggestion) for word in blame.BLAME_WORDS)
    return (
        Part(
            "why",
            "Why words matter",
            (
                Prose(
                    "Who fears blame tells less, and what is not told happens again. A postmortem therefore describes "
                    "conditions: what people saw, what they knew, and what made an action the obvious one."
                ),
            ),
            blame.SOURCE,
        ),
        Part(
            "words",
            "The list",
            (
                Prose(
                    "Short on purpose: a word stands here only where it nearly always judges somebody. It is matched "
                    "as a whole word, whatever its case, in prose only, and is a warning."
                ),
                Grid("Words that blame, and what to write", ("Instead of", "Write"), rows),
            ),
            blame.SOURCE,
        ),
    )


CHAPTER = Chapter(
    order=150,
    group="Learning",
    slug="blameless-language",
    title="Blameless language",
    lede="A short list of words that judge people, with what to write in their place.",
    parts=_parts,
    enforced=(Enforced("postmortems", ("blameful",)),),
    kinds=("postmortem", "incident"),
)
