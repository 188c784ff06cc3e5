"""Parsers of what devices send, and of the tables that tell what a device is.

Streams have no errors: whatever arrives, out comes what is whole, or nothing. The first byte of an
input says in which pieces the rest arrives.
"""

from collections.abc import Callable, Iterator
from functools import partial

from drivers.board.desk import Wiring
from drivers.board.ear import Ear
from drivers.board.family import BoardFamily
from drivers.board.lights import Pattern
from drivers.board.line import Line
from drivers.board.words import LineReader, Settings, read_gate, read_settings, settings_line
from drivers.card_terminal.wire import FROM_KIOSK, FROM_TERMINAL, NO_ID, Frame, FrameReader, Kind
from drivers.errors import BadAddress, DeviceBabbles
from drivers.headset import SW_HEADPHONE_INSERT, JackFramer
from drivers.input_events import EV_KEY, EV_SW, EV_SYN, EVENT, SYN_DROPPED, KeyFramer, event_bytes
from drivers.printer.render import MAX_PAPER_DOTS, render
from drivers.printer.replies import CLEARED, ReplyParser
from drivers.scanner_family import ScannerFamily
from drivers.serial_framing import MAX_CHARS, Framer
from drivers.wedge_keys import MAX_CHARS as MAX_TYPED
from drivers.wedge_keys import WedgeFramer
from kiosk.config import ConfigError
from kiosk.desks import slip_layouts
from kiosk.hardware import board_families, scanner_families
from protocol import code
from protocol.errors import NotOurs, ProtocolError
from tests.fuzz.engine import Taken, Target
from tests.fuzz.shipped import ODD_TOML, shipped
from tests.protocol import samples

_STEP_S = 0.01  # between two pieces


def device_targets() -> Iterator[Target]:
    """All of them."""
    yield from _scanner_targets()
    yield from _input_targets()
    answers = (b"\x16\x12\x12\x12", b"\x10\x0f\x00\x00", CLEARED + b"\x00", CLEARED[:2])
    yield Target("printer.replies", _replies, (), answers, 256)
    yield Target("printer.paper", _paper, (), _PAPERS, 4096)
    yield from _board_targets()
    yield from _terminal_targets()
    yield from _table_targets()


_PAPERS = (
    b"\x1b@\x1ba\x01\x1d!\x11" + "점심".encode("cp949") + b" 1\n\x1dV\x00",
    b"\x1dv0\x00\x02\x00\x02\x00\xff\x00\x0f\xf0\x1b*\x21\x02\x00\x00\xff\x00\xff\x00\xff\n",
    b"\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x06\x1d(k\x08\x001P0HELLO\x1d(k\x03\x001Q0\n",
)


def _pieces(data: bytes) -> Iterator[tuple[float, bytes]]:
    """Cut an input into pieces with the moment when each arrives."""
    size = 1 + data[0] if data else 1
    for number, at in enumerate(range(1, len(data), size)):
        yield number * _STEP_S, data[at : at + size]


def _scanner_targets() -> Iterator[Target]:
    own, foreign = code.to_text(samples.CODE_BYTES).encode(), "https://example.org/회원".encode()
    for name, family in scanner_families.scanner_families().items():
        lines = tuple(
            b"\x40" + family.prefix + text + family.suffix + b"\xff\x00" for text in (own, foreign)
        )
        seeds = (*lines, b"\x00" + b"A" * 2100 + b"\r", b"\x07\x06\x15\x05\xd0\x04\x00\x00")
        yield Target(f"scanner.{name}", partial(_scanner, family), (), seeds, 4096)


def _scanner(family: ScannerFamily, data: bytes) -> Taken:
    """Whatever a scanner sends: whole printable texts, never longer than the limit."""
    framer, told = Framer(family), 0
    for now_s, piece in _pieces(data):
        for text in framer.step(now_s, piece):
            assert text.isascii()
            assert text.isprintable()
            assert 0 < len(text) <= MAX_CHARS
            told += len(text)
            _refused_or_ours(text)
    assert told + framer.dropped_bytes <= len(data)
    assert 0 <= framer.noise_bytes <= framer.dropped_bytes
    return Taken()


def _refused_or_ours(text: str) -> None:
    try:
        code.from_text(text)
    except NotOurs:
        assert not text.startswith(code.PREFIX)
    except ProtocolError:
        assert text.startswith(code.PREFIX)


def _input_targets() -> Iterator[Target]:
    letters = b"".join(
        event_bytes(EV_KEY, key, down, 1.0) for key in (30, 2, 28) for down in (1, 0)
    )
    lost = event_bytes(EV_SYN, SYN_DROPPED, 0)
    yield Target("input.wedge", _wedge, (), (b"\x17" + letters, b"\x05" + lost + letters), 2048)
    jack = event_bytes(EV_SW, SW_HEADPHONE_INSERT, 1) + lost
    yield Target("input.jack", _jack, (), (b"\x17" + jack, b"\x02" + jack), 1024)


def _wedge(data: bytes) -> Taken:
    """Whatever is typed: whole printable texts, no longer than the keys that were pressed."""
    events, keys, told = KeyFramer(), WedgeFramer(), 0
    for _, piece in _pieces(data):
        for press in events.step(piece):
            if press is None:
                keys.begin()
                continue
            text = keys.press(press)
            assert text is None or (text.isprintable() and 0 < len(text) <= MAX_TYPED)
            told += len(text or "")
    assert told + keys.dropped_keys <= len(data) // EVENT.size
    return Taken()


def _jack(data: bytes) -> Taken:
    framer = JackFramer()
    said = [it for _, piece in _pieces(data) for it in framer.step(piece)]
    assert len(said) <= len(data) // EVENT.size
    return Taken()


def _replies(data: bytes) -> Taken:
    """Whatever a printer answers: the same in one piece as byte by byte."""
    at_once, one_by_one = ReplyParser(), ReplyParser()
    whole = at_once.feed(data)
    assert whole == tuple(it for byte in data for it in one_by_one.feed(bytes([byte])))
    assert len(whole) <= len(data)
    return Taken()


def _paper(data: bytes) -> Taken:
    """Whatever is printed: a piece of paper of bounded length."""
    assert 0 < render(data).height <= MAX_PAPER_DOTS
    return Taken()


def _board_targets() -> Iterator[Target]:
    for name, family in board_families.board_families().items():
        said = tuple(
            b"\x10" + family.frame(text, 1)
            for text in (family.closed, family.opened, family.close)
            if text
        )
        seeds = (*said, b"\x03" + bytes(range(256)))
        yield Target(f"board.{name}", partial(_board, family), (DeviceBabbles,), seeds, 1024)
    blink = Pattern(500, 500, 60_000)
    wiring = Wiring(1, 1_000, 2, 0, blink, blink)
    whole = settings_line(Settings("/dev/ttyUSB0", 9600, family, wiring))
    lines = (b"\x20gate 7 opened\ngate 8 unknown why\n\xff\xfe\n" + b"x" * 5000, b"\x09hello\n")
    yield Target("board.guard-told", _guard_told, (), lines, 8192)
    yield Target("board.guard-settings", _guard_settings, (BadAddress,), (whole.encode(),), 4096)


def _board(family: BoardFamily, data: bytes) -> Taken:
    """Whatever a board answers: at most one answer to each question, and to none otherwise."""
    line, asked, heard = Line(family, 1), 0, 0
    for now_s, piece in _pieces(data):
        line.ask("test")
        asked += bool(line.due(now_s))
        heard += len(line.hear(now_s, piece))
    assert heard <= asked
    assert len(Ear(family, 1).step(data)) <= len(data)
    return Taken()


def _guard_told(data: bytes) -> Taken:
    reader = LineReader()
    for _, piece in _pieces(data):
        for line in reader.step(piece):
            assert line.isascii()
            read_gate(line.removeprefix("gate "))
    return Taken()


def _guard_settings(data: bytes) -> Taken:
    """What is taken is written again as the same settings."""
    read = read_settings(data.decode("latin-1"))
    assert read_settings(settings_line(read)) == read
    return Taken()


def _terminal_targets() -> Iterator[Target]:
    for name, kinds in (("kiosk", FROM_TERMINAL), ("terminal", FROM_KIOSK)):
        frames = b"".join(
            Frame(kind, 1, NO_ID, b"\x01" if kind in (Kind.ACK, Kind.STATUS_IS) else b"").encoded
            for kind in sorted(kinds)
        )
        seeds = (b"\xff" + frames, b"\x04" + frames, b"\x30\x02\xff\xff" + frames)
        yield Target(f"card-terminal.{name}", partial(_frames, kinds), (), seeds, 2048)


def _frames(kinds: frozenset[Kind], data: bytes) -> Taken:
    """Whatever comes over the wire: frames of the kinds that are waited for, each byte once."""
    reader, read = FrameReader(kinds), 0
    for now_s, piece in (*_pieces(data), (1e9, b"")):  # the pause may uncover a frame, too
        for frame in reader.step(now_s, piece):
            assert frame.kind in kinds
            read += len(frame.encoded)
    assert read + reader.noise_bytes == max(len(data) - 1, 0)
    return Taken()


def _table_targets() -> Iterator[Target]:
    refused = (ConfigError,)
    files = shipped("devices")
    for name, feed in (
        ("scanners", lambda data: scanner_families.read_families(data, "scanners")),
        ("boards", lambda data: board_families.read_families(data, "boards")),
        ("signals", lambda data: board_families.read_signals(data, "signals")),
    ):
        yield Target(f"toml.{name}", partial(_table, feed), refused, (*files, *ODD_TOML), 8192)
    layouts = (*shipped("slips"), *ODD_TOML)
    layout = partial(_table, lambda data: slip_layouts.read_layout(data, "slip"))
    yield Target("toml.slip", layout, refused, layouts, 8192)


def _table(read: Callable[[bytes], object], data: bytes) -> Taken:
    assert read(data) is not None
    return Taken()
