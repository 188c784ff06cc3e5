"""The wallet's call in JSON: what a phone sends for its credential, and what it gets.

In   {"token": "ABCD-...", "public_key": 66 hex digits of the compressed P-256 point}
Out  {"credential": hex of the signed bytes, "pseudonym", "scheme", "issued", "expires", "slices"}
"""

import json
from typing import Annotated

from pydantic import Field

from central_node.json_body import Body, read_body
from protocol.credential import read
from protocol.keys import Algorithm, KeyRing, PublicKey


class _Issue(Body):
    token: Annotated[str, Field(min_length=1, max_length=64)]
    public_key: Annotated[str, Field(pattern=r"^[0-9a-f]{66}$")]


def read_issue(body: bytes) -> tuple[str, PublicKey]:
    """Token and key. Raises Refused for JSON of another shape, BadKey for bytes that are no key."""
    asked = read_body(_Issue, body)
    return asked.token, PublicKey(Algorithm.ESP256, bytes.fromhex(asked.public_key))


def write_issued(raw: bytes, keys: KeyRing) -> bytes:
    """The answer for a signed credential."""
    issued = read(raw, keys)
    answer = {
        "credential": raw.hex(),
        "pseudonym": issued.pseudonym,
        "scheme": issued.scheme,
        "issued": issued.issued,
        "expires": issued.expires,
        "slices": {str(kiosk): coins for kiosk, coins in issued.slices.items()},
    }
    return json.dumps(answer).encode()
