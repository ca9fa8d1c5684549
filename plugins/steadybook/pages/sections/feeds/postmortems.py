"""Postmortems as an Atom feed (RFC 4287), the newest first."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from xml.etree import ElementTree as ET

from steadybook.kinds.postmortem.model import Postmortem
from steadybook.model.document import Document
from steadybook.model.urls import address
from steadybook.pages.site import Site

ATOM = "http://www.w3.org/2005/Atom"
MOST = 50
"""Entries of the feed."""
CONTROL = {code: None for code in range(32) if code not in (9, 10, 13)}
"""Characters that XML 1.0 cannot hold."""


def feed(site: Site) -> str:
    """The feed. Dates are those of the documents, so that two builds give the same file."""
    base = site.context.configuration.site_url
    found = sorted(site.corpus.of(Postmortem), key=lambda d: (d.model.date, d.id), reverse=True)[:MOST]
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed")
    _text(root, "title", f"{site.name}: postmortems")
    _text(root, "id", f"{base}postmortems.xml" if base else "urn:steadybook:postmortems")
    _text(root, "updated", _moment(found[0].model.date if found else site.context.today))
    ET.SubElement(root, f"{{{ATOM}}}link", rel="self", href=f"{base}postmortems.xml")
    author = ET.SubElement(root, f"{{{ATOM}}}author")
    _text(author, "name", site.name)
    for document in found:
        _entry(root, document, base)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _entry(root: ET.Element, document: Document[Postmortem], base: str) -> None:
    place = f"{base}{address('postmortem', document.id)}"
    entry = ET.SubElement(root, f"{{{ATOM}}}entry")
    _text(entry, "title", f"{document.model.severity}: {document.model.title}")
    _text(entry, "id", place if base else f"urn:steadybook:postmortem:{document.id}")
    _text(entry, "updated", _moment(document.model.date))
    ET.SubElement(entry, f"{{{ATOM}}}link", href=place)
    _text(entry, "summary", " ".join(document.model.summary.split()))
    for service in document.model.services:
        ET.SubElement(entry, f"{{{ATOM}}}category", term=service)


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{ATOM}}}{name}").text = text.translate(CONTROL)


def _moment(day: date) -> str:
    return datetime.combine(day, time(), UTC).isoformat().replace("+00:00", "Z")
