"""Draws a page: the Jinja environment, its filters, and the links between pages.

Everything that comes from a document is escaped: templates escape by default, and the filters that make markup here
escape their input first. No text of a document is ever read as Markdown, HTML or a template.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cache, lru_cache, partial
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from steadybook.model.finding import Finding
from steadybook.model.urls import anchor, relative
from steadybook.pages import budget_plots, quality_rows, readiness_rows
from steadybook.pages.listing import excerpt
from steadybook.pages.outline import label
from steadybook.pages.score_rows import check_mark, check_word, dimension_rows
from steadybook.pages.site import Leaf, Site
from steadybook.pages.templating import Compiled, Environment, compiled_in
from steadybook.pages.trend_lines import trend_lines
from steadybook.sre.durations import words as duration_words

THIN = "\u202f"
FOLDER = Path(__file__).parent
BREAK = re.compile(r"(?<=[-_.])(?=\w)|(?<=[a-z0-9])(?=[A-Z])")
ADDRESS = re.compile(r"https?://[^\s<>\"'`]+[^\s<>\"'`.,;:!?)\]]")
CODE_OR_ADDRESS = re.compile(rf"`(?P<code>[^`\n]+)`|(?P<address>{ADDRESS.pattern})")
ELEMENT = re.compile(r"(<a\b.*?</a>|<[^>]*>)", re.DOTALL)
ID = re.compile(r"(?<![\w&#-])\w[\w.]*-[\w.-]*\w")
"""What may be an id in a text: only those with a hyphen are looked for."""
ID_AFTER_BLANK = re.compile(r' id="([^"]+)"')
ID_AFTER_SPACE = re.compile(r'\sid="([^"]+)"')
FILLED_IN = re.compile(r"&lt;[A-Za-z][\w.-]*&gt;")
"""What stands for a name in a command, after escaping."""


class Hand:
    """The page in hand, and what its template calls for links from it; a page names the same documents over and over.

    One for all pages of a site: templates of macros, made ready once, keep its functions.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._here = ""
        self._links: dict[tuple[object, ...], Markup] = {}
        self.source: str | None = None
        """The file behind the page, if there is one."""
        self.findings: tuple[Finding, ...] = ()
        """The findings of that file, worst first."""

    def take(self, leaf: Leaf) -> None:
        """Turns to another page."""
        self._here = leaf.url
        self._links = {}
        self.source = leaf.source
        self.findings = self._site.findings_by_path.get(leaf.source or "", ())

    def href(self, target: str) -> str:
        """The way to an address of the site."""
        return relative(target, self._here)

    def url(self, kind: str, id: str) -> str:
        """The way to a document; empty where there is none."""
        target = self._site.url(kind, id)
        return self.href(target) if target is not None else ""

    def link(self, kind: str, id: str | None, text: str | None = None, breaks: bool = True) -> Markup:
        """A link to a document, with its id or another text; long tables are lighter without places to break it."""
        key = kind, id, text, type(text), breaks
        if key not in self._links:
            self._links[key] = self._made(kind, id, text, breaks)
        return self._links[key]

    def _made(self, kind: str, id: str | None, text: str | None, breaks: bool) -> Markup:
        if not id:
            return Markup('<span class="sb-none">–</span>')
        shown = breakable(text or id) if breaks else escape(text or id)
        target = self._site.url(kind, id)
        if target is None:
            return Markup('<span class="sb-dangling" title="no such {}">{}</span>').format(kind, shown)
        # Without Markup.format, which is most of a list page's time; both parts are escaped.
        return Markup(f'<a href="{escape(self.href(target))}">{shown}</a>')

    def reference(self, kinds: tuple[str, ...], id: str) -> Markup:
        """A link to a document of the first of these kinds that has it."""
        kind = next((name for name in kinds if self._site.url(name, id) is not None), kinds[0])
        return self.link(kind, id)

    def linked(self, text: object) -> Markup:
        """One line of prose in which the ids of documents lead to them."""
        shown = inline(text)
        if "-" not in shown:
            return shown
        parts = ELEMENT.split(str(shown))
        return Markup("".join(part if index % 2 else ID.sub(self._id, part) for index, part in enumerate(parts)))

    def _id(self, match: re.Match[str]) -> str:
        kind = self._site.linkable.get(match[0])
        target = self._site.url(kind, match[0]) if kind is not None else None
        if target is None or target == self._here:
            return match[0]
        return f'<a href="{escape(self.href(target))}">{escape(match[0])}</a>'


class Renderer:
    """Draws the leaves of one site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._hand = Hand(site)
        self.environment = environment()
        self.environment.globals.update(
            site=site,
            as_of=site.as_of,
            hand=self._hand,
            href=self._hand.href,
            url=self._hand.url,
            link=self._hand.link,
            linked=self._hand.linked,
            reference=self._hand.reference,
            documents=partial(quality_rows.documents, links=self._hand),
            evidence=partial(readiness_rows.shown, links=self._hand),
            evidence_rows=partial(readiness_rows.evidence_rows, links=self._hand),
            plots=budget_plots,
        )

    def content(self, leaf: Leaf) -> str:
        """The HTML of a page's content."""
        self._hand.take(leaf)
        html = self.environment.get_template(leaf.template).render(v=leaf.view, leaf=leaf)
        return html.strip() + "\n"


@cache
def compiled() -> Compiled:
    """Templates that are compiled already, by this process or another one."""
    # Beside the program's own compiled files: compiling all templates takes longer than drawing a small site.
    return Compiled(compiled_in(FOLDER / "__pycache__" / "templates"))


def environment() -> Environment:
    """An environment for one site; all of a process share what was compiled, and read edited templates again."""
    made = Environment(jinja2.FileSystemLoader([FOLDER, FOLDER / "shared"]), compiled())
    made.filters.update(
        brk=breakable,
        cmd=command,
        prose=prose,
        line=inline,
        dur=duration,
        day=day,
        clock=clock,
        instant=instant,
        th=thousands,
        num=number,
        fixed=fixed,
        words=words,
        anchor=anchor,
        money=money,
        label=label,
        capfirst=capfirst,
        shown=shown,
        excerpt=excerpt,
        dimension_rows=dimension_rows,
        check_mark=check_mark,
        check_word=check_word,
        check_items=readiness_rows.check_items,
        trend_lines=trend_lines,
    )
    return made


@lru_cache(maxsize=8192, typed=True)
def breakable(id: object) -> Markup:
    """An id with places where a line may break: after `-`, `_` and `.`, and between words as in `RedisDown`."""
    return Markup(BREAK.sub("<wbr>", str(escape(id))))


def command(text: object) -> Markup:
    """A shell command: no option breaks at its hyphens, and what the reader fills in (`<pod>`) stands out."""
    escaped = re.sub(r"(^|\s)(-[^\s]*)", r"\1<span>\2</span>", str(escape(str(text).strip())))
    return Markup(FILLED_IN.sub(r"<var>\g<0></var>", escaped))


def inline(text: object) -> Markup:
    """One line of prose: addresses become links, words in backquotes code."""
    return _inline(str(text))


@lru_cache(maxsize=65536)
def _inline(text: str) -> Markup:
    raw = " ".join(text.split())
    if "://" not in raw and "`" not in raw:
        return escape(raw)
    out: list[str] = []
    done = 0
    for match in CODE_OR_ADDRESS.finditer(raw):
        out.append(escape(raw[done : match.start()]))
        code, target = match["code"], match["address"]
        shown = Markup("<code>{}</code>").format(code) if code else target
        # A command that names an address is to be copied: only what is an address and nothing else leads there.
        if code and ADDRESS.fullmatch(code):
            target = code
        out.append(Markup('<a href="{}">{}</a>').format(target, shown) if target else shown)
        done = match.end()
    out.append(escape(raw[done:]))
    return Markup("").join(out)


def prose(text: object) -> Markup:
    """Paragraphs and simple lists (lines that begin with `- `) of a text block."""
    blocks = []
    for paragraph in re.split(r"\n\s*\n", str(text).strip()):
        lines = paragraph.splitlines()
        if lines and all(line.lstrip().startswith("- ") for line in lines):
            items = Markup("").join(Markup("<li>{}</li>").format(inline(line.lstrip()[2:])) for line in lines)
            blocks.append(Markup("<ul>{}</ul>").format(items))
        elif paragraph.strip():
            blocks.append(Markup("<p>{}</p>").format(inline(paragraph)))
    return Markup("\n").join(blocks)


def duration(value: timedelta | Decimal | float) -> str:
    """A duration in two units; a bare number counts minutes."""
    if isinstance(value, timedelta):
        return duration_words(value)
    return duration_words(timedelta(minutes=float(value)))


def day(value: date | datetime | None) -> Markup:
    """A date, for people and machines."""
    if value is None:
        return Markup('<span class="sb-none">–</span>')
    return _day(value.year, value.month, value.day)


@lru_cache(maxsize=8192)
def _day(year: int, month: int, day: int) -> Markup:
    iso = f"{year:04}-{month:02}-{day:02}"
    return Markup(f'<time datetime="{iso}">{iso}</time>')  # digits and hyphens need no escape


def instant(value: datetime) -> Markup:
    """A moment in UTC, to the minute."""
    utc = _utc(value)
    return Markup(f'<time datetime="{utc:%Y-%m-%dT%H:%M:%SZ}">{utc:%Y-%m-%d %H:%M}</time>')


def clock(value: datetime) -> Markup:
    """The time of day of a moment in UTC."""
    utc = _utc(value)
    return Markup(f'<time datetime="{utc:%Y-%m-%dT%H:%M:%SZ}">{utc:%H:%M}</time>')


def _utc(value: datetime) -> datetime:
    from datetime import UTC

    return value.astimezone(UTC)


def thousands(value: Decimal | float) -> str:
    """A number with thin spaces between thousands, without a fraction."""
    text = f"{value:,.0f}".replace(",", THIN)
    return text.replace("-", "−") if text != "-0" else "0"


def number(value: Decimal | float | None) -> str:
    """A number as it is written: no trailing zeros, thin spaces between thousands."""
    return _number(str(value)) if value else "–" if value is None else "0"


@lru_cache(maxsize=65536)
def _number(value: str) -> str:
    text = f"{Decimal(value).normalize():f}"
    head, dot, tail = text.removeprefix("-").partition(".")
    return ("−" if text.startswith("-") else "") + f"{int(head):,}".replace(",", THIN) + dot + tail


def fixed(value: Decimal | float, places: int = 1) -> str:
    """A number to so many places, halves away from zero as in the terminal and in frozen figures."""
    return _fixed(str(value), places)


@lru_cache(maxsize=65536)
def _fixed(value: str, places: int) -> str:
    with localcontext(rounding=ROUND_HALF_UP):
        return f"{Decimal(value):.{places}f}".replace("-", "−")


def money(value: Decimal | float) -> str:
    """An amount in US dollars."""
    return f"{thousands(value)}{THIN}USD"


def words(value: object) -> str:
    """An enumerated word as people read it: `user_report` is "user report"."""
    return str(value).replace("_", " ")


def shown(value: object) -> str | Markup:
    """A value of a report's table: numbers, days and moments as everywhere, text as one line."""
    match value:
        case datetime():
            return instant(value)
        case date():
            return day(value)
        case timedelta():
            return duration(value)
        case int() | Decimal():
            return number(Decimal(value))
    return inline(value)


def capfirst(text: object) -> str:
    """A text with its first letter in upper case, the rest as it is."""
    return str(text)[:1].upper() + str(text)[1:]


def headings(html: str) -> list[tuple[int, str, str]]:
    """The headings below the title that have an id: (level, id, text), in order."""
    found = re.findall(r'<h([23])[^>]*\sid="([^"]+)"[^>]*>(.*?)</h\1>', html, re.DOTALL)
    return [(int(level), id, _text(inner)) for level, id, inner in found]


def _text(html: str) -> str:
    without_small = re.sub(r"<small>.*?</small>", "", html, flags=re.DOTALL)
    return Markup(re.sub(r"<[^>]+>", "", without_small)).unescape().strip()


def anchors(html: str) -> frozenset[str]:
    """All ids in a piece of HTML."""
    # What stands alone at its beginning is found five times as quickly.
    usual = "\nid=" not in html and "\tid=" not in html
    return frozenset((ID_AFTER_BLANK if usual else ID_AFTER_SPACE).findall(html))


def links(html: str) -> Iterable[str]:
    """The targets of all links in a piece of HTML."""
    found = re.findall(r'<a\b[^>]*?\shref="([^"]*)"', html)
    return (Markup(target).unescape() if "&" in target else target for target in found)
