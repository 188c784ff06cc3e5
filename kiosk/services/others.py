"""Somebody else at the machine: of whom something is for, who shows a code and buys nothing."""

from dataclasses import dataclass


@dataclass(frozen=True)
class OtherCode:
    """Somebody else shows a code, by which they get something; found as `Shown`."""

    id: str
    title: str
    step: str
    message: str


@dataclass(frozen=True)
class Shown:
    """Whose code that was: ``tail`` is the end of its pseudonym, by which its owner knows it."""

    cti: bytes
    tail: str


_TO = " \N{RIGHTWARDS ARROW} "


def pair(sender: str, receiver: str) -> str:
    """Return the name of what goes from one to the other, as entries hold it; both by their tails.

    The sender is empty while nobody has shown a code.
    """
    return f"{sender}{_TO}{receiver}"


def apart(name: str) -> tuple[str, str]:
    """Return the sender's and the receiver's tail again; both empty where it names none."""
    sender, _, receiver = name.partition(_TO)
    return (sender, receiver) if receiver else ("", "")
