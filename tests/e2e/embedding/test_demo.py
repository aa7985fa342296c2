import threading
import time
from urllib.parse import urlsplit

import pytest
import uvicorn

from adapters.web.widget.demo import create_demo

pytestmark = pytest.mark.e2e


@pytest.fixture
def demo(host, widget):
    """Open the website of the invented center, which embeds the widget of our server."""
    app = create_demo(urlsplit(widget.origin).port)
    config = uvicorn.Config(app, port=0, log_config=None, access_log=False, ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield lambda query="", **options: host.visit(f"http://127.0.0.1:{port}/{query}", **options)
    server.should_exit = True
    thread.join()


def test_the_widget_can_be_tried(demo, host):
    page = demo("?lang=vi&position=left&theme=dark")

    assert page.inner_text("button.launch") == "Hỏi Ieum"
    assert host.box("button.launch")[0] == 16
    assert host.press().url.endswith("?lang=vi&theme=dark")
    host.say(ieum="close")
    host.wait_closed()
    page.click("text=Монгол")
    host.until(lambda: page.inner_text("button.launch") == "Ieum-ээс асуух")


def test_it_fits_a_narrow_screen(demo):
    page = demo(viewport={"width": 320, "height": 640})

    assert page.evaluate("document.documentElement.scrollWidth") == 320
    links = page.locator("nav a, dd a").all()
    assert min(link.bounding_box()["height"] for link in links) >= 44
