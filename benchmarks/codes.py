"""Resident codes made in memory, for measurements that need no node."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from protocol.code import to_text
from protocol.credential import Credential, CredentialKind, issue
from protocol.keys import Algorithm, MemorySigner
from protocol.presentation import COUNTER_BYTES, Presentation, present

SCHEME = "bench"
CREDENTIAL_LIFE_S = 30 * 24 * 3600
HOME_KIOSK, SLICE_COINS = 1, 100


@dataclass(frozen=True)
class Codes:
    """An issuer and some residents' phones; times are epoch seconds."""

    issuer: MemorySigner
    phones: tuple[MemorySigner, ...]
    credentials: tuple[bytes, ...]

    @classmethod
    def make(cls, residents: int, now_s: int) -> "Codes":
        """New keys for everybody."""
        issuer = MemorySigner.generate(Algorithm.ED25519)
        phones = tuple(MemorySigner.generate(Algorithm.ESP256) for _ in range(residents))
        return cls._of(issuer, phones, now_s)

    @classmethod
    def same(cls, residents: int, now_s: int, seed: int) -> "Codes":
        """The same keys and so the same codes for the same `seed` and time."""
        issuer = _key(Algorithm.ED25519, f"{seed} issuer")
        phones = tuple(_key(Algorithm.ESP256, f"{seed} {who}") for who in range(residents))
        return cls._of(issuer, phones, now_s)

    @classmethod
    def _of(cls, issuer: MemorySigner, phones: tuple[MemorySigner, ...], now_s: int) -> "Codes":
        credentials = tuple(
            issue(issuer, _credential(phone, number, now_s)) for number, phone in enumerate(phones)
        )
        return cls(issuer, phones, credentials)

    def show(self, times: int, now_s: int) -> Iterator[bytes]:
        """As many showings, of one phone after the other, each with a counter of its own."""
        for showing in range(times):
            which = showing % len(self.phones)
            counter = showing.to_bytes(COUNTER_BYTES, "big")
            yield present(
                self.phones[which],
                self.credentials[which],
                Presentation(SCHEME, now_s, counter),
            )

    def show_texts(self, times: int, now_s: int) -> list[str]:
        """The same as the texts of QR codes."""
        return [to_text(code) for code in self.show(times, now_s)]


def _key(algorithm: Algorithm, named: str) -> MemorySigner:
    secret = sha256(named.encode()).digest()
    return MemorySigner.from_secret(algorithm, secret, deterministic=True)


def _credential(phone: MemorySigner, number: int, now_s: int) -> Credential:
    return Credential(
        pseudonym=f"{number:012}",
        expires=now_s + CREDENTIAL_LIFE_S,
        issued=now_s,
        cti=number.to_bytes(8, "big"),
        holder=phone.public_key,
        kind=CredentialKind.PHONE,
        scheme=SCHEME,
        slices={HOME_KIOSK: SLICE_COINS},
        limit_tag=number.to_bytes(4, "big"),
        price_classes=(),
        status_index=number,
    )
