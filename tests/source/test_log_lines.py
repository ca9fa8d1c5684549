from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steadybook.source.log_lines import (
    CHUNK,
    LONGEST_LINE,
    LogEncodingError,
    LogReadError,
    TooLong,
    batches,
    opened_log,
    why_unreadable,
)


def lines_of(data: bytes) -> list[bytes]:
    return [line for batch in batches(io.BytesIO(data)) for line in batch]


class Dribble(io.BytesIO):
    """A stream such as a pipe: it gives a few bytes at a time."""

    def read1(self, _size: int | None = -1) -> bytes:
        return super().read1(3)


@given(st.binary(max_size=40).filter(lambda data: not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))))
def test_lines_are_split_at_line_feeds_only(data: bytes) -> None:
    expected = data.split(b"\n")
    if expected[-1] == b"":
        expected.pop()
    if not data.startswith(b"\0\0\xfe\xff"):
        assert lines_of(data) == expected
        assert [line for batch in batches(Dribble(data)) for line in batch] == expected


@pytest.mark.parametrize("length", [CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, LONGEST_LINE])
def test_a_line_over_several_chunks(length: int) -> None:
    data = b"a\n" + b"x" * length + b"\nb"
    assert list(map(len, lines_of(data))) == [1, length, 1]


@pytest.mark.parametrize("length", [LONGEST_LINE + 1, LONGEST_LINE + CHUNK, 10_000_000])
@pytest.mark.parametrize("end", [b"", b"\n", b"\nb\n"])
def test_a_line_that_is_too_long_is_counted_and_not_kept(length: int, end: bytes) -> None:
    first, long, *rest = lines_of(b"a\n" + b"x" * length + end)
    assert (first, long, rest) == (b"a", b"", [b"b"] if b"b" in end else [])
    assert isinstance(long, TooLong)
    assert long.size == length


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    assert lines_of(b"\xef\xbb\xbf{}\n{}") == [b"{}", b"{}"]
    assert lines_of(b"\xef\xbb\xbf") == []
    assert [line for batch in batches(Dribble(b"\xef\xbb\xbf{}")) for line in batch] == [b"{}"]


@pytest.mark.parametrize("encoding", ["UTF-16", "UTF-32"])
def test_the_mark_of_another_encoding(encoding: str) -> None:
    with pytest.raises(LogEncodingError, match=encoding):
        lines_of("{}\n".encode(encoding))


def test_gzip_is_unpacked_whatever_the_name(tmp_path: Path) -> None:
    file = tmp_path / "app.log"
    file.write_bytes(gzip.compress(b"a\n") + gzip.compress(b"b\n"))
    with opened_log(str(file)) as stream:
        assert [line for batch in batches(stream) for line in batch] == [b"a", b"b"]


@pytest.mark.parametrize("damage", ["cut", "changed", "rubbish"])
def test_damaged_gzip_is_said(tmp_path: Path, damage: str) -> None:
    packed = gzip.compress(b'{"n": 1}\n' * 5000)
    data = {"cut": packed[:-20], "changed": packed[:-8] + bytes(8), "rubbish": packed[:12] + b"rubbish" * 9}[damage]
    (tmp_path / "app.log").write_bytes(data)
    with (
        pytest.raises(LogReadError, match="gzip data is damaged or ends too early"),
        opened_log(str(tmp_path / "app.log")) as stream,
    ):
        list(batches(stream))


def test_why_a_path_is_no_log(tmp_path: Path) -> None:
    assert why_unreadable(str(tmp_path)) == "it is a folder, not a file"
    assert why_unreadable(str(tmp_path / "gone")) == "there is no such file"
    assert why_unreadable("a\0b") == "no file can have this name"
    assert why_unreadable(__file__) == ""
    with pytest.raises(LogReadError, match="there is no such file"), opened_log(str(tmp_path / "gone")):
        pass
