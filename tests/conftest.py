import os

import pytest
import yaml

from adapters.assemble import assemble
from adapters.settings import Settings
from index.encoder import load_encoder
from knowledge.languages import Language
from knowledge.loader import load_knowledge
from knowledge.staleness import entry_path, stamp


def localized(ko, en, zh, vi, mn):
    return {"ko": ko, "en": en, "zh": zh, "vi": vi, "mn": mn}


def in_every_language(text):
    return localized(
        f"{text} 한국어예요",
        f"{text} in English",
        f"{text} 是中文",
        f"{text} tiếng Việt",
        f"{text} монгол",
    )


DOCUMENT = {
    "id": "report-2025-04",
    "title": in_every_language("report"),
    "publisher": in_every_language("city"),
    "as_of": "2025-04",
}
SOURCES = [{"document": "report-2025-04", "section": "IV-2", "as_of": "2025-04"}]
KNOWN = {"sureness": "V", "source": "report", "as_of": "2025-04"}


def line(number, **more):
    return {
        "id": f"line-{number}",
        "name": in_every_language(f"helpline {number}"),
        "about": in_every_language("interpreters"),
        "phone": {"number": number, **KNOWN},
        "languages": {"codes": [language.value for language in Language], **KNOWN},
        "sources": SOURCES,
        **more,
    }


WAGES = {
    "id": "life-unpaid-wages",
    "kind": "life",
    "topic": "work",
    "title": in_every_language("unpaid wages"),
    "questions": localized(
        ["월급을 못 받았어요", "사장이 돈을 안 줘요", "임금 체불 신고"],
        ["my boss did not pay me", "unpaid wages", "where to report a boss"],
        ["老板不给工资", "拖欠工资怎么办", "工资没发去哪里告"],
        ["chủ không trả lương", "chu quyt luong", "nợ lương báo ai"],
        ["цалингаа авч чадаагүй", "tsalin ogohgui bna", "дарга мөнгө өгөхгүй"],
    ),
    "answer": in_every_language("ask 120 within {days} days"),
    "show_to_staff": "월급을 못 받았어요.",
    "figures": {"days": {"value": 14}},
    "lines": ["line-120"],
    "audience": ["worker"],
    "dates": {"status": "current", "as_of": "2025-04"},
    "sources": SOURCES,
}
EMERGENCY = WAGES | {
    "id": "life-medical-emergency",
    "topic": "health",
    "urgency": "emergency",
    "title": in_every_language("medical emergency"),
    "questions": localized(
        ["구급차 불러 주세요", "사람이 쓰러졌어요", "응급실 어디예요"],
        ["call an ambulance", "a friend collapsed", "emergency room"],
        ["救护车打几号", "有人晕倒了", "急诊在哪里"],
        ["gọi xe cấp cứu", "bạn tôi bất tỉnh", "phòng cấp cứu"],
        ["түргэн тусламж дуудах", "хүн ухаан алдсан", "яаралтай тасаг хаана"],
    ),
    "answer": in_every_language("call 119 now"),
    "show_to_staff": "구급차를 불러 주세요.",
    "figures": {},
    "centers": ["guro-center"],
    "lines": ["line-119", "line-1577-1366"],
}
CENTER = {
    "id": "guro-center",
    "kind": "regional",
    "service": "life-medical-emergency",
    "name": in_every_language("center"),
    "district": "guro",
    "about": in_every_language("advice"),
    "phones": [{"number": "02-123-4567", **KNOWN, "sureness": "R"}],
    "sources": SOURCES,
}
CONTENT = {
    "life/life-unpaid-wages.yaml": WAGES,
    "life/life-medical-emergency.yaml": EMERGENCY,
    "centers/guro-center.yaml": CENTER,
    "lines/line-120.yaml": line("120"),
    "lines/line-119.yaml": line("119"),
    "lines/line-1577-1366.yaml": line("1577-1366", hours={"always": True, **KNOWN}),
    "reports/report-2025-04.yaml": DOCUMENT,
    "districts.yaml": [
        {"id": "guro", "name": localized("구로구", "Guro-gu", "九老区", "quận Guro", "Гүро")}
    ],
    "glossary.yaml": [
        {"id": "arc", "name": localized("외국인등록증", "ARC", "登录证", "thẻ ARC", "үнэмлэх")},
        {"id": "visa", "name": localized("비자", "visa", "签证", "visa", "виз")},
    ],
}


@pytest.fixture(autouse=True, scope="session")
def _no_settings_from_outside(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("IEUM_")]:
            patch.delenv(name)
        patch.setitem(Settings.model_config, "env_file", None)
        yield


@pytest.fixture(scope="session")
def knowledge():
    return load_knowledge()


@pytest.fixture(scope="session")
def encoder():
    return load_encoder()


@pytest.fixture(scope="session")
def ieum(tmp_path_factory):
    return assemble(Settings(var=tmp_path_factory.mktemp("var")))


@pytest.fixture
def tiny_root(tmp_path):
    root = tmp_path / "content"
    for name, content in CONTENT.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    for entry in load_knowledge(root).entries.values():
        stamp(entry_path(root, entry), entry)
    return root
