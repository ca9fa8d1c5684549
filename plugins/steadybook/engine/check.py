"""The check: every rule over every document that it concerns, less what is waived, in the order of the report."""

from __future__ import annotations

import gc
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache as cached
from hashlib import blake2b
from pathlib import Path

from steadybook.analysis.ignores import ignores
from steadybook.engine import cache
from steadybook.engine.repository import Repository, no_collection, open_repository
from steadybook.engine.run import Run, assist
from steadybook.engine.waivers import waive
from steadybook.model.errors import UsageError
from steadybook.model.finding import Finding, Severity
from steadybook.model.rule import RegisteredRule

_kept: list[Repository] = []
"""What the last check was about. To take thousands of documents apart takes long, and most processes end after it."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts of a check."""

    documents: int
    errors: int
    warnings: int
    infos: int
    files_with_findings: int
    waived: int
    seconds: float
    unit: str = "document"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found, in the order of its report."""

    findings: tuple[Finding, ...]
    summary: Summary
    rules: Mapping[str, RegisteredRule]
    as_of: datetime
    waived: tuple[Finding, ...] = ()
    unshown: Mapping[str, int] = field(default_factory=dict)
    reported: int | None = None
    """How many documents the paths name that the report was narrowed to; None where it was not."""
    folders: tuple[str, ...] = ()
    """Where documents were looked for."""


def check(root: Path, *, as_of: str | None = None, paths: Sequence[str] = (), use_cache: bool = True) -> CheckResult:
    """Checks the repository at `root`.

    `paths` (files or folders, relative to `root`) narrow the report, never what is resolved. Raises ConfigurationError,
    UsageError and RuleCrashError.
    """
    started = time.perf_counter()
    _kept.clear()
    with no_collection():
        if use_cache:
            store = cache.Store.at(root)
            repository = open_repository(root, as_of, store.facts, assist=assist, meanwhile=store.meanwhile)
            before = store.memory.entries
            with _attended(repository):
                result = check_repository(repository, store.memory, started, paths)
            if _differ(before, store.memory.entries):
                store.save()
        else:
            repository = open_repository(root, as_of, assist=assist, records=False)
            with _attended(repository):
                result = check_repository(repository, None, started, paths)
        gc.freeze()  # the process is about to end: nothing of all this is worth a walk through it
        _kept.append(repository)
    return result


@contextmanager
def _attended(repository: Repository) -> Iterator[None]:
    """Ends the second process of a repository, if there is one, whatever becomes of the check."""
    try:
        yield
    finally:
        if repository.partner is not None:
            repository.partner.end()


def _differ(before: Mapping[str, cache.Entry], after: Mapping[str, cache.Entry]) -> bool:
    return before.keys() != after.keys() or any(after[name] is not entry for name, entry in before.items())


def check_repository(
    repository: Repository,
    memory: cache.Memory | None = None,
    started: float | None = None,
    paths: Sequence[str] = (),
) -> CheckResult:
    """Checks an opened repository; `memory` is read and brought up to date, None remembers nothing."""
    started = time.perf_counter() if started is None else started
    run = Run(repository, memory)
    findings = run.findings()
    marked = [i for path in sorted(repository.marked) if (d := run.corpus.document_at(path)) for i in ignores(d)]
    known = _adjusted(findings, repository)
    outcome = waive(known, repository.context, marked)
    late = _adjusted(run.late(outcome, marked), repository)
    run.remember()
    second = waive(late, repository.context, marked)
    is_wanted = _narrowing(paths, repository)
    wanted = [f for f in (*outcome.remaining, *second.remaining) if is_wanted is None or is_wanted(f.path)]
    final = with_fingerprints(sorted(wanted, key=lambda f: f.sort_key))
    reported = sum(is_wanted(document.path) for document in run.documents) if is_wanted is not None else None
    waived = (*outcome.waived, *second.waived)
    count = Counter(finding.severity for finding in final)
    summary = Summary(
        documents=len(run.documents),
        errors=count[Severity.ERROR],
        warnings=count[Severity.WARNING],
        infos=count[Severity.INFO],
        files_with_findings=len({finding.path for finding in final}),
        waived=len(waived),
        seconds=time.perf_counter() - started,
    )
    folders = repository.configuration.folders
    return CheckResult(tuple(final), summary, run.rules, run.as_of, waived, reported=reported, folders=folders)


def _adjusted(findings: Iterable[Finding], repository: Repository) -> list[Finding]:
    """Severities as configured, rules that are off left out, each finding with the address of its rule's page."""
    configuration = repository.configuration
    base = configuration.site_url
    kept = []
    for finding in findings:
        severity = configuration.severity(finding.rule, finding.path, finding.severity)
        if severity is not None:
            kept.append(replace(finding, severity=severity, url=f"{base}rules/{finding.rule}/" if base else ""))
    return kept


def _narrowing(paths: Sequence[str], repository: Repository) -> Callable[[str], bool] | None:
    """Whether a file is one of those that the report is narrowed to; None where it is about all."""
    if not paths:
        return None
    wanted = set()
    for path in paths:
        if path != "." and not (repository.root / path).exists():
            raise UsageError(f"there is no file or folder `{path}`", "Name paths inside the repository.")
        wanted.add(path)
    if "." in wanted:
        return None
    root = repository.root
    real = cached(os.path.realpath)  # for as long as this check: links may change

    def place(path: str) -> str:
        """Where a file stands, whichever links lead to its folder."""
        folder, _, name = path.rpartition("/")
        return f"{real(root / folder)}{os.sep}{name}"

    places = {real(root / path) if (root / path).is_dir() else place(path) for path in wanted}
    folders = tuple(f"{each}{os.sep}" for each in places)
    return lambda path: place(path) in places or place(path).startswith(folders)


def with_fingerprints(findings: Iterable[Finding]) -> list[Finding]:
    """Names each finding by what it is about, not by its line number, so that the name survives moved lines."""
    seen: Counter[str] = Counter()
    named = []
    for finding in findings:
        line = finding.excerpt[0].strip() if finding.excerpt else ""
        base = f"{finding.rule}\0{finding.path}\0{line}"
        seen[base] += 1
        name = blake2b(f"{base}\0{seen[base]}".encode(errors="surrogatepass"), digest_size=16).hexdigest()
        named.append(replace(finding, fingerprint=name))
    return named
