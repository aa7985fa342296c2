import pytest

from knowledge.languages import Language

CONTRADICTED = {
    "a date that is not in the calendar": "seoul-global-center",
    "40 projects, 48 listed": "budget-overview",
    "two totals for similar facilities": "foreign-resident-policy-participation",
    "420 million against 262 million": "talent-company-matching",
    "associate degrees in one line only": "regional-visa-pilot",
    "25, 30 or 35 hours a week": "life-part-time-work",
    "two lists of core industries": "talent-recruit-links",
    "80 a year, or each time": "thirty-days-in-seoul",
    "40 families, 42 pairs": "companion-connector",
    "212 sessions for 296 people": "cultural-diversity-education",
    "2003 to 2013 for 2023 to 2033": "labour-outlook",
    "10 troupes, 8 named": "seoul-friendship-festival",
    "September, or September and October": "metropolis-assembly",
    "a 2025 award announced in June 2026": "international-awards",
    "five languages, or more on some days": "seoul-foreign-resident-center",
    "a Sunday that was a Wednesday": "official-training-2018-schedule",
    "17 to 21 October in two nights": "training-forum-2018",
    "7 courses, 6 rows": "official-training-2018",
    "a product that does not come out": "official-training-2018-budget",
    "items that sum to 2 million less": "training-budget-history",
    "Quito in Ethiopia": "official-training-2017-results",
    "2 new courses, 3 marked": "training-demand-survey",
}

WHOM_TO_ASK = {
    Language.KO: ("120", "1345", "가족센터"),
    Language.EN: ("120", "1345", "Family Center"),
    Language.ZH: ("120", "1345", "家庭中心"),
    Language.VI: ("120", "1345", "Trung tâm Gia đình"),
    Language.MN: ("120", "1345", "гэр бүлийн төв"),
}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", CONTRADICTED.values(), ids=CONTRADICTED)
def test_what_the_documents_contradict_is_said(knowledge, name, language):
    caution = knowledge.entries[name].caution

    assert caution is not None
    assert any(whom in caution.in_language(language) for whom in WHOM_TO_ASK[language])
