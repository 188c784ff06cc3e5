"""Names of walked states: readable, and the same each time."""

from collections import Counter

from kiosk.visit import Visit
from protocol.credential import CredentialKind
from protocol.entry import DecidedBy


class Namer:
    """Gives each visit a name of its own: its place, what is special, a number from the second."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def name(self, visit: Visit) -> str:
        """Return e.g. "showing-2" or "sorry-too-old"."""
        wanted = "-".join([str(visit.place), *_special(visit)])
        self._given[wanted] += 1
        number = self._given[wanted]
        return wanted if number == 1 else f"{wanted}-{number}"


def _special(visit: Visit) -> list[str]:
    special = [visit.refusal.reason] if visit.refusal else []
    if visit.code is not None and visit.code.kind is CredentialKind.CARD:
        special.append("card")
    if visit.payment is not None and visit.payment.decided_by is DecidedBy.STAND_IN:
        special.append("away")
    special += [part for part in (visit.readers_problem, visit.hint) if part]
    special += ["warned"] * visit.warned + ["called"] * visit.staff_called
    return special + ["voice"] * visit.setting.voice
