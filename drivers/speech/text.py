"""Text that may be handed to a synthesiser: bounded, and nothing in it but what is read. Pure."""

from __future__ import annotations

import unicodedata

from drivers.speech.contract import MAX_CHARACTERS

NOT_READ = "[]{}<>|_^~*#\\`"  # espeak-ng takes [[...]] for phonemes, and others for markup


def speakable(text: str) -> str:
    """Return `text` in one line without control characters and markup, cut to `MAX_CHARACTERS`."""
    known = "".join(" " if _is_noise(character) else character for character in text)
    return " ".join(known.split())[:MAX_CHARACTERS].strip()


def is_silent(text: str) -> bool:
    """Return whether nothing in `text` can be heard: no letter and no digit."""
    return not any(character.isalnum() for character in text)


def _is_noise(character: str) -> bool:
    """Control, format, private and lone surrogate characters, and what a synthesiser obeys."""
    return character in NOT_READ or unicodedata.category(character).startswith("C")
