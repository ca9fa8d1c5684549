"""The files about which the check says something that has to be mended."""

from __future__ import annotations

from collections.abc import Iterable

from steadybook.model.corpus import Corpus
from steadybook.model.finding import Finding, Severity


def flagged_paths(findings: Iterable[Finding]) -> frozenset[str]:
    """The files with errors or warnings; information asks nobody to do anything."""
    return frozenset(finding.path for finding in findings if finding.severity is not Severity.INFO)


class Flagged:
    """What `flagged_paths` says, for rules: which file was asked about is recorded, as questions to the corpus are."""

    def __init__(self, corpus: Corpus, paths: frozenset[str]) -> None:
        self._corpus = corpus
        self._paths = paths

    def __contains__(self, path: object) -> bool:
        self._corpus.record(("flagged", str(path)))
        return path in self._paths
