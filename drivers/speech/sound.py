"""Sound as this package passes it on: 16-bit samples of one channel, in and out of WAV. Pure."""

from __future__ import annotations

import io
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from drivers.errors import SpeechLost

SAMPLE_BYTES: Final = 2
RATE_HZ: Final = 22_050  # of espeak-ng, and of what we make ourselves
LOUDEST: Final = 32_767


@dataclass(frozen=True, slots=True)
class Sound:
    """Samples of one channel: little-endian, signed, 16 bits each, `rate_hz` of them a second."""

    rate_hz: int
    samples: bytes

    @property
    def length_s(self) -> float:
        """How long it takes to play."""
        return len(self.samples) / SAMPLE_BYTES / self.rate_hz

    def scaled(self, factor: float) -> Sound:
        """Return the same louder or quieter; what would be too loud stays at the loudest."""
        loud = np.frombuffer(self.samples, "<i2").astype(np.float64) * factor
        return Sound(self.rate_hz, loud.clip(-LOUDEST, LOUDEST).astype("<i2").tobytes())


def silence(length_s: float) -> Sound:
    """Return nothing to hear for `length_s` seconds."""
    return Sound(RATE_HZ, bytes(SAMPLE_BYTES * round(RATE_HZ * length_s)))


def joined(sounds: Sequence[Sound]) -> Sound:
    """Return all as one; SpeechLost if their rates differ. At least one."""
    rates = {sound.rate_hz for sound in sounds}
    if len(rates) != 1:
        raise SpeechLost(f"sounds of different rates can't be joined: {sorted(rates)}")
    return Sound(rates.pop(), b"".join(sound.samples for sound in sounds))


def read_wav(data: bytes) -> Sound:
    """Return the sound of a WAV file; its length is what is there, whatever its header says.

    A synthesiser that writes to a pipe does not know the length beforehand. Raises SpeechLost
    unless it is one channel of 16 bits.
    """
    try:
        with wave.open(io.BytesIO(data)) as file:
            shape = file.getnchannels(), file.getsampwidth()
            rate_hz, samples = file.getframerate(), file.readframes(len(data))
    except (wave.Error, EOFError, RuntimeError) as exc:  # the last for a chunk cut short
        raise SpeechLost("what should be sound is no WAV") from exc
    if shape != (1, SAMPLE_BYTES) or rate_hz <= 0:
        raise SpeechLost("the sound is not one channel of 16 bits")
    return Sound(rate_hz, samples[: len(samples) // SAMPLE_BYTES * SAMPLE_BYTES])


def write_wav(sound: Sound) -> bytes:
    """Return `sound` as a WAV file."""
    memory = io.BytesIO()
    with wave.open(memory, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(SAMPLE_BYTES)
        file.setframerate(sound.rate_hz)
        file.writeframes(sound.samples)
    return memory.getvalue()
