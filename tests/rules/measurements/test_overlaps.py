from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.kinds.measurements.model import Series
from steadybook.measurements.columns import Columns
from steadybook.rules.measurements.measurement_overlap_across_files import _overlapping_rows
from tests.rules.organisation import findings

HEADER = "service,sli,start,end,good,total\n"
RULE = "measurement-overlap-across-files"


def rows(*hours: tuple[int, int], sli: str = "checkout-success") -> str:
    return HEADER + "".join(
        f"checkout,{sli},2026-10-30T{start:02}:00:00Z,2026-10-30T{end:02}:00:00Z,9,10\n" for start, end in hours
    )


@pytest.mark.parametrize(
    ("first", "second", "lines"),
    [
        (rows((0, 6), (6, 12)), rows((12, 18)), []),
        (rows((0, 6), (12, 18)), rows((6, 12)), []),
        (rows((0, 6), (6, 12)), rows((11, 18), (18, 20)), [2]),
        (rows((0, 23)), rows((1, 2), (3, 4), (5, 6)), [2]),
        (rows((5, 6)), rows((0, 1), (1, 9)), [3]),
        (rows((0, 6)), rows((0, 6), sli="other"), []),
    ],
)
def test_overlaps(tmp_path: Path, first: str, second: str, lines: list[int]) -> None:
    files = {"slos/measurements/a.csv": first, "slos/measurements/b.csv": second}
    found = findings(tmp_path, files, RULE)
    assert [(f.path, f.span.line) for f in found] == [("slos/measurements/b.csv", line) for line in lines]


def test_all_rows_that_overlap_are_counted(tmp_path: Path) -> None:
    files = {"slos/measurements/a.csv": rows((0, 23)), "slos/measurements/b.csv": rows((1, 2), (3, 4), (5, 6))}
    [found] = findings(tmp_path, files, RULE)
    assert "this and 2 further rows" in found.message
    assert found.related[0].path == "slos/measurements/a.csv"


def series(bounds: list[int]) -> Series:
    """Rows from every second bound to the next one, with gaps between them."""
    pairs = list(zip(bounds[::2], bounds[1::2], strict=False))
    ones, numbers = [1] * len(pairs), list(range(len(pairs)))
    columns = Columns([a for a, _ in pairs], [b for _, b in pairs], ones, ones, numbers)
    return Series.model_construct(service="s", sli="i", columns=columns)


BOUNDS = st.sets(st.integers(0, 40), max_size=16).map(sorted)


@given(BOUNDS, BOUNDS)
def test_every_overlap_is_found(left: list[int], right: list[int]) -> None:
    a, b = series(left), series(right)
    expected = {
        (i, j) for i in range(len(a)) for j in range(len(b)) if a.starts[i] < b.ends[j] and b.starts[j] < a.ends[i]
    }
    found = list(_overlapping_rows(a, b))
    assert set(found) == expected
    assert len(found) == len(expected)
