"""What a password must be: said in the tone of the house, and still refused where it is weak."""

import pytest
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError

from zhicheng.foundation.accounts.models import User


def test_the_rules_are_told_in_our_tone() -> None:
    told = [str(text) for text in password_validators_help_texts()]
    assert told[0] == "至少 10 个字符。"
    assert any("您的姓名" in text for text in told)
    assert not any("你" in text for text in told)


@pytest.mark.parametrize("weak", ["short-1", "lin.zhixia.1", "password123", "8462059173"])
def test_weak_passwords_are_refused(weak: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(weak, User(username="lin.zhixia", name="林知夏"))
