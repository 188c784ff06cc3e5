"""Why bytes were refused: one tree, one slug for each reason.

ProtocolError                   a peer's bytes are refused; every reader here raises only this
|- NotOurs                      a text that is no resident code at all (another QR code)
|- BadText                      our prefix, but no Base45 (RFC 9285) or too long
|- BadCbor                      no well-formed CBOR of the permitted kinds (RFC 8949)
|  |- TooBig, TooDeep           over a limit on bytes, items or nesting
|  |- TrailingBytes             something after the end
|  |- IndefiniteLength          a length that is not told in advance
|  |- DuplicateKey              one key twice in a map
|  `- NotDeterministic          a second way to write the same value
|- BadHeader                    no COSE_Sign1 of ours (RFC 9052)
|  |- UnprotectedHeader         something stands where nobody signed it
|  |- RepeatedHeader            one header twice
|  |- UnknownHeader             a header that this message type does not have
|  |- MissingHeader             a header that this message type must have
|  `- WrongAlgorithm            unknown, or not the one registered for the key
|- WrongType                    signed for another purpose
|- BadKey                       bytes that are no public or secret key
|- UnknownKey                   signed by a stranger
|  `- PinnedRootMismatch        a trust list that the pinned root did not sign
|- BadSignature                 altered, or signed by nobody
|- BadShape                     signed, but not what protocol.md says the message holds
|- WrongScheme                  a resident of another currency
|- PresentationMissing          a phone's credential without the phone's own signature
|- WrongChallenge               made for another challenge than the one asked
|- TooOld, TooEarly             outside the window around the scan
|- CredentialExpired
|- StaleAnswer                  answers another request than the one sent
`- BadSeal                      no sealed secret of ours, or damaged
   `- WrongPassphrase           whole, and not opened by this passphrase

Misuse                          our own bug: asked to sign what our readers would refuse
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar


class ProtocolError(Exception):
    """Bytes of a peer are refused. `reason` is a fixed slug for logs, entries and screens."""

    reason: ClassVar[str] = "refused"


class NotOurs(ProtocolError):
    """The text does not start with the prefix of a resident code."""

    reason = "not-ours"


class BadText(ProtocolError):
    """The text has the prefix, but is no Base45 or is over its limit."""

    reason = "bad-text"


class BadCbor(ProtocolError):
    """The bytes are not CBOR of the kinds that this protocol uses."""

    reason = "bad-cbor"


class TooBig(BadCbor):
    """More bytes or items than the limit."""

    reason = "too-big"


class TooDeep(BadCbor):
    """Containers nested deeper than the limit."""

    reason = "too-deep"


class TrailingBytes(BadCbor):
    """Bytes after the end of the value."""

    reason = "trailing-bytes"


class IndefiniteLength(BadCbor):
    """A string or container whose length is not told in advance."""

    reason = "indefinite-length"


class DuplicateKey(BadCbor):
    """The same key twice in one map."""

    reason = "duplicate-key"


class NotDeterministic(BadCbor):
    """Not the encoding of RFC 8949, section 4.2.1: a head longer than needed, or unsorted keys."""

    reason = "not-deterministic"


class BadHeader(ProtocolError):
    """Not a COSE_Sign1 in the form of protocol.md."""

    reason = "bad-header"


class UnprotectedHeader(BadHeader):
    """The unprotected header is not empty."""

    reason = "unprotected-header"


class RepeatedHeader(BadHeader):
    """A header stands twice in the protected map."""

    reason = "repeated-header"


class UnknownHeader(BadHeader):
    """A protected header that this message type does not have."""

    reason = "unknown-header"


class MissingHeader(BadHeader):
    """A protected header that this message type must have is absent."""

    reason = "missing-header"


class WrongAlgorithm(BadHeader):
    """The algorithm is unknown, or not the one registered for the key."""

    reason = "wrong-algorithm"


class WrongType(ProtocolError):
    """The message was signed for another purpose."""

    reason = "wrong-type"


class BadKey(ProtocolError):
    """Bytes that are no key of the named algorithm."""

    reason = "bad-key"


class UnknownKey(ProtocolError):
    """Signed by a key that is not in the ring."""

    reason = "unknown-key"


class PinnedRootMismatch(UnknownKey):
    """The trust list is not signed by the root that this machine was given."""

    reason = "pinned-root-mismatch"


class BadSignature(ProtocolError):
    """The signature does not belong to these bytes and this key."""

    reason = "bad-signature"


class BadShape(ProtocolError):
    """A field is missing, forbidden, of another type or outside its range."""

    reason = "bad-shape"


class WrongScheme(ProtocolError):
    """The code belongs to another currency."""

    reason = "wrong-scheme"


class PresentationMissing(ProtocolError):
    """A phone's credential was shown bare: a copy of it must not spend."""

    reason = "presentation-missing"


class WrongChallenge(ProtocolError):
    """The presentation answers another challenge than the one asked, or none."""

    reason = "wrong-challenge"


class TooOld(ProtocolError):
    """The presentation was made too long before the scan."""

    reason = "too-old"


class TooEarly(ProtocolError):
    """The presentation or credential is dated after the scan by more than clocks differ."""

    reason = "too-early"


class CredentialExpired(ProtocolError):
    """The credential had ended at the scan."""

    reason = "credential-expired"


class StaleAnswer(ProtocolError):
    """The answer carries the hash of another request."""

    reason = "stale-answer"


class BadSeal(ProtocolError):
    """Not a sealed secret that this program can read: another file, cut short, or altered."""

    reason = "bad-seal"


class WrongPassphrase(BadSeal):
    """The container is whole, and this passphrase does not open it."""

    reason = "wrong-passphrase"


class Misuse(Exception):
    """This program asked to sign something that its own readers would refuse."""


@contextmanager
def building() -> Iterator[None]:
    """Turn a refusal of our own message into Misuse: nothing leaves that we would not accept."""
    try:
        yield
    except ProtocolError as exc:
        raise Misuse(f"{exc.reason}: {exc}") from exc
