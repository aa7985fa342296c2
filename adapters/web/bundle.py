"""The panel's modules as one script: on a slow line every further request is a second lost.

Each module becomes a function that returns what it exports, in an order in which what is imported
comes first. Only the plain forms are known: `import { a, b } from "./x.js";` on one line, and
`export` before a declaration.
"""

import re
from pathlib import Path
from typing import Final

_IMPORT: Final = re.compile(r'^import \{ ([\w, ]+) \} from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export ((?:async )?function\*?|const|class) (\w+)", re.MULTILINE)
_LEFT_OVER: Final = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)
_COMMENT: Final = re.compile(r"^\s*(?:/\*.*?\*/|//[^\n]*)\n", re.MULTILINE | re.DOTALL)
_INDENT: Final = re.compile(r"^\s+", re.MULTILINE)


class BundleError(ValueError):
    """A module uses a form that we do not know, or modules import one another in a circle."""


def bundle(folder: Path, main: str) -> str:
    """Return the module `main` of a folder, and all that it imports, as one script.

    Raises:
        BundleError: the modules cannot be joined.
        OSError: a module cannot be read.
    """
    written: dict[str, str] = {}
    _add(folder, main, written, ())
    return '"use strict";\n' + "\n".join(written.values())


def compact(source: str) -> str:
    """Return a script or a stylesheet without indentation, and comments that fill their lines."""
    return _INDENT.sub("", _COMMENT.sub("", source))


def _add(folder: Path, name: str, written: dict[str, str], above: tuple[str, ...]) -> None:
    if name in above:
        raise BundleError(f"{name}.js imports itself, by way of {', '.join(above)}")
    if name in written:
        return
    source = (folder / f"{name}.js").read_text(encoding="utf-8")
    for _, imported in _IMPORT.findall(source):
        _add(folder, imported, written, (*above, name))
    exported = ", ".join(found for _, found in _EXPORT.findall(source))
    body = _EXPORT.sub(r"\1 \2", _IMPORT.sub(r"const { \1 } = $\2;", source))
    if left_over := _LEFT_OVER.search(body):
        raise BundleError(f"{name}.js: {left_over.group()}")
    if any(line.count("`") % 2 for line in source.splitlines()):
        raise BundleError(f"{name}.js: a text over several lines would lose its spaces")
    body = compact(body)
    written[name] = f"const ${name} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();"
