import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@contextmanager
def serving(**settings):
    """A server of the tiny content with settings of its own; gives its process and its port."""
    port = free_port()
    environment = {f"IEUM_{name.upper()}": str(value) for name, value in settings.items()}
    process = subprocess.Popen(
        [Path(sys.executable).with_name("ieum"), "serve", "--port", str(port)],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | environment,
    )
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if not probe.connect_ex(("127.0.0.1", port)):
                    break
            time.sleep(0.1)
        yield process, port
    finally:
        # A killed parent would leave its workers behind.
        process.terminate()
        process.communicate(timeout=20)


@pytest.fixture(params=[1, 2])
def served(tiny_environment, request):
    """A server in one process or several, without another website beside it."""
    with serving(workers=request.param, demo_port=0) as (process, port):
        yield process, port


def connecting(port):
    return closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10))


def ask(port, method, path, body=None, *, headers=None, **options):
    with connecting(port) as connection:
        connection.request(method, path, body, headers or {}, **options)
        response = connection.getresponse()
        return response.status, response.read().decode()


def post(port, body, **options):
    headers = {"content-type": "application/json"}
    return ask(port, "POST", "/api/v1/ask", body, headers=headers, **options)


def test_a_server_answers_until_it_is_told_to_stop(served):
    process, port = served

    answered, reply = post(port, '{"text": "my boss did not pay me"}')
    chunked, _ = post(port, iter([b'{"text": ', b'"visa"}']), encode_chunked=True)
    process.send_signal(signal.SIGINT)
    _, log = process.communicate(timeout=10)

    assert (answered, chunked) == (200, 200)
    assert '"life-unpaid-wages"' in reply
    assert f"Ieum listens on http://127.0.0.1:{port}" in log
    assert "boss" not in log
    assert "Traceback" not in log


def test_a_large_chunked_body_is_refused_over_the_wire(served):
    _, port = served

    status, detail = post(port, iter([b"a" * 4096] * 17), encode_chunked=True)

    assert (status, "65536 bytes" in detail) == (413, True)


def test_a_website_to_try_the_widget_on_is_served_from_a_port_of_its_own(tiny_environment):
    demo_port = free_port()
    with serving(demo_port=demo_port) as (process, port):
        own = ask(port, "GET", "/en/")
        demo = ask(demo_port, "GET", "/")
        api_next_door = ask(demo_port, "GET", "/api/v1/services")
        asked = ask(
            port,
            "POST",
            "/api/v1/ask",
            '{"text": "my boss did not pay me"}',
            headers={
                "content-type": "application/json",
                "origin": f"http://127.0.0.1:{demo_port}",
            },
        )
        process.send_signal(signal.SIGINT)
        _, log = process.communicate(timeout=10)

    assert own[0] == 200
    assert f'href="http://127.0.0.1:{demo_port}/?lang=en"' in own[1]
    assert demo[0] == 200
    assert f'src="http://127.0.0.1:{port}/widget.js"' in demo[1]
    assert api_next_door[0] == 404
    assert asked[0] == 200
    assert f"http://127.0.0.1:{demo_port}" in log
    assert "Traceback" not in log


def test_a_taken_port_for_the_website_next_door_does_not_keep_ieum_from_serving(tiny_environment):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        demo_port = taken.getsockname()[1]
        with serving(demo_port=demo_port) as (process, port):
            status, page = ask(port, "GET", "/en/")
            process.send_signal(signal.SIGINT)
            _, log = process.communicate(timeout=10)

    assert status == 200
    assert str(demo_port) not in page
    assert f"port {demo_port}: Address already in use" in log


def test_heads_go_over_the_wire_without_bodies_and_streams_in_chunks(tiny_environment):
    sizes = []
    headers = {"content-type": "application/json", "accept": "text/event-stream"}
    with serving(demo_port=0) as (_, port), connecting(port) as connection:
        for method in ("GET", "HEAD", "HEAD", "GET"):
            connection.request(method, "/vi/help")
            response = connection.getresponse()
            sizes.append((response.status, len(response.read())))
        connection.request("POST", "/api/v1/ask", '{"text": "my boss did not pay me"}', headers)
        response = connection.getresponse()
        events = response.read().decode()

    whole = sizes[0][1]
    assert whole > 1_000
    assert sizes == [(200, whole), (200, 0), (200, 0), (200, whole)]
    assert response.headers["transfer-encoding"] == "chunked"
    assert events.startswith("event: start\n")
    assert "\nevent: reply\n" in events
