"""What a browser may do with our pages: the Content-Security-Policy of each kind."""

from collections.abc import Iterable


def content_policy(styles: str = "'self'") -> str:
    """Return the policy of a page: no scripts, no frames, nothing from elsewhere."""
    return (
        f"default-src 'none'; style-src {styles}; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def panel_policy(ancestors: Iterable[str]) -> str:
    """Return the policy of the widget's panel, which the websites `ancestors` may show."""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; "
        f"frame-ancestors {' '.join(ancestors) or chr(39) + 'none' + chr(39)}"
    )


def console_policy() -> str:
    """Return the policy of the console: its own scripts and styles, and nobody may frame it."""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
