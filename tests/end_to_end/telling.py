"""What would tell of a person or a key, in each form in which a log or a file might hold it."""

import base64
from collections.abc import Iterable

from protocol import credential
from protocol.code import to_text
from protocol.credential import Credential
from tests.end_to_end.district import Phone


def forms(secret: bytes) -> set[bytes]:
    """As it is, in hexadecimal, in Base64 and as Python writes bytes; JSON's escapes too."""
    hexed, written = secret.hex(), repr(secret)[2:-1]
    texts = {hexed, hexed.upper(), written, written.replace("\\", "\\\\")}
    coded = {base64.b64encode(secret).rstrip(b"="), base64.urlsafe_b64encode(secret).rstrip(b"=")}
    return {secret, *coded, *(text.encode() for text in texts)}


def of_phone(phone: Phone, codes: Iterable[bytes]) -> dict[str, set[bytes]]:
    """By name: whatever of this phone and of the codes it showed points to its owner."""
    found = of_credential(credential.claimed(phone.credential))
    found["its key"] = forms(phone.signer.public_key.raw)
    found["a code"] = set()
    for code in codes:
        text = to_text(code)
        found["a code"] |= {*forms(code), text.encode(), text[:40].encode(), text[-40:].encode()}
    return found


def of_credential(claims: Credential) -> dict[str, set[bytes]]:
    """By name: the numbers in a credential by which the node or anybody tells people apart."""
    return {
        "cti": forms(claims.cti),
        "pseudonym": {claims.pseudonym.encode()},
        "limit tag": forms(claims.limit_tag),
    }


def told(data: bytes, secrets: dict[str, set[bytes]]) -> set[str]:
    """Which of the secrets ``data`` tells, by name."""
    return {name for name, each in secrets.items() if any(form in data for form in each)}
