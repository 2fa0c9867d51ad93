"""Builds parquet-text once for all tests."""

import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def pytest_configure(config):
    config.addinivalue_line("markers", "slow: engines that take long to start")


class ParquetText:
    def __init__(self, program):
        self.program = program

    def encode(self, table, folder) -> str:
        text = folder / f"{table.name}.txt"
        file = folder / f"{table.name}.parquet"
        text.write_text(table.text)
        limits = [str(table.rows_per_group), str(table.rows_per_page)]
        subprocess.run([self.program, "encode", text, file, *limits], check=True)
        return str(file)

    def decode(self, path, *columns) -> list[list[str]]:
        done = subprocess.run(
            [self.program, "decode", path, *columns], capture_output=True, text=True
        )
        if done.returncode != 0:
            raise RuntimeError(done.stdout)
        return [line.split("\t") for line in done.stdout.split("\n")[1:-1]]


@pytest.fixture(scope="session")
def parquet_text():
    """The program that PARQUET_TEXT names, or a debug build."""
    program = os.environ.get("PARQUET_TEXT")
    if program is None:
        options = ["--disable-default-traits", "--product", "parquet-text"]
        subprocess.run(["swift", "build", *options], cwd=ROOT, check=True, capture_output=True)
        program = ROOT / ".build/debug/parquet-text"
    return ParquetText(program)
