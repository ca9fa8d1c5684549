"""The documents for programs: JSON below `api/`, JSON Schemas, and a short text for language models."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from steadybook.model.discovery import kinds
from steadybook.model.document import Document
from steadybook.model.kind import Kind
from steadybook.model.schema import of_kind
from steadybook.pages.data_text import json_text
from steadybook.pages.site import DataFile, Page, Site


def _data(site: Site) -> Iterator[DataFile]:
    yield DataFile("api/catalogue.json", lambda: json_text(_catalogue(site)))
    yield DataFile("api/documents.json", lambda: json_text([_entry(site, d) for d in site.corpus.documents]))
    yield DataFile("api/findings.json", lambda: json_text(_findings(site)))
    yield DataFile("llms.txt", lambda: _overview(site))
    for kind in kinds():
        if not kind.foreign and kind.codec is None:
            yield DataFile(f"schemas/{kind.name}.json", partial(_schema, kind))


def _schema(kind: Kind[Any]) -> str:
    return json.dumps(of_kind(kind), ensure_ascii=False, indent=1) + "\n"  # people read schemas too


def _entry(site: Site, document: Document[Any]) -> dict[str, Any]:
    return {
        "kind": document.facts.kind,
        "id": document.id,
        "title": document.title,
        "path": document.path,
        "url": site.page_of(document),
        "intact": document.intact,
        "references": sorted({r.id for r in document.facts.references}),
        "findings": len(site.findings_by_path.get(document.path, ())),
    }


def _catalogue(site: Site) -> dict[str, Any]:
    services = [
        {"id": d.id, "url": site.page_of(d), "path": d.path, **_plain(d.value)}
        for d in site.all_of("service")
        if d.intact
    ]
    return {"version": 1, "as_of": site.as_of, "services": services}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, str) else value


def _findings(site: Site) -> dict[str, Any]:
    return {
        "version": 1,
        "as_of": site.as_of,
        "findings": [
            {
                "rule": f.rule,
                "severity": f.severity.value,
                "path": f.path,
                "line": f.span.line,
                "column": f.span.column,
                "message": f.message,
                "help": f.help,
            }
            for f in site.findings
        ],
    }


def _overview(site: Site) -> str:
    lines = [f"# {site.name}", "", "> Reliability documents: services, objectives, runbooks, incidents and more.", ""]
    for kind in kinds():
        documents = site.all_of(kind.name)
        if documents:
            lines += [f"## {kind.plural[:1].upper()}{kind.plural[1:]}", "", f"{kind.summary}", ""]
            lines += [f"- [{' '.join(d.title.split())}]({site.page_of(d)}): {d.path}" for d in documents[:200]]
            lines.append("")
    return "\n".join(lines)


PAGE = Page(leaves=lambda _: iter(()), data=_data)
