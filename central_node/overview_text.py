"""What `central-node show` prints for people: one line for each thing."""

from datetime import UTC, datetime

from central_node.overview import HeartbeatView, KioskView, Overview, ResidentView
from central_node.told import ToldView


def shown_text(seen: Overview) -> str:
    """The overview as lines."""
    counts = (
        f"{seen.entries} entries: {seen.booked} booked, {seen.voided} voided, {seen.noted} noted, "
        f"{seen.flagged} flagged; {seen.forks} forks, {seen.holes} lost, "
        + (f"{seen.duplicates} duplicates" if seen.audited else "not audited")
    )
    coins = f"{seen.issued} {seen.unit} issued, {seen.loss} borne by the district"
    made = f"{seen.earned} earned, {seen.rewarded} given back as rewards, {seen.donated} donated"
    paid = (("charged", seen.charged), ("converted", seen.converted))
    made += "".join(f", {coins} {word}" for word, coins in paid if coins)
    lines = [f"{seen.scheme}, bundle {seen.bundle_version}: {coins}; {made}", counts]
    lines += [_resident(one) for one in seen.residents]
    lines += [_kiosk(one) for one in seen.kiosks]
    lines += [f"flag {one.flag}: ledger {one.ledger} entry {one.seq}" for one in seen.flags]
    lines += [_told(one) for one in seen.told]
    return "\n".join(lines)


def _resident(one: ResidentView) -> str:
    others = one.purses.items()
    return (
        f"resident {one.id}: {one.balance} = {one.free} free + {one.slices} set aside "
        f"+ {one.held} held" + "".join(f", {coins} {purse}" for purse, coins in others)
    )


def _kiosk(one: KioskView) -> str:
    believed = one.place is None and one.enrolled and one.retired is None
    state = ", place not registered" if believed else ""
    state += "" if one.place is None else f", at {one.place}"
    state += "" if one.enrolled else ", not enrolled"
    if one.retired is not None:
        state += f", retired {_time(one.retired)}"
    if one.heartbeat is not None:
        state += f"; {_heartbeat(one.heartbeat)}"
    told = (("donated", one.donated), ("charged", one.charged), ("converted", one.converted))
    given = "".join(f", {coins} {word}" for word, coins in told if coins)
    return (
        f"kiosk {one.number} {one.name}: {one.entries} entries, {one.takings} taken{given}{state}"
    )


def _heartbeat(one: HeartbeatView) -> str:
    oldest = "" if one.oldest_unsent is None else f", the oldest of {_time(one.oldest_unsent)}"
    listed = "none" if one.status_issued is None else _time(one.status_issued)
    devices = ", ".join(f"{name} {state}" for name, state in one.devices.items())
    return (
        f"heard {_time(one.at)}: program {one.program}, bundle {one.bundle_version}, status list "
        f"{listed}, clock {one.clock}, {one.unsent} unsent{oldest}; {devices or 'no devices'}"
    )


def _told(one: ToldView) -> str:
    when = "now" if one.time is None else f"{_time(one.time)} ({one.clock})"
    return f"told by {one.kiosk}: {one.kind} {one.result or ''}, {when}"


def _time(seconds: int) -> str:
    """In UTC; a kiosk may tell any number, so one out of the calendar stays a number."""
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M")
    except (OverflowError, ValueError, OSError):
        return str(seconds)
