"""Stylesheets, scripts and pictures, under an address that changes when any of them does."""

import base64
import hashlib
from pathlib import Path
from typing import Final

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from adapters.web.bundle import compact

STATIC: Final = Path(__file__).parent / "static"
_PAGE_STYLES: Final = ("ieum.css", "page.css")
_FOREVER: Final = "public, max-age=31536000, immutable"
_ASK_AGAIN: Final = "public, max-age=0, must-revalidate"


class Assets(StaticFiles):
    """The folder `static/`, served as `/static/<edition>/<name>`.

    Modules and stylesheets refer to one another by relative addresses, and so stay within one
    edition. An address of an older edition still gives today's file, but to be asked for again.
    """

    def __init__(self, folder: Path = STATIC) -> None:
        """Take the folder; its edition is worked out once, of every file in it."""
        super().__init__(directory=folder)
        digest = hashlib.sha256()
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
        self.edition = digest.hexdigest()[:12]
        self._page_styles: tuple[str, str] | None = None

    def url(self, name: str) -> str:
        """Return the address of a file, `ieum.css` or `panel/panel.js`, in this edition."""
        return f"/static/{self.edition}/{name}"

    def page_styles(self) -> tuple[str, str]:
        """Return the stylesheet of a page, and what allows it in a Content-Security-Policy.

        It stands in the page: on a slow line nothing is drawn before a file of its own has come.
        """
        if self._page_styles is None:
            folder = Path(str(self.directory))
            css = compact("".join((folder / name).read_text("utf-8") for name in _PAGE_STYLES))
            digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
            self._page_styles = (css, f"'sha256-{digest}'")
        return self._page_styles

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Serve a file, for ever if it is asked for in today's edition."""
        edition, _, name = Path(path).as_posix().partition("/")
        response = await super().get_response(name, scope)
        response.headers.update(self.headers_of(edition))
        return response

    def headers_of(self, edition: str) -> dict[str, str]:
        """Return the headers of a file that is asked for in an edition."""
        return {
            "cache-control": _FOREVER if edition == self.edition else _ASK_AGAIN,
            "cross-origin-resource-policy": "cross-origin",
        }
