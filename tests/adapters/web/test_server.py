import http.client
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest


@pytest.fixture(params=[1, 2])
def served(tiny_environment, monkeypatch, request):
    """A server of the tiny content, in one process or several, and its port."""
    monkeypatch.setenv("IEUM_WORKERS", str(request.param))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [Path(sys.executable).with_name("ieum"), "serve", "--port", str(port)],
        stderr=subprocess.PIPE,
        text=True,
    )
    for _ in range(300):
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                break
        time.sleep(0.1)
    yield process, port
    # A killed parent would leave its workers behind.
    process.terminate()
    process.communicate(timeout=20)


def post(port, body, **options):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(
            "POST", "/api/v1/ask", body, {"content-type": "application/json"}, **options
        )
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


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
