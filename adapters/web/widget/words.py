"""What the widget's panel says: every word of it, by the short name that its scripts use."""

from typing import Final

from adapters.what_is_kept import kept_of_questions
from bot.messages import catalogue, mark
from knowledge.languages import Language

_WORDS: Final = {
    # The frame
    "skip": mark("Skip to the question"),
    "language": mark("Language"),
    "leave": mark("Leave quickly"),
    "close": mark("Close"),
    "clear": mark("Clear conversation"),
    "clearSure": mark("Clear the whole conversation?"),
    "clearYes": mark("Yes, clear it"),
    "clearNo": mark("No, keep it"),
    "danger": mark("In danger?"),
    "police": mark("Police"),
    "rescue": mark("Ambulance, fire"),
    "advice": mark("Advice day and night"),
    "noScript": mark("This chat needs JavaScript. Open the page that works without it."),
    # Before the first question
    "greeting": mark("What do you need to know?"),
    "lead": mark(
        "Ask in your own words. The answer comes from checked sources, with a date, and names who"
        " can help you."
    ),
    "examples": mark("For example"),
    "example1": mark("My boss has not paid me"),
    "example2": mark("Where can I see a doctor for free?"),
    "example3": mark("How do I extend my visa?"),
    "private": mark("Do not write your name, passport number or telephone number."),
    "stored": mark(
        "Nothing is stored before your first question. After that, the conversation stays in this"
        " tab until you clear it or close the tab."
    ),
    # The question
    "question": mark("Your question"),
    "ask": mark("Ask"),
    "tooLong": mark("The question is too long. Please ask in at most 2,000 characters."),
    "conversation": mark("Conversation"),
    "answering": mark("Answering…"),
    "again": mark("Try again"),
    "offline": mark("No internet connection. Your question is still here."),
    "slow": mark("This took too long. Your question is still here."),
    "broken": mark("Something went wrong on our side. Your question is still here."),
    "busy": mark("There are too many questions just now. Please wait a minute, then try again."),
    "refused": mark("We could not read this question. Please write it in another way."),
    "unanswered": mark("This question has not been answered yet."),
    # The reply
    "answer": mark("Answer"),
    "note": mark("Please note"),
    "silently": mark("If you cannot speak:"),
    "say": mark("Say or show this in Korean:"),
    "more": mark("More about this"),
    "help": mark("Who can help"),
    "places": mark("More places that can help ({count})"),
    "telephone": mark("Telephone"),
    "confirm": mark("please confirm"),
    "address": mark("Address"),
    "copy": mark("Copy address"),
    "copied": mark("Copied"),
    "notCopied": mark("Could not copy. Please copy it by hand."),
    "map": mark("Map"),
    "website": mark("Website"),
    "newTab": mark("opens in a new tab"),
    "open": mark("Open now?"),
    "hours": mark("Hours"),
    "languages": mark("Languages"),
    "howTo": mark("How to call"),
    "staff": mark("Show to staff"),
    "staffTitle": mark("Show this to the staff"),
    "source": mark("Source"),
    "notConfirmed": mark("not confirmed"),
    # Whether it was useful
    "wasUseful": mark("Was this useful?"),
    "useful": mark("Useful"),
    "notUseful": mark("Not useful"),
    "why": mark("Why not? You do not have to choose."),
    "wrong": mark("It is wrong"),
    "unclear": mark("I do not understand it"),
    "outdated": mark("It is out of date"),
    "notMine": mark("It does not answer my question"),
    "other": mark("Something else"),
    "comment": mark("Would you like to add anything?"),
    "withQuestion": mark("Also send my question, without names or numbers"),
    "send": mark("Send"),
    "sending": mark("Sending…"),
    "thanks": mark("Thank you. This helps us do better."),
    "notSent": mark("We could not send this. What you wrote is still here."),
    # A human being
    "person": mark("Talk to a person"),
    "personHours": mark("Staff are not always here. If it is urgent, call:"),
    "personNone": mark("You cannot send messages to staff here. Please call:"),
    "weekdays": mark("weekdays 09:00–18:00"),
    "dayAndNight": mark("day and night"),
    "reach": mark("How can we reach you?"),
    "reachHint": mark(
        "A phone number, an email address or a KakaoTalk ID. Choose one that nobody else reads."
    ),
    "reachEmpty": mark("Please write how we can contact you."),
    "how": mark("How should our staff answer you?"),
    "here": mark("Here in this window"),
    "hereHint": mark(
        "You can read their answer here as long as this tab is open. It may take some time."
    ),
    "byPhone": mark("By phone, email or KakaoTalk"),
    "personMessage": mark("What would you like to ask our staff?"),
    "passOn": mark("Also pass on what I asked Ieum, and its answers:"),
    "kept": mark("Only staff read this. We keep it for at most {days} days."),
    "personSent": mark("We have received your message. Staff will see it when they are here."),
    # While one waits for staff
    "aim": mark("Who are you writing to?"),
    "toStaff": mark("Write to staff"),
    "toIeum": mark("Ask Ieum"),
    "message": mark("Message to staff"),
    "messageTooLong": mark("The message is too long. Please write at most 2,000 characters."),
    "noteTo": mark("To staff"),
    "byStaff": mark("Staff"),
    "news": mark("New message from staff"),
    "waiting": mark(
        "Our staff have your message. When they answer, you see it here, as long as this tab is"
        " open. Until then you can go on asking Ieum."
    ),
    "stateWaiting": mark("Waiting for staff"),
    "stateHeld": mark("Staff are looking at it"),
    "staffClosed": mark(
        "Our staff have closed this conversation. What you write now goes to Ieum, the program."
    ),
    "gone": mark(
        "This conversation with our staff is not here any more. Ieum, the program, answers you"
        " again."
    ),
    "end": mark("End the conversation with staff"),
    "ended": mark(
        "You have ended the conversation with staff. Ieum, the program, answers you again."
    ),
    "notEnded": mark("We could not end it just now. Please try again."),
    "clearWaiting": mark("After that, you can no longer read here what our staff write."),
}


def words_in(language: Language, days: int) -> dict[str, str]:
    """Return the panel's words in one language; questions without an answer are kept for `days`."""
    translate = catalogue(language).gettext
    words = {name: translate(message) for name, message in _WORDS.items()}
    return words | {"questions": kept_of_questions(language, days)}
