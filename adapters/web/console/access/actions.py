"""What the actions of the audit log are called."""

from collections.abc import Iterable
from typing import Final

from adapters.web.console.words import noted, tell
from knowledge.languages import Language

_NAMES: Final = {
    "login": noted("logged in"),
    "login.fail": noted("failed to log in"),
    "logout": noted("logged out"),
    "account.password": noted("changed their password"),
    "account.codes": noted("turned codes on"),
    "account.no-codes": noted("turned codes off"),
    "account.sessions": noted("logged out everywhere else"),
    "account.record": noted("downloaded their own record"),
    "staff.add": noted("added somebody"),
    "staff.role": noted("changed a role"),
    "staff.enable": noted("let somebody in again"),
    "staff.disable": noted("kept somebody out"),
    "staff.password": noted("gave a new password"),
    "staff.no-codes": noted("took codes away"),
    "ticket.see": noted("saw a ticket"),
    "ticket.reach": noted("saw how to reach the person"),
    "ticket.claim": noted("claimed a ticket"),
    "ticket.take": noted("took a ticket over"),
    "ticket.release": noted("gave a ticket back"),
    "ticket.assign": noted("gave a ticket to a colleague"),
    "ticket.reply": noted("answered a ticket"),
    "ticket.note": noted("wrote a note on a ticket"),
    "ticket.close": noted("closed a ticket"),
    "ticket.reopen": noted("reopened a ticket"),
    "gap.see": noted("saw what was asked"),
    "gap.made": noted("marked a gap as answered"),
    "gap.dismiss": noted("set a gap aside"),
    "gap.reopen": noted("reopened a gap"),
    "answers.see": noted("saw answers that were of no use"),
    "content.save": noted("saved content"),
    "content.review": noted("confirmed a translation"),
    "content.restore": noted("took content back to an earlier state"),
    "questions.export": noted("exported questions"),
    "gaps.export": noted("exported gaps"),
    "entries.export": noted("exported figures of entries"),
    "trends.export": noted("exported figures by day"),
    "purge": noted("deleted what was kept long enough"),
}


def action_names(language: Language, actions: Iterable[str]) -> dict[str, str]:
    """Return what actions are called; one without a name is called as it is written."""
    return {
        action: tell(language, _NAMES[action]) if action in _NAMES else action for action in actions
    }
