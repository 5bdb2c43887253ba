"""Sending one message over HTTP, to the address that was checked and nowhere else."""

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from zhicheng.foundation.face.told import told
from zhicheng.foundation.webhooks.rules import may_be_called

TIMEOUT = 10.0
"""Seconds for each step of the line."""
LONGEST = 20.0
"""Seconds for the whole: a receiver that sends a byte now and then holds nobody up."""
_READ = 4096


@dataclass(frozen=True, slots=True)
class Answer:
    """status: of the receiver's answer; None when there was none, and then error says why (Chinese)."""

    status: int | None
    error: str = ""


class Unreachable(Exception):
    """There is no address that may be called. The message is for people."""


def post(url: str, *, body: bytes, headers: Mapping[str, str], private: bool) -> Answer:
    """Send a message. Redirects are not followed.

    private: whether addresses inside the city's own network may be called.
    """
    parts = urlsplit(url)
    path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    try:
        connection = _connection(parts.scheme, parts.hostname or "", parts.port, private)
        with _ended_in_time(connection):
            connection.request("POST", path, body, dict(headers))
            response = connection.getresponse()
            response.read(_READ)
    except Unreachable as error:
        return Answer(None, str(error))
    except TimeoutError:
        return Answer(None, told("接收系统没有在 %(seconds)s 秒内应答", seconds=int(TIMEOUT)))
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(None, told("连接不上：%(error)s", error=error or type(error).__name__)[:200])
    return Answer(response.status)


def _connection(
    scheme: str, host: str, port: int | None, private: bool
) -> http.client.HTTPConnection:
    """A connection whose name was looked up once: what was checked is what is called."""
    found = port or (443 if scheme == "https" else 80)
    address = _address(host, found, private)
    if scheme == "https":
        return _SafePinned(host, found, address)
    return _Pinned(host, found, address)


def _address(host: str, port: int, private: bool) -> str:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(one[4][0]) for one in found]
    if not all(may_be_called(address, private=private) for address in addresses):
        raise Unreachable(told("地址 %(host)s 指向内部网络，不能推送", host=host))
    return addresses[0]


class _Pinned(http.client.HTTPConnection):
    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=TIMEOUT)
        self.address = address

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), TIMEOUT)


class _SafePinned(http.client.HTTPSConnection):
    def __init__(self, host: str, port: int, address: str) -> None:
        self.tls = ssl.create_default_context()
        super().__init__(host, port, timeout=TIMEOUT, context=self.tls)
        self.address = address

    def connect(self) -> None:
        plain = socket.create_connection((self.address, self.port), TIMEOUT)
        self.sock = self.tls.wrap_socket(plain, server_hostname=self.host)


@contextmanager
def _ended_in_time(connection: http.client.HTTPConnection) -> Iterator[None]:
    clock = threading.Timer(LONGEST, _end, [connection])
    clock.start()
    try:
        yield
    finally:
        clock.cancel()
        connection.close()


def _end(connection: http.client.HTTPConnection) -> None:
    if connection.sock is not None:
        connection.sock.shutdown(socket.SHUT_RDWR)
