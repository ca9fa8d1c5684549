"""The browser of the tests starts, runs scripts, and reaches nothing outside."""

from __future__ import annotations

from playwright.sync_api import Browser


def test_the_browser_renders_and_runs_scripts(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<p id=sum></p><script>document.getElementById('sum').textContent = 40 + 2</script>")
    assert page.inner_text("#sum") == "42"
    page.close()
