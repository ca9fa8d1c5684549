"""Copies of this repository, for tests that install or commit."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def copy_of_tree(repository: Path) -> Callable[..., Path]:
    """`copy_of_tree(target, *paths)`: the files that git knows or would take under these paths, as they are now."""

    def copied(target: Path, *paths: str) -> Path:
        listing = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *paths],
            cwd=repository,
            capture_output=True,
            check=True,
        )
        for name in filter(None, listing.stdout.decode().split("\0")):
            if (repository / name).is_file():
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                (target / name).write_bytes((repository / name).read_bytes())
        return target

    return copied
