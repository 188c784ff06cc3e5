"""One resident code, from the scanned text to everything that kiosk and node need of it.

A phone shows a presentation around its credential; a card or badge shows its credential alone.
"""

from dataclasses import dataclass

from protocol import code, cose, credential, presentation
from protocol.cose import MessageType, Unverified
from protocol.credential import Credential, CredentialKind
from protocol.errors import (
    BadShape,
    BadText,
    CredentialExpired,
    PresentationMissing,
    TooEarly,
    TooOld,
    WrongChallenge,
    WrongScheme,
)
from protocol.keys import KeyRing
from protocol.presentation import Presentation

MAX_AGE_S = 180  # three minutes, as Korea's QR payment standard has it for a changing code
MAX_AHEAD_S = 60  # a phone's clock may be ahead of ours


@dataclass(frozen=True)
class ResidentCode:
    """A verified code. `evidence` is its exact bytes; cards and badges have no `presentation`."""

    credential: Credential
    presentation: Presentation | None
    evidence: bytes

    @property
    def cti(self) -> bytes:
        """The credential's name: 8 bytes, new at each issue."""
        return self.credential.cti

    @property
    def counter(self) -> bytes | None:
        """The presentation's counter: with the cti it names one showing; a card has none."""
        return None if self.presentation is None else self.presentation.counter

    @property
    def limit_tag(self) -> bytes:
        """What daily rights are counted by: 4 bytes, constant for a calendar month."""
        return self.credential.limit_tag

    @property
    def scheme(self) -> str:
        """The currency's id."""
        return self.credential.scheme


def check(
    text_or_bytes: str | bytes,
    keys: KeyRing,
    scheme: str,
    at: int,
    *,
    judge_age: bool = True,
    slack_s: int = 0,
    challenge: bytes | None = None,
) -> ResidentCode:
    """A code that counts at the time of its scan (`at`, epoch seconds), or one named refusal.

    `keys` are the node's keys for credentials. With `judge_age=False` no date is judged: the kiosk
    did it at the scan, and nobody does it again at agreement or arrival. `slack_s` widens the
    window around the scan on both sides, for a clock that people set by hand; the end of a
    credential it doesn't move. A presentation that answers a challenge counts only where exactly
    that challenge was asked, and one that names an amount only where it answers one: whoever signed
    for one payment has signed for no other.
    """
    data = code.from_text(text_or_bytes) if isinstance(text_or_bytes, str) else text_or_bytes
    message = cose.parse(data, MessageType.PRESENTATION, MessageType.CREDENTIAL)
    found = _credential(message, keys)
    if found.scheme != scheme:
        raise WrongScheme(f"of {found.scheme}, not {scheme}")
    shown = _presentation(message, found, challenge)
    if len(data) > code.MAX_CODE_BYTES:  # only a ticket may be larger
        raise BadText(f"a code of {len(data)} bytes, at most {code.MAX_CODE_BYTES}")
    if judge_age:
        _judge(found, shown, at, slack_s)
    return ResidentCode(found, shown, data)


def _credential(message: Unverified, keys: KeyRing) -> Credential:
    if message.credential is None:
        return credential.believe(message, keys)
    return credential.read(message.credential, keys)


def _presentation(
    message: Unverified, found: Credential, challenge: bytes | None
) -> Presentation | None:
    if message.type is MessageType.CREDENTIAL:
        if found.kind is CredentialKind.PHONE:
            raise PresentationMissing("a phone's credential alone")
        return None
    if found.holder is None:
        raise BadShape("a presentation around the credential of a card or badge")
    shown = presentation.read(message, found.holder)
    if shown.scheme != found.scheme:
        raise WrongScheme(f"made for {shown.scheme}, not {found.scheme}")
    if shown.challenge != challenge or (challenge is None and shown.amount is not None):
        raise WrongChallenge("made for another occasion")
    return shown


def _judge(found: Credential, shown: Presentation | None, at: int, slack_s: int) -> None:
    max_age_s, max_ahead_s = MAX_AGE_S + slack_s, MAX_AHEAD_S + slack_s
    if shown is not None and shown.issued < at - max_age_s:
        raise TooOld(f"{at - shown.issued} s old, at most {max_age_s}")
    newest = found.issued if shown is None else max(shown.issued, found.issued)
    if newest > at + max_ahead_s:
        raise TooEarly(f"dated {newest - at} s ahead, at most {max_ahead_s}")
    if at >= found.expires:
        raise CredentialExpired(f"ended {at - found.expires} s ago")
