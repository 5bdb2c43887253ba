"""Keys: one for the chain, one to wrap the keys of persons; both derived from ``ENCRYPTION_KEY``."""

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE = 12


def derived_key(purpose: str) -> bytes:
    """A 32-byte key for one purpose."""
    return HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(
        settings.ENCRYPTION_KEY.encode()
    )


def seal(key: bytes, plain: bytes, *, context: str) -> bytes:
    """Encrypt and authenticate; ``context`` must be the same when it is opened."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, context.encode())


def unseal(key: bytes, sealed: bytes, *, context: str) -> bytes:
    """Decrypt what ``seal`` made. Raises ValueError when key, context or bytes do not fit."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], context.encode())
    except (InvalidTag, ValueError) as error:  # ValueError: too short to hold a nonce
        raise ValueError("sealed bytes do not open with this key") from error


def as_text(sealed: bytes) -> str:
    """Sealed bytes for a JSON field."""
    return base64.b64encode(sealed).decode()


def from_text(text: str) -> bytes:
    """The reverse of ``as_text``."""
    return base64.b64decode(text)
