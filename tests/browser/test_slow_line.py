"""Somebody on a slow line, or who means harm, must not keep the others waiting."""

import socket
from contextlib import ExitStack
from urllib.request import urlopen

from tests.browser.server import Server


def test_half_sent_forms_keep_nobody_waiting(server: Server) -> None:
    address = server.url.removeprefix("http://").rstrip("/")
    host, port = address.rsplit(":", 1)
    head = (
        f"POST /account/login/ HTTP/1.1\r\nHost: {address}\r\nContent-Length: 100000\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nCookie: csrftoken="
        + "a" * 32
        + "\r\n\r\n"
    )
    with ExitStack() as lines:
        for _ in range(12):
            line = lines.enter_context(socket.create_connection((host, int(port))))
            line.sendall(f"{head}login=".encode())
        for _ in range(4):
            with urlopen(f"{server.url}/account/login/", timeout=20) as page:  # noqa: S310 - our own server
                assert page.status == 200
