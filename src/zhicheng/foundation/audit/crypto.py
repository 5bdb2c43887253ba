"""Keys, each for one purpose, derived from ``ENCRYPTION_KEY``; and what is sealed with them.

Numbers of persons at rest are sealed with SM4 and found again by an HMAC with SM3 (GM/T 0002, GM/T 0004).
"""

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from cryptography.hazmat.primitives.hashes import SHA256, SM3
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE, _TAG = 12, 16
_SM4_KEY = 16


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


def seal_number(number: str, *, context: str) -> bytes:
    """Encrypt and authenticate the number of a person with SM4-GCM; ``context``: whose it is."""
    nonce = secrets.token_bytes(_NONCE)
    cipher = Cipher(SM4(_number_key()), GCM(nonce)).encryptor()
    cipher.authenticate_additional_data(context.encode())
    hidden = cipher.update(number.encode()) + cipher.finalize()
    return nonce + cipher.tag + hidden


def unseal_number(sealed: bytes, *, context: str) -> str:
    """The reverse of ``seal_number``. Raises ValueError when key, context or bytes do not fit."""
    nonce, tag, hidden = sealed[:_NONCE], sealed[_NONCE : _NONCE + _TAG], sealed[_NONCE + _TAG :]
    try:
        cipher = Cipher(SM4(_number_key()), GCM(nonce, tag)).decryptor()
        cipher.authenticate_additional_data(context.encode())
        return (cipher.update(hidden) + cipher.finalize()).decode()
    except (InvalidTag, ValueError) as error:  # ValueError: too short to hold nonce and tag
        raise ValueError("sealed number does not open with this key") from error


def fingerprint(text: str, *, purpose: str) -> str:
    """HMAC with SM3, in hex: by which an equal text is found again, and which tells nothing without the key."""
    made = HMAC(derived_key(purpose), SM3())
    made.update(text.encode())
    return made.finalize().hex()


def _number_key() -> bytes:
    return derived_key("numbers of persons")[:_SM4_KEY]


def as_text(sealed: bytes) -> str:
    """Sealed bytes for a JSON field."""
    return base64.b64encode(sealed).decode()


def from_text(text: str) -> bytes:
    """The reverse of ``as_text``."""
    return base64.b64decode(text)
