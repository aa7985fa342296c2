"""Whether a person can take part, judged by the rules an entry has from its sources.

Nothing is promised: a verdict says what the source says, and who decides.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from bot.dates import Phase, phase
from bot.messages import in_a_row, mark, say
from bot.person import Person
from knowledge.base import Localized
from knowledge.eligibility import IMMIGRATION_LINE, Role, Visas, Whose
from knowledge.figures import fill
from knowledge.languages import Language
from knowledge.schema import Entry


class Answer(StrEnum):
    """The plain answer to "can I?"."""

    YES = "yes"
    NO = "no"
    DEPENDS = "depends"


class Reason(StrEnum):
    """What in the rules the answer rests on."""

    NAMED = "named"
    ON_TERMS = "on-terms"
    EXCLUDED = "excluded"
    NOT_NAMED = "not-named"
    SOME_KINDS = "some-kinds"
    NOTHING_SAID = "nothing-said"
    EVERYONE = "everyone"
    NO_VISA_RULE = "no-visa-rule"
    AGE_WITHIN = "age-within"
    AGE_OUTSIDE = "age-outside"
    AGE_UNKNOWN = "age-unknown"


_ANSWERS: Final = {
    Reason.NAMED: Answer.YES,
    Reason.EVERYONE: Answer.YES,
    Reason.AGE_WITHIN: Answer.YES,
    Reason.EXCLUDED: Answer.NO,
    Reason.NOT_NAMED: Answer.NO,
    Reason.AGE_OUTSIDE: Answer.NO,
}
"""Every other reason leaves it open."""


@dataclass(frozen=True)
class Finding:
    """What the rules say of one thing a person named: a visa (`E-9`), or an age in years (`5`).

    `terms` is what else the source asks of this visa; `years` are the ages the entry is for.
    """

    subject: str
    reason: Reason
    decided_by: str
    terms: tuple[Localized, ...] = ()
    years: tuple[int, int] | None = None

    @property
    def answer(self) -> Answer:
        """The plain answer."""
        return _ANSWERS.get(self.reason, Answer.DEPENDS)


@dataclass(frozen=True)
class Verdict:
    """What the rules of an entry say of a person, visas first; `runs` is whether it runs today."""

    findings: tuple[Finding, ...]
    runs: bool
    about: Localized | None = None

    @property
    def answer(self) -> Answer:
        """The one answer of all findings; where they differ, it depends."""
        answers = {finding.answer for finding in self.findings}
        return answers.pop() if len(answers) == 1 else Answer.DEPENDS


def judge(entry: Entry, person: Person, today: date) -> Verdict | None:
    """Judge a person by an entry's rules; None where they name nothing the rules speak of."""
    findings = (*_of_visas(entry, person), *_of_ages(entry, person))
    if not findings:
        return None
    return Verdict(findings, phase(entry.dates, today) is Phase.RUNNING, entry.who.about)


def visa_finding(entry: Entry, visa: str) -> Finding | None:
    """Return what the rules of an entry say of a visa, `E-9`; None where they say nothing."""
    return next(_of_visas(entry, Person((visa,))), None)


def _of_visas(entry: Entry, person: Person) -> Iterator[Finding]:
    visas, who = entry.visas, entry.who
    for code in person.visas:
        if visas.allowed or visas.excluded:
            reason = _by_codes(code, visas)
            terms = tuple(term.text for term in visas.terms if _any_meets(term.visas, code))
            if reason is Reason.NAMED and terms:
                reason = Reason.ON_TERMS
            yield Finding(code, reason, visas.decided_by, terms)
        elif who.decided_by and (who.everyone or who.about):
            reason = Reason.EVERYONE if who.everyone else Reason.NO_VISA_RULE
            yield Finding(code, reason, who.decided_by)


def _by_codes(code: str, visas: Visas) -> Reason:
    """Compare a code with those of a rule; what is ruled out beats what is let in."""
    if _covers(visas.excluded, code):
        return Reason.EXCLUDED
    has_excluded_kinds = _any_meets(visas.excluded, code)
    if _covers(visas.allowed, code):
        return Reason.SOME_KINDS if has_excluded_kinds else Reason.NAMED
    if has_excluded_kinds or _any_meets(visas.allowed, code):
        return Reason.SOME_KINDS
    return Reason.NOT_NAMED if visas.only else Reason.NOTHING_SAID


def _covers(rules: Iterable[str], code: str) -> bool:
    """Tell whether a rule speaks of a code or of all its kind (`D-2` of `D-2-1`)."""
    return any(code == rule or code.startswith(f"{rule}-") for rule in rules)


def _any_meets(rules: Iterable[str], code: str) -> bool:
    """Tell whether a rule speaks of a code, of all its kind, or of some kind of it."""
    return any(_covers([rule], code) or _covers([code], rule) for rule in rules)


def _of_ages(entry: Entry, person: Person) -> Iterator[Finding]:
    own = () if person.age is None else (person.age,)
    for rule in entry.who.ages:
        named = person.children if rule.of is Whose.CHILD else own
        if not named or not entry.who.decided_by:
            continue
        if rule.years is None:
            yield Finding(str(named[0]), Reason.AGE_UNKNOWN, entry.who.decided_by)
            continue
        youngest, oldest = (int(entry.figures[name].value) for name in rule.years)
        # One child of the right age is enough for a family.
        within = [age for age in named if youngest <= age <= oldest]
        reason = Reason.AGE_WITHIN if within else Reason.AGE_OUTSIDE
        subject = str((within or named)[0])
        yield Finding(subject, reason, entry.who.decided_by, years=(youngest, oldest))


_LEADS: Final = {
    Reason.NAMED: mark("Yes, {visa} is among the visas this is for."),
    Reason.ON_TERMS: mark("It depends: for {visa} there is a condition."),
    Reason.EXCLUDED: mark("No, with {visa} you cannot take part in this programme."),
    Reason.NOT_NAMED: mark("No, with {visa} you cannot take part in this programme."),
    Reason.SOME_KINDS: mark("It depends on the exact kind of {visa}."),
    Reason.NOTHING_SAID: mark("It depends: the source does not say whether {visa} counts."),
    Reason.EVERYONE: mark("Yes, also with {visa}: the kind of visa does not matter here."),
    Reason.NO_VISA_RULE: mark("It depends: our source has no rule for {visa}."),
    Reason.AGE_WITHIN: mark("Yes, the age of {age} fits: this is for ages {youngest} to {oldest}."),
    Reason.AGE_OUTSIDE: mark(
        "No, the age of {age} does not fit: this is for ages {youngest} to {oldest}."
    ),
    Reason.AGE_UNKNOWN: mark(
        "It depends: our source gives no ages, so we cannot say whether {age} fits."
    ),
}
_LEADS_IN_DOUBT: Final = _LEADS | {
    Reason.NAMED: mark("By the source, yes: it names {visa}."),
    Reason.AGE_WITHIN: mark(
        "By the source, yes: the age of {age} fits, as this is for ages {youngest} to {oldest}."
    ),
}
"""For what may not run today: what the source says, and not that one can go."""
_CANNOT_WORK: Final = mark("No, with {visa} you cannot work in this programme.")
_OF_AGES: Final = frozenset({Reason.AGE_WITHIN, Reason.AGE_OUTSIDE, Reason.AGE_UNKNOWN})
_OF_NO_LIST: Final = _OF_AGES | {Reason.EVERYONE, Reason.NO_VISA_RULE}


def say_verdict(verdict: Verdict, entry: Entry, language: Language) -> str:
    """Say a verdict: the plain answer first, then what the source says, then who decides."""
    told = [in_a_row(_told(one, verdict, entry, language), language) for one in verdict.findings]
    if len({finding.answer for finding in verdict.findings}) > 1:
        told.insert(0, say(language, "It depends. Here is the answer for each:"))
    rest = [*_rules(verdict, entry, language), *_deciders(verdict, language)]
    return "\n".join([*told, in_a_row(rest, language)])


def _told(finding: Finding, verdict: Verdict, entry: Entry, language: Language) -> Iterator[str]:
    lead = (_LEADS if verdict.runs else _LEADS_IN_DOUBT)[finding.reason]
    if finding.reason in _OF_AGES:
        youngest, oldest = finding.years or ("", "")
        values = {"age": finding.subject, "youngest": str(youngest), "oldest": str(oldest)}
        yield say(language, lead, **values)
    else:
        if finding.answer is Answer.NO and entry.visas.role is Role.WORK:
            lead = _CANNOT_WORK
        yield say(language, lead, visa=finding.subject)
    if finding.answer is not Answer.NO and not verdict.runs:
        yield say(language, "But please check below whether this runs now.")
    for term in finding.terms:
        yield fill(term.in_language(language), entry.figures, language)


def _rules(verdict: Verdict, entry: Entry, language: Language) -> Iterator[str]:
    if any(finding.reason not in _OF_NO_LIST for finding in verdict.findings):
        comma = "、" if language is Language.ZH else ", "
        if entry.visas.allowed:
            names = comma.join(entry.visas.allowed)
            yield say(language, "The source names these visas: {visas}.", visas=names)
        if entry.visas.excluded:
            names = comma.join(entry.visas.excluded)
            yield say(language, "It rules out these: {visas}.", visas=names)
    if verdict.about:
        yield fill(verdict.about.in_language(language), entry.figures, language)


def _deciders(verdict: Verdict, language: Language) -> Iterator[str]:
    """Name who decides; immigration alone, where it does, and else also for the visa itself."""
    if any(finding.decided_by == IMMIGRATION_LINE for finding in verdict.findings):
        yield say(language, "Immigration decides: please ask 1345. Ieum cannot promise the result.")
        return
    if any(finding.reason is not Reason.EVERYONE for finding in verdict.findings):
        yield say(
            language,
            "The place in charge decides: please ask the contacts below. "
            "Ieum cannot promise the result.",
        )
    if any(finding.reason not in _OF_AGES for finding in verdict.findings):
        yield say(language, "About your visa itself, ask 1345.")
