"""Telling a scanner's answers to commands from codes, byte by byte: pure and bounded.

Codes are printable ASCII. So an answer is known by the control bytes in it: the STX and ETX around
it (Newland), the ACK, NAK or ENQ behind the echo of a command (Honeywell), or the opcode above 0x7F
behind the length (SSI packets of Zebra and Symbol).
"""

from __future__ import annotations

from typing import Final, Protocol

from drivers.scanner_family import STATUSES, Answers, ScannerFamily, ssi_checksum

STX: Final = 0x02
ETX: Final = 0x03
MAX_ANSWER: Final = 300  # bytes; an SSI packet has at most 257, other makes' answers some tens
PUNCTUATION: Final = b"!.,;"
LEAST_OPCODE: Final = 0x80
DECODE_DATA: Final = 0xF3  # a code in a packet: the set-up asks for codes as they are
SSI_HEAD: Final = 2  # length and opcode


class AnswerReader(Protocol):
    """Takes the bytes of answers out of a stream of codes."""

    def takes(self, byte: int, text: bytearray) -> bool:
        """Tell whether ``byte`` belongs to an answer; may take the end of ``text`` with it."""

    def finished(self) -> tuple[bytes, ...]:
        """Return the answers that are whole since the last time, at most `MAX_ANSWERS`."""

    def drop_half(self) -> None:
        """Forget half an answer: it is nonsense."""

    def nonsense(self) -> int:
        """Return how many bytes turned out to be nonsense since the last time."""

    def broke_off(self) -> bool:
        """Tell whether what follows may be the rest of a code, and not its beginning.

        So it is since the last time, where bytes were taken that turned out to be no answer, or
        where an answer took what was read of a code.
        """


MAX_ANSWERS: Final = 16  # kept; nobody waits for more


class _Kept:
    """What the readers have in common: answers that are whole, one that grows, nonsense."""

    def __init__(self) -> None:
        self._whole: list[bytes] = []
        self._half = bytearray()
        self._nonsense = 0
        self._broke_off = False

    def finished(self) -> tuple[bytes, ...]:
        """See `AnswerReader`."""
        whole, self._whole = tuple(self._whole), []
        return whole

    def drop_half(self) -> None:
        """See `AnswerReader`."""
        self._broke_off |= bool(self._half)
        self._nonsense += len(self._half)
        self._half.clear()

    def broke_off(self) -> bool:
        """See `AnswerReader`."""
        broke_off, self._broke_off = self._broke_off, False
        return broke_off

    def nonsense(self) -> int:
        """See `AnswerReader`."""
        counted, self._nonsense = self._nonsense, 0
        return counted

    def _finish(self) -> None:
        self._whole = [*self._whole, bytes(self._half)][-MAX_ANSWERS:]
        self._half.clear()


class NoAnswers(_Kept):
    """Of a scanner that is told nothing and says nothing but codes."""

    def takes(self, byte: int, text: bytearray) -> bool:  # noqa: ARG002  the contract's
        """See `AnswerReader`."""
        return False


class FramedAnswers(_Kept):
    """STX ... ETX, as Newland's serial programming commands are answered."""

    def takes(self, byte: int, text: bytearray) -> bool:  # noqa: ARG002  the contract's
        """See `AnswerReader`."""
        if not self._half:
            if byte != STX:
                return False
            self._half.append(byte)
            return True
        self._half.append(byte)
        if byte == ETX:
            self._finish()
        elif len(self._half) >= MAX_ANSWER:
            self.drop_half()
        return True


class EchoedAnswers(_Kept):
    """The command again with ACK, NAK or ENQ before its punctuation, as Honeywell answers.

    What is the echo of none of the `commands` may have been the beginning of a code.
    """

    def __init__(self, commands: tuple[bytes, ...]) -> None:
        super().__init__()
        self._commands = commands

    def takes(self, byte: int, text: bytearray) -> bool:
        """See `AnswerReader`."""
        if self._half:
            if byte in PUNCTUATION:
                self._half.append(byte)
                self._finish()
                return True
            self._finish()  # a bare status, as of a command without punctuation
        if byte not in STATUSES:
            return False
        self._half = bytearray(text[-MAX_ANSWER:]) + bytes((byte,))
        echo = any(text in command for command in self._commands)
        self._broke_off |= bool(text) and not echo
        self._nonsense += len(text) - len(text[-MAX_ANSWER:])
        text.clear()
        return True


class SsiAnswers(_Kept):
    """SSI packets: length without checksum, opcode, source, status, data, checksum."""

    def takes(self, byte: int, text: bytearray) -> bool:
        """See `AnswerReader`."""
        if len(self._half) >= SSI_HEAD:
            self._grow(byte)
            return True
        if byte >= LEAST_OPCODE and len(self._half) + len(text) == 1:
            self._half = bytearray(text or self._half) + bytes((byte,))
            text.clear()
            return True
        self.drop_half()  # the length that it was not
        if text or byte >= 0x20 or byte < SSI_HEAD:
            return False
        if byte in b"\r\n":
            return False  # a code's end; no packet of ours has 10 or 13 bytes
        self._half.append(byte)
        return True

    def _grow(self, byte: int) -> None:
        self._half.append(byte)
        if len(self._half) < self._half[0] + 2:
            return
        packet, checksum = bytes(self._half[:-2]), bytes(self._half[-2:])
        if checksum == ssi_checksum(packet) and packet[1] != DECODE_DATA:
            self._finish()
        else:
            self.drop_half()


def answer_reader(family: ScannerFamily) -> AnswerReader:
    """Return a new reader of a family's answers."""
    match family.answers:
        case Answers.NONE:
            return NoAnswers()
        case Answers.FRAMED:
            return FramedAnswers()
        case Answers.ECHOED:
            return EchoedAnswers(tuple(step.send for step in family.set_up))
        case Answers.SSI:
            return SsiAnswers()
