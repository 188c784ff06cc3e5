"""What the doctor says of one part of a machine."""

from dataclasses import dataclass

from kiosk.troubles import TROUBLES


@dataclass(frozen=True)
class Finding:
    """One part of the machine: ``found`` tells what it is like, ``advice`` what to do if bad.

    ``code`` is the one that stands on the screen of a kiosk that stopped for this; ``detail`` what
    else was said, line by line, for who asks for JSON.
    """

    part: str
    ok: bool
    found: str
    advice: str = ""
    code: str = ""
    detail: str = ""


def stopping(part: str, reason: str, detail: str) -> Finding:
    """Return what is found where ``reason`` stops a kiosk, or would."""
    trouble = TROUBLES[reason]
    return Finding(part, False, f"{trouble.found}: {detail}", trouble.advice, trouble.code)
