from __future__ import annotations

from pathlib import Path

import pytest

from steadybook.source.locking import held


def test_one_holder_at_a_time(tmp_path: Path) -> None:
    with held(tmp_path), pytest.raises(TimeoutError, match="held by another writer"), held(tmp_path, patience=0.05):
        pass
    with held(tmp_path, patience=0.05):
        assert list(tmp_path.iterdir()) == []


def test_an_error_lets_go(tmp_path: Path) -> None:
    with pytest.raises(KeyError), held(tmp_path):
        raise KeyError
    with held(tmp_path, patience=0.05):
        pass


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), held(tmp_path / "nothing"):
        pass
