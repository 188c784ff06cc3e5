"""Finding a secret in whatever was written: as bytes, hex, decimal, Base64 or inside a PEM."""

import base64
from collections.abc import Iterable, Iterator

LEAST_BYTES = 12  # less would be found by chance


def needles(secret: bytes) -> tuple[bytes, ...]:
    """What a secret looks like in a file or on a screen, in each of these ways."""
    assert len(secret) >= LEAST_BYTES
    number = int.from_bytes(secret)
    texts = [secret.hex(), secret.hex().upper(), str(number), repr(secret)[2:-1]]
    return (secret, *(text.encode() for text in texts), *_in_base64(secret))


def _in_base64(secret: bytes) -> Iterator[bytes]:
    """Base64 writes three bytes as four letters, so it depends on what stands before."""
    for before in range(3):
        plain = base64.b64encode(bytes(before) + secret + bytes(3))
        skipped = (before * 8 + 5) // 6
        sure = plain[skipped : skipped + (len(secret) * 8) // 6 - 2]
        yield sure
        yield sure.translate(bytes.maketrans(b"+/", b"-_"))


def found(secrets: Iterable[bytes], text: bytes) -> list[bytes]:
    """The secrets that stand in ``text``; line ends, as in a PEM, hide none."""
    joined = text.replace(b"\n", b"").replace(b"\r", b"")
    return [it for it in secrets if any(one in text or one in joined for one in needles(it))]


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """An exception with all that it was raised from, also what a traceback would not show."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def told(error: BaseException) -> bytes:
    """All that an exception and those before it say, and what they carry along."""
    parts = [
        text
        for one in chain(error)
        for text in (repr(one), str(one), repr(one.args), repr(vars(one)))
    ]
    return "\n".join(parts).encode()
