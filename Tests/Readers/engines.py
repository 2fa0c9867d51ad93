"""Other readers of Parquet: each gives all rows of a file, and counts rows by a condition."""

from __future__ import annotations

import datetime
import functools
import json

EPOCH = datetime.date(1970, 1, 1)
EPOCH_TIME = datetime.datetime(1970, 1, 1)


def plain(value):
    """A value in the form of tables.py."""
    if isinstance(value, datetime.datetime):
        return (value.replace(tzinfo=None) - EPOCH_TIME) // datetime.timedelta(microseconds=1)
    if isinstance(value, datetime.date):
        return (value - EPOCH).days
    return value


class Condition:
    """`column = low`, `low <= column <= high`, or `column IS NULL`."""

    def __init__(self, column, kind, low=None, high=None):
        self.column, self.kind, self.low, self.high = column, kind, low, high

    def __repr__(self):
        return f"{self.column.name} {self.kind} {self.low!r:.40} {self.high!r:.40}"

    def holds(self, value) -> bool:
        if self.kind == "null":
            return value is None
        if value is None:
            return False
        if self.kind == "equal":
            return value == self.low
        # Text is ordered by its bytes.
        key = (lambda text: text.encode()) if isinstance(value, str) else (lambda number: number)
        return key(self.low) <= key(value) <= key(self.high)

    def sql(self, literal, quote='"') -> str:
        name = f"{quote}{self.column.name}{quote}"
        if self.kind == "null":
            return f"{name} IS NULL"
        low = literal(self.column.type, self.low)
        if self.kind == "equal":
            return f"{name} = {low}"
        return f"{name} >= {low} AND {name} <= {literal(self.column.type, self.high)}"


def sql_literal(type: str, value, timestamp: str, date: str = "DATE '{}'") -> str:
    if type == "timestamp":
        return timestamp.format(value)
    if type == "date":
        return date.format(EPOCH + datetime.timedelta(days=value))
    if type == "string":
        return f"'{value}'"
    return f"CAST('{value}' AS {'INT' if type == 'int32' else 'BIGINT'})"


class PyArrow:
    def rows(self, path, table):
        import pyarrow.parquet

        read = pyarrow.parquet.read_table(path, page_checksum_verification=True)
        return list(zip(*[[plain(v) for v in column.to_pylist()] for column in read.columns]))

    def count(self, path, condition):
        import pyarrow as pa
        import pyarrow.compute as pc
        import pyarrow.dataset

        types = {"date": pa.date32(), "timestamp": pa.timestamp("us", tz="UTC")}
        types |= {"int32": pa.int32(), "int64": pa.int64(), "string": pa.string()}
        name = pc.field(condition.column.name)

        def literal(value):
            return pc.scalar(pa.scalar(value, types[condition.column.type]))

        if condition.kind == "null":
            expression = name.is_null()
        elif condition.kind == "equal":
            expression = name == literal(condition.low)
        else:
            expression = (name >= literal(condition.low)) & (name <= literal(condition.high))
        return pyarrow.dataset.dataset(path).count_rows(filter=expression)


def selected(table, quote: str, date: str, timestamp: str) -> list[str]:
    """The columns of a table with dates and timestamps as numbers."""
    forms = {"date": date, "timestamp": timestamp}
    return [
        forms.get(column.type, "{}").format(f"{quote}{column.name}{quote}")
        for column in table.columns
    ]


class DuckDB:
    def rows(self, path, table):
        import duckdb

        names = selected(table, '"', "({} - DATE '1970-01-01')", "epoch_us({})")
        return duckdb.sql(f"SELECT {', '.join(names)} FROM '{path}'").fetchall()

    def count(self, path, condition):
        import duckdb

        literal = functools.partial(sql_literal, timestamp="make_timestamptz({})")
        where = condition.sql(literal)
        return duckdb.sql(f"SELECT count(*) FROM '{path}' WHERE {where}").fetchall()[0][0]


class Polars:
    def rows(self, path, table):
        import polars

        return [tuple(map(plain, row)) for row in polars.read_parquet(path).rows()]

    def count(self, path, condition):
        import polars as pl

        types = {"date": pl.Date, "timestamp": pl.Datetime("us", "UTC")}
        types |= {"int32": pl.Int32, "int64": pl.Int64, "string": pl.String}

        def literal(value):
            type = types[condition.column.type]
            if condition.column.type == "date":
                return pl.lit(EPOCH + datetime.timedelta(days=value))
            if condition.column.type == "timestamp":
                return pl.lit(value, pl.Int64).cast(type)
            return pl.lit(value, type)

        name = pl.col(condition.column.name)
        if condition.kind == "null":
            expression = name.is_null()
        elif condition.kind == "equal":
            expression = name == literal(condition.low)
        else:
            expression = (name >= literal(condition.low)) & (name <= literal(condition.high))
        return pl.scan_parquet(path).filter(expression).select(pl.len()).collect().item()


class FastParquet:
    def rows(self, path, table):
        import fastparquet
        import pandas

        frame = fastparquet.ParquetFile(path).to_pandas()
        columns = []
        for column in table.columns:
            series = frame[column.name]
            if column.type in ("date", "timestamp"):
                unit = "D" if column.type == "date" else "us"
                numbers = series.dt.tz_localize(None) if column.type == "timestamp" else series
                numbers = numbers.to_numpy().astype(f"datetime64[{unit}]").astype("int64")
                columns.append([None if n == -(2**63) else int(n) for n in numbers])
            else:
                columns.append([None if pandas.isna(v) else v for v in series])
        return list(zip(*columns))

    def count(self, path, condition):
        import fastparquet
        import pandas

        if condition.kind == "null" or condition.column.type in ("date", "timestamp"):
            return None  # It has no such conditions.
        name = condition.column.name
        conditions = [(name, "==", condition.low)]
        if condition.kind == "range":
            conditions = [(name, ">=", condition.low), (name, "<=", condition.high)]
        # It leaves out row groups by their statistics, and no single rows.
        found = fastparquet.ParquetFile(path).to_pandas(columns=[name], filters=[conditions])
        return sum(condition.holds(None if pandas.isna(v) else v) for v in found[name])


class DataFusion:
    def context(self, path):
        from datafusion import SessionContext

        context = SessionContext()
        context.register_parquet("t", path)
        return context

    def rows(self, path, table):
        read = self.context(path).sql("SELECT * FROM t").to_arrow_table()
        return list(zip(*[[plain(v) for v in column.to_pylist()] for column in read.columns]))

    def count(self, path, condition):
        timestamp = "arrow_cast({}, 'Timestamp(Microsecond, Some(\"UTC\"))')"
        where = condition.sql(functools.partial(sql_literal, timestamp=timestamp))
        found = self.context(path).sql(f"SELECT count(*) AS n FROM t WHERE {where}")
        return found.to_arrow_table().column(0)[0].as_py()


class ClickHouse:
    def query(self, text):
        import chdb

        answer = chdb.query(text, "JSONCompactEachRow").bytes().decode()
        return [json.loads(line) for line in answer.splitlines()]

    def rows(self, path, table):
        date, timestamp = "toInt32({})", "toUnixTimestamp64Micro({})"
        names = selected(table, '"', date, timestamp)
        # JSON has no numbers of 64 bits.
        names = [f"toString({name})" for name in names]
        # Several threads deliver row groups in whatever order they end.
        found = self.query(
            f"SELECT {', '.join(names)} FROM file('{path}', Parquet)"
            " SETTINGS max_threads = 1, input_format_parquet_preserve_order = 1"
        )
        is_text = [column.type == "string" for column in table.columns]
        return [
            tuple(v if text or v is None else int(v) for v, text in zip(row, is_text))
            for row in found
        ]

    def count(self, path, condition):
        literal = functools.partial(
            sql_literal,
            timestamp="fromUnixTimestamp64Micro(toInt64({}), 'UTC')",
            date="toDate32('{}')",
        )
        where = condition.sql(literal)
        return int(self.query(f"SELECT count() FROM file('{path}', Parquet) WHERE {where}")[0][0])


@functools.cache
def spark_session():
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    return session


class Spark:
    def rows(self, path, table):
        names = selected(table, "`", "unix_date({})", "unix_micros({})")
        read = spark_session().read.parquet(path).selectExpr(*names)
        return [tuple(row) for row in read.collect()]

    def count(self, path, condition):
        literal = functools.partial(sql_literal, timestamp="timestamp_micros({})")
        where = condition.sql(literal, quote="`")
        return spark_session().read.parquet(path).where(where).count()


QUICK = {"pyarrow": PyArrow(), "duckdb": DuckDB(), "polars": Polars()}
SLOW = {
    "fastparquet": FastParquet(),
    "datafusion": DataFusion(),
    "clickhouse": ClickHouse(),
    "spark": Spark(),
}
