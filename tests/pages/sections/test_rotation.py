from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from steadybook.pages.sections.rotation import MOST_DRAFTED
from steadybook.source.history import Commit, History
from tests.pages.conftest import Drawn, draw
from tests.rules.organisation import write

SHIFT = """\
    oncall_shift:
      rotation: payments-oncall
      start: {start}T09:00:00Z
      end: {end}T09:00:00Z
      primary: {primary}
      secondary: {secondary}
      pages: {pages}
      false_positives: {false}
      satisfaction: 4.5
      handoff:
        known_risks: [The <certificate> ends]
    """
Draw = Callable[[dict[str, str]], Drawn]
URL = "rotations/payments-oncall/"


def shift(start: str, end: str, primary: str, secondary: str, pages: int, false: int) -> str:
    return SHIFT.format(start=start, end=end, primary=primary, secondary=secondary, pages=pages, false=false)


def files() -> dict[str, str]:
    return {
        "catalog/oncall/one.yaml": shift("2026-10-19", "2026-10-26", "pay-1", "pay-2", 6, 0),
        "catalog/oncall/two.yaml": shift("2026-10-26", "2026-11-02", "pay-2", "outsider", 1, 1),
        "catalog/oncall/three.yaml": shift("2026-11-02", "2026-11-09", "pay-3", "pay-1", 0, 0),
    }


def row(page: str, head: str) -> list[str]:
    (found,) = re.findall(rf"<tr><th scope=\"row\"[^>]*>{head}.*?</tr>", page)
    return [" ".join(re.sub(r"<[^>]+>", "", cell).split()) for cell in re.findall(r"<td[^>]*>(.*?)</td>", found)]


def test_who_is_on_call_comes_first(drawn: Draw) -> None:
    text = drawn(files()).page(URL).text
    assert "pay-2 is on call, outsider stands behind, until 2026-11-02 09:00 UTC." in text
    gap = {path: body for path, body in files().items() if "two" not in path}
    gap["catalog/oncall/two.yaml"] = files()["catalog/oncall/one.yaml"].replace("2026-10-26", "2026-10-20")
    assert "no shift covers this moment" in drawn(gap).page(URL).text


def test_figures_say_their_band_in_words_too(drawn: Draw) -> None:
    source = drawn(files()).page(URL).source
    pages, false = row(source, "Pages per shift")[0], row(source, "False positives")[0]
    assert pages == "3.5, warning"
    assert false == "14.3, warning"
    assert row(source, "Time to acknowledge")[0] == "–"


def test_a_planned_shift_has_no_figures_yet(drawn: Draw) -> None:
    source = drawn(files()).page(URL).source
    planned = re.findall(r"<tr><th scope=\"row\" data-v=\"2026-11-02.*?</tr>", source)[0]
    assert "planned" in planned
    assert "sb-state" not in planned


def test_the_load_of_each_person_is_counted(drawn: Draw) -> None:
    source = drawn(files()).page(URL).source
    assert row(source, "pay-1")[:3] == ["1", "–", "6"]
    assert row(source, "pay-2")[:3] == ["1", "1", "1"]
    assert row(source, "pay-3")[:3] == ["–", "–", "–"]
    assert "not a member" in source[source.index('<th scope="row">outsider') :]


def test_what_was_handed_over_is_shown(drawn: Draw) -> None:
    page = drawn(files()).page(URL)
    assert "Handed over two" in page.text
    assert "The <certificate> ends" in page.text
    assert "../../shifts/two/" in page.links


def drafted(page: str) -> str:
    return page[page.index("Handoff as of now") :]


def test_the_handoff_as_of_now_is_drafted_from_the_history(tmp_path: Path) -> None:
    write(tmp_path, files())
    path = "catalog/oncall/two.yaml"
    commits = [
        Commit(f"{n:040x}", datetime(2026, 10, 27, 9, n, tzinfo=UTC), f"Change <{n}>", (path,))
        for n in range(MOST_DRAFTED + 3)
    ]
    text = drafted(draw(tmp_path, History(tuple(reversed(commits)))).page(URL).text)
    assert "drafted from the repository; nobody has read it yet" in text
    assert "What pay-2 would hand over to pay-3, beyond what the shift says itself." in text
    assert "steadybook handoff payments-oncall --write" in text
    assert text.count("Change <") == MOST_DRAFTED
    assert "3 more in what the command prints." in text
    assert "The <certificate> ends" not in text


def test_a_draft_without_history_and_without_shifts_says_so(drawn: Draw) -> None:
    text = drafted(drawn(files()).page(URL).text)
    assert "No history was read." in text
    alone = drafted(drawn(dict.fromkeys(files(), "")).page(URL).text)
    assert "No shift of payments-oncall has begun" in alone
    assert "--write" not in alone


def test_what_a_drafted_line_is_about_is_a_link(drawn: Draw) -> None:
    incident = """\
        incident:
          title: Cards are <declined>
          services: [checkout]
          function: core_down
          users: under_25
          severity: SEV2
          status: investigating
          started_at: 2026-10-31T09:00:00Z
          detected_at: 2026-10-31T09:05:00Z
        """
    page = drawn({**files(), "postmortems/incidents/2026-10-31-cards.yaml": incident}).page(URL)
    assert "2026-10-31-cards: SEV2, Cards are <declined>" in drafted(page.text)
    assert "../../incidents/2026-10-31-cards/" in page.links
