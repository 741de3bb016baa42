"""A table as Apache Parquet, where pyarrow is installed (`pip install 'baozhi-archive[parquet]'`).

    write(file, {"id": "integer", "title": "text"}, rows)  →  int64, string; a thousand rows after the other

The same rows give the same bytes with the same pyarrow, whose version stands in the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from itertools import islice
from typing import Any, BinaryIO

ROWS_AT_ONCE = 10_000


def is_installed() -> bool:
    return find_spec("pyarrow") is not None


def write(file: BinaryIO, columns: Mapping[str, str], rows: Iterator[tuple[Any, ...]]) -> None:
    """`columns` tells the type that SQLite has for each: integer, real or text."""
    import pyarrow
    from pyarrow import parquet

    types = {"integer": pyarrow.int64(), "real": pyarrow.float64(), "text": pyarrow.string()}
    schema = pyarrow.schema([(name, types[kind]) for name, kind in columns.items()])
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while some := list(islice(rows, ROWS_AT_ONCE)):
            columns_of = zip(zip(*some, strict=True), schema, strict=True)
            arrays = [pyarrow.array(values, field.type) for values, field in columns_of]
            writer.write_table(pyarrow.table(arrays, schema=schema))
