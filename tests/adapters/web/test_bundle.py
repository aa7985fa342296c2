import shutil
import subprocess

import pytest

from adapters.web.assets import STATIC
from adapters.web.bundle import BundleError, bundle

MODULES = {
    "main": (
        'import { double, Counter } from "./sums.js";\n'
        'import { name } from "./names.js";\n'
        "const secret = 3; // of its own\n"
        "console.log(name, double(secret), new Counter().next());\n"
    ),
    "sums": (
        "/* A comment\n   of two lines. */\n"
        'import { name } from "./names.js";\n'
        "const secret = 7;\n"
        "export const double = (n) => 2 * n;\n"
        "export class Counter {\n  next() {\n    return `${name}  ${secret}`;\n  }\n}\n"
        "export async function later() {}\n"
    ),
    "names": 'export const name = "Ieum";\n',
}
node = pytest.mark.skipif(shutil.which("node") is None, reason="there is no node")


@pytest.fixture
def folder(tmp_path):
    for name, source in MODULES.items():
        (tmp_path / f"{name}.js").write_text(source, encoding="utf-8")
    return tmp_path


def run(script, *options):
    command = ["node", *options, "-"]
    return subprocess.run(command, input=script, capture_output=True, text=True, check=True).stdout


@node
def test_modules_do_together_what_they_do_apart(folder):
    assert run(bundle(folder, "main")) == "Ieum 6 Ieum  7\n"


def test_each_module_stands_once_and_after_what_it_imports(folder):
    script = bundle(folder, "main")

    places = [script.index(f"const ${name} =") for name in ("names", "sums", "main")]
    assert places == sorted(places)
    assert script.count("const $names =") == 1
    assert "comment" not in script
    assert "import" not in script


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("main", 'import all from "./names.js";\n'),
        ("main", 'import {\n  name,\n} from "./names.js";\n'),
        ("main", "export default 7;\n"),
        ("main", "const text = `one\n  two`;\n"),
        ("names", 'import { double } from "./sums.js";\nexport const name = double(1);\n'),
    ],
)
def test_a_form_that_is_not_known_or_a_circle_is_an_error(name, source, folder):
    (folder / f"{name}.js").write_text(source, encoding="utf-8")

    with pytest.raises(BundleError, match=f"{name}.js|sums.js"):
        bundle(folder, "main")


def test_a_module_that_is_not_there_is_an_error(folder):
    (folder / "names.js").unlink()

    with pytest.raises(FileNotFoundError):
        bundle(folder, "main")


@node
def test_the_panels_script_is_one_that_runs():
    run(bundle(STATIC / "panel", "panel"), "--check")
