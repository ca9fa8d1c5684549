"""Every format of every outcome against its golden file."""

from __future__ import annotations

import pytest

from steadybook.model.discovery import constants
from steadybook.model.format import Format, Options
from tests.formats.conftest import Goldens, Result, line

FORMATS = {
    module.__name__.rsplit(".", 1)[-1]: value for module, value in constants("steadybook.formats", "FORMAT", Format)
}
ENDINGS = {"text": ".text.txt", "github": ".github.txt", "gitlab": ".gitlab.json", "junit": ".junit.xml"}


def test_each_format_is_named_after_its_file() -> None:
    assert {name: format.name for name, format in FORMATS.items()} == {name: name for name in FORMATS}
    assert set(FORMATS) == {"text", "json", "github", "sarif", "gitlab", "junit"}


@pytest.mark.parametrize("format", FORMATS)
def test_golden(format: str, name: str, outcome: Result, options: Options, goldens: Goldens) -> None:
    goldens.check(f"{name}{ENDINGS.get(format, f'.{format}')}", FORMATS[format].render(outcome, options))


def test_golden_in_colour(outcome: Result, name: str, goldens: Goldens) -> None:
    goldens.check(f"{name}.text-colour.txt", FORMATS["text"].render(outcome, Options(colour=True, width=80, line=line)))
