"""The partners of a profile: who answers for which service, where, and by which key."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import StringConstraints, field_validator

from kiosk.config import ConfigError, Section, Slug
from kiosk.partners.line import checked_url
from protocol.errors import BadKey
from protocol.keys import Algorithm, PublicKey

MAX_PARTNERS = 6  # as many as a facility has services

HexKey = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class PartnerSection(Section):
    """One ``[[partner]]``: ``service`` is its id in the facility file, ``key`` Ed25519 in hex.

    Plain HTTP is for loopback only. See docs/partners.md.
    """

    service: Slug
    url: str
    key: HexKey

    @field_validator("url")
    @classmethod
    def _can_be_asked(cls, url: str) -> str:
        try:
            return checked_url(url)
        except ConfigError as exc:
            raise ValueError(exc.reason) from exc

    @field_validator("key")
    @classmethod
    def _is_a_key(cls, key: str) -> str:
        try:
            PublicKey(Algorithm.ED25519, bytes.fromhex(key))
        except BadKey as exc:
            raise ValueError("is no Ed25519 key") from exc
        return key

    def public_key(self) -> PublicKey:
        """Return the key by which the partner signs."""
        return PublicKey(Algorithm.ED25519, bytes.fromhex(self.key))


def told_apart(partners: Sequence[PartnerSection]) -> None:
    """Raise ValueError where two partners answer for one service."""
    services = [partner.service for partner in partners]
    twice = next((service for service in services if services.count(service) > 1), None)
    if twice is not None:
        raise ValueError(f"partner: the service {twice} has two")
