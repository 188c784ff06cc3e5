"""What a technician asks of a machine: does each part work, and what to do if not."""

from collections.abc import Callable
from typing import Final

from kiosk.config import ConfigError
from kiosk.district import load_district, load_identity
from kiosk.health.copy import look_at_copy
from kiosk.health.devices import find_devices, is_there
from kiosk.health.finding import Finding, stopping
from kiosk.health.ledger import last_stop, look_at_ledger, require_free
from kiosk.health.light import look_at_light
from kiosk.health.machine import look_at_machine
from kiosk.health.papers import look_at_papers
from kiosk.key_opening import REKEY_MARK, has_pins, key_path, open_store
from kiosk.ledger.opening import FORK_FILE
from kiosk.profile.machine import LEDGER_FILE, Profile, Sealing, own_ms
from kiosk.troubles import SETUP, TROUBLES
from offline_queue.clock import judge
from offline_queue.errors import (
    BadNodeUrl,
    EnvironmentFault,
    KeyFileError,
    LedgerError,
    PeerFault,
)
from offline_queue.http_transport import HttpTransport
from offline_queue.key_store import require_pin_key
from offline_queue.reader import LedgerReader
from protocol.entry import ClockState

NODE_TIMEOUT_S: Final = 3.0


def own_s() -> int:
    """Return this machine's clock, epoch seconds."""
    return own_ms() // 1000


def examine(profile: Profile, own_s: Callable[[], int] = own_s) -> list[Finding]:
    """Look at every part that the profile names. Takes some seconds; changes nothing.

    Devices are not opened while a kiosk runs here: it holds them, and its own screen and log tell
    of their faults.

    ``own_s`` reads this machine's clock, epoch seconds, however wrong it may be.
    """
    return [
        _enrolment(profile, own_s()),
        _key(profile),
        _ledger(profile),
        _fork(profile),
        *look_at_copy(profile, profile.state / LEDGER_FILE),
        _last_stop(profile),
        *look_at_papers(profile, _effective_s(profile, own_s())),
        *look_at_machine(profile.state),
        *look_at_light(profile),
        _clock(profile, own_s()),
        _node(profile),
        *find_devices(profile),
    ]


def _enrolment(profile: Profile, own_s: int) -> Finding:
    try:
        district = load_district(profile, own_s)
    except ConfigError as exc:
        advice = "run 'kiosk enrol' with a code from the desk"
        return Finding("enrolment", False, str(exc), advice, TROUBLES[SETUP].code)
    return Finding("enrolment", True, f"kiosk {district.kiosk} at {district.facility.name}")


def _key(profile: Profile) -> Finding:
    setup = TROUBLES[SETUP].code
    advice = "bring the key file back, or run 'kiosk enrol' with a code from the desk"
    if is_there(profile.state / REKEY_MARK):
        told = "a change of key was interrupted; the kiosk does not start"
        return Finding("key", False, told, "run 'kiosk rekey' again", setup)
    try:
        kid = open_store(profile).signer.public_key.kid.hex()
        if profile.key.sealed is Sealing.NO:
            require_pin_key(key_path(profile), lambda: has_pins(profile))
        enrolled = load_identity(profile.state).kid
    except KeyFileError as exc:
        return stopping("key", exc.reason, str(exc))
    except ConfigError as exc:
        return Finding("key", False, str(exc), advice, setup)
    if kid != enrolled:
        told = f"key {kid} is here, the node knows {enrolled}"
        return Finding("key", False, told, advice, setup)
    how = "in a plain file" if profile.key.sealed is Sealing.NO else "sealed by a passphrase"
    return Finding("key", True, f"{kid} is the enrolled one, {how}")


def _ledger(profile: Profile) -> Finding:
    """Look as deep as some seconds allow; `kiosk ledger verify` looks at everything."""
    path = profile.state / LEDGER_FILE
    if not is_there(path):
        return Finding("ledger", True, "none yet: the first start begins one")
    try:
        found = look_at_ledger(path, _own_kid(profile))
        require_free(path)
    except LedgerError as exc:
        return stopping("ledger", exc.reason, str(exc))
    return Finding("ledger", True, found)


def _own_kid(profile: Profile) -> bytes | None:
    try:
        return open_store(profile).signer.public_key.kid
    except KeyFileError:
        return None  # another part says so


def _fork(profile: Profile) -> Finding:
    proof = profile.state / FORK_FILE
    if is_there(proof):
        return stopping("fork", "fork", f"the proof is {proof}")
    return Finding("fork", True, "nobody has proved one")


def _last_stop(profile: Profile) -> Finding:
    stopped = last_stop(profile.state)
    if stopped is None:
        return Finding("last-stop", True, "the log tells of none that lasts")
    reason, since = stopped
    return stopping("last-stop", reason, f"by the log out of order since {since}")


def _effective_s(profile: Profile, own_s: int) -> int:
    """Effective time as a start would know it; by the own clock where the ledger can't be asked."""
    try:
        return judge(own_s, _floor_s(profile), trusted=False).time_s
    except LedgerError:
        return own_s  # another part says so


def _clock(profile: Profile, own_s: int) -> Finding:
    try:
        floor_s = _floor_s(profile)
    except LedgerError as exc:
        return stopping("clock", exc.reason, str(exc))
    if floor_s == 0:
        return Finding("clock", True, "neither enrolment nor ledger yet to compare it with")
    state = judge(own_s, floor_s, trusted=False).state
    side = "after" if own_s >= floor_s else "before"
    found = f"{state}, {abs(own_s - floor_s)} s {side} the latest known time"
    advice = "set the machine's clock; until then the node's time or staff's word is needed"
    return Finding("clock", state is not ClockState.UNKNOWN, found, advice)


def _floor_s(profile: Profile) -> int:
    """Return the earliest that it can be, epoch seconds: by enrolment and ledger, 0 by neither."""
    try:
        enrolled_s = load_identity(profile.state).enrolled_at
    except ConfigError:
        enrolled_s = 0  # another part says so
    path = profile.state / LEDGER_FILE
    if not is_there(path):
        return enrolled_s
    with LedgerReader.open(path) as ledger:
        return max(enrolled_s, ledger.floor_s())


def _node(profile: Profile) -> Finding:
    url = profile.node.url
    try:
        with HttpTransport(url) as line:
            line.get("bundle", NODE_TIMEOUT_S)
    except BadNodeUrl as exc:
        return stopping("node", exc.reason, str(exc))
    except (EnvironmentFault, PeerFault) as exc:
        advice = "check the cable and the address; selling goes on by the stand-in rules"
        return Finding("node", False, f"{url}: {exc}", advice)
    return Finding("node", True, f"{url} answers")
