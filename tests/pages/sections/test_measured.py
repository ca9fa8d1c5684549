from __future__ import annotations

from collections.abc import Callable

from tests.pages.conftest import Drawn
from tests.pages.measured import snapshot

ROWS = """\
service,sli,start,end,good,total
checkout,checkout-success,2026-10-01T00:00:00Z,2026-10-01T01:00:00Z,999,1000
checkout,checkout-success,2026-10-01T01:00:00Z,2026-10-01T02:00:00Z,1000,1000
"""
FILES = {"slos/measurements/checkout.csv": ROWS}


def test_a_series_is_summed_up_and_the_rows_stay_in_the_file(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    page = drawn(FILES).page("measurements/checkout/")
    text = page.text.replace("\u202f", " ")
    assert "2026-10-01 00:00" in text
    assert "2026-10-01 02:00" in text
    assert "1 999" in text
    assert "99.95" in text  # 1999 of 2000
    assert "T01:00:00Z,2026" not in page.source


def test_the_note_of_the_configuration_is_shown_as_text(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    assert "Made up" not in drawn(FILES).page("measurements/checkout/").text
    configuration = 'as_of = "2026-11-01"\nmeasurements_note = "Made up by a <b>generator</b>."\n'
    page = drawn(FILES | {"steadybook.toml": configuration}).page("measurements/checkout/")
    assert "Made up by a <b>generator</b>." in page.text


def test_a_file_without_usable_rows_says_so(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    header = ROWS.splitlines()[0]
    page = drawn({"slos/measurements/checkout.csv": f"{header}\n"}).page("measurements/checkout/")
    assert "No row of this file can be used." in page.text


def test_a_series_leads_to_the_budgets_that_it_counts_for(drawn: Callable[[dict[str, str]], Drawn]) -> None:
    site = drawn(snapshot("checkout", bad=8000) | snapshot("ghost", bad=5))
    assert "exhausted checkout-availability" in site.page("measurements/checkout/").text
    assert "no objective uses it" in site.page("measurements/ghost/").text
