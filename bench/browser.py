"""How soon the home page and the list pages of a built site can be used, in Chromium: `python -m bench.browser site`.

Each page is opened cold in a context of its own, from a server on this machine. It can be used when it is drawn and
the last long task (50 ms or more on the main thread) of its loading has ended; the main thread's CPU time says the same
of a machine that does nothing else. Then a word is typed into the filter of its table, until the rows have followed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, Page, sync_playwright
from typing_extensions import override

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ROUNDS = 3
PAGES = ("", "services/", "runbooks/", "slos/", "incidents/", "documents/", "tags/", "reports/error-budgets/")
MOST_SECONDS, MOST_BYTES = 1.0, 1_000_000
"""What issue and look ask of these pages: usable within a second, under a megabyte."""
SETTLED = """new Promise(settled => {
  let last = 0
  new PerformanceObserver(list => list.getEntries().forEach(e => last = Math.max(last, e.startTime + e.duration)))
    .observe({type: "longtask", buffered: true})
  const quiet = () => {
    const drawn = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0
    const loaded = performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd
    const usable = Math.max(last, drawn, loaded)
    if (drawn && performance.now() - usable > 500) settled({usable, drawn})
    else setTimeout(quiet, 50)
  }
  quiet()
})"""
WEIGHT = """performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"))
  .filter(e => !e.name.endsWith(".json")).reduce((sum, e) => sum + e.encodedBodySize, 0)"""
FILTERED = """async text => {
  const field = document.querySelector(".sb-tools input[type=search]")
  if (!field) return null
  const began = performance.now()
  const status = field.form.querySelector("output")
  const before = status.value
  field.value = text
  field.dispatchEvent(new Event("input", {bubbles: true}))
  while (status.value === before && performance.now() - began < 3000) await new Promise(r => setTimeout(r))
  await new Promise(r => requestAnimationFrame(() => setTimeout(r)))
  return performance.now() - began
}"""


def measure_pages(site: Path) -> None:
    """Prints a row for each page: when it can be used, when it is drawn, how fast the filter is, what it weighs."""
    program = next(
        (found for name in (os.environ.get("CHROMIUM"), *BROWSERS) if name and (found := shutil.which(name))), None
    )
    if program is None:
        print("pages in a browser: left out, for there is no Chromium here")
        return
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright, served(site) as address:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        print(f"pages in Chromium, aim: usable in {MOST_SECONDS:.0f} s, HTML under {MOST_BYTES / 1e6:.0f} MB")
        for url in PAGES:
            file = site / url / "index.html"
            if file.is_file():
                show(browser, address, url, file.stat().st_size)
        browser.close()


def show(browser: Browser, address: str, url: str, html: int) -> None:
    """One row: medians of some cold loads."""
    found = [load(browser, address + url) for _ in range(ROUNDS)]
    usable, drawn, busy, weight = (statistics.median(part) for part in list(zip(*found, strict=True))[:4])
    typed = [seconds for *_, seconds in found if seconds is not None]
    filtered = f"{statistics.median(typed):.3f} s" if typed else "none"
    over = " OVER" if usable > MOST_SECONDS or html > MOST_BYTES else ""
    print(
        f"  {url or '(home)':<24} usable {usable:.3f} s{over}, drawn {drawn:.3f} s, CPU {busy:.3f} s, "
        f"filter {filtered}, HTML {html / 1e6:.2f} MB, with styles and scripts {weight / 1e6:.2f} MB"
    )


def load(browser: Browser, address: str) -> tuple[float, float, float, float, float | None]:
    """Seconds until it can be used, until it is drawn, and of the main thread's work; bytes; seconds of the filter."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        page: Page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.goto(address)
        times = page.evaluate(SETTLED)
        metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
        weight = page.evaluate(WEIGHT)
        typed = page.evaluate(FILTERED, "7")
        filtered = typed / 1000 if typed is not None else None
        return times["usable"] / 1000, times["drawn"] / 1000, metrics["TaskDuration"], weight, filtered
    finally:
        context.close()


class _Silent(SimpleHTTPRequestHandler):
    """Serves files and says nothing of it."""

    @override
    def log_message(self, format: str, *args: object) -> None:
        """No access log."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a server on this machine for a built site."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, help="the folder of a built site")
    measure_pages(parser.parse_args().site)
