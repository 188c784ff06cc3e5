"""How the time of a sale compares with times that the node knows, given how good its clock was."""

from protocol.entry import ClockState, Entry

MAX_VISIT_S = 3600  # from scan to agreement; the kiosk's idle time-outs end a visit long before
GOOD_CLOCKS = (ClockState.TRUSTED, ClockState.FLOOR)  # the second is minutes behind at most
CLOCK_SLACK_S = 300  # a clock that staff set, and one that lags behind the node's, as at the kiosk


def is_after(entry: Entry, at: int | None) -> bool:
    """Whether it counts as sold after ``at``, in epoch seconds of the node; None: never.

    A clock that proves no more than "not before" cannot prove "before" either.
    """
    if at is None:
        return False
    match entry.clock:
        case ClockState.TRUSTED:
            return entry.time >= at
        case ClockState.FLOOR | ClockState.STAFF_SET:
            return entry.time + CLOCK_SLACK_S >= at
        case ClockState.UNKNOWN:
            return True


def is_plainly_before(entry: Entry, at: int) -> bool:
    """Whether it was sold before ``at``, whatever its clock may have been off."""
    return entry.clock is not ClockState.UNKNOWN and entry.time + CLOCK_SLACK_S < at
