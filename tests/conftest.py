"""What every test may rely on: where the repository is, a browser, and an environment that says nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

# Two slow cores must not decide whether an example passes; where nobody watches, the same examples run every time.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

# The Makefile looks for the browser in the same places.
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MACOS_BROWSER = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"

# Variables by which the outside would change what is printed, read or committed.
FOREIGN = ("CI", "COLUMNS", "FORCE_COLOR", "GITHUB_ACTIONS", "GITLAB_CI", "NO_COLOR")
FOREIGN_PREFIXES = ("GIT_", "PRE_COMMIT", "STEADYBOOK_")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Goldens are written by the tests that read them."""
    parser.addoption("--write-goldens", action="store_true", help="accept the present output as the expected one")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of this repository."""
    return Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing in the environment or in the git configuration of this machine changes what a test sees."""
    for name in list(os.environ):
        if name in FOREIGN or name.startswith(FOREIGN_PREFIXES):
            monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "checkout-lead")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "checkout-lead@boutique.example")


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser of this machine; CHROMIUM names another one."""
    candidates = (os.environ.get("CHROMIUM"), *map(shutil.which, BROWSERS), MACOS_BROWSER)
    for candidate in candidates:
        if candidate and os.access(candidate, os.X_OK):
            return Path(candidate)
    pytest.fail("No Chromium here: `make chromium` installs it, or CHROMIUM=/path/to/chromium names one.")


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """One headless Chromium for the whole run; a test opens its own context or page in it and closes it."""
    # As root, Chromium refuses to start with its sandbox; the pages of the tests are our own.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield browser
        browser.close()
