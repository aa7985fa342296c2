import pytest

from index.spelling import normalise
from knowledge.languages import Language
from knowledge.schema import Kind

LISTED = {
    "services": """
        business-korean companion-connector cultural-diversity-education
        cultural-diversity-instructors culture-exchange-programs dagachi-forum
        district-family-centers domestic-care-pilot dongbu-foreign-resident-center ediya-barista
        foreign-resident-policy-participation forengers free-clinic-dongbu
        global-youth-education-center honorary-citizen job-fair-2025 k-work-seoul-hall
        marriage-migrant-vocational-training medical-interpretation-corps
        multicultural-employment-hub multicultural-family-programs oasis-startup online-seoul-fair
        regional-foreign-resident-centers regional-visa-pilot safety-education-dongbu
        seoul-family-center seoul-foreign-portal seoul-foreign-resident-center seoul-global-center
        star-project student-settlement-package student-support-facility talent-company-matching
        thirty-days-in-seoul tolerance-day visiting-korean-class women-violence-services
    """,
    "life": """
        life-address-change life-arc-registration life-bank-and-phone life-divorce-and-stay
        life-domestic-violence life-drivers-licence life-health-insurance life-housing-deposit
        life-industrial-accident life-kiip life-medical-emergency life-naturalisation
        life-overstay life-part-time-work life-pension-refund life-permanent-residence
        life-scam-call life-school-enrolment life-severance-pay life-tax-settlement life-tourism
        life-unpaid-wages life-visa-extension life-workplace-change
    """,
    "districts": """
        dobong dongdaemun dongjak eunpyeong gangbuk gangdong gangnam gangseo geumcheon guro gwanak
        gwangjin jongno jung jungnang mapo nowon seocho seodaemun seongbuk seongdong songpa
        yangcheon yeongdeungpo yongsan
    """,
    "centers": """
        dongbu-foreign-resident-center eunpyeong-foreign-resident-center
        gangdong-foreign-resident-center geumcheon-foreign-resident-center
        global-youth-education-center namseoul-migrant-women-center
        seongbuk-foreign-resident-center seoul-family-center seoul-foreign-resident-center
        seoul-global-center seoul-migrant-women-center yangcheon-foreign-resident-center
    """,
    "lines": """
        line-109 line-112 line-117 line-119 line-120 line-126 line-132 line-1330 line-1345
        line-1350 line-1366 line-1577-0071 line-1577-1366 line-1588-5644 line-comwel line-koroad
        line-nhis line-nps
    """,
}
SERVICES = LISTED["services"].split()
LIFE = LISTED["life"].split()
DISTRICTS = LISTED["districts"].split()
LINES = LISTED["lines"].split()
FAMILY_CENTERS = [f"family-center-{district}" for district in DISTRICTS]
CENTERS = [*LISTED["centers"].split(), *FAMILY_CENTERS]


@pytest.mark.parametrize(
    ("listed", "count"), [(SERVICES, 38), (LIFE, 24), (CENTERS, 37), (LINES, 18), (DISTRICTS, 25)]
)
def test_the_lists_are_complete(listed, count):
    assert len(set(listed)) == len(listed) == count


@pytest.mark.parametrize(("kind", "listed"), [(Kind.SERVICE, SERVICES), (Kind.LIFE, LIFE)])
def test_every_listed_entry_is_there(knowledge, kind, listed):
    entries = {entry.id for entry in knowledge.entries.values() if entry.kind is kind}

    assert sorted(set(listed) - entries) == []


def test_every_listed_center_line_and_district_is_there(knowledge):
    assert sorted(set(CENTERS) - knowledge.centers.keys()) == []
    assert sorted(set(LINES) - knowledge.lines.keys()) == []
    assert sorted(knowledge.districts) == sorted(DISTRICTS)


@pytest.mark.parametrize("language", Language)
def test_every_entry_has_three_questions_or_more_in_every_language(knowledge, language):
    counts = {
        entry.id: len(set(entry.questions.in_language(language)))
        for entry in knowledge.entries.values()
    }

    assert {key: count for key, count in counts.items() if count < 3} == {}


@pytest.mark.parametrize("language", Language)
def test_the_glossary_has_eighty_terms_or_more_in_every_language(knowledge, language):
    names = [term.name.in_language(language).strip() for term in knowledge.glossary.values()]

    assert len(names) >= 80
    assert "" not in names


@pytest.mark.parametrize("language", Language)
def test_each_kind_of_message_that_is_declined_has_five_phrases_or_more(knowledge, language):
    counts = {
        kind.id: len(set(kind.phrases.in_language(language)))
        for kind in knowledge.off_topic.values()
    }

    assert len(counts) >= 25
    assert {key: count for key, count in counts.items() if count < 5} == {}


def test_no_phrase_that_is_declined_is_a_question_of_an_entry(knowledge):
    asked = {
        normalise(question): entry.id
        for entry in knowledge.entries.values()
        for language in Language
        for question in entry.questions.in_language(language)
    }
    declined = {
        normalise(phrase)
        for kind in knowledge.off_topic.values()
        for language in Language
        for phrase in kind.phrases.in_language(language)
    }

    assert {text: owner for text, owner in asked.items() if text in declined} == {}


@pytest.mark.parametrize("district", DISTRICTS)
def test_the_family_center_of_a_district_stands_in_it(knowledge, district):
    assert knowledge.centers[f"family-center-{district}"].district == district


def test_the_lines_to_fall_back_on_are_sure(knowledge):
    sure = {line.phone.number for line in knowledge.lines.values() if not line.phone.must_confirm}

    assert {"120", "1577-1366", "112", "119"} <= sure


def test_every_source_document_is_there(knowledge):
    assert set(knowledge.documents) >= {"report-2025-04", "plan-2018-training"}
