from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2
import pytest
from mkdocs.theme import Theme

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


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({}, "\n<b>\n"),
        ({"autoescape": True}, "\n&lt;b&gt;\n"),
        ({"autoescape": lambda name: name != "other.html"}, "\n&lt;b&gt;\n"),
        ({"trim_blocks": True}, "<b>\n"),
        ({"finalize": lambda value: f"{value}!"}, "\n<b>!\n"),
    ],
)
def test_what_a_plugin_sets_for_a_build_counts_in_it_alone(
    options: dict[str, Any], text: str, tmp_path: Path, compilations: list[str]
) -> None:
    (tmp_path / "main.html").write_text("{% if true %}\n{{ text }}\n{% endif %}", "utf-8")
    plain = "\n<b>\n"
    assert drawn(theme(tmp_path), text="<b>") == plain
    changed = theme(tmp_path)
    for name, value in options.items():
        setattr(changed, name, value)
    assert drawn(changed, text="<b>") == text
    assert drawn(theme(tmp_path), text="<b>") == plain
    assert bool(options) == (len(compilations) > 1)


def test_another_place_for_compiled_templates_is_left_alone(tmp_path: Path) -> None:
    environment = theme(tmp_path)
    own = jinja2.FileSystemBytecodeCache(str(tmp_path))
    environment.bytecode_cache = own
    keep_compiled(environment)
    assert environment.bytecode_cache is own
