"""Parquet files by another hand: sound ones are described as they are, and what lies about itself
ends in an error or an answer, never in a crash, a hang or memory out of proportion."""

from __future__ import annotations

import datetime
import random
import shutil
from decimal import Decimal
from pathlib import Path

import duckdb
import polars
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from command import ROOT, Lake, finish, measure
from parquet_parts import (
    CHUNKS, COLUMN_INDEX, CREATED_BY, KEY_VALUES, META_DATA, NULL_COUNT, NULL_COUNTS, ROW_COUNT,
    ROW_GROUPS, SCHEMA, STATISTICS, ParquetParts,
)
from ranking import METRICS
from server import running
from thrift import BINARY, LIST, STRUCT, Node, int64, text

EXAMPLES = ROOT / "examples/inbox/source=rok_players"
EXAMPLE = EXAMPLES / "kingdom=51/dt=2026-01-26/Kingdom 51 (26 Jan).csv"
MIN, MAX = -(1 << 63), (1 << 63) - 1
PEAK_BYTES = 100 << 20
UNSAFE = ["\x1b", "\x07", "\x9b", "\u202e"]


@pytest.fixture(scope="module")
def curated(executable: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A curated file of the example."""
    lake = Lake(executable, tmp_path_factory.mktemp("curated") / "lake")
    lake.accept(EXAMPLE)
    return lake.curated().read_bytes()


@pytest.fixture
def apart(curated: bytes) -> ParquetParts:
    return ParquetParts(curated)


def put(lake: Lake, file: ParquetParts, **where: int) -> Path:
    """Puts a file where the curated one of a snapshot stands."""
    path = lake.curated(**where)
    path.parent.mkdir(parents=True, exist_ok=True)
    return file.write(path)


def inspect(lake: Lake, path: Path, *options: str):
    return finish([str(lake.executable), "inspect", str(path), *options])


class TestNumbersThatCannotBeTrue:
    @pytest.mark.parametrize("count", [MIN, MIN // 2, -1, 301, MAX])
    def test_nulls_of_pages(self, lake, apart, count):
        apart.forget_best_players()
        for chunk in apart.chunks():
            index = apart.index(chunk, COLUMN_INDEX)
            index[NULL_COUNTS] = Node(LIST, [int64(count)] * len(index[NULL_COUNTS].value), 6)
            apart.place(chunk, COLUMN_INDEX, index)
        put(lake, apart)
        asked = lake.run("top", "power", "--kingdom", 51)
        assert (asked.exit_code, asked.output) == (3, "")
        assert f"300 nulls, found {count}" in asked.errors
        with running(lake) as server:
            board = "/v1/kingdoms/51/leaderboards/power"
            assert server.get(board).status >= 500
            assert server.get("/v1/health").status == 200

    @pytest.mark.parametrize("count", [MIN, -1, 301, MAX])
    def test_nulls_of_chunks(self, lake, apart, count):
        for chunk in apart.chunks():
            chunk[META_DATA][STATISTICS][NULL_COUNT] = int64(count)
        path = put(lake, apart)
        inspected = inspect(lake, path)
        assert (inspected.exit_code, inspected.output) == (1, "")
        assert f"column id, row group 0: expected 0 to 300 nulls, found {count}" in inspected.errors
        for command in (["top", "power"], ["gains", "dkp"]):
            assert lake.run(*command, "--kingdom", 51).exit_code in (2, 3)
        assert lake.run("verify").exit_code == 1

    def test_a_row_group_that_is_named_often(self, lake, apart):
        group = apart.footer[ROW_GROUPS][0]
        apart.footer[ROW_GROUPS] = Node(LIST, [group] * 100)
        apart.footer[ROW_COUNT] = int64(300 * 100)
        path = put(lake, apart)
        cost = measure([str(lake.executable), "inspect", str(path)])
        assert cost["exit_code"] == 1
        assert "row group 1: expected bytes of its own" in cost["errors"]
        assert cost["peak_bytes"] < PEAK_BYTES

    def test_rows_that_take_no_bytes(self, lake, curated, tmp_path):
        """Four million equal rows in one row group that is named once."""
        schema = pq.read_schema(pa.BufferReader(curated))
        count, path = 1 << 22, lake.curated()
        few = pq.read_table(pa.BufferReader(curated)).slice(0, 1)
        columns = [pa.repeat(column[0], count) for column in few.columns]
        table = pa.Table.from_arrays(columns, schema=schema)
        path.parent.mkdir(parents=True)
        pq.write_table(table, path, row_group_size=count)
        assert path.stat().st_size < 1 << 19
        file = str(path)
        described = measure([str(lake.executable), "inspect", file])
        assert described["exit_code"] == 0
        assert f"{count} rows in 1 row group" in described["output"]
        assert described["peak_bytes"] < PEAK_BYTES
        # The text of the best players is longer in the file than the rest of it.
        apart = ParquetParts(path.read_bytes())
        apart.forget_best_players()
        apart.write(path)
        place = ["--kingdom", "51", "--lake", str(lake.folder)]
        for words in (["top", "power", "--limit", "1000"], ["gains", "power"]):
            asked = measure([str(lake.executable), *words, *place])
            assert asked["exit_code"] in (2, 3), words
            assert asked["peak_bytes"] < PEAK_BYTES, words
        assert "rows in a file of" in lake.run("top", "power", "--kingdom", 51).errors

    @pytest.mark.parametrize("seed", [1, 2])
    def test_mutants_that_are_inspected(self, lake, curated, tmp_path, seed):
        choose = random.Random(seed)
        answers = set()
        for round in range(60):
            apart = ParquetParts(curated)
            apart.mutate(choose)
            done = inspect(lake, apart.write(tmp_path / "mutant.parquet"))
            assert done.exit_code in (0, 1), f"seed {seed}, round {round}: {done.errors}"
            assert done.exit_code == 0 or "mutant.parquet" in done.errors
            answers.add(done.exit_code)
        assert answers == {0, 1}

    @pytest.mark.parametrize("seed", [4])
    def test_mutants_in_a_lake(self, lake, curated, seed):
        choose = random.Random(seed)
        kingdoms = range(100, 220)
        for kingdom in kingdoms:
            apart = ParquetParts(curated)
            apart.forget_best_players()
            earlier = lake.curated(kingdom, "2026-01-19")
            earlier.parent.mkdir(parents=True)
            earlier.write_bytes(curated)
            apart.mutate(choose)
            put(lake, apart, kingdom=kingdom)
        for kingdom in kingdoms[:20]:
            asked = lake.run("top", "power", "--kingdom", kingdom)
            assert asked.exit_code in (0, 3), f"seed {seed}, kingdom {kingdom}: {asked.errors}"
        questions = [f"leaderboards/{metric}" for metric in METRICS]
        questions += ["gains/dkp", "players?search=a"]
        statuses = set()
        with running(lake) as server:
            for kingdom in kingdoms:
                for question in questions:
                    answer = server.get(f"/v1/kingdoms/{kingdom}/{question}")
                    statuses.add(answer.status)
                    assert server.process.poll() is None, f"seed {seed}, kingdom {kingdom}"
            assert server.get("/v1/health").status == 200
            assert server.resident_bytes() < 3 * PEAK_BYTES
        assert {200, 500} >= statuses or {200, 502} >= statuses or {200, 503} >= statuses, statuses


class TestTexts:
    def hostile(self, apart: ParquetParts) -> None:
        escape = "".join(UNSAFE) + "[2J\n"
        for element in apart.footer[SCHEMA].value[1:3]:
            element[4] = text(escape + element[4].value.decode())
        pair = Node(STRUCT, {1: text(escape + "key"), 2: text("value" + escape)})
        apart.footer[KEY_VALUES].value.append(pair)
        apart.footer[CREATED_BY] = text(escape + "writer")

    @pytest.mark.parametrize("format", ["text", "json"])
    def test_described(self, lake, apart, format):
        self.hostile(apart)
        done = inspect(lake, put(lake, apart), "--format", format)
        assert done.exit_code == 0
        assert not any(unsafe in done.output for unsafe in UNSAFE[:3])
        assert format == "json" or UNSAFE[3] not in done.output
        assert "writer" in done.output and "value" in done.output

    def test_in_errors(self, lake, apart):
        self.hostile(apart)
        apart.chunks()[0][META_DATA][STATISTICS][NULL_COUNT] = int64(-1)
        path = put(lake, apart)
        commands = [
            ["top", "power", "--kingdom", 51], ["snapshots"], ["verify"], ["rebuild", "--dry-run"],
            ["gains", "power", "--kingdom", 51, "--from", "2026-01-26", "--to", "2026-01-26"],
        ]
        for done in [inspect(lake, path), *(lake.run(*command) for command in commands)]:
            shown = done.output + done.errors
            assert done.exit_code > 0 and not any(unsafe in shown for unsafe in UNSAFE), shown


class TestEmptyTables:
    SCHEMA = pa.schema([("id", pa.int64()), ("name", pa.string())])

    def check(self, lake, path):
        done = inspect(lake, path, "--format", "json")
        assert done.exit_code == 0, done.errors
        described = done.json()
        assert described["rows"] == 0
        assert [column["name"] for column in described["columns"]] == ["id", "name"]

    @pytest.mark.parametrize("metadata", [None, {b"pandas": b'{"index_columns": []}'}])
    @pytest.mark.parametrize("version", ["1.0", "2.0"])
    def test_pyarrow(self, lake, tmp_path, metadata, version):
        table = self.SCHEMA.with_metadata(metadata).empty_table()
        path = tmp_path / "empty.parquet"
        pq.write_table(table, path, data_page_version=version)
        self.check(lake, path)
        with pq.ParquetWriter(path, table.schema):
            pass
        self.check(lake, path)

    def test_polars_and_duckdb(self, lake, tmp_path):
        path = tmp_path / "empty.parquet"
        polars.DataFrame({"id": [], "name": []}).write_parquet(path)
        self.check(lake, path)
        duckdb.sql("SELECT 1 AS id, 'a' AS name WHERE false").write_parquet(str(path))
        self.check(lake, path)

    def test_a_snapshot_of_nobody(self, lake, curated):
        table = pq.read_table(pa.BufferReader(curated))
        lake.curated().parent.mkdir(parents=True)
        pq.write_table(table.slice(0, 0), lake.curated())
        apart = ParquetParts(lake.curated().read_bytes())
        apart.forget_best_players()
        put(lake, apart)
        for metric in ("power", "dkp"):
            board = lake.run("top", metric, "--kingdom", 51, "--format", "json")
            assert board.exit_code == 0, board.errors
            assert (board.json()["total_players"], board.json()["entries"]) == (0, [])


D = Decimal
UTC = datetime.timezone.utc
TYPES = {
    "small decimal": (pa.decimal128(9, 2), [D("-1.50"), D("0.04")], "decimal(9, 2)"),
    "decimal": (pa.decimal128(38, 3), [D("-1.500"), D("12345678901234567890.123")], "decimal(38, 3)"),
    "large decimal": (pa.decimal256(60, 3), [D("-91.500"), D("9" * 44 + ".123")], "decimal(60, 3)"),
    "time in ms": (pa.time32("ms"), [datetime.time(0, 0, 0, 1000), datetime.time(23, 59, 59)], "time(millis, local)"),
    "time in us": (pa.time64("us"), [datetime.time(0, 0, 0, 1), datetime.time(23, 59, 59, 999999)], "time(micros, local)"),
    "uint8": (pa.uint8(), [1, 255], "uint8"),
    "uint32": (pa.uint32(), [1, 2**32 - 1], "uint32"),
    "uint64": (pa.uint64(), [1, 2**64 - 1], "uint64"),
    "int8": (pa.int8(), [-1, 127], "int8"),
    "date": (pa.date32(), [datetime.date(1969, 12, 31), datetime.date(2026, 1, 26)], "date"),
    "local": (pa.timestamp("ms"), [datetime.datetime(1969, 12, 31, 23, 59, 59, 999000), datetime.datetime(2026, 1, 26)], "timestamp(millis, local)"),
    "instant": (pa.timestamp("us", tz="UTC"), [datetime.datetime(1960, 1, 1, 0, 0, 0, 1, UTC), datetime.datetime(2026, 1, 26, tzinfo=UTC)], "timestamp(micros)"),
}


def shown(value: object) -> str:
    """A value of pyarrow's statistics as `inspect` writes it."""
    if isinstance(value, (datetime.datetime, datetime.time)):
        instant = value.replace(tzinfo=None).isoformat()
        if "." in instant and instant.endswith("000"):
            instant = instant[:-3]
        return instant + ("Z" if value.tzinfo else "")
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


class TestLogicalTypes:
    """What the types mean, against pyarrow; two row groups, whose bounds must be compared by type."""

    def described(self, lake, path, table, **options) -> dict[str, dict]:
        pq.write_table(table, path, row_group_size=1, store_schema=False, **options)
        done = inspect(lake, path, "--format", "json")
        assert done.exit_code == 0, done.errors
        return {column["name"]: column for column in done.json()["columns"]}

    @pytest.mark.parametrize("as_integer", [False, True])
    def test_with_bounds(self, lake, tmp_path, as_integer):
        arrays = {name: pa.array(values, type) for name, (type, values, _) in TYPES.items()}
        path = tmp_path / "types.parquet"
        table = pa.table(arrays)
        columns = self.described(lake, path, table, store_decimal_as_integer=as_integer)
        metadata = pq.read_metadata(path)
        for number, (name, (_, _, type)) in enumerate(TYPES.items()):
            bounds = [
                metadata.row_group(group).column(number).statistics for group in range(2)
            ]
            least = min(bound.min for bound in bounds)
            greatest = max(bound.max for bound in bounds)
            column = columns[name]
            assert column["type"] == type, name
            assert (column["minimum"], column["maximum"]) == (shown(least), shown(greatest)), name
            assert column["nulls"] == 0

    def test_of_bytes(self, lake, tmp_path):
        columns = self.described(
            lake, tmp_path / "bytes.parquet",
            pa.table({
                "half": pa.array([-1.5, 65504.0], pa.float16()),
                "uuid": pa.array([bytes(range(16)), b"\xff" * 16], pa.uuid()),
                "json": pa.array(['{"a":1}', "{}"], pa.json_()),
                "bytes": pa.array([b"\x00\xff", b"ab"], pa.binary()),
                "fixed": pa.array([b"\x00\xff", b"ab"], pa.binary(2)),
            }),
        )
        bounds = {
            name: (column["type"], column["minimum"], column["maximum"])
            for name, column in columns.items()
        }
        assert bounds == {
            "half": ("float16", "-1.5", "65504.0"),
            "uuid": (
                "uuid", "00010203-0405-0607-0809-0a0b0c0d0e0f",
                "ffffffff-ffff-ffff-ffff-ffffffffffff",
            ),
            "json": ("json", '{"a":1}', "{}"),
            "bytes": ("bytes", "0x00ff", "ab"),
            "fixed": ("FIXED_LEN_BYTE_ARRAY(2)", "0x00ff", "ab"),
        }

    def test_nested(self, lake, tmp_path):
        decimals = pa.array([[D("-1.50")], [D("0.04")]], pa.list_(pa.decimal128(9, 2)))
        table = pa.table({"list": decimals, "struct": [{"a": 1}, {"a": None}]})
        columns = self.described(lake, tmp_path / "nested.parquet", table)
        (decimal, number) = columns.values()
        assert (decimal["type"], number["type"]) == ("decimal(9, 2), nested", "INT64, nested")
        assert (decimal["minimum"], decimal["maximum"]) == ("-1.50", "0.04")
        assert number["nulls"] == 1

    def test_nanoseconds_which_python_has_not(self, lake, tmp_path):
        columns = self.described(
            lake, tmp_path / "nanos.parquet",
            pa.table({
                "time": pa.array([1, 86_399_999_999_999], pa.time64("ns")),
                "instant": pa.array([-1, 10**18 + 1], pa.timestamp("ns", tz="UTC")),
            }),
        )
        time, instant = columns["time"], columns["instant"]
        assert (time["minimum"], time["maximum"]) == ("00:00:00.000000001", "23:59:59.999999999")
        assert instant["minimum"] == "1969-12-31T23:59:59.999999999Z"
        assert instant["maximum"] == "2001-09-09T01:46:40.000000001Z"


class TestEncryption:
    @pytest.fixture
    def encrypted(self, tmp_path):
        """Writes a table whose column `name` is encrypted."""
        encryption = pytest.importorskip("pyarrow.parquet.encryption")

        class OpenKeys(encryption.KmsClient):
            def wrap_key(self, key, _):
                return key.hex()

            def unwrap_key(self, key, _):
                return bytes.fromhex(key)

        def write(table: pa.Table, plaintext_footer: bool) -> Path:
            configuration = encryption.EncryptionConfiguration(
                footer_key="footer", column_keys={"column": ["name"]},
                plaintext_footer=plaintext_footer,
            )
            connection = encryption.KmsConnectionConfig(custom_kms_conf={})
            factory = encryption.CryptoFactory(lambda _: OpenKeys())
            properties = factory.file_encryption_properties(connection, configuration)
            path = tmp_path / "encrypted.parquet"
            pq.write_table(table, path, encryption_properties=properties)
            return path

        return write

    def test_a_column(self, lake, curated, encrypted):
        path = encrypted(pq.read_table(pa.BufferReader(curated)), True)
        done = inspect(lake, path)
        assert done.exit_code == 0, done.errors
        named = [line.split()[0] for line in done.output.splitlines() if "encrypted" in line]
        assert named == ["name"]
        lake.curated().parent.mkdir(parents=True)
        shutil.copyfile(path, lake.curated())
        asked = lake.run("top", "power", "--kingdom", 51, "--limit", 299)
        assert asked.exit_code == 3
        assert "found an encrypted column" in asked.errors

    def test_a_footer(self, lake, curated, encrypted):
        path = encrypted(pq.read_table(pa.BufferReader(curated)), False)
        done = inspect(lake, path)
        assert done.exit_code == 1
        assert "found an encrypted footer" in done.errors
