"""Our Jinja writes what Jinja itself writes: every page of a site, and calls in all their forms."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import CodeType

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from steadybook.pages import render, templating
from tests.pages.conftest import Drawn

OURS = render.environment
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"])) | st.text(alphabet="<>&\"'`-_. abc:/\n{}%")
CALLS = """
{%- macro row(a, b="<b>", c=a) %}[{{ a }}|{{ b }}|{{ c }}]{% endmacro -%}
{%- macro loose(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro -%}
{%- macro around(a) %}<p>{{ a }}{{ caller(1) }}</p>{% endmacro -%}
{{ row(1) }}{{ row("<i>", c=2) }}{{ row(c=3, a="&", b=none) }}{{ row(text|safe, "x", "y") }}
{{ loose(1, 2, x="<") }}{{ loose(1, class="<", **{"y": 2}) }}{{ row(*[1, "&"]) }}
{{ loose(1, if=row(row(2), b=row(3))) }}
{% call(x) around("<q>") %}{{ x }}{{ row(x) }}{% endcall %}
{% for i in range(3) %}{{ row(i, b=text) }}{{ shown(i) }}{{ marked("text") }}
{% set kept = i %}{{ marked("kept") }}{{ row(marked("kept")) }}{{ dict(a=i).a }}{% endfor %}
{{ box.key }}{{ box.items()|length }}{{ box.inner.key }}{{ box.inner.items is callable }}{{ nobody is defined }}
{{ box.no is defined }}{% for b in [box, box] if b.key %}{{ b.inner.key }}{% endfor %}
{{ text.upper() }}{{ [text, text]|join(", ") }}{% set kept %}{{ row(text) }}{% endset %}{{ kept }}
"""


def usual() -> jinja2.Environment:
    """Jinja's own environment, set up like ours and with our filters."""
    ours = OURS()
    made = jinja2.Environment(
        loader=ours.loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    made.filters.update(ours.filters)
    return made


@given(TEXTS | st.integers() | st.none() | TEXTS.map(Markup) | TEXTS.map(escape))
def test_text_is_escaped_as_markupsafe_does(value: object) -> None:
    assert templating.escaped(value) == escape(value)
    assert type(templating.escaped(value)) in (str, Markup)


@given(TEXTS)
def test_calls_write_the_same(text: str) -> None:
    @jinja2.pass_context
    def marked(context: jinja2.runtime.Context, name: str) -> object:
        return context[name]

    values = {"text": text, "shown": lambda i: f"<{i}>", "marked": marked, "box": {"key": "<k>", "inner": {"key": 1}}}
    ours = templating.Environment(jinja2.DictLoader({})).from_string(CALLS).render(values)
    assert ours == usual().from_string(CALLS).render(values)


@pytest.mark.parametrize(
    "call",
    ["row(1, 2, 3, 4)", "row(d=1)", "row(1, a=1)", "row()", "nobody(1)", "row(nobody)", "row(x.no.y)", "row(nobody.y)"],
)
def test_wrong_calls_fail_alike(call: str) -> None:
    source = CALLS.partition("{{ row(1) }}")[0] + "{{ " + call + " }}"
    said = []
    for made in (templating.Environment(jinja2.DictLoader({})), usual()):
        with pytest.raises((TypeError, jinja2.UndefinedError)) as failed:
            made.from_string(source).render(x="<x>")
        said.append(str(failed.value))
    assert said[0] == said[1]


def test_every_page_is_the_same(drawn: Callable[[dict[str, str]], Drawn], monkeypatch: pytest.MonkeyPatch) -> None:
    book = drawn({}).book
    ours = {leaf.url: book.content(leaf) for leaf in book.leaves}
    monkeypatch.setattr(render, "environment", usual)
    book = drawn({}).book
    different = [leaf.url for leaf in book.leaves if book.content(leaf) != ours[leaf.url]]
    assert different == []
    assert len(ours) > 150


def test_an_edited_template_is_read_again_for_the_next_site(tmp_path: Path) -> None:
    (tmp_path / "outer").write_text("{% import 'inner' as i %}{{ i.word() }}")
    inner = tmp_path / "inner"
    inner.write_text("{% macro word() %}old{% endmacro %}")
    compiled = templating.Compiled()
    made = templating.Environment(jinja2.FileSystemLoader(tmp_path), compiled)
    assert made.get_template("outer").render() == "old"
    inner.write_text("{% macro word() %}new{% endmacro %}")
    assert made.get_template("outer").render() == "old"
    made = templating.Environment(jinja2.FileSystemLoader(tmp_path), compiled)
    assert made.get_template("outer").render() == "new"


def test_macros_are_made_ready_once_for_a_site_and_know_its_globals() -> None:
    texts = {
        "page": "{% import 'parts' as p %}{{ p.word(x) }}",
        "parts": "{% macro word(x) %}{{ name }}{{ x }}{% endmacro %}",
    }
    compiled, made = templating.Compiled(), []
    for name in ("<one>", "two"):
        environment = Counting(jinja2.DictLoader(texts), compiled)
        environment.globals["name"] = name
        made.append(environment)
    assert [made[0].get_template("page").render(x=x) for x in (1, 2)] == ["&lt;one&gt;1", "&lt;one&gt;2"]
    assert made[1].get_template("page").render(x=1) == "two1", "another site has globals of its own"
    assert [environment.compiled for environment in made] == [2, 0]
    assert made[0].get_template("parts").module is made[0].get_template("parts", "page").module
    with pytest.raises(jinja2.UndefinedError, match="'x' is undefined"):
        made[0].from_string("{% import 'page' as p %}").render(x=1)
    with pytest.raises(jinja2.TemplateNotFound):
        made[0].get_template("nothing")


class Counting(templating.Environment):
    """Counts the templates that it compiles."""

    compiled = 0

    def _compile(self, source: str, filename: str) -> CodeType:
        self.compiled += 1
        return super()._compile(source, filename)


def test_templates_are_compiled_once_until_they_or_the_program_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, state = tmp_path / "kept", ["1"]
    monkeypatch.setattr(templating, "program_state", lambda: state[0])
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    text = {"t": "{{ 'a-b'|upper }}{{ x }}"}

    def drawn() -> tuple[str, int]:
        made = Counting(jinja2.DictLoader(text), templating.Compiled(templating.compiled_in(folder)))
        return made.get_template("t").render(x="<"), made.compiled

    assert drawn() == ("A-B&lt;", 1)
    assert drawn() == ("A-B&lt;", 0)
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    for size in (0, 20, 60, len(whole) - 9):
        file.write_bytes(whole[:size])
        assert drawn() == ("A-B&lt;", 1), "what is damaged is compiled again"
    text["t"] = "{{ x }}"
    assert drawn() == ("&lt;", 1)
    state[0] = "2"
    assert drawn() == ("&lt;", 1)


def test_where_nothing_can_or_should_be_written_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "file").touch()
    assert templating.compiled_in(tmp_path / "file" / "below") is None
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert templating.compiled_in(tmp_path / "kept") is None
    monkeypatch.setattr(os, "access", lambda *_: True)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert templating.compiled_in(tmp_path / "other") is None
    assert not (tmp_path / "other").exists()
