#!/usr/bin/env python3
"""Times an upload's way to Parquet: Standings beside polars, DuckDB, pyarrow and pandas.

    make bench
    python bench/run.py --standings .build/release/standings --runs 9

Every run is a whole process, its start included. The contenders take turns, so that whatever else
the machine does falls on all of them alike.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from upload import write_upload

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
SEED = 1
WARM_UPS = 1
BASELINE = "polars"

HEADING = """\
{rows:,} rows, {megabytes:.1f} MB of CSV to zstd Parquet; median of {runs} runs of whole processes.
standings does more than its peers: it proves every id unique, checks every number and the kill
points, hashes each row, keeps the raw upload and writes a report. Its Parquet holds nine columns
more, with a hash in each row. "x polars" is the time over that of the faster polars row."""


@dataclass
class Contender:
    """A way to turn the upload into Parquet on a number of threads, and what its runs cost."""

    name: str
    threads: int
    command: list[str]
    output: Path
    runs: list[dict] = field(default_factory=list)

    def run(self, folder: Path) -> dict:
        """Runs once in an empty folder; a failure ends the benchmark."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        measured = _measure([*_on_cores(self.threads), *self.command])
        if measured["exit_code"] != 0:
            sys.exit(f"{self.name} failed: {measured['errors'] or measured['output']}")
        measured["parquet_bytes"] = self.output.stat().st_size
        return measured

    def result(self) -> dict:
        """The figures of all runs, as one row of the table."""
        seconds = [run["seconds"] for run in self.runs]
        return {
            "name": self.name,
            "threads": self.threads,
            "seconds": median(seconds),
            "seconds_least": min(seconds),
            "seconds_most": max(seconds),
            "cpu_seconds": median(run["cpu_seconds"] for run in self.runs),
            "peak_bytes": max(run["peak_bytes"] for run in self.runs),
            "parquet_bytes": self.runs[-1]["parquet_bytes"],
        }


def main() -> None:
    """Makes the upload if it is not there yet, takes turns, and prints the table."""
    options = _options()
    upload = ROOT / ".bench" / f"players-{options.rows}-{SEED}.csv"
    if not upload.exists():
        print(f"making {upload.relative_to(ROOT)} once ...", file=sys.stderr)
        write_upload(upload, options.rows, SEED)
    folder = Path(tempfile.mkdtemp(prefix="run-", dir=upload.parent))
    try:
        contenders = _contenders(options, upload, folder / "turn")
        _take_turns(contenders, options.runs, folder / "turn")
    finally:
        shutil.rmtree(folder)
    report = {
        "rows": options.rows,
        "upload_bytes": upload.stat().st_size,
        "runs": options.runs,
        "results": _with_ratios([contender.result() for contender in contenders]),
    }
    print(json.dumps(report, indent=1) if options.json else _table(report))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--standings", type=Path, default=ROOT / ".build/release/standings")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5, help="measured runs after the warm-up")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--only", nargs="+", help="names of the contenders to run")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    return parser.parse_args()


def _contenders(options: argparse.Namespace, upload: Path, folder: Path) -> list[Contender]:
    contenders = []
    for threads in options.threads:
        contenders.append(_standings(options.standings, upload, folder, threads))
        for script in sorted((BENCH / "peers").glob("with_*.py")):
            name = script.stem.removeprefix("with_").replace("_", " ")
            output = folder / "players.parquet"
            arguments = [str(script), str(upload), str(output), str(threads)]
            contenders.append(Contender(name, threads, [sys.executable, *arguments], output))
    chosen = options.only or [contender.name for contender in contenders]
    return [contender for contender in contenders if contender.name in chosen]


def _standings(executable: Path, upload: Path, lake: Path, threads: int) -> Contender:
    place = ["--kingdom", "51", "--date", "2026-01-26", "--lake", str(lake)]
    command = [str(executable), "ingest", str(upload), *place, "--threads", str(threads)]
    curated = lake / "curated/source=rok_players/kingdom=51/dt=2026-01-26/players.parquet"
    return Contender("standings", threads, command, curated)


def _take_turns(contenders: list[Contender], runs: int, folder: Path) -> None:
    for turn in range(-WARM_UPS, runs):
        for contender in contenders:
            measured = contender.run(folder)
            if turn >= 0:
                contender.runs.append(measured)
        print(f"\rround {turn + WARM_UPS + 1} of {runs + WARM_UPS}", end="", file=sys.stderr)
    print(file=sys.stderr)


def _measure(command: list[str]) -> dict:
    measure = [sys.executable, "-S", "-E", str(BENCH / "measure.py")]
    return json.loads(subprocess.run(measure + command, check=True, capture_output=True).stdout)


def _on_cores(threads: int) -> list[str]:
    """What holds a command to as many cores as threads, where the system has a way."""
    cores = ",".join(str(core) for core in range(threads))
    return ["taskset", "-c", cores] if shutil.which("taskset") else []


def _with_ratios(results: list[dict]) -> list[dict]:
    """Adds each time as a multiple of the faster polars on as many threads."""
    for result in results:
        baseline = [
            other["seconds"]
            for other in results
            if other["name"].startswith(BASELINE) and other["threads"] == result["threads"]
        ]
        result["ratio"] = result["seconds"] / min(baseline) if baseline else None
    return results


def _table(report: dict) -> str:
    heading = HEADING.format(megabytes=report["upload_bytes"] / 1e6, **report)
    columns = f"{'threads':>7}  {'':17} {'seconds (least..most)':>24} {'CPU s':>6}"
    lines = [heading, "", f"{columns} {'peak MB':>8} {'Parquet MB':>11} {'x polars':>9}"]
    ordered = sorted(report["results"], key=lambda result: (result["threads"], result["seconds"]))
    for result in ordered:
        time = "{seconds:.3f} ({seconds_least:.3f}..{seconds_most:.3f})".format(**result)
        ratio = "" if result["ratio"] is None else f"{result['ratio']:.2f}"
        lines.append(
            f"{result['threads']:>7}  {result['name']:17} {time:>24} {result['cpu_seconds']:>6.2f}"
            f" {result['peak_bytes'] / 1e6:>8.0f} {result['parquet_bytes'] / 1e6:>11.1f} {ratio:>9}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
