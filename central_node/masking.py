"""Hides most of a name: staff see whom they serve, and a list of cards tells no whole name."""

from protocol.bundle import MAX_MASKED_NAME_CHARS

_HIDDEN = "○"


def masked(name: str) -> str:
    """First and last letter, circles between; of two letters the first, of one none.

    What stands after a space (a form of address) is left out. At most as long as a roster has room.
    """
    word = (name.split() or [""])[0][:MAX_MASKED_NAME_CHARS]
    if len(word) <= 2:
        return word[: len(word) - 1] + _HIDDEN
    return word[0] + _HIDDEN * (len(word) - 2) + word[-1]
