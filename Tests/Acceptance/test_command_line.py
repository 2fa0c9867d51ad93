"""The command line: exit codes, what it prints, and boards against an independent ranking."""

from __future__ import annotations

import csv
import io
import json
import signal
import subprocess

import pytest

from command import DATE, EVENT_TIME, ROOT, finish
from quick_engines import curated_rows
from expectation import expect
from ranking import METRICS, leaderboard
from uploads import FAMILIES, cells, csv_text, headers, players

COMMANDS = ["ingest", "top", "snapshots", "inspect", "serve"]
GOOD = "id,name,power,t4 kills,t5 kills,deaths\n7,Silent Otter,1,100,10,1\n8,Amber Falcon,2,5,5,5\n"
EXAMPLES = ROOT / "examples/inbox/source=rok_players"
EXAMPLE = EXAMPLES / "kingdom=51/dt=2026-01-26/Kingdom 51 (26 Jan).csv"
# Two players share the second rank, two the fourth; two have no value.
TIES = (
    "id,name,alliance,dkp,power,kills,deaths,kill points\n"
    "50,e,,40,,1,1,1\n30,c,AB,70,5,1,1,1\n20,b,AB,90,5,1,1,1\n31,d,,70,5,1,1,1\n"
    "10,a,,40,,1,1,1\n60,f,,,7,1,1,1\n61,g,,0,0,0,0,0\n62,h,,N/A,7,1,1,1\n"
)


@pytest.fixture
def ties(lake, upload):
    """A lake with one snapshot, full of ties."""
    lake.accept(upload(TIES))
    return lake


class TestUsage:
    def test_help_names_every_command(self, executable):
        helped = finish([str(executable), "--help"])
        assert helped.exit_code == 0
        assert not helped.errors
        for command in COMMANDS:
            assert command in helped.output

    @pytest.mark.parametrize("command", COMMANDS)
    def test_help_of_a_command(self, executable, command):
        helped = finish([str(executable), command, "--help"])
        assert (helped.exit_code, helped.errors) == (0, "")
        assert f"standings {command}" in helped.output

    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_completions(self, executable, shell):
        made = finish([str(executable), "--generate-completion-script", shell])
        assert made.exit_code == 0
        assert "kingdom" in made.output

    @pytest.mark.parametrize(
        "arguments",
        [
            ["conquer"],
            ["ingest"],
            ["ingest", "FILE"],
            ["ingest", "FILE", "--kingdom", "51"],
            ["ingest", "FILE", "--date", DATE],
            ["ingest", "FILE", "--kingdom", "fifty-one", "--date", DATE],
            ["ingest", "FILE", "--kingdom", "0", "--date", DATE],
            ["ingest", "FILE", "--kingdom", "51", "--date", "2026-02-30"],
            ["ingest", "FILE", "--kingdom", "51", "--date", "26.01.2026"],
            ["ingest", "FILE", "--kingdom", "51", "--date", DATE, "--event-time", "noon"],
            ["ingest", "FILE", "--kingdom", "51", "--date", DATE, "--dkp-weights", "t4:ten"],
            ["ingest", "FILE", "--kingdom", "51", "--date", DATE, "--duplicates", "maybe"],
            ["ingest", "FILE", "--kingdom", "51", "--date", DATE, "--threads", "many"],
            ["ingest", "NOWHERE", "--kingdom", "51", "--date", DATE],
            ["top", "--kingdom", "51"],
            ["top", "luck", "--kingdom", "51"],
            ["top", "dkp"],
            ["top", "dkp", "--kingdom", "51", "--limit", "0"],
            ["top", "dkp", "--kingdom", "51", "--limit", "many"],
            ["top", "dkp", "--kingdom", "51", "--date", "yesterday"],
            ["top", "dkp", "--kingdom", "51", "--format", "xml"],
            ["snapshots", "--kingdom", "-1"],
            ["inspect"],
            ["serve", "--port", "99999"],
        ],
        ids=" ".join,
    )
    def test_wrong_usage_is_2(self, lake, upload, tmp_path, arguments):
        stand_ins = {"FILE": upload(GOOD), "NOWHERE": tmp_path / "nowhere.csv"}
        words = [str(stand_ins.get(word, word)) for word in arguments]
        finished = finish([str(lake.executable), *words], cwd=tmp_path)
        assert finished.exit_code == 2, finished
        assert finished.output == ""
        assert finished.errors.strip()
        assert not (tmp_path / "lake").exists()

    @pytest.mark.parametrize(
        "arguments",
        [
            ["top", "dkp", "--kingdom", "51"],
            ["snapshots"],
            ["ingest", "FILE", "--kingdom", "51", "--date", DATE],
        ],
        ids=lambda words: words[0],
    )
    def test_a_lake_out_of_reach_is_3(self, executable, upload, tmp_path, arguments):
        file = upload(GOOD)
        words = [str(file) if word == "FILE" else word for word in arguments]
        finished = finish([str(executable), *words, "--lake", str(file / "lake")])
        assert (finished.exit_code, finished.output) == (3, "")
        assert "lake" in finished.errors

    def test_a_lake_that_is_not_there_is_not_an_empty_one(self, lake):
        assert lake.run("snapshots").exit_code == 3

    @pytest.mark.parametrize(
        "words",
        [
            ["top", "dkp", "--kingdom", "51"],
            ["top", "dkp", "--kingdom", "51", "--format", "csv"],
            ["gains", "dkp", "--kingdom", "51"],
            ["snapshots", "--format", "json"],
            ["inspect", "CURATED"],
            ["check", "FILE", "--kingdom", "51", "--date", DATE],
            ["ingest", "FILE", "--kingdom", "51", "--date", DATE],
            ["rebuild"],
            ["verify"],
            ["--help"],
            ["--version"],
            ["top", "--help"],
        ],
        ids=" ".join,
    )
    def test_a_result_that_cannot_be_written_is_4(self, lake, upload, words):
        file = upload(GOOD)
        for day in ("2026-01-25", DATE):
            lake.accept(file, date=day)
        named = {"FILE": file, "CURATED": lake.curated()}
        command = [str(lake.executable), *(str(named.get(word, word)) for word in words)]
        if words[0] not in ("inspect", "check", "--help", "--version") and words[-1] != "--help":
            command += ["--lake", str(lake.folder)]
        assert finish(command).exit_code == 0
        for stream, reason in (("/dev/full", "No space left"), ("/dev/null", None)):
            with open(stream, "w") as output:
                done = subprocess.run(
                    command, stdout=output, stderr=subprocess.PIPE, text=True, timeout=60
                )
            assert done.returncode == (4 if reason else 0), done.stderr
            if reason:
                assert f"the result could not be written: {reason}" in done.stderr

    def test_a_reader_that_has_read_enough_is_no_failure(self, lake, upload):
        rows = "".join(f"{number},Player {number},{number}\n" for number in range(1, 50_000))
        lake.accept(upload(f"id,name,dkp\n{rows}"))
        board = ["top", "dkp", "--kingdom", "51", "--limit", "49999"]
        command = [str(lake.executable), *board, "--lake", str(lake.folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            process.stdout.readline()
            process.stdout.close()
            errors = process.stderr.read()
            # Ended by the signal that tells of it, as by every program of a pipe, or by itself.
            assert process.wait() in (0, -signal.SIGPIPE)
        assert errors == b""


class TestIngest:
    def test_json_shape(self, lake, upload):
        printed = lake.accept(upload("id,name,power,luck\n7,a,1,9\n,Total,1,9\n8,b,x,9\n"))
        assert printed["status"] == "accepted"
        assert printed["file"].endswith("players.csv")
        rows = {"total": 3, "accepted": 2, "refused": 1, "suspicious": 0}
        assert printed["rows"] == {**printed["rows"], **rows}
        assert printed["columns"]["ignored"] == ["luck"]
        matched = [(each["header"], each["column"]) for each in printed["columns"]["matched"]]
        assert matched == [("id", "id"), ("name", "name"), ("power", "power")]
        for problem in printed["problems"]:
            assert problem.keys() >= {"row", "column", "found", "expected", "code"}
        assert [p["row"] for p in printed["problems"]] == [3, 4]

    def test_text_agrees_with_json(self, lake, upload):
        told = lake.run("ingest", upload(GOOD), "--kingdom", 51, "--date", DATE)
        assert told.exit_code == 0
        assert "players.csv" in told.output
        assert "\x1b" not in told.output + told.errors

    def test_several_files_and_one_of_them_bad(self, lake, upload):
        good = upload(GOOD, "good.csv")
        bad = upload("id,name\n7,a\n7,b\n", "bad.csv")
        finished = lake.ingest(bad, good)
        assert finished.exit_code == 1
        statuses = [each["status"] for each in finished.json_lines()]
        assert statuses == ["refused", "accepted"]
        assert lake.curated().exists()

    def test_of_several_good_files_the_last_one_stays(self, lake, upload):
        files = [upload(f"id,name,power\n7,a,{n}\n", f"{n}.csv") for n in range(6)]
        assert lake.ingest(*files).exit_code == 0
        assert [row["power"] for row in curated_rows(lake.curated())] == [5]

    def test_the_upload_itself_is_left_alone(self, lake, upload):
        file = upload(GOOD)
        lake.accept(file)
        assert file.read_text() == GOOD

    def test_dkp_weights(self, lake, upload):
        file = upload(GOOD)
        finished = lake.ingest(file, options=("--dkp-weights", "t4:4,t5:10,deaths:15"))
        assert finished.exit_code == 0
        weights = {"t4_kills": 4, "t5_kills": 10, "deaths": 15}
        expected = [row["dkp"] for row in expect(file.read_bytes(), weights).rows]
        assert [row["dkp"] for row in curated_rows(lake.curated())] == expected == [515, 145]

    def test_a_kingdom_may_have_only_its_number_to_begin_with(self, lake, upload):
        lake.accept(upload(GOOD), kingdom=3999)
        assert lake.curated(kingdom=3999).exists()


class TestTop:
    @pytest.mark.parametrize("metric", METRICS)
    def test_board_of_an_example(self, lake, metric):
        lake.accept(EXAMPLE)
        rows = expect(EXAMPLE.read_bytes()).rows
        board = lake.run("top", metric, "--kingdom", 51, "--format", "json")
        assert board.exit_code == 0
        assert board.json() == leaderboard(rows, metric, 51, DATE)

    @pytest.mark.parametrize("metric", METRICS)
    @pytest.mark.parametrize("limit", [1, 2, 3, 5, 100])
    def test_ties_share_a_rank_and_nulls_have_none(self, ties, metric, limit):
        board = ties.run("top", metric, "--kingdom", 51, "--limit", limit, "--format", "json")
        assert board.json() == leaderboard(expect(TIES.encode()).rows, metric, 51, DATE, limit)

    def test_ranks_by_example(self, ties):
        board = ties.run("top", "dkp", "--kingdom", 51, "--format", "json").json()
        ranks = [(entry["rank"], entry["id"]) for entry in board["entries"]]
        assert ranks == [(1, 20), (2, 30), (2, 31), (4, 10), (4, 50), (6, 61)]

    def test_large_board(self, lake, upload):
        family = FAMILIES["script of scores"]
        file = upload(csv_text(headers(family), cells(family, players(count=3_000))))
        lake.accept(file)
        board = lake.run("top", "dkp", "--kingdom", 51, "--limit", 3_000, "--format", "json")
        assert board.json() == leaderboard(expect(file.read_bytes()).rows, "dkp", 51, DATE, 3_000)

    def test_csv_is_the_same_board_with_formulas_made_harmless(self, lake, upload):
        lake.accept(upload('id,name,alliance,power\n7,=1+1,@ROK,5\n8,"a, ""b""",<AB>,4\n'))
        board = lake.run("top", "power", "--kingdom", 51, "--format", "csv")
        rows = list(csv.reader(io.StringIO(board.output)))
        assert rows[0] == ["rank", "id", "name", "alliance", "power"]
        assert rows[1:] == [["1", "7", "'=1+1", "'@ROK", "5"], ["2", "8", 'a, "b"', "<AB>", "4"]]

    def test_table_is_for_people(self, ties):
        board = ties.run("top", "dkp", "--kingdom", 51)
        assert board.exit_code == 0
        first, *lines = board.output.splitlines()
        assert "51" in first and DATE in first
        assert [line.split()[0] for line in lines if line.split()[0].isdigit()] == list("122446")

    def test_a_name_cannot_command_the_terminal(self, lake, upload):
        lake.accept(upload("id,name,power\n7,a\x1b[31mred\x07\u202e,5\n"))
        board = lake.run("top", "power", "--kingdom", 51)
        assert "\x1b" not in board.output and "\x07" not in board.output

    def test_date_is_the_latest_unless_told(self, lake, upload):
        for date, power in (("2026-01-19", 1), ("2026-01-26", 2), ("2026-01-12", 3)):
            lake.accept(upload(f"id,name,power\n7,a,{power}\n"), date=date)

        def value(*options: str) -> int:
            board = lake.run("top", "power", "--kingdom", 51, "--format", "json", *options)
            return board.json()["entries"][0]["value"]

        assert value() == value("--date", "latest") == 2
        assert value("--date", "2026-01-12") == 3

    @pytest.mark.parametrize(
        "where", [["--kingdom", 52], ["--kingdom", 51, "--date", "2026-02-02"]]
    )
    def test_what_is_not_there_is_said(self, ties, where):
        missing = ties.run("top", "dkp", *where)
        assert (missing.exit_code, missing.output) == (2, "")
        assert "no snapshot" in missing.errors


class TestSnapshots:
    @pytest.fixture
    def listed(self, lake, upload):
        for kingdom, date in ((51, "2026-01-19"), (51, "2026-01-26"), (1960, "2026-01-26")):
            lake.accept(upload(GOOD), kingdom=kingdom, date=date)
        return lake

    def test_json(self, listed):
        snapshots = listed.run("snapshots", "--format", "json").json()["snapshots"]
        places = [(each["kingdom"], each["date"]) for each in snapshots]
        assert sorted(places) == [(51, "2026-01-19"), (51, "2026-01-26"), (1960, "2026-01-26")]
        for snapshot in snapshots:
            assert snapshot["total_players"] == 2
            assert snapshot["uploaded_at"].startswith(EVENT_TIME[:19])
            assert snapshot["run_id"]

    def test_of_one_kingdom(self, listed):
        snapshots = listed.run("snapshots", "--kingdom", 51, "--format", "json").json()
        dates = [each["date"] for each in snapshots["snapshots"]]
        assert dates == ["2026-01-26", "2026-01-19"]

    def test_table(self, listed):
        table = listed.run("snapshots")
        assert table.exit_code == 0
        assert table.output.count("2026-01-26") >= 2


class TestInspect:
    def test_json(self, lake):
        lake.accept(EXAMPLE)
        command = [str(lake.executable), "inspect", str(lake.curated())]
        inspected = finish([*command, "--format", "json"])
        assert inspected.exit_code == 0
        description = inspected.json()
        assert description["rows"] == 300
        columns = [column["name"] for column in description["columns"]]
        assert columns == list(curated_rows(lake.curated())[0])

    def test_text(self, lake):
        lake.accept(EXAMPLE)
        inspected = finish([str(lake.executable), "inspect", str(lake.curated())])
        assert inspected.exit_code == 0
        assert "record_hash" in inspected.output

    @pytest.mark.parametrize(
        "content",
        [b"", b"PAR1", b"PAR1" + bytes(64) + b"PAR1", b"id,name\n"],
        ids=["empty", "four bytes", "no footer", "CSV"],
    )
    def test_what_is_no_parquet_is_refused(self, executable, upload, content):
        inspected = finish([str(executable), "inspect", str(upload(content, "a.parquet"))])
        assert (inspected.exit_code, inspected.output) == (1, "")
        assert "a.parquet" in inspected.errors

    def test_a_cut_file_is_refused(self, lake, upload):
        lake.accept(EXAMPLE)
        whole = lake.curated().read_bytes()
        cut = upload(whole[: len(whole) // 2], "cut.parquet")
        assert finish([str(lake.executable), "inspect", str(cut)]).exit_code == 1


def test_scripts_find_each_result_on_one_line(lake, upload):
    lines = lake.ingest(upload(GOOD, "a.csv"), upload(GOOD, "b.csv")).output.splitlines()
    assert [json.loads(line)["status"] for line in lines] == ["accepted", "accepted"]
