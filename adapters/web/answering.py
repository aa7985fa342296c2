"""A question on its way through the server: danger at once, the others in their turn."""

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from adapters.web.hearing import heard_in, is_emergency
from adapters.web.metrics import Metrics
from adapters.web.parts import ieum_of, recording_of
from bot.learning import Channel
from bot.reply import Message, Reply


async def answer(request: Request, message: Message, channel: Channel) -> Reply:
    """Answer a message that came by a channel; one that tells of danger waits for no other.

    Raises:
        BadMessageError: the message cannot be answered.
    """
    assistant = ieum_of(request).assistant
    heard = heard_in(request.scope)
    if is_emergency(request.scope):
        reply = assistant.respond(message, heard)
    else:
        reply = await run_in_threadpool(assistant.respond, message, heard)
    metrics: Metrics = request.app.state.metrics
    metrics.count(reply)
    recording_of(request).asked(message.text, reply, channel)
    return reply
