"""Draws a page: the Jinja environment, its filters, and the links between pages.

Everything that comes from a document is escaped: templates escape by default, and the filters that make markup here
escape their input first. No text of a document is ever read as Markdown, HTML or a template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, MutableMapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from markupsafe import Markup, escape
from typing_extensions import override

from steadybook.model.urls import anchor, relative
from steadybook.pages import budget_plots
from steadybook.pages.outline import label
from steadybook.pages.score_rows import check_mark, check_word, dimension_rows
from steadybook.pages.site import Leaf, Site
from steadybook.sre.durations import words as duration_words

THIN = "\u202f"
FOLDER = Path(__file__).parent
ADDRESS = re.compile(r"https?://[^\s<>\"'`]+[^\s<>\"'`.,;:!?)\]]")
CODE = re.compile(r"`([^`\n]+)`")
ELEMENT = re.compile(r"(<a\b.*?</a>|<[^>]*>)", re.DOTALL)
ID = re.compile(r"(?<![\w&#-])\w[\w.]*-[\w.-]*\w")
"""What may be an id in a text: only those with a hyphen are looked for."""
FILLED_IN = re.compile(r"&lt;[A-Za-z][\w.-]*&gt;")
"""What stands for a name in a command, after escaping."""


class Renderer:
    """Draws the leaves of one site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.environment = environment()

    def content(self, leaf: Leaf) -> str:
        """The HTML of a page's content."""
        site = self.site

        def href(target: str) -> str:
            return relative(target, leaf.url)

        def url(kind: str, id: str) -> str:
            target = site.url(kind, id)
            return href(target) if target is not None else ""

        def link(kind: str, id: str | None, text: str | None = None) -> Markup:
            if not id:
                return Markup('<span class="sb-none">–</span>')
            shown = breakable(text) if text else breakable(id)
            target = site.url(kind, id)
            if target is None:
                return Markup('<span class="sb-dangling" title="no such {}">{}</span>').format(kind, shown)
            # Without Markup.format, which is most of a list page's time; both parts are escaped.
            return Markup(f'<a href="{escape(href(target))}">{shown}</a>')

        def reference(kinds: tuple[str, ...], id: str) -> Markup:
            kind = next((name for name in kinds if site.url(name, id) is not None), kinds[0])
            return link(kind, id)

        def linked(text: object) -> Markup:
            """One line of prose in which the ids of documents lead to them."""

            def replaced(match: re.Match[str]) -> str:
                kind = site.linkable.get(match[0])
                target = site.url(kind, match[0]) if kind is not None else None
                if target is None or target == leaf.url:
                    return match[0]
                return f'<a href="{escape(href(target))}">{escape(match[0])}</a>'

            shown = inline(text)
            if "-" not in shown:
                return shown
            parts = ELEMENT.split(str(shown))
            return Markup("".join(part if index % 2 else ID.sub(replaced, part) for index, part in enumerate(parts)))

        template = self.environment.get_template(leaf.template)
        found = self.site.findings_by_path.get(leaf.source or "", ())
        html = template.render(
            v=leaf.view,
            leaf=leaf,
            site=site,
            href=href,
            url=url,
            link=link,
            linked=linked,
            reference=reference,
            findings=found,
            as_of=site.as_of,
            plots=budget_plots,
        )
        return html.strip() + "\n"


class _Template(jinja2.Template):
    """A template whose output is escaped by `escaped`: called a million times, the usual function costs a tenth."""

    @classmethod
    @override
    def from_code(
        cls,
        environment: jinja2.Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],
        uptodate: Callable[[], bool] | None = None,
    ) -> jinja2.Template:
        """Gives the compiled template our function under the name that it calls."""
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__["escape"] = escaped
        return template


def escaped(value: object) -> str:
    """A value as HTML, as `markupsafe.escape` has it; a plain text that needs no change stays a plain text."""
    if type(value) is Markup:
        return value
    if (
        type(value) is str
        and "&" not in value
        and "<" not in value
        and ">" not in value
        and '"' not in value
        and "'" not in value
    ):
        return value
    return escape(value)


_shared: list[jinja2.Environment] = []


def environment() -> jinja2.Environment:
    """One environment for all sites of a process, for compiled templates are what costs; edited ones are read again."""
    if not _shared:
        made = jinja2.Environment(
            loader=jinja2.FileSystemLoader([FOLDER, FOLDER / "shared"]),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
        )
        made.template_class = _Template
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
            words=words,
            anchor=anchor,
            money=money,
            label=label,
            capfirst=capfirst,
            shown=shown,
            dimension_rows=dimension_rows,
            check_mark=check_mark,
            check_word=check_word,
        )
        _shared.append(made)
    return _shared[0]


@lru_cache(maxsize=4096)
def breakable(id: object) -> Markup:
    """An id with places where a line may break: after `-`, `_` and `.`."""
    return Markup(re.sub(r"(?<=[-_.])(?=\w)", "<wbr>", str(escape(id))))


def command(text: object) -> Markup:
    """A shell command: no option breaks at its hyphens, and what the reader fills in (`<pod>`) stands out."""
    escaped = re.sub(r"(^|\s)(-[^\s]*)", r"\1<span>\2</span>", str(escape(str(text).strip())))
    return Markup(FILLED_IN.sub(r"<var>\g<0></var>", escaped))


def inline(text: object) -> Markup:
    """One line of prose: addresses become links, words in backquotes code."""
    out = []
    done = 0
    raw = " ".join(str(text).split())
    if "://" not in raw and "`" not in raw:
        return escape(raw)
    for match in ADDRESS.finditer(raw):
        out.append(_code(raw[done : match.start()]))
        out.append(Markup('<a href="{0}">{0}</a>').format(match[0]))
        done = match.end()
    out.append(_code(raw[done:]))
    return Markup("").join(out)


def _code(text: str) -> Markup:
    return Markup(CODE.sub(r"<code>\1</code>", str(escape(text))))


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
    iso = f"{value:%Y-%m-%d}"
    return Markup('<time datetime="{0}">{0}</time>').format(iso)


def instant(value: datetime) -> Markup:
    """A moment in UTC, to the minute."""
    utc = _utc(value)
    return Markup('<time datetime="{}">{}</time>').format(f"{utc:%Y-%m-%dT%H:%M:%SZ}", f"{utc:%Y-%m-%d %H:%M}")


def clock(value: datetime) -> Markup:
    """The time of day of a moment in UTC."""
    utc = _utc(value)
    return Markup('<time datetime="{}">{}</time>').format(f"{utc:%Y-%m-%dT%H:%M:%SZ}", f"{utc:%H:%M}")


def _utc(value: datetime) -> datetime:
    from datetime import UTC

    return value.astimezone(UTC)


def thousands(value: Decimal | float) -> str:
    """A number with thin spaces between thousands, without a fraction."""
    text = f"{value:,.0f}".replace(",", THIN)
    return text.replace("-", "−") if text != "-0" else "0"


def number(value: Decimal | float | None) -> str:
    """A number as it is written: no trailing zeros, thin spaces between thousands."""
    if value is None:
        return "–"
    text = f"{Decimal(str(value)).normalize():f}" if value else "0"
    head, dot, tail = text.removeprefix("-").partition(".")
    return ("−" if text.startswith("-") else "") + f"{int(head):,}".replace(",", THIN) + dot + tail


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
    return frozenset(re.findall(r'\sid="([^"]+)"', html))


def links(html: str) -> Iterable[str]:
    """The targets of all links in a piece of HTML."""
    return (Markup(found).unescape() for found in re.findall(r'<a\b[^>]*?\shref="([^"]*)"', html))
