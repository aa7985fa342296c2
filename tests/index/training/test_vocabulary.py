import pytest

pytest.importorskip("torch", reason="needs the extra `train`")
pytest.importorskip("sentencepiece", reason="needs the extra `train`")

from index.training.corpus import Row
from index.training.lessons import write
from index.training.vocabulary import train_tokenizer
from knowledge.languages import Language

pytestmark = pytest.mark.train

SENTENCES = {
    Language.KO: "무료 진료소는 어디에 있어요",
    Language.EN: "where is the free clinic",
    Language.ZH: "签证延期在哪里办理",
    Language.VI: "khám bệnh miễn phí ở đâu",
    Language.MN: "үнэгүй эмнэлэг хаана байна",
}


@pytest.fixture(scope="module")
def tokenizer():
    return train_tokenizer(write([Row(SENTENCES)] * 20, 7, noise=False), 120, 6, 7)


def tokens_of(tokenizer, text):
    return tokenizer.encode(text, add_special_tokens=False).tokens


@pytest.mark.parametrize("language", Language)
def test_every_language_has_its_pieces(tokenizer, language):
    assert "[UNK]" not in tokens_of(tokenizer, SENTENCES[language])


def test_pieces_are_as_many_and_as_long_as_asked_for(tokenizer):
    pieces = tokenizer.get_vocab()

    assert pieces["[UNK]"] == 0
    assert len(pieces) <= 120
    assert max(len(piece) for piece in pieces if piece != "[UNK]") <= 6


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("簽證延期在哪裡辦理", "签证延期在哪里办理"),
        ("WHERE is the ｆｒｅｅ clinic", "where is the free clinic"),
        ("kha\u0301m bệnh", "khám bệnh"),
    ],
)
def test_script_variants_width_and_case_are_folded_by_the_tokenizer_itself(tokenizer, one, other):
    assert tokens_of(tokenizer, one) == tokens_of(tokenizer, other)
