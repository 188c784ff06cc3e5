"""Times of a run, read from the terminal's own log: how long decoding and accepting took. Pure."""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Times:
    """In milliseconds, one for each time it happened.

    ``decode_ms``: from a camera picture to its code. ``accept_ms``: from the agreeing touch to the
    committed entry.
    """

    decode_ms: tuple[float, ...]
    accept_ms: tuple[float, ...]


def read_times(lines: Iterable[str]) -> Times:
    """Read the lines of ``kiosk.jsonl``."""
    events = list(_events(lines))
    decoded = tuple(float(event["decode_ms"]) for event in events if "decode_ms" in event)
    return Times(decoded, tuple(_accepted(events)))


def _events(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for line in lines:
        with suppress(json.JSONDecodeError):  # torn: the window was killed while it wrote
            yield json.loads(line)


def _accepted(events: list[dict[str, Any]]) -> Iterator[float]:
    agreed: datetime | None = None
    for event in events:
        at = datetime.fromisoformat(event["timestamp"])
        if event["event"] == "Led" and event.get("before") == "confirming":
            agreed = at
        elif event["event"] == "Recorded" and agreed is not None:
            yield (at - agreed).total_seconds() * 1000
            agreed = None
