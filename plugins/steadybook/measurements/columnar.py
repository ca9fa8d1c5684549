"""Reads snapshot files of the usual form column by column, and proves by the way that nothing is wrong with them.

What cannot be proved here is no finding yet: the caller then reads row by row, which says what is wrong and where.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate, chain
from operator import itemgetter
from typing import TYPE_CHECKING

from steadybook.measurements.columns import Columns, RunningSum, whole
from steadybook.measurements.snapshot import DECIMALS, HEADER, is_plain_name

if TYPE_CHECKING:
    import polars as pl

    from steadybook.measurements.columns import Column

_HEAD = f"{','.join(HEADER)}\n".encode()
_FORMATS = {len("2026-10-07T08:00:00Z"): "%Y-%m-%dT%H:%M:%SZ", len("2026-10-07T08:00Z"): "%Y-%m-%dT%H:%MZ"}
_LEAP = ":60Z"
_BLANKS = (b" ", b"\t", b"\r", b"\v", b"\f")
"""What the library passes over in front of the numbers of an instant, as in `2026-10- 7`."""
_DECIMAL = rf"^(?:0|[1-9][0-9]{{0,11}})(?:\.[0-9]{{1,{DECIMALS}}})?$"
_DIGITS = 18
"""Digits of a whole number that fits a column of 8 bytes a number, with one to spare."""
_YEARS = (0, 221_845_392_000_000_000)
"""1970 up to and not including 9000, in microseconds: the years that instants may lie in, see model.fields.YEARS."""

MOST = 4e18
"""Sums stay below what a column of 8 bytes a number can hold, 9.2e18."""

BATCH = 12_000_000
"""Bytes that are read at once: each step costs as much as a thousand rows, and some 5 times the text is held."""

Found = dict[tuple[str, str], Columns]


@dataclass(frozen=True, slots=True)
class _Body:
    """The rows of a file as text; each ends with a line end."""

    place: int
    """Where the file stands among those that are read."""
    text: memoryview
    rows: int
    width: int
    """Characters of an instant."""
    may_have_decimals: bool


def columnar(data: bytes) -> Found | None:
    """The rows of a file by service and SLI, in order of their first row; None where it is not plainly right.

    Right means what the reader of rows takes without a finding: canonical numbers and instants in UTC, good at most the
    total, an end after the start, and no rows of a series that overlap.
    """
    return columnar_all([data])[0]


def columnar_all(files: Sequence[bytes]) -> list[Found | None]:
    """The same for many files, which are read many at once and on all cores."""
    found: list[Found | None] = [None] * len(files)
    batches = list(_batches(filter(None, map(_body, range(len(files)), files))))
    if len(batches) > 1:
        import polars as pl

        with ThreadPoolExecutor(pl.thread_pool_size()) as threads:
            results = list(threads.map(_read, batches))
    else:
        results = list(map(_read, batches))
    for batch, each in zip(batches, results, strict=True):
        for body, series in zip(batch, each, strict=True):
            found[body.place] = series
    return found


def _body(place: int, data: bytes) -> _Body | None:
    """The rows of a file; None where its header or the first of them is not as usual."""
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n")
    first = data[len(_HEAD) : len(_HEAD) + 1000].split(b",", 3)
    width = len(first[2]) if len(first) > 2 else 0
    if (
        not data.startswith(_HEAD)
        or width not in _FORMATS
        or not data.isascii()
        or any(map(data.__contains__, _BLANKS))
    ):
        return None
    if not data.endswith(b"\n"):
        data += b"\n"
    return _Body(place, memoryview(data)[len(_HEAD) :], data.count(b"\n") - 1, width, b"." in data)


def _batches(bodies: Iterator[_Body]) -> Iterator[list[_Body]]:
    """Files that are written alike, as many as are read at once."""
    begun: defaultdict[tuple[int, bool], list[_Body]] = defaultdict(list)
    sizes: Counter[tuple[int, bool]] = Counter()
    for body in bodies:
        form = body.width, body.may_have_decimals
        if sizes[form] and sizes[form] + len(body.text) > BATCH:
            yield begun.pop(form)
            sizes[form] = 0
        begun[form].append(body)
        sizes[form] += len(body.text)
    yield from begun.values()


def _read(batch: Sequence[_Body]) -> list[Found | None]:
    """The series of each file. Where something is not right, halves are read until it is clear where."""
    import polars as pl

    text = b"".join((_HEAD, *(body.text for body in batch)))
    for count in (pl.Int64, pl.String) if batch[0].may_have_decimals else (pl.Int64,):
        try:
            table = _table(text, batch[0].width, count)
        except pl.exceptions.PolarsError:
            continue
        if table is not None and len(table.rows) == sum(body.rows for body in batch):
            found = _series(table, batch)
            if found is not None:
                return list(found)
    if len(batch) == 1:
        return [None]
    half = len(batch) // 2
    return _read(batch[:half]) + _read(batch[half:])


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows of one or several files, each of which is right by itself."""

    rows: pl.DataFrame
    firsts: list[int]
    """The rows whose service or SLI is another than that of the row before."""
    scale: int


def _table(text: bytes, width: int, count: type[pl.DataType]) -> _Table | None:
    """All rows with typed columns, where each of them is right; `count` is how counts are read: Int64 or String.

    Few and large steps: each of them costs as much as a thousand rows. Raises PolarsError where a field cannot be read.
    """
    import polars as pl

    is_whole = count is pl.Int64
    texts = pl.read_csv(
        text, schema=dict.fromkeys(HEADER, pl.String) | {"good": count, "total": count}, quote_char=None
    )
    instants, counts = pl.col("start", "end"), pl.col("good", "total")
    service, sli = pl.col("service"), pl.col("sli")
    checks = texts.select(
        names=(service.str.len_bytes() + sli.str.len_bytes()).sum(),
        firsts=(service.ne_missing(service.shift(1)) | sli.ne_missing(sli.shift(1))).arg_true().implode(),
        ends=pl.col("end").ne_missing(pl.col("start").shift(-1)).arg_true().implode(),
        usual=pl.all_horizontal((instants.str.len_bytes() == width).all(), ~instants.str.ends_with(_LEAP).any()),
        canonical=pl.lit(value=True) if is_whole else pl.all_horizontal(counts.str.contains(_DECIMAL).all()),
        digits=pl.sum_horizontal(_digits() if is_whole else counts.str.len_bytes().sum()),
    )
    names, firsts, _, usual, canonical, digits = checks.row(0)
    # As many bytes as the fields and their separators have: no leading zeros or anything else in between.
    size = names + digits + texts.height * (2 * width + len(HEADER)) + len(_HEAD)
    if not usual or not canonical or size != len(text):
        return None
    start = _starts(texts["start"], firsts, width)
    # Most rows end where the next one begins: what was parsed there need not be parsed twice.
    others = checks["ends"][0]
    end = start.shift(-1).scatter(others, _moments(texts["end"].gather(others), width))
    rows = texts.select(
        "service",
        "sli",
        counts if is_whole else counts.cast(pl.Decimal(18, DECIMALS)).to_physical().cast(pl.Int64),
        start=start,
        end=end,
    )
    low, high = _YEARS
    start_at, end_at, good, total = map(pl.col, ("start", "end", "good", "total"))
    right = (start_at >= low) & (start_at < end_at) & (end_at < high) & (good >= 0) & (good <= total)
    is_right = rows.select(right.all()).item() and not any(rows.null_count().row(0))
    return _Table(rows, firsts, 0 if is_whole else DECIMALS) if is_right else None


def _digits() -> pl.Expr:
    """The digits of all counts together, as whole numbers are written without zeros in front."""
    import polars as pl

    powers = [10**power for power in range(1, _DIGITS + 1)]
    return 2 * pl.len() + pl.sum_horizontal(
        (pl.col(name) >= power).sum() for name in ("good", "total") for power in powers
    )


def _starts(texts: pl.Series, firsts: Sequence[int], width: int) -> pl.Series:
    """Where each row starts; null for what is no instant.

    Fleets are measured over the same hours: where every text stands in the first series too, a series' length of rows
    apart, only the first series is parsed.
    """
    import polars as pl

    length = firsts[1] if len(firsts) > 1 else 0
    if not length or texts.slice(length).ne_missing(texts.head(len(texts) - length)).any():
        return _moments(texts, width)
    first = _moments(texts.head(length), width)
    return pl.concat([first] * -(-len(texts) // length)).head(len(texts))


def _moments(texts: pl.Series, width: int) -> pl.Series:
    """Microseconds since 1970; null for what is no instant of that width."""
    import polars as pl

    return texts.str.to_datetime(_FORMATS[width], time_unit="us", strict=False, cache=False).cast(pl.Int64)


def _series(table: _Table, batch: Sequence[_Body]) -> list[Found] | None:
    """The series of each file; None where rows overlap, or where a file has to be sorted and is not alone."""
    files = list(accumulate((body.rows for body in batch), initial=0))
    rows, numbers = table.rows, None
    firsts = sorted({*table.firsts, *files[:-1]})
    keys = _keys(rows, firsts)
    if _overlap(rows, firsts) or len({*zip(keys, _files_of(firsts, files), strict=True)}) < len(keys):
        if len(batch) > 1:
            return None
        rows = rows.with_row_index("number").sort("service", "sli", "start", "number")
        numbers = rows["number"]
        firsts = _firsts(rows)
        keys = _keys(rows, firsts)
        if _overlap(rows, firsts):
            return None
    # Not even one bad character passes: a name is plain text.
    if not all(map(is_plain_name, set(chain.from_iterable(keys)))):
        return None
    found: list[list[tuple[int, tuple[str, str], Columns]]] = [[] for _ in batch]
    columns = _columns(rows, numbers, firsts, files, table.scale)
    for key, file, (begin, each) in zip(keys, _files_of(firsts, files), columns, strict=True):
        found[file].append((begin, key, each))
    return [{key: each for _, key, each in sorted(series, key=itemgetter(0))} for series in found]


def _firsts(rows: pl.DataFrame) -> list[int]:
    """The rows whose service or SLI is another than that of the row before."""
    import polars as pl

    service, sli = pl.col("service"), pl.col("sli")
    changes = service.ne_missing(service.shift(1)) | sli.ne_missing(sli.shift(1))
    return rows.select(changes.arg_true()).to_series().to_list()


def _keys(rows: pl.DataFrame, firsts: list[int]) -> list[tuple[str, str]]:
    """Service and SLI of each series."""
    return list(zip(*(rows[name].gather(firsts).to_list() for name in ("service", "sli")), strict=True))


def _files_of(firsts: list[int], files: list[int]) -> list[int]:
    """Which file each series stands in."""
    return [bisect_right(files, first) - 1 for first in firsts]


def _overlap(rows: pl.DataFrame, firsts: list[int]) -> bool:
    """Whether any row begins before the one above it of the same series is over."""
    import polars as pl

    found = rows.select((pl.col("start") < pl.col("end").shift(1)).arg_true()).to_series().to_list()
    return not set(firsts).issuperset(found)


def _columns(
    rows: pl.DataFrame, numbers: pl.Series | None, firsts: list[int], files: list[int], scale: int
) -> Iterator[tuple[int, Columns]]:
    """Each series with the number in its file of its first row; `numbers` are those of rows that were sorted."""
    import polars as pl

    start, end, good, total = map(pl.col, ("start", "end", "good", "total"))
    length = end - start
    breaks = rows.select(((start != end.shift(1)) | (length != length.shift(1))).arg_true()).to_series().to_list()
    running = rows.select(bad=(total - good).cum_sum(), total=total.cum_sum())
    summable = float(rows["total"].cast(pl.Float64).sum()) < MOST
    lasts = [*(first - 1 for first in firsts[1:]), len(rows) - 1]
    all_starts, all_ends, all_good, all_total = (rows[name] for name in ("start", "end", "good", "total"))
    all_bad_so_far, all_total_so_far = running
    starts, ends, overs = all_starts.gather(firsts), all_ends.gather(firsts), all_ends.gather(lasts)
    before = [(0, 0), *running[lasts].iter_rows()]
    for first, last, begin, end_of_first, over, (bad, every) in zip(
        firsts, lasts, starts, ends, overs, before[:-1], strict=True
    ):
        count, file = last + 1 - first, files[bisect_right(files, first) - 1]
        at = bisect_right(breaks, first)
        times: tuple[Column, Column]
        if at == len(breaks) or breaks[at] > last:  # rows of one length without gaps
            step = end_of_first - begin
            times = range(begin, over, step), range(end_of_first, over + 1, step)
        else:
            times = all_starts.slice(first, count), all_ends.slice(first, count)
        own: Column = range(first - file, last + 1 - file) if numbers is None else numbers.slice(first, count)
        running_of = (
            RunningSum(all_bad_so_far.slice(first, count), bad),
            RunningSum(all_total_so_far.slice(first, count), every),
        )
        good_of, total_of = all_good.slice(first, count), all_total.slice(first, count)
        yield (
            min(whole(own)) if numbers is not None else first - file,
            Columns(times[0], times[1], good_of, total_of, own, scale, running_of if summable else None),
        )
