"""Whatever a text holds, YAML gives it back, and a template or comment does not take it up."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from steadybook.exchange.prometheus.layout import block, comment, flow, literal, quoted
from steadybook.kinds.slo.model import Slo

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
# What the strict reader lets through: no control characters but line feeds and tabs.
QUERY = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=60)


@given(TEXT)
@example("yes")
@example("null")
@example("1e3")
@example("a: b")
@example("a #b")
@example('it\'s "quoted\\"')
@example("- a")
@example("\U0002ebe1")
@example("{{ $value }}")
@example("\u2028 \u202e \ufeff \x85")
def test_a_quoted_text_comes_back(text: str) -> None:
    assert yaml.safe_load(f"key: {quoted(text)}\n") == {"key": text}
    assert yaml.safe_load(f"- {quoted(text)}\n") == [text]
    assert yaml.safe_load(f"key: {flow({'a': text, 'b': text})}\n") == {"key": {"a": text, "b": text}}


@given(QUERY)
@example("a\n\n  b")
@example("# c\nx")
@example("a\u2028b\nc")
@example("a \n\tb")
def test_a_query_comes_back_without_the_space_around_it(text: str) -> None:
    head, *more = block(text or "x", 4)
    found = yaml.safe_load("\n".join([f"expr:{head}", *more, "next: 1", ""]))
    assert found["next"] == 1
    assert str(found["expr"]).strip() == (text or "x").strip()


@given(TEXT)
def test_a_comment_stays_one(text: str) -> None:
    lines = list(comment(text, 2))
    assert all(line.startswith("  # ") and line.isprintable() for line in lines)
    assert yaml.safe_load("\n".join(["a:", *lines, "  b: 1"])) == {"a": {"b": 1}}


@given(TEXT)
def test_braces_are_no_template(text: str) -> None:
    assert literal(text).replace('{{ "{{" }}', "").count("{{") == 0


@given(TEXT, TEXT, TEXT)
def test_names_are_words_in_camel_case(service: str, sli: str, alert: str) -> None:
    week = timedelta(days=7)
    slo = Slo.model_construct(service=service, sli=sli, target=Decimal(99), window=week, owner="payments")
    name = slo.alert_name(alert)
    assert "_" not in name
    assert all(character.isalnum() for character in name)
    assert slo.alert_name(f" {alert}-") == name
