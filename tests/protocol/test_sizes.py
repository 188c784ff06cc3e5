"""The budgets of protocol.md, in characters and as the version of the QR code they fill."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import pytest
import qrcode
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M

from protocol import code, credential, presentation
from protocol.credential import Credential, CredentialKind
from protocol.keys import MemorySigner
from protocol.presentation import Presentation
from tests.protocol import samples

Record: TypeAlias = Callable[[str, object], None]

# The largest numbers of a big district: kiosk 65,535, a slice of 255 coins, two price classes, and
# the four-billionth credential.
LARGEST = replace(
    samples.CREDENTIAL, slices={65_535: 255}, price_classes=(1, 2), status_index=(1 << 32) - 1
)


def qr_version(text: str, correction: int) -> int:
    picture = qrcode.QRCode(error_correction=correction)
    picture.add_data(qrcode.util.QRData(text, mode=qrcode.util.MODE_ALPHA_NUM))
    picture.make(fit=True)
    return int(picture.version)


def phone_text(of: Credential, value: Presentation, phone: MemorySigner = samples.PHONE) -> str:
    data = presentation.present(phone, credential.issue(samples.ISSUER, of), value)
    return code.to_text(data)


@pytest.mark.parametrize("of", [samples.CREDENTIAL, LARGEST], ids=["usual", "largest"])
def test_a_phone_code_fits_468_characters_and_qr_version_11_l(
    of: Credential, record_property: Record
) -> None:
    text = phone_text(of, samples.PRESENTATION)
    record_property(
        "measured", f"phone: {len(text)} characters, version {qr_version(text, ERROR_CORRECT_L)}-L"
    )
    assert len(text) <= 468
    assert qr_version(text, ERROR_CORRECT_L) <= 11


@pytest.mark.parametrize("of", [samples.CREDENTIAL, LARGEST], ids=["usual", "largest"])
def test_with_a_challenge_it_fits_535_characters_and_qr_version_12_l(
    of: Credential, record_property: Record
) -> None:
    value = replace(samples.PRESENTATION, challenge=bytes(16), amount=10_000)
    text = phone_text(of, value)
    record_property(
        "measured",
        f"with challenge: {len(text)} characters, version {qr_version(text, ERROR_CORRECT_L)}-L",
    )
    assert len(text) <= 535
    assert qr_version(text, ERROR_CORRECT_L) <= 12


@pytest.mark.parametrize("kind", [CredentialKind.CARD, CredentialKind.STAFF])
def test_a_card_fits_262_characters_and_qr_version_9_m(
    kind: CredentialKind, record_property: Record
) -> None:
    card = replace(LARGEST, holder=None, kind=kind)
    text = code.to_text(credential.issue(samples.ISSUER, card))
    record_property(
        "measured",
        f"{kind.name}: {len(text)} characters, version {qr_version(text, ERROR_CORRECT_M)}-M",
    )
    assert len(text) <= 262
    assert qr_version(text, ERROR_CORRECT_M) <= 9


def test_the_longest_scheme_id_still_fits_the_largest_code() -> None:
    longest = "a" * credential.MAX_SCHEME_CHARS
    text = phone_text(
        replace(LARGEST, scheme=longest), replace(samples.PRESENTATION, scheme=longest)
    )
    assert len(text) <= code.MAX_TEXT_CHARS


def test_a_ticket_with_one_line_fits_a_code_that_a_slip_has_room_for(
    record_property: Record,
) -> None:
    record_property("measured", f"entry: {len(samples.SPEND_BYTES)} bytes")
    assert len(samples.SPEND_BYTES) <= 309  # version 11 again: 61 modules on 80 mm paper
