"""Reads a snapshot file of the usual form column by column, and proves by the way that nothing is wrong with it.

What cannot be proved here is no finding yet: the caller then reads row by row, which says what is wrong and where.
"""

from __future__ import annotations

import string
from bisect import bisect_left
from operator import itemgetter
from typing import TYPE_CHECKING

from steadybook.measurements.columns import Columns, RunningSum
from steadybook.measurements.snapshot import DECIMALS, HEADER

if TYPE_CHECKING:
    import polars as pl

    from steadybook.measurements.columns import Column

_HEAD = f"{','.join(HEADER)}\n".encode()
# No space, sign or quote: then a field is what stands between two commas, and nothing passes for a number or an instant
# that the strict reader refuses.
_PLAIN = (string.ascii_letters + string.digits + "!#$%&'()*,-./:;<=>?@[\\]^_`{|}~\n").encode()
_FORMATS = {len("2026-10-07T08:00:00Z"): "%Y-%m-%dT%H:%M:%SZ", len("2026-10-07T08:00Z"): "%Y-%m-%dT%H:%MZ"}
_DECIMAL = rf"^(?:0|[1-9][0-9]{{0,11}})(?:\.[0-9]{{1,{DECIMALS}}})?$"
_YEARS = (0, 221_845_392_000_000_000)
"""1970 up to and not including 9000, in microseconds: the years that instants may lie in, see model.fields.YEARS."""

MOST = 4e18
"""Sums stay below what a column of 8 bytes a number can hold, 9.2e18."""

Found = dict[tuple[str, str], Columns]


def columnar(data: bytes) -> Found | None:
    """The rows of a file by service and SLI, in order of their first row; None where it is not plainly right.

    Right means what the reader of rows takes without a finding: canonical numbers and instants in UTC, good at most the
    total, an end after the start, and no rows of a series that overlap.
    """
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n")
    first = data[len(_HEAD) :][:1000].split(b",")
    width = len(first[2]) if len(first) > 2 else 0
    if not data.startswith(_HEAD) or width not in _FORMATS or data.translate(None, _PLAIN) or b":60" in data:
        return None
    import polars as pl

    for count in (pl.Int64, pl.String) if b"." in data else (pl.Int64,):
        try:
            rows = _rows(data, width, count)
        except pl.exceptions.PolarsError:
            continue
        if rows is not None:
            return _series(rows, 0 if count is pl.Int64 else DECIMALS)
    return None


def _rows(data: bytes, width: int, count: type[pl.DataType]) -> pl.DataFrame | None:
    """All rows with typed columns, where each of them is right; `count` is how counts are read: Int64 or String.

    Few and large steps: each of them costs as much as a thousand rows. Raises PolarsError where a field cannot be read.
    """
    import polars as pl

    texts = pl.read_csv(
        data, schema=dict.fromkeys(HEADER, pl.String) | {"good": count, "total": count}, quote_char=None
    )
    whole = count is pl.Int64
    instants, counts = pl.col("start", "end"), pl.col("good", "total")
    # Most rows end where the next one begins: what is parsed there need not be parsed twice.
    begins = _moments(pl.col("start"), width)
    differs = pl.col("end").ne_missing(pl.col("start").shift(-1))
    lengths = (pl.col(name).cast(pl.String).str.len_bytes().sum() for name in HEADER)
    rows, checks = pl.collect_all(
        [
            texts.lazy()
            .select(
                "service",
                "sli",
                counts if whole else counts.cast(pl.Decimal(18, DECIMALS)).to_physical().cast(pl.Int64),
                start=begins,
                end=pl.when(differs)
                .then(_moments(pl.when(differs).then(pl.col("end")), width))
                .otherwise(begins.shift(-1)),
            )
            .with_row_index("number"),
            texts.lazy().select(
                size=pl.sum_horizontal(*lengths) + len(HEADER) * pl.len(),
                usual=pl.all_horizontal((instants.str.len_bytes() == width).all()),
                canonical=pl.lit(value=True) if whole else pl.all_horizontal(counts.str.contains(_DECIMAL).all()),
            ),
        ]
    )
    size, usual, canonical = checks.row(0)
    # As many bytes as the fields and their separators have: no leading zeros, blank lines or anything else in between.
    if not usual or not canonical or size + len(_HEAD) != len(data) + (not data.endswith(b"\n")):
        return None
    low, high = _YEARS
    start, end, good, total = map(pl.col, ("start", "end", "good", "total"))
    right = (start >= low) & (start < end) & (end < high) & (good >= 0) & (good <= total)
    full = pl.all_horizontal(pl.all().is_not_null())
    return rows if rows.select((full & right).all()).item() else None


def _moments(texts: pl.Expr, width: int) -> pl.Expr:
    """Microseconds since 1970; null for what is no instant of that width."""
    import polars as pl

    return texts.str.to_datetime(_FORMATS[width], time_unit="us", strict=False).cast(pl.Int64)


def _running(sums: pl.Series, first: int, after: int) -> RunningSum:
    return RunningSum(sums.slice(first, after - first), int(sums[first - 1]) if first else 0)


def _evenly(starts: pl.Series, ends: pl.Series) -> tuple[range, range]:
    """The instants of rows of one length without gaps."""
    begin, end, over = int(starts[0]), int(ends[0]), int(ends[-1])
    return range(begin, over, end - begin), range(end, over + 1, end - begin)


def _series(rows: pl.DataFrame, scale: int) -> Found | None:
    """The series of a file, sorted where they do not stand one after the other; None where rows overlap."""
    import polars as pl

    service, sli, start, end = map(pl.col, ("service", "sli", "start", "end"))
    new = service.ne_missing(service.shift(1)) | sli.ne_missing(sli.shift(1))
    overlap = (start < end.shift(1)) & ~new
    length = end - start
    irregular = ~new & ((start != end.shift(1)) | (length != length.shift(1)))
    for is_sorted in (False, True):
        table = rows.sort("service", "sli", "start", "number") if is_sorted else rows
        firsts, overlaps, breaks = table.select(
            firsts=new.arg_true().implode(), overlaps=overlap.any(), breaks=irregular.arg_true().implode()
        ).row(0)
        keys = list(zip(*(table[name].gather(firsts).to_list() for name in ("service", "sli")), strict=True))
        if overlaps or len(set(keys)) < len(keys):
            continue
        columns = [table[name] for name in ("start", "end", "good", "total", "number")]
        summable = float(table["total"].cast(pl.Float64).sum()) < MOST
        running = table.select((pl.col("total") - pl.col("good")).cum_sum().alias("bad"), pl.col("total").cum_sum())
        found: list[tuple[int, tuple[str, str], Columns]] = []
        for key, first, after in zip(keys, firsts, [*firsts[1:], table.height], strict=True):
            starts, ends, good, total, numbers = (column.slice(first, after - first) for column in columns)
            begin = min(numbers.to_list()) if is_sorted else first
            own = numbers if is_sorted else range(first, after)
            bad, every = (_running(column, first, after) for column in running)
            at = bisect_left(breaks, first)
            is_even = at == len(breaks) or breaks[at] >= after
            times: tuple[Column, Column] = _evenly(starts, ends) if is_even else (starts, ends)
            found.append(
                (begin, key, Columns(times[0], times[1], good, total, own, scale, (bad, every) if summable else None))
            )
        return {key: series for _, key, series in sorted(found, key=itemgetter(0))}
    return None
