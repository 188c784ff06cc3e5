"""One-time codes that people type: for a kiosk's enrolment and for a resident's first wallet.

80 random bits in Base32, so that nobody guesses one and rate limits are not needed; only a hash is
kept. Spaces, hyphens and small letters are forgiven.
"""

import base64
import hashlib
from collections.abc import Callable

CODE_BYTES = 10
_GROUP_CHARS = 4


def new_code(random: Callable[[int], bytes]) -> str:
    """A fresh code like ABCD-EFGH-IJKL-MNOP; ``random`` gives that many unguessable bytes."""
    text = base64.b32encode(random(CODE_BYTES)).decode("ascii")
    return "-".join(text[at : at + _GROUP_CHARS] for at in range(0, len(text), _GROUP_CHARS))


def code_hash(text: str) -> bytes:
    """What is kept of a code: SHA-256 over its letters and digits."""
    plain = text.replace("-", "").replace(" ", "").upper()
    return hashlib.sha256(plain.encode("utf-8")).digest()
