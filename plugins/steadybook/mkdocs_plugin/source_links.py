"""Links to a line of a document in the repository's own pages, from what mkdocs.yml says of editing."""

from __future__ import annotations

from urllib.parse import quote, urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig

from steadybook.pages.site import LineUrl

FORMS = (("/-/edit/", "/-/blob/"), ("/_edit/", "/src/branch/"), ("/edit/", "/blob/"))
"""The way to edit a file and the one to read it: GitLab's, Gitea's, GitHub's."""


def lines(config: MkDocsConfig) -> LineUrl:
    """How to link to a line; the links are None where mkdocs.yml names no repository, or no way to edit."""
    repository, uri, template = config.repo_url or "", config.edit_uri, config.edit_uri_template

    def address(path: str, line: int) -> str | None:
        if template:
            quoted = quote(path)
            target = template.format(path=quoted, path_noext=quoted.rpartition(".")[0] or quoted)
        elif uri:
            target = f"{uri}{quote(path)}"
        else:
            return None
        base = repository if target.startswith(("?", "#")) or repository.endswith("/") else f"{repository}/"
        full = urljoin(base, target)
        parts = urlsplit(full)
        if parts.scheme not in ("http", "https"):
            return None
        for edit, read in FORMS:
            if edit in parts.path:
                full = full.replace(edit, read, 1)
                break
        if parts.fragment or (parts.query and parts.hostname != "bitbucket.org"):
            return full
        if parts.hostname == "bitbucket.org":
            return f"{full.partition('?')[0]}#lines-{line}"
        return f"{full}#L{line}"

    return address
