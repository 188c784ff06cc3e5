from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol import code, credential, presentation
from protocol.entry import ClockState, DecidedBy, Decision, OrderLine, read_entry, sign_entry
from protocol.errors import BadText, Misuse, NotOurs, WrongType
from protocol.resident_code import check
from protocol.shape import MAX_WHOLE
from tests.protocol import samples

# One line with every field at its limit: ids of 23 characters, a name of 12 of four bytes each.
LARGE_ENTRY = sign_entry(
    samples.KIOSK,
    replace(
        samples.SPEND,
        seq=MAX_WHOLE,
        time=MAX_WHOLE,
        clock=ClockState.STAFF_SET,
        scheme_version=MAX_WHOLE,
        bundle_version=MAX_WHOLE,
        lines=(OrderLine("a" * 23 + ":" + "b" * 23, "\U0001f35a" * 12, 20, 1_000_000),),
        amounts={"p" * 48: 20_000_000},
        decided=Decision(DecidedBy.STAND_IN, 20_000_000),
    ),
)


@pytest.mark.parametrize(
    ("plain", "encoded"),
    [
        (b"AB", "BB8"),
        (b"Hello!!", "%69 VD92EX0"),
        (b"base-45", "UJCLQE7W581"),
        (b"ietf!", "QED8WEX0"),
    ],
)
def test_the_strings_of_rfc_9285_agree(plain: bytes, encoded: str) -> None:
    assert code.to_text(plain) == "CC1:" + encoded
    assert code.from_text("CC1:" + encoded) == plain


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=code.MAX_CODE_BYTES))
def test_bytes_come_back_from_their_text(data: bytes) -> None:
    assert code.from_text(code.to_text(data)) == data


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40) | st.text(alphabet="CC1:AB8 $%*+-./", max_size=20))
def test_a_text_is_refused_or_is_the_only_text_of_its_bytes(text: str) -> None:
    for candidate in (text, "CC1:" + text):
        try:
            data = code.from_text(candidate)
        except (NotOurs, BadText):
            continue
        assert code.to_text(data) == candidate


@pytest.mark.parametrize(
    "text", ["", "CC1", "cc1:BB8", "CC2:BB8", "HC1:BB8", " CC1:BB8", "https://example.org/CC1:BB8"]
)
def test_another_code_is_told_from_a_broken_one_of_ours(text: str) -> None:
    with pytest.raises(NotOurs):
        code.from_text(text)


@pytest.mark.parametrize(
    "rest",
    [
        "B",  # no group has one character
        "BB8B",
        ":::",  # over 65535
        "::",  # over 255
        "GGW",  # RFC 9285, section 6: 65536
        "bb8",
        "BB8\n",
        "BB8\r\n",
        "BB 8_",
        "ＢＢ８",
        "\ud800",
        "BB8" * 341,
    ],
)
def test_a_broken_code_of_ours_is_refused(rest: str) -> None:
    with pytest.raises(BadText):
        code.from_text("CC1:" + rest)


def test_a_code_that_no_phone_shows_legibly_is_not_made() -> None:
    assert len(code.to_text(bytes(code.MAX_CODE_BYTES))) <= code.MAX_TEXT_CHARS
    with pytest.raises(Misuse):
        code.to_text(bytes(code.MAX_CODE_BYTES + 1))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=code.MAX_TICKET_BYTES))
def test_an_entry_comes_back_from_its_ticket(data: bytes) -> None:
    assert code.from_text(code.ticket_text(data)) == data


def test_a_ticket_holds_the_largest_entry_of_one_line() -> None:
    assert len(LARGE_ENTRY) > code.MAX_CODE_BYTES
    assert read_entry(code.from_text(code.ticket_text(LARGE_ENTRY)), samples.KIOSKS)


def test_a_ticket_that_no_paper_holds_legibly_is_not_made() -> None:
    assert len(code.ticket_text(bytes(code.MAX_TICKET_BYTES))) <= code.MAX_TICKET_CHARS
    with pytest.raises(Misuse):
        code.ticket_text(bytes(code.MAX_TICKET_BYTES + 1))


@pytest.mark.parametrize("entry", [samples.SPEND_BYTES, LARGE_ENTRY], ids=["usual", "largest"])
def test_a_ticket_shown_as_a_resident_code_is_refused_by_its_type(entry: bytes) -> None:
    with pytest.raises(WrongType):
        check(code.ticket_text(entry), samples.ISSUERS, samples.SCHEME, samples.NOW)


def test_a_resident_code_keeps_its_limit_although_a_ticket_may_be_larger() -> None:
    slices = {65_500 + number: MAX_WHOLE for number in range(8)}
    large = replace(samples.CREDENTIAL, slices=slices, price_classes=(1, 2))
    issued = credential.issue(samples.ISSUER, large)
    data = presentation.present(samples.PHONE, issued, samples.PRESENTATION)
    assert code.MAX_CODE_BYTES < len(data) <= code.MAX_TICKET_BYTES
    for shown in (data, code.ticket_text(data)):
        with pytest.raises(BadText):
            check(shown, samples.ISSUERS, samples.SCHEME, samples.NOW)
