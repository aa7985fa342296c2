"""Where help is: the pages of the centers and of the helplines."""

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response

from adapters.web.pages.caching import cached
from adapters.web.pages.entries import path_of
from adapters.web.pages.structured import government_office
from adapters.web.pages.view import base_of, render
from adapters.web.parts import ieum_of
from bot.clock import now_in_seoul
from bot.contacts import Directory, When, language_name
from bot.messages import mark, say
from bot.reply import Contact
from knowledge.languages import Language
from knowledge.loader import Knowledge
from knowledge.places import EMERGENCY_LINES, Center, CenterKind

_NOW: Final = "now"
_CITY_WIDE: Final = (CenterKind.GLOBAL, CenterKind.HUB, CenterKind.FAMILY_HUB, CenterKind.WOMEN)

centers = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class Wanted:
    """What a reader looks for: a district, a language that is spoken, and whether it is open."""

    district: str = ""
    speaks: str = ""
    open_now: bool = False

    def fits(self, center: Center, contact: Contact) -> bool:
        """Tell whether a center is one that was looked for."""
        codes = center.languages.codes if center.languages else ()
        return (
            self.district in {"", center.district}
            and (not self.speaks or self.speaks in codes)
            and (not self.open_now or contact.is_open is True)
        )


@centers.api_route("/{lang:language}/centers", methods=["GET", "HEAD"])
def centers_page(
    request: Request,
    lang: Language,
    district: str = "",
    speaks: str = "",
    opened: Annotated[str, Query(alias="open")] = "",
) -> Response:
    """List the centers, those that fit what the reader looks for."""
    knowledge = ieum_of(request).knowledge
    known = district in {"", *knowledge.districts} and speaks in {"", *_spoken(knowledge)}
    if not known or opened not in {"", _NOW}:
        wanted, error = (
            Wanted(),
            say(lang, mark("We cannot search by this choice. Here are all the centers.")),
        )
        return _list(request, lang, wanted, error)
    wanted = Wanted(district, speaks, opened == _NOW)
    return cached(request, lambda: _list(request, lang, wanted), district, speaks, opened)


@centers.api_route("/{lang:language}/centers/{name}", methods=["GET", "HEAD"])
def center_page(request: Request, lang: Language, name: str) -> Response:
    """Show one center: how to reach it, what it does, where that is known from."""
    center = ieum_of(request).knowledge.centers.get(name)
    if center is None:
        raise HTTPException(404)
    return cached(request, lambda: _show(request, lang, center))


@centers.api_route("/{lang:language}/help", methods=["GET", "HEAD"])
def help_page(request: Request, lang: Language) -> Response:
    """List the helplines, those for danger first."""
    return cached(request, lambda: _help(request, lang))


def _list(request: Request, language: Language, wanted: Wanted, error: str = "") -> Response:
    knowledge = ieum_of(request).knowledge
    directory, when = Directory(knowledge), When(now_in_seoul())
    found = [
        (center, contact)
        for center in sorted(knowledge.centers.values(), key=_city_wide_first)
        if wanted.fits(center, contact := directory.center(center, language, when))
    ]
    names = {name: one.name.in_language(language) for name, one in knowledge.districts.items()}
    return render(
        request,
        "centers.html",
        language,
        status=422 if error else 200,
        place="centers",
        wanted=wanted,
        found=found,
        error=error,
        districts=dict(sorted(names.items(), key=lambda item: item[1])),
        spoken={code: language_name(code, language) for code in _spoken(knowledge)},
    )


def _show(request: Request, language: Language, center: Center) -> Response:
    knowledge = ieum_of(request).knowledge
    when, place = When(now_in_seoul()), f"centers/{center.id}"
    what = [entry for entry in knowledge.entries.values() if center.id in entry.centers]
    main = knowledge.entries.get(center.service)
    fallback = [knowledge.lines[name] for name in center.fallback_lines]
    directory = Directory(knowledge)
    return render(
        request,
        "center.html",
        language,
        place=place,
        center=center,
        contact=directory.center(center, language, when),
        fallback=directory.contacts(fallback, language, when),
        district=knowledge.districts[center.district].name.in_language(language),
        entries=[*([main] if main else []), *(entry for entry in what if entry is not main)],
        path_of=path_of,
        structured=government_office(center, language, f"{base_of(request)}/{language}/{place}"),
    )


def _help(request: Request, language: Language) -> Response:
    knowledge = ieum_of(request).knowledge
    when = When(now_in_seoul())
    lines = list(knowledge.lines.values())
    danger = [line for line in lines if line.id in EMERGENCY_LINES]
    always = [line for line in lines if line.hours and line.hours.always and line not in danger]
    others = [line for line in lines if line not in danger and line not in always]
    directory = Directory(knowledge)
    return render(
        request,
        "help.html",
        language,
        place="help",
        danger=directory.contacts(danger, language, when),
        always=directory.contacts(always, language, when),
        others=directory.contacts(others, language, when),
    )


def _city_wide_first(center: Center) -> tuple[bool, str]:
    return center.kind not in _CITY_WIDE, center.id


def _spoken(knowledge: Knowledge) -> list[str]:
    """Return the codes of the languages that some center speaks, ours first."""
    spoken = {
        code
        for center in knowledge.centers.values()
        if center.languages
        for code in center.languages.codes
    }
    ours = [language.value for language in Language if language.value in spoken]
    return ours + sorted(spoken - set(ours))
