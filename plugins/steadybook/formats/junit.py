"""JUnit XML, which nearly every CI server shows: a suite a file, a case a finding; only errors are failures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from steadybook.formats._wording import counted
from steadybook.model.finding import Finding, Severity
from steadybook.model.format import Format, Options, Outcome

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 does not allow in any form (its production 2, Char)."""


def render(outcome: Outcome, _options: Options) -> str:
    """The XML document. A file without an error passes; its warnings stand in the output of their test cases."""
    files: dict[str, list[Finding]] = {}
    for finding in outcome.findings:
        files.setdefault(finding.path, []).append(finding)
    root = Element("testsuites", name="steadybook")
    for path, findings in files.items():
        _suite(root, path, findings)
    if not files:
        suite = SubElement(root, "testsuite", name="steadybook", tests="1", failures="0", errors="0")
        SubElement(
            suite, "testcase", name=counted(outcome.summary.documents, outcome.summary.unit), classname="steadybook"
        )
    for name in ("tests", "failures"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    root.set("errors", "0")
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _suite(root: Element, path: str, findings: Sequence[Finding]) -> None:
    failures = sum(finding.severity is Severity.ERROR for finding in findings)
    suite = SubElement(
        root,
        "testsuite",
        name=_clean(path),
        tests=str(len(findings)),
        failures=str(failures),
        errors="0",
    )
    for finding in findings:
        place = f"{finding.path}:{finding.span.line}:{finding.span.column}"
        case = SubElement(
            suite,
            "testcase",
            name=_clean(f"{finding.rule} at {finding.span.line}:{finding.span.column}"),
            classname=_clean(path),
            file=_clean(path),
            line=str(finding.span.line),
        )
        lines = [f"{place}: {finding.severity.value}: {finding.message}"]
        lines += [finding.help] if finding.help else []
        lines += [f"{p.path}:{p.span.line}:{p.span.column}: {p.message}" for p in finding.related]
        lines.append(f"More: {finding.url or f'steadybook explain {finding.rule}'}")
        if finding.severity is Severity.ERROR:
            body = SubElement(case, "failure", type=finding.rule, message=_clean(finding.message))
        else:
            body = SubElement(case, "system-out")
        body.text = _clean("\n".join(lines))


def _clean(text: str) -> str:
    return NOT_XML.sub("\ufffd", text)


FORMAT = Format("junit", "test results in JUnit's XML for any CI server", render)
