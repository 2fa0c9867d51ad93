"""All of an ingestion with pyarrow, its rows laid out by numpy: UPLOAD OUTPUT THREADS LEVEL.

Nothing is done row by row but SHA-256 itself, which has no other way in Python.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import curation
import numpy
import pyarrow
import pyarrow.compute as compute
from arrow_curation import ingest


def record_hashes(table: pyarrow.Table) -> list[str]:
    """The hash of each row."""
    heads = [_head(table, name) for name in curation.COLUMNS]
    texts = {curation.COLUMNS.index(name): _text(table, name) for name in ("name", "alliance")}
    widths = [_width(head) for head in heads]
    length = sum(widths) + sum(lengths for _, lengths in texts.values())
    ends = numpy.cumsum(length)
    messages = numpy.empty(ends[-1], dtype=numpy.uint8)
    place = ends - length
    for number, (head, width) in enumerate(zip(heads, widths)):
        _put_leb128(messages, place, head, width)
        place += width
        if number in texts:
            content, lengths = texts[number]
            _put_texts(messages, place, content, lengths)
            place += lengths
    return _digests(memoryview(messages), ends.tolist())


def _head(table: pyarrow.Table, name: str) -> numpy.ndarray:
    """What stands first for each value: its successor, or that of its length; 0 if missing."""
    if name not in table.column_names:
        return numpy.zeros(table.num_rows, dtype=numpy.int64)
    column = table[name]
    numbers = compute.binary_length(column) if pyarrow.types.is_string(column.type) else column
    return compute.fill_null(compute.add(numbers.cast("int64"), 1), 0).to_numpy()


def _text(table: pyarrow.Table, name: str) -> tuple[numpy.ndarray, numpy.ndarray]:
    """The bytes of a column's texts, and the length of each."""
    column = compute.fill_null(table[name], "").combine_chunks().cast("large_string")
    _, offsets, content = column.buffers()
    ends = numpy.frombuffer(offsets, dtype=numpy.int64, count=len(column) + 1)
    return numpy.frombuffer(content, dtype=numpy.uint8)[: ends[-1]], numpy.diff(ends)


def _width(numbers: numpy.ndarray) -> numpy.ndarray:
    """How many bytes each number takes in LEB128."""
    width = numpy.ones(len(numbers), dtype=numpy.int64)
    for shift in range(7, int(numbers.max()).bit_length(), 7):
        width += numbers >> shift > 0
    return width


def _put_leb128(
    messages: numpy.ndarray, place: numpy.ndarray, numbers: numpy.ndarray, width: numpy.ndarray
) -> None:
    for digit in range(int(width.max())):
        rows = numpy.flatnonzero(width > digit)
        more = numpy.where(width[rows] > digit + 1, 0x80, 0)
        messages[place[rows] + digit] = numbers[rows] >> 7 * digit & 0x7F | more


def _put_texts(
    messages: numpy.ndarray, place: numpy.ndarray, content: numpy.ndarray, lengths: numpy.ndarray
) -> None:
    shift = numpy.repeat(place - (numpy.cumsum(lengths) - lengths), lengths)
    messages[shift + numpy.arange(len(content))] = content


def _digests(messages: memoryview, ends: list[int]) -> list[str]:
    """The hash of each message; each begins where the one before it ends."""
    sha256, digits = hashlib.sha256, curation.DIGITS_OF_HASH
    starts = [0, *ends[:-1]]
    return [sha256(messages[start:end]).hexdigest()[:digits] for start, end in zip(starts, ends)]


ingest(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), record_hashes)
