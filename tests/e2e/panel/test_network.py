import json

import pytest

from knowledge.languages import Language

pytestmark = pytest.mark.e2e

CLINIC = "free-clinic-dongbu"
NO_NETWORK = "ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_INCOMPLETE"
REFUSED = "the server responded with a status of"

# Lets a test say piece by piece, and when, what a stream brings; each request is noted.
FAKE = """
window.asked = [];
window.fetch = async (url, options) => {
  window.asked.push({accept: options.headers.accept, body: JSON.parse(options.body)});
  const plain = options.headers.accept === 'application/json';
  if (plain && window.plain) return Response.json(window.plain);
  let stream;
  const body = new ReadableStream({start: (controller) => stream = controller});
  const bytes = new TextEncoder();
  window.send = (text) => stream.enqueue(bytes.encode(text));
  window.sendBytes = (list) => stream.enqueue(new Uint8Array(list));
  window.end = () => stream.close();
  window.breakIt = () => stream.error(new TypeError('network'));
  options.signal.addEventListener('abort', () => stream.error(options.signal.reason));
  return new Response(body, {headers: {'content-type': 'text/event-stream; charset=utf-8'}});
};
"""


@pytest.fixture
def streamed(panel, expected):
    """A panel that has asked, with its stream in our hands; and the reply as JSON."""

    def start(language=Language.VI, **options):
        question, reply = expected(CLINIC, language)
        page = panel.open(language, before=lambda page: page.add_init_script(FAKE), **options)
        whole = json.loads(json.dumps(reply.to_dict()))
        page.evaluate("reply => window.reply = reply", whole)
        page.fill("#question", question)
        page.press("#question", "Enter")
        page.wait_for_function("window.asked.length === 1")
        return page, question, whole

    return start


def event(name, data, end="\n"):
    return f"event: {name}{end}data: {json.dumps(data, ensure_ascii=False)}{end}{end}"


def start_of(reply):
    return {name: reply[name] for name in ("kind", "language", "title", "card", "verdict")}


def test_only_the_whole_answer_enters_the_log(streamed, panel, word):
    page, _, reply = streamed()
    first, second = reply["body"][:40], reply["body"][40:]

    page.wait_for_selector(f"#status >> text={word('vi', 'answering')}", state="attached")
    page.evaluate("text => send(text)", event("start", start_of(reply)))
    page.evaluate("text => send(text)", event("text", {"delta": first}))

    coming = page.locator(".coming")
    page.wait_for_selector(f".coming >> text={first[:20]}")
    assert coming.locator("h2").inner_text() == reply["title"]
    assert coming.get_attribute("aria-hidden") == "true"
    assert page.locator("[role=log] .coming, [role=log] article").count() == 0
    assert page.get_attribute("[role=log]", "aria-live") == "polite"
    page.evaluate("text => send(text)", event("text", {"delta": second}) + event("reply", reply))

    assert panel.answer(0).locator(".body").inner_text() == reply["body"]
    assert coming.count() == 0
    assert panel.status() == ""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_stream_may_be_cut_anywhere(end, streamed, panel):
    page, _, reply = streamed()
    text = (
        f": a comment{end}retry: 1{end}{end}"
        + event("start", start_of(reply), end)
        + event("text", {"delta": reply["body"]}, end)
        + event("reply", reply, end).replace('", "', f'",{end}data: "')
    )

    page.evaluate(
        "bytes => bytes.forEach((_, at) => at % 7 || sendBytes(bytes.slice(at, at + 7)))",
        [*(text + end).encode()],
    )

    assert panel.answer(0).locator(".body").inner_text() == reply["body"]
    assert page.evaluate("asked.length") == 1


@pytest.mark.parametrize(
    "how", ["end()", "breakIt()", "send('event: reply\\ndata: {\"kind\":\\n\\n')"]
)
def test_a_broken_stream_is_asked_for_once_more_without_one(how, streamed, panel):
    page, question, reply = streamed()
    page.evaluate("window.plain = window.reply")
    page.evaluate("text => send(text)", event("text", {"delta": "Half of"}))

    page.evaluate(how)

    answer = panel.answer(0)
    assert answer.locator(".body").inner_text() == reply["body"]
    assert [one["accept"] for one in page.evaluate("asked")] == [
        "text/event-stream",
        "application/json",
    ]
    assert [one["body"]["text"] for one in page.evaluate("asked")] == [question] * 2
    assert page.locator(".asked").count() == 1


def test_a_server_without_streams_is_understood(panel, expected):
    question, reply = expected(CLINIC, Language.KO)
    page = panel.open("ko")
    page.route("**/ask", lambda route: route.fulfill(json=reply.to_dict()))

    assert panel.ask(question).locator("h2").inner_text() == reply.title


@pytest.mark.parametrize("language", [Language.ZH, Language.MN])
def test_offline_the_question_is_kept_and_asked_again_when_back(language, panel, expected, word):
    panel.expected = NO_NETWORK
    question, reply = expected(CLINIC, language)
    page = panel.open(language)
    page.context.set_offline(True)
    page.fill("#question", question)
    page.press("#question", "Enter")
    page.wait_for_selector(".trouble")

    message = word(language, "offline")
    assert page.inner_text(".trouble [role=alert]") == message
    assert page.inner_text(".asked p") == question
    assert page.locator("#log .trouble").count() == 0
    page.context.set_offline(False)

    assert panel.answer(0).locator("h2").inner_text() == reply.title
    assert page.locator(".trouble").count() == 0
    assert page.locator(".asked").count() == 1


def test_trying_again_in_vain_keeps_the_focus_and_the_question(panel, word):
    panel.expected = NO_NETWORK
    page = panel.open()
    page.context.set_offline(True)
    page.fill("#question", "hello")
    page.press("#question", "Enter")

    for _ in range(2):
        button = page.locator(".trouble").get_by_role("button", name=word("en", "again"))
        button.press("Enter")
        page.wait_for_selector(".trouble button")
        assert page.evaluate("document.activeElement !== document.body")
    page.context.set_offline(False)
    panel.answer(0)


def test_what_takes_too_long_is_given_up(panel, word):
    page = panel.open(before=lambda page: page.clock.install())
    page.route("**/ask", lambda _: None)
    page.fill("#question", "hello")
    page.press("#question", "Enter")
    page.wait_for_selector(".coming")
    page.clock.fast_forward(19_000)
    assert page.locator(".trouble").count() == 0

    page.clock.fast_forward(1_500)

    message = word("en", "slow")
    page.wait_for_selector(f".trouble >> text={message}")


def test_a_refusal_is_explained_and_can_be_tried_again(panel, expected, word):
    panel.expected = REFUSED
    page = panel.open("vi")
    busy = word("vi", "busy")
    unread = word("vi", "refused")
    broken = word("vi", "broken")
    answers = []
    page.route("**/ask", lambda route, _: route.fulfill(**answers[-1]))
    page.fill("#question", expected(CLINIC, Language.VI)[0])
    page.focus("#question")

    for status, body, said in (
        (429, {"detail": "Bạn chờ nhé."}, "Bạn chờ nhé."),
        (429, None, busy),
        (413, {"detail": "Dài quá."}, "Dài quá."),
        (422, {"detail": [{"msg": "no"}]}, unread),
        (500, "<html>", broken),
        (503, {"detail": "Nghỉ."}, "Nghỉ."),
        (200, "<html>hotel", broken),
        (200, {"hello": 1}, broken),
    ):
        text = body if isinstance(body, str) else json.dumps(body)
        answers.append({"status": status, "body": text})
        page.keyboard.press("Enter")
        page.wait_for_selector(f".trouble [role=alert] >> text={said}")
        page.focus(".trouble button")

    page.unroute("**/ask")
    page.keyboard.press("Enter")
    panel.answer(0)
    assert page.locator(".asked").count() == 1


def test_what_is_sent_says_no_more_than_it_must(panel, expected):
    asking = []
    page = panel.open("vi")
    page.on("request", lambda request: request.method == "POST" and asking.append(request))
    question = expected(CLINIC, Language.EN)[0]

    panel.ask(question)
    page.select_option("#language", "mn")
    panel.ask("hello")

    first, second = (request.post_data_json for request in asking)
    assert first == {"text": question, "conversation": [], "by": "widget"}
    assert second["language"] == "mn"
    assert [turn["service"] for turn in second["conversation"]] == [CLINIC]
    assert "cookie" not in asking[0].all_headers()
