"""Garbage collection is left as it was found, and nothing is walked through before the process ends."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from steadybook.mkdocs_plugin.collection import YOUNG, Collection


@pytest.fixture(autouse=True)
def nothing_stays_frozen() -> Iterator[None]:
    usual = gc.get_threshold()
    yield
    gc.set_threshold(*usual)
    gc.unfreeze()


def test_it_is_as_before_after_every_build() -> None:
    usual = gc.get_threshold()
    collection = Collection()
    for _ in range(2):
        collection.relax()
        assert gc.get_threshold() == (YOUNG, *usual[1:])
        assert gc.get_freeze_count() > 10_000
        collection.relax()  # a build that failed before it could say so
        collection.resume()
        assert gc.get_threshold() == usual
        assert gc.get_freeze_count() == 0


def test_a_failure_before_the_documents_are_read_changes_nothing() -> None:
    usual = gc.get_threshold()
    Collection().resume()
    assert (gc.get_threshold(), gc.get_freeze_count()) == (usual, 0)


def test_what_ends_with_the_process_is_not_walked_through() -> None:
    usual = gc.get_threshold()
    collection = Collection()
    collection.last = True
    collection.relax()
    collection.resume()
    assert gc.get_threshold() == usual
    assert gc.get_freeze_count() > 10_000
