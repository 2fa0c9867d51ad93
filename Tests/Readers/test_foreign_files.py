"""Files that other engines write, read by the module."""

import datetime
import functools
import itertools
import random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from engines import plain, spark_session
from tables import to_text

CODECS = ["none", "snappy", "gzip", "zstd"]


@functools.cache
def arrow_table(null_share: float, row_count: int = 800) -> pa.Table:
    choose = random.Random(row_count)

    def column(make, type):
        values = [None if choose.random() < null_share else make() for _ in range(row_count)]
        return pa.array(values, type)

    utc = datetime.timezone.utc
    second = datetime.timedelta(seconds=1)
    return pa.table(
        {
            "flag": column(lambda: choose.random() < 0.7, pa.bool_()),
            "small": column(lambda: choose.randrange(-9, 9), pa.int16()),
            "int32": column(lambda: choose.randrange(-(2**31), 2**31), pa.int32()),
            "int64": column(lambda: choose.randrange(-(2**63), 2**63), pa.int64()),
            "counter": column(lambda: choose.randrange(40), pa.int64()),
            "double": column(choose.random, pa.float64()),
            "text": column(lambda: "Ünï 日本"[: choose.randrange(8)] * choose.randrange(9), pa.string()),
            "few": column(lambda: choose.choice(["", "EX", "[K51]"]), pa.string()),
            "bytes": column(lambda: choose.randbytes(choose.randrange(6)), pa.binary()),
            "date": column(lambda: datetime.date(2026, 1, choose.randrange(1, 31)), pa.date32()),
            "time": column(
                lambda: datetime.datetime(2026, 1, 26, tzinfo=utc) + second * choose.random(),
                pa.timestamp("us", tz="UTC"),
            ),
        }
    )


def expected(table: pa.Table) -> list[list[str]]:
    columns = [[to_text(plain(v)) for v in column.to_pylist()] for column in table.columns]
    return [list(row) for row in zip(*columns)]


ENCODINGS = {
    "dictionary": {"use_dictionary": True},
    "plain": {"use_dictionary": False},
    "delta": {
        "use_dictionary": False,
        "column_encoding": {
            "flag": "RLE",
            "int32": "DELTA_BINARY_PACKED",
            "int64": "DELTA_BINARY_PACKED",
            "counter": "DELTA_BINARY_PACKED",
            "text": "DELTA_BYTE_ARRAY",
            "bytes": "DELTA_LENGTH_BYTE_ARRAY",
            "few": "DELTA_LENGTH_BYTE_ARRAY",
            "double": "BYTE_STREAM_SPLIT",
        },
    },
    "split": {
        "use_dictionary": False,
        "column_encoding": {"int32": "BYTE_STREAM_SPLIT", "int64": "BYTE_STREAM_SPLIT"},
    },
}


@pytest.mark.parametrize("null_share", [0, 0.2, 1])
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("version", ["1.0", "2.0"])
@pytest.mark.parametrize("codec", CODECS)
def test_pyarrow(parquet_text, tmp_path, codec, version, encoding, null_share):
    table = arrow_table(null_share)
    path = tmp_path / "file.parquet"
    pq.write_table(
        table,
        path,
        compression=codec,
        data_page_version=version,
        row_group_size=300,
        data_page_size=700,
        write_batch_size=50,
        write_page_checksum=True,
        write_page_index=True,
        **ENCODINGS[encoding],
    )
    assert parquet_text.decode(path) == expected(table)


@pytest.mark.parametrize("null_share", [0, 0.2])
def test_required_columns_of_pyarrow(parquet_text, tmp_path, null_share):
    table = arrow_table(0)
    schema = pa.schema([field.with_nullable(False) for field in table.schema])
    pq.write_table(table.cast(schema), tmp_path / "file.parquet")
    assert parquet_text.decode(tmp_path / "file.parquet") == expected(table)


@pytest.mark.parametrize("codec", ["uncompressed", "snappy", "gzip", "zstd"])
@pytest.mark.parametrize("version", ["V1", "V2"])
def test_duckdb(parquet_text, tmp_path, codec, version):
    import duckdb

    source = arrow_table(0.2, 2_500)
    path = tmp_path / "file.parquet"
    duckdb.sql(
        f"COPY (FROM source) TO '{path}' (FORMAT parquet, CODEC '{codec}',"
        f" PARQUET_VERSION {version}, ROW_GROUP_SIZE 2048)"
    )
    assert parquet_text.decode(path) == expected(source)


@pytest.mark.parametrize("codec", ["uncompressed", "snappy", "gzip", "zstd"])
def test_polars(parquet_text, tmp_path, codec):
    import polars

    table = arrow_table(0.2)
    path = tmp_path / "file.parquet"
    polars.from_arrow(table).write_parquet(
        path, compression=codec, row_group_size=300, data_page_size=900
    )
    assert parquet_text.decode(path) == expected(table)


@pytest.mark.slow
@pytest.mark.parametrize("codec", [None, "SNAPPY", "GZIP", "ZSTD"])
def test_fastparquet(parquet_text, tmp_path, codec):
    import fastparquet
    import pandas

    table = arrow_table(0.2).select(["counter", "double", "text"])
    columns = {name: table.column(name).to_pylist() for name in table.column_names}
    frame = pandas.DataFrame(
        {
            "counter": pandas.array(columns["counter"], dtype="Int64"),
            "double": [0.5 if v is None else v for v in columns["double"]],
            "text": pandas.Series(columns["text"], dtype=object),
        }
    )
    path = str(tmp_path / "file.parquet")
    fastparquet.write(path, frame, compression=codec, row_group_offsets=300)
    doubles = [0.5 if v is None else v for v in columns["double"]]
    rows = zip(columns["counter"], doubles, columns["text"])
    assert parquet_text.decode(path) == [[to_text(v) for v in row] for row in rows]


@pytest.mark.slow
@pytest.mark.parametrize("codec", ["uncompressed", "snappy", "gzip(6)", "zstd(3)"])
@pytest.mark.parametrize("version", ["1.0", "2.0"])
def test_datafusion(parquet_text, tmp_path, codec, version):
    from datafusion import SessionContext

    table = arrow_table(0.2)
    context = SessionContext()
    context.from_arrow(table, name="source")
    path = tmp_path / "file.parquet"
    context.sql(
        f"COPY source TO '{path}' STORED AS PARQUET OPTIONS"
        f" ('format.compression' '{codec}', 'format.writer_version' '{version}',"
        " 'format.max_row_group_size' '300')"
    ).collect()
    assert parquet_text.decode(path) == expected(table)


@pytest.mark.slow
@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("version", ["1.0", "2.6"])
def test_clickhouse(parquet_text, tmp_path, codec, version):
    import chdb

    table = arrow_table(0.2).drop_columns(["date"])
    source, path = tmp_path / "source.parquet", tmp_path / "file.parquet"
    pq.write_table(table, source)
    chdb.query(
        f"INSERT INTO FUNCTION file('{path}', Parquet) SELECT * FROM file('{source}', Parquet)"
        f" SETTINGS output_format_parquet_compression_method='{codec}',"
        f" output_format_parquet_version='{version}', output_format_parquet_row_group_size=300"
    )
    assert parquet_text.decode(path) == [
        [{"true": "1", "false": "0"}.get(cell, cell) if index == 0 and is_number else cell
         for index, cell in enumerate(row)]
        for row in expected(table)
        for is_number in [clickhouse_flag_is_number(path)]
    ]


def clickhouse_flag_is_number(path) -> bool:
    return pq.read_schema(path).field("flag").type != pa.bool_()


@pytest.mark.slow
@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("version", ["PARQUET_1_0", "PARQUET_2_0"])
def test_spark(parquet_text, tmp_path, codec, version):
    table = arrow_table(0.2)
    pq.write_table(table, tmp_path / "source.parquet")
    folder = tmp_path / "spark"
    (
        spark_session()
        .read.parquet(str(tmp_path / "source.parquet"))
        .coalesce(1)
        .write.option("parquet.writer.version", version)
        .option("compression", codec)
        .parquet(str(folder))
    )
    (path,) = folder.glob("*.parquet")
    assert parquet_text.decode(path) == expected(table)


@pytest.mark.parametrize(
    "name, values, words",
    [
        ("nested", pa.array([[1], [2]], pa.list_(pa.int64())), "nested"),
        ("decimal", pa.array([1, 2], pa.decimal128(9, 2)), r"decimal\(9, 2\)"),
        ("unsigned", pa.array([1, 2**64 - 1], pa.uint64()), "INT64 as uint64"),
        ("fixed", pa.array([b"ab", b"cd"], pa.binary(2)), "FIXED_LEN_BYTE_ARRAY"),
    ],
)
def test_types_that_are_not_read(parquet_text, tmp_path, name, values, words):
    """They fail by name, and the other columns can be read."""
    path = tmp_path / "file.parquet"
    pq.write_table(pa.table({"id": [1, 2], name: values}), path)
    with pytest.raises(RuntimeError, match=rf"unsupported at column {name}.*{words}"):
        parquet_text.decode(path)
    assert parquet_text.decode(path, "id") == [["1"], ["2"]]


def test_int96_is_not_read(parquet_text, tmp_path):
    path = tmp_path / "file.parquet"
    times = pa.array([0, 1], pa.timestamp("ns"))
    pq.write_table(pa.table({"time": times}), path, use_deprecated_int96_timestamps=True)
    with pytest.raises(RuntimeError, match="unsupported at column time.*INT96"):
        parquet_text.decode(path)


@pytest.mark.parametrize("codec, name", [("lz4", "LZ4_RAW"), ("brotli", "BROTLI")])
def test_codecs_that_are_not_read(parquet_text, tmp_path, codec, name):
    path = tmp_path / "file.parquet"
    pq.write_table(pa.table({"id": list(range(1_000))}), path, compression=codec)
    with pytest.raises(RuntimeError, match=f"unsupported at column id.*found {name}"):
        parquet_text.decode(path)


def test_times_of_other_units(parquet_text, tmp_path):
    path = tmp_path / "file.parquet"
    units = itertools.product(["ms", "us", "ns"], [None, "UTC"])
    table = pa.table(
        {f"{unit} {zone}": pa.array([1_769_441_612], pa.timestamp(unit, zone)) for unit, zone in units}
    )
    pq.write_table(table, path)
    assert parquet_text.decode(path) == [["1769441612"] * 6]
