"""Which language a request is read in: the one in its address, else what the browser prefers."""

from typing import Final

from babel import negotiate_locale
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import HTTPConnection

from knowledge.languages import Language

_LONGEST_HEADER: Final = 500


class LanguageConvertor(Convertor[Language]):
    """Lets a path begin with one of our languages, `/{lang:language}/`, and with no other."""

    regex = "|".join(language.value for language in Language)

    def convert(self, value: str) -> Language:
        """Read the language from the path."""
        return Language(value)

    def to_string(self, value: Language) -> str:
        """Write the language into a path."""
        return value.value


register_url_convertor("language", LanguageConvertor())


def language_of(request: HTTPConnection) -> Language:
    """Return the language of a request: by its path, by `lang`, or as the browser prefers."""
    first = request.url.path.lstrip("/").partition("/")[0]
    for code in (first, request.query_params.get("lang", "")):
        if code in set(Language):
            return Language(code)
    return preferred(request)


def preferred(request: HTTPConnection) -> Language:
    """Negotiate with the browser; the default where it wants none of ours."""
    wanted = {}
    for part in request.headers.get("accept-language", "")[:_LONGEST_HEADER].split(","):
        tag, _, quality = part.replace(" ", "").partition(";q=")
        try:
            wanted[tag] = float(quality or 1)
        except ValueError:
            continue
    best_first = sorted((tag for tag in wanted if wanted[tag] > 0), key=lambda tag: -wanted[tag])
    found = negotiate_locale(best_first, [lang.value for lang in Language], sep="-")
    default: Language = request.app.state.settings.default_language
    return Language(found) if found else default
