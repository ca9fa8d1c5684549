"""Ways to find causes."""

from __future__ import annotations

from steadybook.pages.sections.handbook.blocks import Bullets, Chapter, Enforced, Grid, Mark, Part, Prose
from steadybook.sre import postmortems
from steadybook.sre.postmortems import AnalysisMethod, FactorCategory


def _categories(caption: str, categories: tuple[FactorCategory, ...]) -> Grid:
    rows = tuple((Mark("strong", row.name), Mark("code", row.id), row.questions) for row in categories)
    return Grid(caption, ("Category", "Word", "Ask"), rows)


def _method(method: AnalysisMethod) -> tuple[Prose, Bullets]:
    return Prose(f"For {method.suits[:1].lower()}{method.suits[1:]}."), Bullets(method.steps, ordered=True)


def _parts() -> tuple[Part, ...]:
    whys = tuple(
        (str(number), row.why, Mark("strong", row.because))
        for number, row in enumerate(postmortems.FIVE_WHYS_EXAMPLE, 1)
    )
    return (
        Part("five-whys", postmortems.FIVE_WHYS.name, _method(postmortems.FIVE_WHYS), postmortems.SOURCE),
        Part(
            "five-whys-example",
            "An example",
            (
                Grid("Five whys, an example", ("", "Why", "Because"), whys),
                Prose(f"Root cause: {postmortems.FIVE_WHYS_EXAMPLE_CAUSE}"),
                Prose(f"Action: {postmortems.FIVE_WHYS_EXAMPLE_ACTION}"),
            ),
            postmortems.SOURCE,
        ),
        Part(
            "ishikawa",
            f"{postmortems.FISHBONE.name} (Ishikawa)",
            (*_method(postmortems.FISHBONE), _categories("Ishikawa categories", postmortems.ISHIKAWA_CATEGORIES)),
            postmortems.ISHIKAWA_SOURCE,
        ),
        Part(
            "factors",
            "Contributing factors",
            (
                Prose("Few incidents have one cause. Go through the phases of the incident and ask what contributed."),
                _categories("Categories of contributing factors", postmortems.FACTOR_CATEGORIES),
                Prose("Both schemes may be used: a factor's `category` is any of these words."),
            ),
            postmortems.SOURCE,
        ),
    )


CHAPTER = Chapter(
    order=130,
    group="Learning",
    slug="root-causes",
    title="Finding causes",
    lede="Five whys for one line of cause and effect, the fishbone for several at once.",
    parts=_parts,
    enforced=(Enforced("postmortems", ("final", "repeat", "preventive")),),
    kinds=("postmortem",),
)
