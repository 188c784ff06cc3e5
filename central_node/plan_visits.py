"""Plans a visit by a pass: whether it counts, or the district bears the turnstile.

Nobody's visit is counted on a kiosk's word alone: who came in has shown a code, and its evidence is
with the entry, as with coins. What was shown after a report of its loss, or has been used
elsewhere, takes nothing of the holder's pass. Nobody is charged for it either.
"""

from dataclasses import replace

from central_node.booking_rules import Flag, first_flag
from central_node.days import day_number
from central_node.district import District
from central_node.ids import KnownId, State
from central_node.known import Known
from central_node.known_passes import PassMove, moves_of
from central_node.plans import Plan, flagged, noted
from central_node.readings import Reading
from central_node.sale_times import CLOCK_SLACK_S, is_after
from central_node.showings import visit_of
from central_node.spend_checks import one_visit
from protocol.entry import Entry
from protocol.resident_code import ResidentCode


class VisitPlanner:
    """Plans visits at one kiosk, by what is known."""

    def __init__(self, district: District, known: Known) -> None:
        self._district = district
        self._known = known

    def plan(self, entry: Entry, reading: Reading) -> Plan:
        """What is to be done with it; it ends its hold, also one that comes later."""
        asked = self._known.ids.get(entry.id)
        hold = asked if asked and asked.visit_to and asked.state is State.HELD else None
        wrong = self._wrong(entry, reading, hold)
        if wrong:
            return replace(flagged(first_flag(wrong)), ends=State.VOIDED)
        visits = self._visits(entry, hold)
        if not visits or not self._known.passes.pays_for(visits):
            return replace(flagged(Flag.VISITS_USED_UP), ends=State.VOIDED)
        return replace(noted(), ends=State.VOIDED, person=reading.person, passes=visits)

    def _visits(self, entry: Entry, hold: KnownId | None) -> tuple[PassMove, ...]:
        """It is of the day of its hold, where midnight came between the two."""
        scheme = self._district.scheme
        visits = moves_of(entry, scheme, self._known.holders)
        if hold is None or hold.scanned is None:
            return visits
        held = day_number(scheme, hold.scanned)
        return tuple(
            replace(one, day=held) if held == one.day - 1 else one  # as the audit knows it
            for one in visits
        )

    def _wrong(self, entry: Entry, reading: Reading, hold: KnownId | None) -> frozenset[Flag]:
        known, code = self._known, reading.code
        uses = known.spent_by(reading.person, entry.id)
        checks = {
            Flag.NO_OPENING: entry.seq == 0,
            Flag.KIOSK_RETIRED: known.writer.retired,
            Flag.OTHER_PLACE: known.writer.places.denies(entry.place, entry.time, CLOCK_SLACK_S),
            Flag.CODE_USED_TWICE: bool(visit_of(uses, entry.id, entry.ref, known.kiosk).others),
        }
        found = frozenset(flag for flag, applies in checks.items() if applies)
        if isinstance(code, Flag):
            return found | {code}
        return found | self._of_code(entry, code, hold)

    def _of_code(self, entry: Entry, code: ResidentCode, hold: KnownId | None) -> frozenset[Flag]:
        """A hold is the node's own word on the code, from before what was reported since."""
        known, holder = self._known, self._known.holders.get(code.cti)
        if holder is None:
            return frozenset({Flag.UNKNOWN_CREDENTIAL})
        checks = {
            Flag.BADGE_PAID: holder.resident is None,
            Flag.REVOKED: hold is None and is_after(entry, holder.reported),
            Flag.CREDENTIAL_ENDED: hold is None and is_after(entry, holder.revoked),
            Flag.CREDENTIAL_CLOSED: code.cti in known.closed and entry.seq >= known.reached,
            Flag.SCAN_TIME: not one_visit(entry, code),
        }
        return frozenset(flag for flag, applies in checks.items() if applies)
