"""Partners in a profile: an address, a key, and each service once."""

import pytest

from kiosk.config import ConfigError, read_toml
from kiosk.profile.machine import Profile
from protocol.keys import Algorithm, MemorySigner
from tests.kiosk.documents import PROFILE

KEY = MemorySigner.from_secret(Algorithm.ED25519, b"park" * 8).public_key
PARTNER = f"""
[[partner]]
service = "parking"
url = "https://parking.example/"
key = "{KEY.raw.hex()}"
"""


def profile(text: str) -> Profile:
    return read_toml((PROFILE.replace("{root}", "ab" * 32) + text).encode(), "p.toml", Profile)


def test_a_partner_has_an_address_and_a_key() -> None:
    (partner,) = profile(PARTNER).partner
    assert (partner.service, partner.url) == ("parking", "https://parking.example")
    assert partner.public_key() == KEY
    assert profile("").partner == ()


@pytest.mark.parametrize(
    ("old", "new", "key", "why"),
    [
        ("https://parking", "http://parking", "partner.0.url", "loopback only"),
        ("https://", "", "partner.0.url", "https://"),
        (f'key = "{KEY.raw.hex()}"', 'key = "ab"', "partner.0.key", "pattern"),
        ('service = "parking"', 'service = "Parking"', "partner.0.service", "pattern"),
        ("url", "uri", "partner.0.ur", "required|permitted"),
    ],
    ids=["plain", "no-scheme", "key", "service", "unknown"],
)
def test_what_can_not_be_used_is_refused_by_name(old: str, new: str, key: str, why: str) -> None:
    with pytest.raises(ConfigError, match=why) as refused:
        profile(PARTNER.replace(old, new, 1))
    assert refused.value.key.startswith(key)


def test_two_partners_for_one_service_are_refused() -> None:
    with pytest.raises(ConfigError, match="the service parking has two"):
        profile(PARTNER * 2)
