import pytest
import yaml

ANSWER = {
    "ko": "{days}일 안에 120 번에 물어보세요.",
    "en": "Ask 120 within {days} days.",
    "zh": "请在 {days} 天内询问 120 热线。",
    "vi": "Hãy hỏi 120 trong {days} ngày.",
    "mn": "Та {days} хоногийн дотор 120 руу залгаарай.",
}


WEATHER = {"id": "weather", "phrases": {"en": ["will it rain", "how hot is it"], "vi": ["mai mưa"]}}


@pytest.fixture
def off_topic(tiny_root):
    path = tiny_root / "off_topic.yaml"
    path.write_text(yaml.safe_dump([WEATHER], allow_unicode=True), encoding="utf-8")
    return path


@pytest.fixture
def change(tiny_root):
    def edit_file(name, edit):
        path = tiny_root / name
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        edit(content)
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")

    edit_file("life/life-unpaid-wages.yaml", lambda entry: entry.update(answer=ANSWER))
    return edit_file


@pytest.fixture
def add_to_all():
    def edit_texts(texts, end):
        texts.update({language: text + end for language, text in texts.items()})

    return edit_texts
