"""The course of scores and toil over months, on the pages of reports, services and teams."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from steadybook.engine.check import check_repository
from steadybook.engine.past import GitPast
from steadybook.engine.repository import open_repository
from steadybook.pages.book import Book
from tests.backdated import RESTART, TOIL, history
from tests.pages.conftest import Drawn, draw
from tests.rules.organisation import AS_OF, write


def drawn_with_past(root: Path) -> Drawn:
    repository = open_repository(root, AS_OF)
    result = check_repository(repository)
    past = GitPast(root, use_cache=False)
    return Drawn(Book(repository.context, result.findings, result.rules, name="Shop", past=past))


@pytest.fixture
def site(tmp_path: Path) -> Drawn:
    history(tmp_path / "shop")
    return drawn_with_past(tmp_path / "shop")


def words(site: Drawn, url: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", site.book.content(site.leaf(url)))).split())


def test_the_reports_draw_their_course_with_its_table(site: Drawn) -> None:
    for name, title in (("readiness", "Required checks that pass"), ("quality", "Quality score of the fleet")):
        page = site.page(f"reports/{name}/")
        course = site.leaf(f"reports/{name}/").view.course
        assert len(course.points) == 4
        (label,) = [svg["aria-label"] for svg in page.all("svg") if svg.get("aria-label", "").startswith(title)]
        assert label.count("2026-") == 4
        shown = words(site, f"reports/{name}/")
        for day, value, source in course.rows:
            assert f"{day} {value} {source}" in shown


def test_toil_stands_by_month_beside_now(site: Drawn) -> None:
    shown = words(site, "reports/toil/")
    assert "2026-08 2026-09 2026-10 now" in shown
    assert "Toil, h 10.0 10.0 0.0 0.0 Automated away, h 0.0 10.0 20.0 20.0" in shown
    # 10 of 160 h are 6.25 %: halves go up, as in the terminal.
    assert "payments , % of SRE hours 6.3 6.3 0.0 0.0" in shown
    assert "of 2026-08-10, commit" in shown


def test_services_and_teams_say_where_they_came_from(site: Drawn) -> None:
    for url in ("services/checkout/", "teams/payments/"):
        shown = words(site, url)
        courses = site.leaf(url).view.courses
        for course in (courses.readiness, courses.quality):
            first, last = course.points[0].value, course.points[-1].value
            assert f"Over time: {first:.1f} at the end of 2026-08 {last:.1f} now" in shown


def test_without_a_past_the_reports_say_why_and_nobody_asks_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    root = tmp_path / "shop"
    write(root, {RESTART: TOIL.format(name="Restart", automated="false")})
    site = drawn_with_past(root)
    for name in ("readiness", "quality", "toil"):
        assert "No history: this is not a git repository with commits." in words(site, f"reports/{name}/")
    assert "Over time" not in words(site, "services/checkout/")
    # Whoever does not want to know about the past is told nothing of it.
    assert "No history" not in words(draw(root), "reports/quality/")
