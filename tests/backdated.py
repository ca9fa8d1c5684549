"""A repository with a past: real commits with fixed dates, from the base of the rules' examples."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from textwrap import dedent

from tests.rules.organisation import write

TOIL = """\
    toil_item:
      name: {name}
      category: recovery
      frequency: daily
      time_per_occurrence_min: 20
      occurrences_per_month: 30
      team: payments
      automated: {automated}
    """
RESTART, RENEW = "catalog/toil/restart.yaml", "catalog/toil/renew.yaml"
REVIEW, SERVICE = "catalog/readiness/checkout-2026-09.yaml", "catalog/services/checkout.yaml"
DIAGRAM = "    architecture_diagram: https://docs.shop.example/checkout/architecture\n"


def git(root: Path, *arguments: str, when: str = "2026-11-01T12:00:00Z") -> str:
    """Runs git in a folder, with this moment for whatever it commits."""
    dated = os.environ | {"GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when}
    return subprocess.run(["git", *arguments], cwd=root, env=dated, check=True, capture_output=True, text=True).stdout


def commit(root: Path, when: str) -> str:
    """Commits all that lies there; the hash."""
    git(root, "add", "-A", when=when)
    git(root, "commit", "-qm", f"As of {when}", when=when)
    return git(root, "rev-parse", "HEAD").strip()


def put(root: Path, path: str, text: str) -> None:
    """Writes a file."""
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(dedent(text), "utf-8")


def history(root: Path) -> tuple[str, str, str, str]:
    """Four commits; their hashes, the oldest first.

    July without a document; August with a service, its diagram and one item of toil (10 h); September with a readiness
    review and an item that a machine took over (10 h); October without the diagram, and all toil taken over (20 h).
    """
    root.mkdir(exist_ok=True)
    git(root, "init", "-q", "-b", "main")
    put(root, "README", "Hello\n")
    put(root, "steadybook.toml", 'as_of = "2026-11-01"\n')
    july = commit(root, "2026-07-20T10:00:00Z")
    write(root, {RESTART: TOIL.format(name="Restart", automated="false")})
    review = (root / REVIEW).read_text("utf-8")
    (root / REVIEW).unlink()
    august = commit(root, "2026-08-10T10:00:00+02:00")
    put(root, REVIEW, review)
    put(root, RENEW, TOIL.format(name="Renew", automated="true"))
    september = commit(root, "2026-09-20T10:00:00Z")
    put(root, RESTART, TOIL.format(name="Restart", automated="true"))
    put(root, SERVICE, (root / SERVICE).read_text("utf-8").replace(DIAGRAM, ""))
    return july, august, september, commit(root, "2026-10-15T10:00:00Z")
