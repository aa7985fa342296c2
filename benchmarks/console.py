"""Measure how soon the counselors' console answers.

    python -m benchmarks.console [PART …] [--out FILE]

Without a part, all are measured. In FILE, parts that are not measured stay as they were.
"""

import argparse
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from benchmarks import console_learning, console_lookup

PARTS: Final[Mapping[str, Callable[[], dict[str, Any]]]] = {
    "look-up": console_lookup.measure,
    "learning": console_learning.measure,
}


def main() -> None:
    """Read the command line, measure, print and write."""
    parser = argparse.ArgumentParser(prog="benchmarks.console", description=__doc__)
    parser.add_argument("part", nargs="*", help=f"what to measure: {', '.join(PARTS)}")
    parser.add_argument("--out", type=Path, help="write the result as JSON")
    arguments = parser.parse_args()
    if unknown := set(arguments.part) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    measured = {part: PARTS[part]() for part in arguments.part or PARTS}
    if arguments.out:
        before = json.loads(arguments.out.read_text("utf-8")) if arguments.out.exists() else {}
        text = json.dumps(before | measured, indent=2) + "\n"
        arguments.out.write_text(text, encoding="utf-8")
    print(json.dumps(measured, indent=2))


if __name__ == "__main__":
    main()
