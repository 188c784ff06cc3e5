"""Commands as their makers print them, and answers out of whatever bytes arrive."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.board.desk import Wiring
from drivers.board.ear import MAX_HEARD_BYTES, Contact, Ear
from drivers.board.family import BoardFamily
from drivers.errors import BadAddress
from tests.drivers.boards import ANSWERING, BUZZ, FAMILIES, LIT, family, names

PRINTED = [
    ("lcus", "close", 1, "a0 01 01 a2"),
    ("lcus", "open", 2, "a0 02 00 a2"),
    ("lcus-feedback", "ask", 1, "a0 01 05 a6"),
    ("kmtronic", "close", 2, "ff 02 01"),
    ("kmtronic", "ask", 1, "ff 01 03"),
    ("kmtronic-4", "ask", 3, "ff 09 00"),
    ("devantech", "close", 8, "6c"),
    ("devantech", "open", 1, "6f"),
    ("waveshare", "close", 1, "01 05 00 00 ff 00 8c 3a"),
    ("waveshare", "open", 4, "01 05 00 03 00 00 3d ca"),
    ("waveshare", "ask", 1, "01 01 00 00 00 08 3d cc"),
]


@pytest.mark.parametrize(("name", "command", "channel", "printed"), PRINTED)
def test_a_command_is_as_its_maker_prints_it(
    name: str, command: str, channel: int, printed: str
) -> None:
    of = family(name)
    assert of.frame(getattr(of, command), channel).hex(" ") == printed


def test_an_impulse_of_its_own_is_as_its_maker_prints_it() -> None:
    of = family("waveshare")
    assert of.frame(of.pulse, 1, 7).hex(" ") == "01 05 02 00 00 07 8d b0"


def test_text_counts_channels_from_where_the_maker_does() -> None:
    of = family("numato")
    assert of.frame(of.close, 1) == b"relay on 0\r"
    assert of.frame(of.ask, 8) == b"relay read 7\r"


@pytest.mark.parametrize("channel", [0, 9])
def test_a_channel_that_is_not_there_is_refused(channel: int) -> None:
    of = family("lcus")
    with pytest.raises(BadAddress, match=f"no channel {channel}"):
        of.frame(of.close, channel)


HEARD = [
    ("lcus-text", 2, b"CH1: ON\r\nCH2: OFF\r\n", Contact.OPEN),
    ("lcus-text", 1, b"CH1: ON \r\nCH2: OFF\r\n", Contact.CLOSED),
    ("lcus-feedback", 1, b"\xa0\x01\x01\xa2", Contact.CLOSED),
    ("lcus-feedback", 1, b"\xa0\x01\x00\xa1", Contact.OPEN),
    ("kmtronic", 2, b"\xff\x02\x01", Contact.CLOSED),
    ("kmtronic-4", 3, b"\x00\x00\x01\x00", Contact.CLOSED),
    ("numato", 1, b"relay read 0 \n\n\ron\n\r>", Contact.CLOSED),
    ("numato", 1, b"relay read 0\n\roff\n\r>", Contact.OPEN),
    ("devantech", 2, b"\x02", Contact.CLOSED),
    ("devantech", 1, b"\x02", Contact.OPEN),
    ("waveshare", 1, bytes.fromhex("010101019048"), Contact.CLOSED),
]


@pytest.mark.parametrize(("name", "channel", "said", "contact"), HEARD)
def test_an_answer_is_understood(name: str, channel: int, said: bytes, contact: Contact) -> None:
    assert Ear(family(name), channel).step(said) == (contact,)


def test_an_answer_with_a_wrong_checksum_is_none() -> None:
    ear = Ear(family("waveshare"), 1)
    assert ear.step(bytes.fromhex("010101019049")) == ()


def test_what_is_said_of_another_channel_is_no_answer() -> None:
    assert Ear(family("lcus-feedback"), 1).step(b"\xa0\x02\x01\xa3") == ()


def test_half_an_answer_to_an_earlier_question_is_forgotten() -> None:
    ear = Ear(family("kmtronic"), 1)
    ear.step(b"\xff\x01")
    ear.forget()
    assert ear.step(b"\x01") == ()
    assert ear.take_noise() == 2


def test_a_command_s_echo_on_the_line_is_no_answer() -> None:
    of = family("numato")
    assert Ear(of, 1).step(b"relay on 0\r\n\r>relay off 0\r\n\r>") == ()


@pytest.mark.parametrize("of", ANSWERING, ids=names(ANSWERING))
@given(data=st.binary(max_size=900), cuts=st.lists(st.integers(0, 900), max_size=6))
def test_whatever_arrives_and_however_it_is_cut_takes_bounded_room(
    of: BoardFamily, data: bytes, cuts: list[int]
) -> None:
    ear = Ear(of, 1)
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    answers = [answer for a, b in pairwise(edges) for answer in ear.step(data[a:b])]
    assert ear.take_noise() <= len(data)
    assert len(answers) <= len(data)
    ear.forget()
    assert ear.take_noise() <= MAX_HEARD_BYTES


@pytest.mark.parametrize("of", FAMILIES, ids=names(FAMILIES))
def test_no_command_of_a_family_is_another_s_beginning(of: BoardFamily) -> None:
    """A board that has no pauses to tell commands by would take the short one for the long one."""
    channels = range(1, of.channels + 1)
    frames = {of.frame(text, each) for text in (of.close, of.open) for each in channels}
    assert len(frames) == 2 * of.channels
    assert not any(a != b and a.startswith(b) for a in frames for b in frames)


@pytest.mark.parametrize(
    "wired",
    [
        Wiring(9, 500, 0, 0, LIT, BUZZ),
        Wiring(0, 500, 0, 0, LIT, BUZZ),
        Wiring(1, 60_000, 0, 0, LIT, BUZZ),
    ],
    ids=["no-such-channel", "nothing", "a-minute"],
)
def test_a_wiring_that_the_board_can_t_have_is_refused(wired: Wiring) -> None:
    with pytest.raises(BadAddress):
        wired.check(family("lcus"))
