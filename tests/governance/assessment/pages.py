"""Asking for pages of this room and filling in its forms."""

import io
from typing import Any

from django.test import Client
from django.urls import reverse
from tests.governance.tasks.ledger import PDF

LIST = reverse("assessment:list")
QUALITY = "信息报送质量"


def url(name: str, key: int, *more: str) -> str:
    return reverse(f"assessment:{name}", args=[key, *more])


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def post(client: Client, address: str, status: int = 302, **given: Any) -> str:
    answer = client.post(address, given)
    assert answer.status_code == status, answer.content.decode()[-2000:]
    return answer.content.decode()


def pdf(name: str = "证明.pdf") -> io.BytesIO:
    file = io.BytesIO(PDF + b"% another\n")
    file.name = name
    return file
