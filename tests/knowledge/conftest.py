import pytest
import yaml


@pytest.fixture
def change(tiny_root):
    def edit_file(name, edit):
        path = tiny_root / name
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        edit(content)
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")

    return edit_file
