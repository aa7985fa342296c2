"""What can be wrong with content, said so that an editor finds the place."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong: in which file, at which field, and what."""

    file: str
    place: str
    message: str

    def __str__(self) -> str:
        """Say it in one line: `services/visa.yaml: answer.vi is missing`."""
        return (
            f"{self.file}: {self.place} {self.message}"
            if self.place
            else f"{self.file} {self.message}"
        )


class KnowledgeError(Exception):
    """The content cannot be used; `problems` names every file and field."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems in order of file and place."""
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))
