"""A finding's line, in the repository's own pages."""

from __future__ import annotations

import pytest
from mkdocs.config.defaults import MkDocsConfig

from steadybook.mkdocs_plugin import source_links


@pytest.mark.parametrize(
    ("repository", "settings", "wanted"),
    [
        (
            "https://github.com/shop/rel",
            {"edit_uri": "edit/main/"},
            "https://github.com/shop/rel/blob/main/a%20b/c.yaml#L7",
        ),
        (
            "https://gitlab.com/shop/rel/",
            {"edit_uri": "-/edit/main/docs/"},
            "https://gitlab.com/shop/rel/-/blob/main/docs/a%20b/c.yaml#L7",
        ),
        (
            "https://codeberg.org/shop/rel",
            {"edit_uri": "_edit/main/"},
            "https://codeberg.org/shop/rel/src/branch/main/a%20b/c.yaml#L7",
        ),
        (
            "https://bitbucket.org/shop/rel",
            {"edit_uri_template": "src/main/{path}?mode=edit"},
            "https://bitbucket.org/shop/rel/src/main/a%20b/c.yaml#lines-7",
        ),
        ("https://git.example/r", {"edit_uri_template": "?file={path}"}, "https://git.example/r?file=a%20b/c.yaml"),
        (
            "https://git.example/r",
            {"edit_uri_template": "https://ide.example/{path_noext}"},
            "https://ide.example/a%20b/c#L7",
        ),
        ("https://git.example/r", {"edit_uri": ""}, None),
        (None, {}, None),
        (None, {"edit_uri_template": "javascript:{path}"}, None),
    ],
)
def test_the_way_to_edit_tells_the_way_to_read(
    repository: str | None, settings: dict[str, str], wanted: str | None
) -> None:
    config = MkDocsConfig()
    config.load_dict({"site_name": "Shop", "repo_url": repository, **settings})
    assert config.validate()[0] == []
    assert source_links.lines(config)("a b/c.yaml", 7) == wanted
