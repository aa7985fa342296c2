"""`.env.example`: every setting and its default, made from the code and the compose file."""

import re
import textwrap
from pathlib import Path
from typing import Final, get_args

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from adapters.settings import Settings

ROOT: Final = Path(__file__).parent.parent
ENV_EXAMPLE: Final = ROOT / ".env.example"
COMPOSE_FILE: Final = ROOT / "docker-compose.yml"
COMPOSE: Final = {
    "COMPOSE_PROFILES": "What runs beside the pages: `telegram`, `city`, or `telegram,city`.",
    "MEMORY_LIMIT": "Most memory of `web`, and of `telegram`; each process needs about 460 MB.",
    "WEBHOOK_TOKEN_FILE": "The bot's token, for a webhook: `./secrets/telegram_token`.",
    "WEBHOOK_SECRET_FILE": "What Telegram shows at the webhook: `./secrets/telegram_secret`.",
    "DATABASE_PASSWORD_FILE": "The password for the profile `city`: `./secrets/database_password`.",
}
"""What the compose file itself reads from `.env`, and what each is for."""
_WIDTH: Final = 98
_HEAD: Final = """\
# Copy this file to `.env` and take away the `#` in front of what you change; the values shown are
# the defaults. Made from the code by `make docs`. docs/operating.md goes through it step by step.
"""
_COMPOSE_HEAD: Final = """\
# For docker compose alone, which itself sets IEUM_VAR, IEUM_HOST, IEUM_PORT and IEUM_DEMO_PORT.
"""


def env_example() -> str:
    """Return the text of `.env.example`."""
    settings = [
        _lines(f"IEUM_{name.upper()}", default_of(field), _purpose(name, field))
        for name, field in Settings.model_fields.items()
    ]
    defaults = compose_defaults()
    compose = [_lines(name, defaults.get(name, ""), text) for name, text in COMPOSE.items()]
    return "\n".join([_HEAD, *settings, _COMPOSE_HEAD, *compose])


def default_of(field: FieldInfo) -> str:
    """Return the default of a setting as it is written in the environment; empty for none."""
    default = field.default
    if isinstance(default, Path) and default.is_absolute():
        default = default.relative_to(ROOT)
    return "" if default is None or default == () else str(default)


def is_secret(field: FieldInfo) -> bool:
    """Tell whether a setting must not be shown."""
    return SecretStr in (field.annotation, *get_args(field.annotation))


def compose_defaults() -> dict[str, str]:
    """Return what the compose file reads from the environment, and with which defaults."""
    text = COMPOSE_FILE.read_text(encoding="utf-8")
    return dict(re.findall(r"\$\{(\w+):-([^}]*)\}", text))


def _purpose(name: str, field: FieldInfo) -> str:
    aside = f" Better as the file /run/secrets/ieum_{name}." if is_secret(field) else ""
    return f"{field.description}{aside}"


def _lines(name: str, default: str, purpose: str) -> str:
    comment = textwrap.fill(purpose, _WIDTH, initial_indent="# ", subsequent_indent="# ")
    return f"{comment}\n#{name}={default}\n"
