from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.sre.promql import PlaceholderError, filled

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('rate(x{s="$service"}[$window])', 'rate(x{s="checkout"}[1h])'),
        ('rate(x{s="${service}-web"}[${window}])', 'rate(x{s="checkout-web"}[1h])'),
        ('rate(x{route=~"/pay$"}[$window])', 'rate(x{route=~"/pay$"}[1h])'),  # a regular expression's end
        ("$windows $service_name $$", "$windows $service_name $$"),
    ],
)
def test_placeholders_are_filled_and_other_dollars_stay(query: str, expected: str) -> None:
    assert filled(query, "checkout", HOUR) == expected


@given(st.text())
def test_no_id_ends_the_quotes_that_it_stands_in(service: str) -> None:
    try:
        query = filled('x{s="$service"}', service, HOUR)
    except PlaceholderError:
        return
    inside = query.removeprefix('x{s="').removesuffix('"}')
    assert inside == service
    assert not set(inside) & set("\"'`\\{}\n$")


def test_a_strange_id_is_harmless_where_the_query_does_not_name_it() -> None:
    assert filled("rate(x[$window])", '"} or vector(1) #', timedelta(minutes=90)) == "rate(x[1h30m])"
    with pytest.raises(PlaceholderError, match="cannot stand in a query"):
        filled('x{s="$service"}', '"} or vector(1) #', HOUR)
