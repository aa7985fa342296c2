"""What a page is about, for machines: schema.org's terms as JSON-LD.

Facts that a reader is asked to confirm are left out: the vocabulary has no word for doubt.
"""

from typing import Any, Final

from bot.reply import Reply
from knowledge.languages import Language
from knowledge.places import Center, Day, Hours
from knowledge.schema import Entry

_SCHEMA: Final = "https://schema.org"
_DAYS: Final = {
    Day.MON: "Monday",
    Day.TUE: "Tuesday",
    Day.WED: "Wednesday",
    Day.THU: "Thursday",
    Day.FRI: "Friday",
    Day.SAT: "Saturday",
    Day.SUN: "Sunday",
    Day.HOLIDAY: "PublicHolidays",
}


def faq_page(reply: Reply, entry: Entry, address: str) -> dict[str, Any]:
    """Describe an entry as a `FAQPage` with one question."""
    question = entry.questions.in_language(reply.language)[0]
    text = "\n\n".join(part for part in (reply.body, reply.caution, reply.status) if part)
    return {
        "@context": _SCHEMA,
        "@type": "FAQPage",
        "url": address,
        "name": reply.title,
        "inLanguage": reply.language.value,
        "dateModified": entry.dates.as_of,
        "mainEntity": [
            {
                "@type": "Question",
                "name": question,
                "acceptedAnswer": {"@type": "Answer", "text": text, "url": address},
            }
        ],
    }


def government_office(center: Center, language: Language, address: str) -> dict[str, Any]:
    """Describe a center as a `GovernmentOffice`, with what is sure about it."""
    office: dict[str, Any] = {
        "@context": _SCHEMA,
        "@type": "GovernmentOffice",
        "@id": address,
        "url": address,
        "name": center.name.in_language(language),
        "alternateName": center.name.ko,
        "description": center.about.in_language(language),
    }
    phones = [phone.number for phone in center.phones if not phone.must_confirm]
    if phones:
        office["telephone"] = phones
    if center.website:
        office["sameAs"] = center.website
    if center.address and not center.address.must_confirm:
        office["address"] = {
            "@type": "PostalAddress",
            "streetAddress": center.address.ko,
            "addressLocality": "Seoul",
            "addressCountry": "KR",
        }
    if center.hours and not center.hours.must_confirm:
        office["openingHoursSpecification"] = _hours(center.hours)
    if center.languages and not center.languages.must_confirm:
        office["knowsLanguage"] = list(center.languages.codes)
    return office


def _hours(hours: Hours) -> list[dict[str, Any]]:
    weekly = dict.fromkeys(_DAYS, "00:00-24:00") if hours.always else hours.weekly
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"{_SCHEMA}/{_DAYS[day]}",
            "opens": clock.partition("-")[0],
            "closes": clock.partition("-")[2].replace("24:00", "23:59"),
        }
        for day, clock in weekly.items()
    ]
