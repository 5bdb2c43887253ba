"""A program that uses the interface with a token of somebody."""

import json
from datetime import timedelta
from itertools import count
from typing import Any

from django.test import Client
from django.utils import timezone

from zhicheng.foundation.access.actions import issue
from zhicheng.foundation.access.registry import scopes as all_scopes
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.permissions import SYSTEM

ROOT = "/api/v1"
_keys = count(1)


class Program:
    """Shows the token of ``user`` with these scopes; with all of them when none is named."""

    def __init__(self, user: User, *scopes: str, language: str = "") -> None:
        now = timezone.now()
        self.token, self.secret = issue(
            owner=user, name="程序", scopes=scopes or tuple(all_scopes()), by=SYSTEM, at=now,
            expires_on=timezone.localdate(now) + timedelta(days=30),
        )  # fmt: skip
        self.client = Client(headers={"Authorization": f"Bearer {self.secret}"})
        self.language = {"Accept-Language": language} if language else {}

    def get(self, path: str, **asked: Any) -> Any:
        return self.client.get(ROOT + path, asked, headers=self.language)

    def post(self, path: str, body: Any = None, *, key: str | None = None) -> Any:
        """key: of idempotency; a new one when not given, none when empty."""
        given = f"key-{next(_keys)}" if key is None else key
        headers = {**self.language, **({"Idempotency-Key": given} if given else {})}
        return self.client.post(
            ROOT + path,
            json.dumps(body) if body is not None else b"",
            content_type="application/json",
            headers=headers,
        )

    def bring(self, content: bytes, name: str = "材料.txt", *, key: str | None = None) -> Any:
        """POST /files."""
        return self.client.post(
            f"{ROOT}/files?name={name}",
            content,
            content_type="application/octet-stream",
            headers={"Idempotency-Key": key or f"key-{next(_keys)}"},
        )
