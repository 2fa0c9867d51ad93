"""The judges judged: the expectation's own rules by example."""

from __future__ import annotations

import pytest

from expectation import expect, record_hash
from written_numbers import NotANumber, evidence, whole_number


@pytest.mark.parametrize(
    ("column", "values"),
    [
        (["3355758150", "3,355,758,150", "3.355.758.150", "3'355'758'150"], [3355758150] * 4),
        (["3 355 758 150", "3\u00a0355\u00a0758\u00a0150"], [3355758150] * 2),
        (["3\u202f355", "3’355"], [3355] * 2),
        (["32040216.0", "1.36E+08", " 7 "], [32040216, 136_000_000, 7]),
        (["3.355", "3.355.758"], [3355, 3355758]),
        (["3.000", "1000000.0"], [3, 1000000]),
        (["3.355"], [3355]),
        (["N/A", "-2", "Skipped", ""], [None] * 4),
    ],
)
def test_a_column_of_numbers(column, values):
    shown = evidence(column)
    assert [whole_number(cell, [shown]) for cell in column] == values


@pytest.mark.parametrize("cell", ["abc", "12.5", "1,23,456", "-5", "99999999999999999999", True])
def test_what_is_no_number(cell):
    with pytest.raises(NotANumber):
        whole_number(cell, [])


@pytest.mark.parametrize(
    ("column", "file", "value"),
    [
        (["1.234.567"], ["0.5"], 3355),
        (["7"], ["1.234.567"], 3355),
        (["0,5"], ["7"], 3355),
        (["7"], ["7"], 3355),
    ],
)
def test_a_lone_separator_is_decided_by_its_column_then_by_the_file(column, file, value):
    assert whole_number("3.355", [evidence(column), evidence(file)]) == value


@pytest.mark.parametrize("column", [["0.5"], ["1,234,567"], ["1.234.567", "0.5"]])
def test_a_lone_separator_that_does_not_group(column):
    with pytest.raises(NotANumber):
        whole_number("3.355", [evidence(column)])


def test_a_row_is_derived_and_hashed():
    expected = expect(b"id,name,t4 kills,t5 kills,deaths\n7,A,100,10,1\n8,B,,10,1\n")
    first, second = expected.rows
    assert (first["kills"], first["dkp"]) == (110, 100 * 10 + 10 * 30 + 80)
    assert (second["kills"], second["dkp"]) == (10, None)
    assert record_hash(first) == first["record_hash"] != second["record_hash"]
