"""All of an ingestion with pyarrow: UPLOAD OUTPUT THREADS LEVEL."""

import sys
from pathlib import Path

import curation
import pyarrow
from arrow_curation import ingest


def record_hashes(table: pyarrow.Table) -> list[str]:
    """The hash of each row, as one writes it: row by row."""
    known = [name for name in curation.COLUMNS if name in table.column_names]
    return curation.record_hashes({name: table[name].to_pylist() for name in known})


ingest(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), record_hashes)
