"""A Parquet file in parts, so that its metadata can be changed."""

from __future__ import annotations

import random
import struct
from pathlib import Path

from thrift import INT32, LIST, Node, Reader, int64, mutate

# Fields by their numbers in parquet.thrift.
SCHEMA, ROW_COUNT, ROW_GROUPS, KEY_VALUES, CREATED_BY = 2, 3, 4, 5, 6
CHUNKS, META_DATA, STATISTICS, NULL_COUNT = 1, 3, 12, 3
OFFSET_INDEX, COLUMN_INDEX = 4, 6
"""Fields of a chunk that tell where an index stands; the ones after them tell its size."""
COMPRESSED_SIZE, DATA_PAGE, DICTIONARY_PAGE = 7, 9, 11
NULL_COUNTS = 5


class ParquetParts:
    """The body of a file as bytes and its footer as a tree."""

    def __init__(self, content: bytes) -> None:
        (size,) = struct.unpack("<I", content[-8:-4])
        self.body = content[: -8 - size]
        self.footer = Reader(content[len(self.body) :]).struct()

    def write(self, path: Path) -> Path:
        footer = self.footer.bytes()
        path.write_bytes(self.body + footer + struct.pack("<I", len(footer)) + b"PAR1")
        return path

    def chunks(self) -> list[Node]:
        return [chunk for group in self.footer[ROW_GROUPS].value for chunk in group[CHUNKS].value]

    def index(self, chunk: Node, field: int) -> Node:
        """An index of a chunk; changes to it count once it is given to `place`."""
        return Reader(self.body[chunk[field].value :]).struct()

    def place(self, chunk: Node, field: int, index: Node) -> None:
        """Puts a changed index at the end of the body."""
        content = index.bytes()
        chunk[field] = int64(len(self.body))
        chunk[field + 1] = Node(INT32, len(content))
        self.body += content

    def forget_best_players(self) -> None:
        """Without them boards are searched in the columns."""
        pairs = self.footer[KEY_VALUES].value
        kept = [pair for pair in pairs if not pair[1].value.startswith(b"standings.best.")]
        self.footer[KEY_VALUES] = Node(LIST, kept)

    def change_page_header(self, chunk: Node, choose: random.Random) -> None:
        """Changes the header of the first page; the chunk moves to the end of the body."""
        meta = chunk[META_DATA]
        first = meta.value.get(DICTIONARY_PAGE, meta[DATA_PAGE])
        pages = self.body[first.value : first.value + meta[COMPRESSED_SIZE].value]
        reader = Reader(pages)
        header = reader.struct()
        mutate(header, choose)
        changed = header.bytes() + pages[reader.position :]
        shift = len(self.body) - first.value
        meta[COMPRESSED_SIZE] = int64(len(changed))
        if DICTIONARY_PAGE in meta.value:
            growth = len(changed) - len(pages)
            meta[DATA_PAGE] = int64(meta[DATA_PAGE].value + shift + growth)
            meta[DICTIONARY_PAGE] = int64(len(self.body))
        else:
            meta[DATA_PAGE] = int64(len(self.body))
        self.body += changed

    def mutate(self, choose: random.Random) -> None:
        """One change or two in the footer, one in an index of every column, or one before a page."""
        kind = choose.randrange(4)
        if kind == 0:
            self.change_page_header(choose.choice(self.chunks()), choose)
        elif kind == 1:
            for chunk in self.chunks():
                field = choose.choice([OFFSET_INDEX, COLUMN_INDEX, COLUMN_INDEX])
                index = self.index(chunk, field)
                mutate(index, choose)
                self.place(chunk, field, index)
        else:
            for _ in range(choose.randint(1, 2)):
                mutate(self.footer, choose)
