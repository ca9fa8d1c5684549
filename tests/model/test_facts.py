"""Facts are the same, fresh or as they were stored."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from steadybook.model.facts import Facts
from steadybook.model.kind import Provided
from steadybook.model.reference import Reference

words = st.text(max_size=5)
routes = st.lists(words | st.integers(0, 9), max_size=3).map(tuple)
facts = st.builds(
    Facts,
    words,
    st.booleans(),
    st.lists(st.builds(Provided, words, words, routes), max_size=3).map(tuple),
    st.lists(st.builds(Reference, routes, st.lists(words, max_size=2).map(tuple), words), max_size=3).map(tuple),
)


@given(facts)
def test_stored_facts_are_the_facts(fresh: Facts) -> None:
    names = list(fresh.names_provided()), list(fresh.names_referred_to())
    stored = Facts.stored(json.loads(json.dumps(fresh.record())))
    assert (list(stored.names_provided()), list(stored.names_referred_to())) == names
    assert stored == fresh
    assert hash(stored) == hash(fresh)
    assert (stored.provides, stored.references) == (fresh.provides, fresh.references)
    assert all(isinstance(reference.kinds, tuple) for reference in stored.references)
    assert stored == fresh  # now that they are decoded
    assert stored.record() == fresh.record()


@given(facts, facts)
def test_other_facts_are_not_the_same(one: Facts, other: Facts) -> None:
    assert (one == other) == (one.record() == other.record())
    assert one != one.record()
