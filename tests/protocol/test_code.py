import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol import code
from protocol.errors import BadText, Misuse, NotOurs


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
        "BB8" * 200,
    ],
)
def test_a_broken_code_of_ours_is_refused(rest: str) -> None:
    with pytest.raises(BadText):
        code.from_text("CC1:" + rest)


def test_a_code_that_no_phone_shows_legibly_is_not_made() -> None:
    assert len(code.to_text(bytes(code.MAX_CODE_BYTES))) <= code.MAX_TEXT_CHARS
    with pytest.raises(Misuse):
        code.to_text(bytes(code.MAX_CODE_BYTES + 1))
