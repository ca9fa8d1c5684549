from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2
import pytest
from jinja2.ext import Extension
from mkdocs.theme import Theme
from typing_extensions import override

from steadybook.mkdocs_plugin import compiled_theme
from steadybook.mkdocs_plugin.compiled_theme import keep_compiled
from steadybook.pages.templating import Compiled


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that were compiled, in order."""
    names: list[str] = []
    known = jinja2.Environment.compile

    def counted(self: jinja2.Environment, source: Any, name: Any = None, *args: Any, **more: Any) -> Any:
        names.append(name)
        return known(self, source, name, *args, **more)

    monkeypatch.setattr(jinja2.Environment, "compile", counted)
    kept = Compiled()
    monkeypatch.setattr(compiled_theme, "compiled", lambda: kept)
    return names


def theme(folder: Path) -> jinja2.Environment:
    environment: jinja2.Environment = Theme("material", custom_dir=str(folder)).get_env()
    return environment


def drawn(environment: jinja2.Environment, **values: object) -> str:
    keep_compiled(environment)
    return environment.get_template("main.html").render(**values)


def test_a_theme_is_compiled_once_until_it_is_edited(tmp_path: Path, compilations: list[str]) -> None:
    main = tmp_path / "main.html"
    main.write_text("{{ title|upper }}", "utf-8")
    assert drawn(theme(tmp_path), title="a") == "A"
    assert drawn(theme(tmp_path), title="b") == "B"
    assert compilations == ["main.html"]
    main.write_text("{{ title|upper }}!", "utf-8")
    assert drawn(theme(tmp_path), title="c") == "C!"
    assert compilations == ["main.html"] * 2


def test_what_a_plugin_makes_of_constants_is_made_in_each_build(tmp_path: Path, compilations: list[str]) -> None:
    (tmp_path / "main.html").write_text("{{ 'commit'|now }}", "utf-8")
    for commit in ("one", "two"):
        environment = theme(tmp_path)
        environment.filters["now"] = lambda text, commit=commit: f"{text} {commit}"
        assert drawn(environment) == f"commit {commit}"
    assert len(compilations) == 2


class Shouting(Extension):
    """Makes something else of a template before it is compiled."""

    @override
    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The template in capitals."""
        return source.upper()


def test_what_an_extension_makes_of_a_template_is_made_in_each_build(tmp_path: Path, compilations: list[str]) -> None:
    (tmp_path / "main.html").write_text("text", "utf-8")
    assert drawn(theme(tmp_path)) == "text"
    environment = theme(tmp_path)
    environment.add_extension(Shouting)
    assert drawn(environment) == "TEXT"
    assert drawn(theme(tmp_path)) == "text"
    assert len(compilations) == 2


@pytest.mark.usefixtures("compilations")
@pytest.mark.parametrize(
    ("setting", "value", "text"),
    [
        ("trim_blocks", True, "ab&"),
        ("autoescape", True, "a\nb&amp;"),
        ("autoescape", lambda name: name == "main.html", "a\nb&amp;"),
        ("variable_start_string", "{[", "a\n{{ 'b' }}{{ x }}"),
        ("finalize", str.upper, "a\nB&"),
    ],
)
def test_a_template_is_compiled_as_its_environment_reads_it(
    tmp_path: Path, setting: str, value: object, text: str
) -> None:
    (tmp_path / "main.html").write_text("a{% if x %}\n{% endif %}{{ 'b' }}{{ x }}", "utf-8")
    assert drawn(theme(tmp_path), x="&") == "a\nb&"
    environment = theme(tmp_path)
    setattr(environment, setting, value)
    assert drawn(environment, x="&") == text
    assert drawn(theme(tmp_path), x="&") == "a\nb&"


def test_another_place_for_compiled_templates_is_left_alone(tmp_path: Path) -> None:
    environment = theme(tmp_path)
    own = jinja2.FileSystemBytecodeCache(str(tmp_path))
    environment.bytecode_cache = own
    keep_compiled(environment)
    assert environment.bytecode_cache is own
