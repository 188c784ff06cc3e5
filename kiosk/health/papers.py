"""What the doctor says of the district's papers: keys, rules, revoked credentials, retirement."""

from typing import Final

from kiosk.config import ConfigError
from kiosk.days import local_day
from kiosk.district import Rules, load_identity, load_papers, verify
from kiosk.health.finding import Finding, stopping
from kiosk.node.retirement import RETIRED, is_retired
from kiosk.papers.status_keeper import StatusKeeper
from kiosk.papers.status_shelf import StatusShelf
from kiosk.profile.machine import Profile
from protocol.bundle import KeyRole
from schemes.errors import SchemeError
from schemes.scheme import load_scheme

DAY_S: Final = 24 * 3600
HOUR_S: Final = 3600
SOON_S: Final = 7 * DAY_S  # as long as a kiosk may be without the node
CONNECT: Final = "connect the node: the kiosk fetches it by itself and goes by it within a minute"


def look_at_papers(profile: Profile, now_s: int) -> list[Finding]:
    """Look at what lies in the state folder; ``now_s`` is effective time, epoch seconds."""
    try:
        rules = verify(profile, load_papers(profile.state))
    except ConfigError as exc:
        papers = [
            Finding("trust", False, str(exc), "see to the enrolment first"),
            Finding("bundle", False, str(exc), "see to the enrolment first"),
            Finding("status-list", False, "nothing to check it by", "see to the enrolment first"),
        ]
    else:
        papers = [_trust(rules), _bundle(rules, now_s), _status(profile, rules, now_s)]
    return [*papers, _retired(profile)]


def _trust(rules: Rules) -> Finding:
    trust, changes = rules.trust, len(rules.chain) - 1
    keys = ", ".join(f"{len(trust.ring(role))} {role}" for role in KeyRole if trust.ring(role))
    roots = f"; {changes} change(s) of root since it was pinned" if changes else ""
    return Finding(
        "trust", True, f"list {trust.version} of {local_day(trust.issued)}: {keys}{roots}"
    )


def _bundle(rules: Rules, now_s: int) -> Finding:
    """Say whether the district still vouches for prices and rules."""
    bundle = rules.bundle
    ends = f"version {bundle.version}, good until {local_day(bundle.expires)}"
    if now_s >= bundle.expires:
        found = f"{ends}: it has ended, and nothing is sold while the node is away"
        return Finding("bundle", False, found, CONNECT)
    soon = bundle.expires - now_s < SOON_S
    return Finding("bundle", True, f"{ends}, {_span(bundle.expires - now_s)}" + " only" * soon)


def _status(profile: Profile, rules: Rules, now_s: int) -> Finding:
    """Say how old the news of revoked credentials is, and how old it may be."""
    shelf = StatusShelf()
    ring, scheme = rules.trust.ring(KeyRole.RECEIPT), rules.bundle.scheme_id
    missing = StatusKeeper(profile.state, scheme, ring, shelf).load()
    if missing:
        found = f"{missing}: nothing is sold while the node is away"
        return Finding("status-list", False, found, CONNECT)
    age_s, most_s = shelf.look(0, now_s).age_s, _most_age_s(rules)
    if age_s is None or age_s > most_s:
        found = f"older than {_span(most_s)}: nothing is sold while the node is away"
        return Finding("status-list", False, found, CONNECT)
    return Finding("status-list", True, f"{_span(age_s)} old; {_span(most_s)} are allowed")


def _most_age_s(rules: Rules) -> int:
    try:
        return load_scheme(rules.bundle.scheme, "scheme").stand_in.status_age_s
    except SchemeError:
        return 0  # the enrolment's own finding says what is wrong with it


def _retired(profile: Profile) -> Finding:
    try:
        kid = bytes.fromhex(load_identity(profile.state).kid)
    except ConfigError:
        return Finding("retired", True, "not enrolled, so not retired")
    if is_retired(profile.state, kid):
        return stopping("retired", RETIRED, "the node said so")
    return Finding("retired", True, "no, as far as this machine knows")


def _span(time_s: int) -> str:
    """A length of time in the largest unit of which there are two."""
    for unit_s, word in ((DAY_S, "days"), (HOUR_S, "hours"), (60, "minutes")):
        if time_s >= 2 * unit_s:
            return f"{time_s // unit_s} {word}"
    return f"{time_s} seconds"
