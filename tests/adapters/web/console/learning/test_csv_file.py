import csv
import io

import pytest

from adapters.web.console.learning.csv_file import csv_lines


@pytest.mark.parametrize(
    "cell",
    ["=1+2", "+82", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", '=HYPERLINK("http://x")', "  =1", "＝1"],
)
def test_no_cell_can_run(cell):
    (row,) = csv.reader(io.StringIO(csv_lines([[cell]]), newline=""))

    assert row == [f"'{cell}"]


def test_other_cells_are_as_they_were():
    row = ["цалин", 'he said "no", twice', "two\nlines", "a=b", "010-1234", None, -3, 7]

    (read,) = csv.reader(io.StringIO(csv_lines([row]), newline=""))

    assert read == [*row[:5], "", "-3", "7"]
