"""The command `ieum`: parse, call, render."""

import json
import logging
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from adapters.commands import plain_errors, read_settings
from adapters.settings import Settings
from adapters.staff_commands import staff
from bot.reply import Message, Reply
from knowledge.languages import Language

if TYPE_CHECKING:
    from adapters.assemble import Ieum
    from adapters.batch import Line
    from adapters.live import Live

_LANGUAGE = click.Choice([language.value for language in Language])
_TRANSLATION = click.Choice([language.value for language in Language if language != "ko"])
_CONTENT = click.option(
    "--content",
    type=click.Path(path_type=Path),
    help="Folder of the content (IEUM_CONTENT); else the content that comes with Ieum.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ieum")
def main() -> None:
    """Answer the foreign residents of Seoul in five languages, with source and date."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    # httpx would log addresses, and with them the bot's token.
    for chatty in ("faiss", "alembic", "httpx", "httpcore"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    # Whole pages and a traceback, where Telegram is away; we say so in a line.
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)


main.add_command(staff)


@main.command()
@click.argument("text", nargs=-1, required=True)
@click.option(
    "--language", type=_LANGUAGE, help="Language of the reply; else that of the question."
)
@click.option("--district", help="District of Seoul, for example `guro`.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole reply as JSON.")
def ask(text: tuple[str, ...], language: str | None, district: str | None, as_json: bool) -> None:
    """Ask one question: ieum ask "bị chủ quỵt lương 3 tháng"."""
    message = Message(
        " ".join(text), language=Language(language) if language else None, district=district
    )
    ieum = _assemble(read_settings())
    reply = _respond(ieum, message)
    click.echo(json.dumps(reply.to_dict(), ensure_ascii=False) if as_json else _readable(reply))


@main.command()
@click.option(
    "--in", "source", type=click.File("rb"), required=True, help="Questions, one JSON a line."
)
@click.option("--out", "target", type=click.Path(path_type=Path), required=True, help="Replies.")
def answer(source: BinaryIO, target: Path) -> None:
    """Answer many questions: each line `{"id", "text"}`, optionally `language`, `district`, `now`.

    Every line is read before anything is written; the replies replace the file at the end.
    """
    from adapters.question import Question

    messages = [one.to_message() for one in _read(source, Question, "Nothing was answered.")]
    ieum = _assemble(read_settings())
    with click.progressbar(messages, label="Answering", file=sys.stderr) as bar:
        lines = [
            json.dumps(_respond(ieum, message, f"Question {number}").to_dict(), ensure_ascii=False)
            for number, message in enumerate(bar, start=1)
        ]
    with plain_errors():
        waiting = target.with_name(f"{target.name}.part")
        waiting.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        waiting.replace(target)


@main.command()
@click.argument("source", type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True, help="Print every measure and miss as JSON.")
def evaluate(source: BinaryIO, as_json: bool) -> None:
    """Measure how well questions with known answers are answered.

    Each line of SOURCE: `{"id", "lang", "style", "text", "accept", "also_fine"}`. A question with
    neither entries to accept nor any that are also fine is off-topic and has to be declined.
    """
    from adapters.evaluation import Asked, judge, report
    from adapters.report import evaluation_report

    questions = _read(source, Asked, "Nothing was measured.")
    if not questions:
        raise click.ClickException("Nothing was measured: the file holds no question.")
    ieum = _assemble(read_settings())
    with click.progressbar(questions, label="Asking", file=sys.stderr) as bar:
        measures = report(list(judge(bar, ieum.assistant)))
    click.echo(json.dumps(measures, ensure_ascii=False) if as_json else evaluation_report(measures))


@main.command()
@click.option("--host", help="Address to listen on (IEUM_HOST).")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on (IEUM_PORT).")
def serve(host: str | None, port: int | None) -> None:
    """Serve the page and the API."""
    from adapters.web.server import run

    settings = read_settings()
    chosen = {"host": host, "port": port}
    settings = settings.model_copy(update={k: v for k, v in chosen.items() if v is not None})
    with plain_errors():
        run(_live(settings), settings)


@main.command()
@click.option(
    "--drop-webhook", is_flag=True, help="Take the messages from the webhook that is set."
)
def telegram(drop_webhook: bool) -> None:
    """Answer on Telegram, asking for messages (long polling). Stop it with Ctrl-C."""
    import asyncio

    from adapters.keeping import Keeping
    from adapters.telegram_chat.polling import poll
    from bot.storage.store import Store

    settings = read_settings()
    if settings.telegram_token is None:
        raise click.ClickException(
            "There is no token. Get one from @BotFather, and set IEUM_TELEGRAM_TOKEN "
            "(docs/operating.md)."
        )
    live = _live(settings)
    with plain_errors():
        keeping = Keeping(Store(settings.database_url), settings.keep_days)
        asyncio.run(poll(live, settings, keeping, drop_webhook=drop_webhook))


@main.group()
def index() -> None:
    """Build what search looks into."""


@index.command("build")
def index_build() -> None:
    """Build the index from the content, whatever is there."""
    from adapters.assemble import rebuild
    from adapters.content.opening import with_edits

    with plain_errors():
        manifest = rebuild(with_edits(read_settings()), _progress)
    click.echo(f"{manifest.passages} passages indexed with {manifest.encoder}.")


@main.command()
@_CONTENT
@click.option("--review", is_flag=True, help="List what awaits a native speaker, by language.")
@click.option(
    "--as-of",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="List what has passed or grown old by this day (YYYY-MM-DD); else count it for today.",
)
def check(content: Path | None, review: bool, day: datetime | None) -> None:
    """Check all content: every problem at once, each with its file and field.

    Stale translations are listed, too: the Korean answer has changed since they were made.
    """
    from adapters.content.opening import with_edits
    from adapters.report import (
        content_report,
        expiry_counts,
        expiry_report,
        review_report,
        stale_report,
    )
    from bot.clock import seoul_day
    from knowledge.checks import check as check_content

    with plain_errors():
        knowledge, problems = check_content(content or with_edits(read_settings()).content)
    click.echo(content_report(knowledge))
    click.echo(stale_report(knowledge))
    if day:
        click.echo(expiry_report(knowledge, day.date()))
    else:
        click.echo(expiry_counts(knowledge, seoul_day(datetime.now(UTC))))
    if review:
        click.echo(review_report(knowledge))
    for problem in problems:
        click.echo(f"✗ {problem}", err=True)
    if problems:
        raise click.ClickException(f"{len(problems)} problem(s).")
    click.echo("No problems.")


@main.command()
@click.argument("ids", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Stamp every entry.")
@click.option("--language", type=_TRANSLATION, help="Only this translation; else all four.")
@_CONTENT
def stamp(
    ids: tuple[str, ...], everything: bool, language: str | None, content: Path | None
) -> None:
    """Say that translations fit the Korean of today: ieum stamp free-clinic-dongbu."""
    from knowledge.loader import load_knowledge
    from knowledge.staleness import TRANSLATIONS, entry_path
    from knowledge.staleness import stamp as write_stamp

    root = content or read_settings().content
    with plain_errors():
        entries = load_knowledge(root).entries
        chosen = tuple(entries) if everything else ids
        if not chosen:
            raise click.UsageError("Name the entries to stamp, or say --all.")
        if unknown := [name for name in chosen if name not in entries]:
            raise click.ClickException(f"There is no entry {', '.join(unknown)}.")
        languages = (Language(language),) if language else TRANSLATIONS
        for name in chosen:
            write_stamp(entry_path(root, entries[name]), entries[name], languages)
    click.echo(f"{len(chosen)} entries stamped.")


def _assemble(settings: Settings) -> "Ieum":
    from adapters.assemble import assemble
    from adapters.content.opening import with_edits

    with plain_errors():
        return assemble(with_edits(settings), _progress)


def _live(settings: Settings) -> "Live":
    from adapters.live import Live

    with plain_errors():
        return Live.open_for_good(settings, _progress)


def _read(source: BinaryIO, kind: "type[Line]", otherwise: str) -> "list[Line]":
    from adapters.batch import BatchError, read_lines

    try:
        return read_lines(source, kind)
    except BatchError as error:
        raise click.ClickException(f"{otherwise}\n{error}") from error


def _respond(ieum: "Ieum", message: Message, named: str = "") -> Reply:
    from bot.assistant import BadMessageError

    try:
        return ieum.assistant.respond(message)
    except BadMessageError as error:
        where = f"{named} ({message.id})" if message.id else named
        raise click.ClickException(f"{where}: {error}" if where else str(error)) from error


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\rIndexing {done}/{total} passages", nl=done == total, err=True)


def _readable(reply: Reply) -> str:
    staff = f"\n\n[직원에게 보여 주세요] {reply.show_to_staff}" if reply.show_to_staff else ""
    title = f"{reply.title}\n\n" if reply.title else ""
    return f"{title}{reply.text}{staff}"
