"""Giving this kiosk another key, while it is stopped. A power cut may come between any two steps.

1. The ledger is made sure of as at any start (`opening`), and the second medium has no more.
2. The new key is made beside the old one (`NEXT_FILE`). It is never removed: the node may know it.
3. The node is asked, by the old key, with the new one's agreement. Nothing else has changed up to
   here. If it says no, is away, or its answer is lost, the kiosk goes on with the old key. Should
   the node have taken in the new one all the same, it answers holds and entries no more: what is
   sold is kept, and delivered when this is run again. The same key is asked for, and the node gives
   the same answer.
4. The node has confirmed: that is written down (`REKEY_MARK`), and from here on it is decided.
   While the mark is there no kiosk starts; running this again goes on, and needs no node.
5. The ledger ends, and the next one begins with all that it knew (`offline_queue.change_key`).
6. The new key gets the old one's place; the old one is gone.
7. The identity names the new key, and the old one's public part among the former.
8. What the machine remembers of its ledger is that of the new one, and the mark goes.

Each step finds out whether it was done. The second medium follows by itself when the kiosk runs:
its copy is of the ledger before, is set aside, and a new one begins.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError
from structlog.typing import FilteringBoundLogger

from kiosk.config import ConfigError
from kiosk.district import (
    IDENTITY_FILE,
    Identity,
    KidText,
    PointText,
    load_identity,
    load_papers,
    verify,
)
from kiosk.key_opening import NEXT_FILE, REKEY_MARK, key_path, open_enrolled, passphrase_of
from kiosk.ledger.ledger_record import LedgerRecord
from kiosk.ledger.opening import FORK_FILE, Opening
from kiosk.profile.machine import LEDGER_FILE, Profile, own_ms
from kiosk.whole import write_whole
from offline_queue.change_key import Change, Changed, change_key
from offline_queue.clock import KioskClock
from offline_queue.errors import CopyAhead, Forked
from offline_queue.http_transport import HttpTransport
from offline_queue.kept import KeptReader
from offline_queue.key_store import KeyStore, adopt_successor, make_successor
from offline_queue.key_store_files import remove
from offline_queue.ledger import Ledger
from offline_queue.node_client import NodeClient
from offline_queue.restore import state_of
from offline_queue.second_medium import CopyState, is_begun, look_at
from protocol.bundle import KeyRole
from protocol.entry_parts import MAX_FORMER_KEYS
from protocol.keys import KeyRing, Signer


class _Decided(BaseModel):
    """What the node has confirmed: the new key's kid, and all keys before it."""

    model_config = ConfigDict(frozen=True, strict=True)

    kid: KidText
    former: tuple[PointText, ...]


@dataclass(frozen=True)
class Rekeyed:
    """The new key's kid; the change of the ledger, None where there was none to change (any more).

    ``went_on``: an interrupted change was brought to its end.
    """

    kid: str
    changed: Changed | None
    went_on: bool


def rekey(profile: Profile, log: FilteringBoundLogger) -> Rekeyed:
    """Do it all; nobody else may use the state folder meanwhile.

    Raises ConfigError, `KeyFileError`, `LedgerError`, and `NodeAway`, `NodeRefused` or `BadAnswer`
    when the node does not confirm. Then running it again goes on.
    """
    decided = _read_mark(profile.state)
    went_on = decided is not None
    if decided is None:
        decided = _agree(profile, log)
        write_whole(profile.state, {REKEY_MARK: decided.model_dump_json().encode()})
    return _finish(profile, decided, log, went_on=went_on)


def _agree(profile: Profile, log: FilteringBoundLogger) -> _Decided:
    """Steps 1 to 3: the node knows the new key."""
    identity = load_identity(profile.state)
    node_keys = verify(profile, load_papers(profile.state)).trust.ring(KeyRole.RECEIPT)
    old = open_enrolled(profile, bytes.fromhex(identity.kid)).signer
    if len(identity.former) >= MAX_FORMER_KEYS:
        reason = f"this kiosk has had {MAX_FORMER_KEYS} keys before: enrol it as a new one"
        raise ConfigError(str(profile.state / IDENTITY_FILE), "former", reason)
    clock = KioskClock(own_ms, identity.enrolled_at)
    _make_sure(profile, old, node_keys, clock, log)
    next_path = profile.state / NEXT_FILE
    new = make_successor(key_path(profile), next_path, passphrase_of(profile.key)).signer
    with HttpTransport(profile.node.url) as line:
        _client(line, old, node_keys, clock).rekey(new)
    former = (*identity.former, old.public_key.raw.hex())
    return _Decided(kid=new.public_key.kid.hex(), former=former)


def _make_sure(
    profile: Profile,
    signer: Signer,
    node_keys: KeyRing,
    clock: KioskClock,
    log: FilteringBoundLogger,
) -> None:
    """Have all that this kiosk ever sold in the ledger's file. Raises `LedgerError`."""
    path = profile.state / LEDGER_FILE
    if (profile.state / FORK_FILE).exists():
        raise Forked(path, "its proof is kept: run 'kiosk ledger recover' first")
    _require_nothing_on_copy(profile, signer)
    record = LedgerRecord(profile.state, signer.public_key.kid, log)
    if not is_begun(path) and record.known is None:
        return

    @contextmanager
    def line() -> Iterator[NodeClient]:
        with HttpTransport(profile.node.url) as transport:
            yield _client(transport, signer, node_keys, clock)

    def open_ledger() -> Ledger:
        ledger = Ledger.open(path, signer, clock, os.urandom)
        clock.raise_floor(ledger.floor_s())
        return ledger

    Opening(path, signer.public_key, node_keys, open_ledger, line, record, None, log)().close()


def _require_nothing_on_copy(profile: Profile, signer: Signer) -> None:
    """The second medium, if it is there, has no entry that the ledger lacks."""
    if profile.ledger is None:
        return
    path, place = profile.state / LEDGER_FILE, profile.ledger.place()
    if look_at(place, path) is not None or not is_begun(place.path):
        return
    with KeptReader.open(place.path) as copy:
        state = state_of(path, signer.public_key, copy)
    if state in (CopyState.AHEAD, CopyState.AFTER):
        raise CopyAhead(
            place.path, "it has more than the ledger: start the kiosk once, then stop it"
        )


def _finish(
    profile: Profile, decided: _Decided, log: FilteringBoundLogger, *, went_on: bool
) -> Rekeyed:
    """Steps 5 to 8, each if it was not done yet."""
    identity = load_identity(profile.state)
    changed = _change_ledger(profile, identity, decided)
    path = profile.state / LEDGER_FILE
    if (profile.state / NEXT_FILE).exists():
        adopt_successor(key_path(profile), profile.state / NEXT_FILE)
    known = identity.model_copy(update={"kid": decided.kid, "former": decided.former})
    write_whole(profile.state, {IDENTITY_FILE: known.model_dump_json().encode()})
    if is_begun(path):
        with KeptReader.open(path) as ledger:
            LedgerRecord(profile.state, bytes.fromhex(decided.kid), log).begin(ledger.name)
    remove(profile.state / REKEY_MARK)
    return Rekeyed(decided.kid, changed, went_on)


def _change_ledger(profile: Profile, identity: Identity, decided: _Decided) -> Changed | None:
    """Step 5. Once the new key is in its place, that has been done."""
    path, next_path = key_path(profile), profile.state / NEXT_FILE
    passphrase = passphrase_of(profile.key)
    if not next_path.exists():
        _require_key(path, KeyStore.open(path, passphrase), decided.kid)
        return None
    old, new = KeyStore.open(path, passphrase), KeyStore.open(next_path, passphrase)
    _require_key(next_path, new, decided.kid)
    former = identity.former_keys
    clock = KioskClock(own_ms, identity.enrolled_at)
    ledger = profile.state / LEDGER_FILE
    return change_key(Change(ledger, old.signer, new.signer, former, clock, os.urandom))


def _require_key(path: Path, store: KeyStore, kid: str) -> None:
    if store.signer.public_key.kid.hex() != kid:
        reason = f"is not {kid}, which the node has confirmed"
        raise ConfigError(str(path), "key", reason)


def _client(
    line: HttpTransport, signer: Signer, node_keys: KeyRing, clock: KioskClock
) -> NodeClient:
    return NodeClient(line, signer, node_keys, lambda: clock().time_s, os.urandom)


def _read_mark(state: Path) -> _Decided | None:
    path = state / REKEY_MARK
    try:
        return _Decided.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as exc:
        raise ConfigError(str(path), "file", f"can't be read: {exc.strerror}") from exc
    except ValidationError as exc:
        raise ConfigError(str(path), "file", "is not what 'kiosk rekey' writes") from exc
