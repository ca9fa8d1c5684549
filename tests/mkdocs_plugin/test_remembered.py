"""A build begins with what the last check remembered, and finds the same as one that knows nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import get_files

from steadybook.engine.check import check
from steadybook.engine.run import Run
from steadybook.mkdocs_plugin.plugin import SteadybookPlugin
from steadybook.model.document import Document
from steadybook.model.finding import Finding
from tests.mkdocs_plugin import sites

SERVICE = "service:\n  name: pay\n  tier: standard\n  owner_team: {team}\n"


def found(root: Path) -> tuple[Finding, ...]:
    """What a build says of the documents, up to the point where MkDocs takes over."""
    config = load_config(str(root / "mkdocs.yml"))
    config.plugins.on_config(config)
    plugin = config.plugins["steadybook"]
    assert isinstance(plugin, SteadybookPlugin)
    try:
        plugin.on_files(get_files(config), config=config)
    finally:
        plugin.on_build_error(error=Exception())
    return plugin.book.site.findings


def test_findings_are_those_of_a_build_that_knows_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = sites.write(tmp_path / "shop", {"catalog/services/pay.yaml": SERVICE.format(team="nobody")})
    cold = found(root)
    assert any("nobody" in finding.message for finding in cold)
    remembered = list((root / ".steadybook_cache").glob("*"))
    assert remembered == [], "a build writes nothing but its site"
    check(root)

    done: list[str] = []
    of_batch = Run._of_batch

    def counted(self: Run, documents: Sequence[Document[Any]], rules: Any) -> Any:
        done.extend(document.path for document in documents)
        return of_batch(self, documents, rules)

    monkeypatch.setattr(Run, "_of_batch", counted)
    assert found(root) == cold
    assert done == []

    (root / "catalog/services/pay.yaml").write_text(SERVICE.format(team="no-one"), "utf-8")
    edited = found(root)
    assert done == ["catalog/services/pay.yaml"]
    assert edited == check(root, use_cache=False).findings
    assert any("no-one" in finding.message for finding in edited)

    (root / ".steadybook_cache" / "check").write_bytes(b"{}\n")
    assert found(root) == edited, "what is damaged is not used"
