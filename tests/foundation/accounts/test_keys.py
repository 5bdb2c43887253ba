"""Keys that stand for a person at one door. What a room does with one is tried there."""

from zhicheng.foundation.accounts.keys import digest, matches, new_secret


def test_a_secret_is_known_by_its_digest_alone() -> None:
    secret = new_secret()
    assert secret != new_secret() and secret not in digest(secret)
    assert matches(secret, digest(secret))
    assert not matches("", digest(secret))
