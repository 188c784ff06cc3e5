"""The bytes between a kiosk and a partner, both sides of them. Pure.

A question is a JSON object, signed by the kiosk over the partner's key, the path, a fresh nonce and
the body, so that it opens no other partner's door. A reply is signed by the partner over path,
nonce and body, so that it answers this very question. The exact bytes are verified, then read.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from kiosk.partners.errors import PartnerBabbles, PartnerRefused
from protocol.errors import ProtocolError
from protocol.keys import PublicKey, Signer

MAX_BODY_BYTES: Final = 16 * 1024
"""A list of thirty courses is about 3 kB; a question is some hundred bytes."""

MAX_DEPTH: Final = 6
"""An envelope, an answer, a list, its rows, and room for one more."""

NONCE_BYTES: Final = 16
KIOSK_HEADER: Final = "CC-Kiosk"
NONCE_HEADER: Final = "CC-Nonce"
SIGNATURE_HEADER: Final = "CC-Signature"
JSON_TYPE: Final = "application/json"

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"

_REQUEST: Final = b"cc-partner-request/1\n"
_REPLY: Final = b"cc-partner-reply/1\n"
_IS_REASON = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*").fullmatch
_MAX_REASON_CHARS: Final = 48


@dataclass(frozen=True)
class Question:
    """One signed question as it travels: ``headers`` beside the exact ``body``."""

    path: str
    nonce: bytes
    headers: Mapping[str, str]
    body: bytes


class Unknown(Exception):
    """For partners: a question that no kiosk of theirs has signed, or that is none."""


def ask(
    signer: Signer, partner: PublicKey, path: str, body: Mapping[str, object], nonce: bytes
) -> Question:
    """Sign a question with the kiosk's key. ``nonce`` is fresh, 16 bytes."""
    data = written(body)
    headers = {
        "Content-Type": JSON_TYPE,
        KIOSK_HEADER: signer.public_key.kid.hex(),
        NONCE_HEADER: nonce.hex(),
        SIGNATURE_HEADER: signer.sign(_asked(partner, path, nonce, data)).hex(),
    }
    return Question(path, nonce, headers, data)


def believe(partner: PublicKey, question: Question, signature: str, body: bytes) -> Json:
    """Return what the partner answered to ``question``.

    ``signature`` is the reply's header, empty where there is none. PartnerBabbles for anything that
    the partner did not sign for this question, or that is no envelope; PartnerRefused for its no.
    """
    try:
        partner.verify(_unhexed(signature), _replied(question.path, question.nonce, body))
    except ProtocolError as exc:
        raise PartnerBabbles(f"signature: {exc}") from exc
    envelope = read(body)
    if not isinstance(envelope, dict) or len(envelope) != 1:
        raise PartnerBabbles("no envelope")
    ((kind, value),) = envelope.items()
    if kind == "answer":
        return value
    if kind == "refused" and _is_reason(value):
        raise PartnerRefused(str(value))
    raise PartnerBabbles("neither an answer nor a refusal")


def heard(
    own: PublicKey,
    kiosks: Collection[PublicKey] | None,
    path: str,
    headers: Mapping[str, str],
    body: bytes,
) -> tuple[bytes, Mapping[str, Json]]:
    """For partners: return nonce and body of a question that one of ``kiosks`` has signed.

    ``headers`` by their names in small letters. Unknown for any other. With None for ``kiosks``
    whoever asks is answered: for demonstrations alone.
    """
    nonce = _unhexed(headers.get(NONCE_HEADER.lower(), ""))
    if len(nonce) != NONCE_BYTES:
        raise Unknown("nonce")
    try:
        if kiosks is not None:
            name = headers.get(KIOSK_HEADER.lower(), "")
            signature = _unhexed(headers.get(SIGNATURE_HEADER.lower(), ""))
            _kiosk(kiosks, name).verify(signature, _asked(own, path, nonce, body))
        asked = read(body)
    except (ProtocolError, PartnerBabbles) as exc:
        raise Unknown(str(exc)) from exc
    if not isinstance(asked, dict):
        raise Unknown("no object")
    return nonce, asked


def _kiosk(kiosks: Collection[PublicKey], name: str) -> PublicKey:
    for key in kiosks:
        if key.kid.hex() == name:
            return key
    raise Unknown("kiosk")


def reply(signer: Signer, path: str, nonce: bytes, body: bytes) -> str:
    """For partners: return the signature header of the reply ``body`` to such a question."""
    return signer.sign(_replied(path, nonce, body)).hex()


def written(value: object) -> bytes:
    """Return JSON as it is sent: UTF-8, no spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def read(data: bytes) -> Json:
    """Return a JSON value of strings, whole numbers, lists and tables.

    PartnerBabbles over a limit, for a key that is there twice, and for fractions.
    """
    if len(data) > MAX_BODY_BYTES:
        raise PartnerBabbles(f"longer than {MAX_BODY_BYTES} bytes")
    try:
        value: Json = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_table,
            parse_float=_refuse,
            parse_constant=_refuse,
        )
    except (ValueError, RecursionError) as exc:
        raise PartnerBabbles(f"no JSON: {type(exc).__name__}") from exc
    for depth, text in _texts(value):
        if depth > MAX_DEPTH:
            raise PartnerBabbles(f"deeper than {MAX_DEPTH}")
        if not text.isprintable():
            raise PartnerBabbles("a text with a line end, a lone surrogate or the like")
    return value


def _texts(value: Json) -> Iterator[tuple[int, str]]:
    """Yield every text with its depth, and an empty one for every list and table."""
    waiting: list[tuple[int, Json]] = [(1, value)]
    while waiting:
        depth, each = waiting.pop()
        if isinstance(each, dict):
            yield depth, ""
            waiting += [(depth + 1, key) for key in each]
            waiting += [(depth + 1, inner) for inner in each.values()]
        elif isinstance(each, list):
            yield depth, ""
            waiting += [(depth + 1, inner) for inner in each]
        elif isinstance(each, str):
            yield depth, each


def _table(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise ValueError("a key is there twice")
    return table


def _refuse(text: str) -> Json:
    raise ValueError(f"{text} is no whole number")


def _is_reason(value: Json) -> bool:
    return isinstance(value, str) and len(value) <= _MAX_REASON_CHARS and bool(_IS_REASON(value))


def _unhexed(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""  # no signature and no nonce has no bytes


def _asked(partner: PublicKey, path: str, nonce: bytes, body: bytes) -> bytes:
    return _REQUEST + f"{partner.raw.hex()}\n{path}\n{nonce.hex()}\n".encode() + body


def _replied(path: str, nonce: bytes, body: bytes) -> bytes:
    return _REPLY + f"{path}\n{nonce.hex()}\n".encode() + body
