"""What a serving node works by: its keys, the newest bundle, and the scheme's rules.

Loaded when the node starts, and again when somebody published. What is loaded is checked: a key
file that does not belong to the trust list would sign receipts that no kiosk believes. Of several
keys for one role the newest whose time has come signs; the others of the trust list still count.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import structlog
from sqlalchemy import Connection, func, select

from central_node import passphrases
from central_node.errors import FolderError
from central_node.keyfiles import CREDENTIAL_FILE, RECEIPT_FILE, ROOT_PUBLIC_FILE, load_key
from central_node.schema import bundle, node_key
from central_node.store import Store
from protocol import cose
from protocol.bundle import (
    Bundle,
    KeyRole,
    TrustList,
    carried_trust_lists,
    read_bundle,
    read_trust_chain,
)
from protocol.cose import MessageType
from protocol.errors import ProtocolError
from protocol.keys import Algorithm, KeyRing, PublicKey, Signer, key_ring
from schemes.errors import SchemeError
from schemes.scheme import Scheme, load_scheme

OpenKey: TypeAlias = Callable[[Path], Signer]
SEED_FILES = {KeyRole.CREDENTIAL: CREDENTIAL_FILE, KeyRole.RECEIPT: RECEIPT_FILE}
_log = structlog.get_logger()


@dataclass(frozen=True)
class NodeKey:
    """A key that this node holds: what for, in which file, and from when it signs (epoch s)."""

    role: KeyRole
    file: str
    since: int
    signer: Signer


@dataclass(frozen=True)
class District:
    """One district, one scheme. ``schemes`` are all versions that kiosks may have sold by.

    ``bundle`` are the exact bytes published last, ``published`` what they say. ``keys`` has all
    keys that this node holds, the signers are those whose time has come. The former keys are
    trusted for nothing new; receipts and credentials in the books are signed by them.
    """

    folder: Path
    root: PublicKey
    scheme: Scheme
    schemes: Mapping[int, Scheme]
    trust_list: bytes
    trusted: TrustList
    bundle: bytes
    bundle_version: int
    published: Bundle
    credential_keys: KeyRing
    receipt_keys: KeyRing
    former_credential_keys: KeyRing
    former_receipt_keys: KeyRing
    credential_signer: Signer
    receipt_signer: Signer
    keys: tuple[NodeKey, ...]

    @property
    def bundle_kid(self) -> bytes | None:
        """The key that signed the bundle."""
        return cose.parse(self.bundle, MessageType.BUNDLE).kid

    @property
    def purse(self) -> str:
        """The first purse: what slices, stand-in sales, earnings and rewards are about."""
        return self.scheme.purses[0].id

    @property
    def others(self) -> tuple[str, ...]:
        """The further purses, of every version that kiosks may have sold by."""
        known = {purse.id for scheme in self.schemes.values() for purse in scheme.purses}
        return tuple(sorted(known - {self.purse}))

    def scheme_of(self, version: int) -> Scheme:
        """The rules that an entry names; for a version never published, today's."""
        return self.schemes.get(version, self.scheme)

    def at(self, now: int) -> "District":
        """The same with the keys that sign at that time (epoch seconds)."""
        credential = _signing(self.keys, KeyRole.CREDENTIAL, now)
        receipt = _signing(self.keys, KeyRole.RECEIPT, now)
        if credential is self.credential_signer and receipt is self.receipt_signer:
            return self
        return replace(self, credential_signer=credential, receipt_signer=receipt)


class Shelf:
    """Holds the district in force, for several threads; looks once a second for a newer one.

    One thread looks; the others go on by what was found before, since a full bundle takes a while
    to check.
    """

    def __init__(self, store: Store, district: District) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._looked: int | None = None
        self._district = district

    @property
    def district(self) -> District:
        """What the last look found."""
        return self._district

    def look(self, now: int) -> District:
        """What is in force at ``now`` (epoch seconds); a folder that went bad leaves the last good.

        Raises StoreBusy.
        """
        if now != self._looked and self._lock.acquire(blocking=False):
            try:
                self._district = self._newest().at(now)
                self._looked = now
            finally:
                self._lock.release()
        return self._district

    def reload(self, now: int) -> District:
        """The same, looking now: this very program has published."""
        with self._lock:
            self._district = self._newest().at(now)
            self._looked = now
            return self._district

    def _newest(self) -> District:
        with self._store.read() as connection:
            try:
                return newest(connection, self._district, open_unattended)
            except FolderError as exc:
                _log.error("district", fault=str(exc))
                return self._district


def load_district(folder: Path, store: Store) -> District:
    """Read the folder's keys and the newest bundle. Raises FolderError."""
    with store.read() as connection:
        return read_district(connection, folder)


def open_unattended(path: Path) -> Signer:
    """A key file's key, where nobody may be asked for a passphrase. Raises FolderError."""
    return load_key(path, passphrases.unattended)


def open_none(path: Path) -> Signer:
    """Under the write lock no key file is opened: a sealed one takes long, and all wait."""
    raise FolderError(f"{path} was announced just now by somebody else: try again.")


def newest(connection: Connection, before: District, open_key: OpenKey) -> District:
    """The district as published last; ``before`` itself where nothing was published since.

    Raises FolderError.
    """
    version = connection.execute(select(func.max(bundle.c.version))).scalar_one()
    if version == before.bundle_version:
        return before
    return read_district(connection, before.folder, before, open_key)


def read_district(
    connection: Connection,
    folder: Path,
    before: District | None = None,
    open_key: OpenKey = load_key,
) -> District:
    """The same inside a transaction; ``before`` saves reading again what can only be added to.

    The signers are the oldest keys: `District.at` takes those whose time has come.
    """
    row = connection.execute(select(bundle).order_by(bundle.c.version.desc()).limit(1)).first()
    if row is None:
        raise FolderError(f"{folder} was not seeded to the end: remove it and seed again.")
    root = load_root_public(folder)
    published, trusted = _believe(row.raw, root, folder)
    schemes = _schemes(connection, folder, before)
    keys = _keys(connection, folder, trusted, before, open_key)
    return District(
        folder=folder,
        root=root,
        scheme=schemes[row.scheme_version],
        schemes=schemes,
        trust_list=row.trust_list,
        trusted=trusted,
        bundle=row.raw,
        bundle_version=row.version,
        published=published,
        credential_keys=trusted.ring(KeyRole.CREDENTIAL),
        receipt_keys=trusted.ring(KeyRole.RECEIPT),
        former_credential_keys=_former(connection, KeyRole.CREDENTIAL),
        former_receipt_keys=_former(connection, KeyRole.RECEIPT),
        credential_signer=_signing(keys, KeyRole.CREDENTIAL, 0),
        receipt_signer=_signing(keys, KeyRole.RECEIPT, 0),
        keys=keys,
    )


def load_root_public(folder: Path) -> PublicKey:
    """The district's root as kiosks have it pinned. Raises FolderError."""
    path = folder / ROOT_PUBLIC_FILE
    try:
        return PublicKey(Algorithm.ED25519, bytes.fromhex(path.read_text("ascii")))
    except OSError as exc:
        raise FolderError(f"{path} cannot be read: {exc.strerror}.") from exc
    except (ValueError, ProtocolError) as exc:
        raise FolderError(f"{path} holds no public key.") from exc


def _believe(raw: bytes, root: PublicKey, folder: Path) -> tuple[Bundle, TrustList]:
    """What was published, checked as a kiosk checks it; its dates are not judged."""
    try:
        trusted = read_trust_chain(carried_trust_lists(raw), root)
        return read_bundle(raw, trusted.ring(KeyRole.RECEIPT)), trusted
    except ProtocolError as exc:
        raise FolderError(f"{folder}: what was published is refused: {exc.reason}.") from exc


def _schemes(connection: Connection, folder: Path, before: District | None) -> dict[int, Scheme]:
    found = select(bundle.c.scheme_version, func.max(bundle.c.version)).group_by(
        bundle.c.scheme_version
    )
    newer = 0 if before is None else before.bundle_version
    versions = connection.execute(found.where(bundle.c.version > newer)).all()
    schemes = {} if before is None else dict(before.schemes)
    for scheme_version, version in versions:
        text = select(bundle.c.scheme).where(bundle.c.version == version)
        schemes[scheme_version] = _scheme(connection.execute(text).scalar_one(), folder)
    return schemes


def _scheme(data: bytes, folder: Path) -> Scheme:
    try:
        return load_scheme(data, str(folder))
    except SchemeError as exc:
        raise FolderError(f"The scheme in the database is unusable: {exc}.") from exc


def _keys(
    connection: Connection,
    folder: Path,
    trusted: TrustList,
    before: District | None,
    open_key: OpenKey,
) -> tuple[NodeKey, ...]:
    """The keys in their order of making. One that was loaded before is not opened again: a sealed
    file takes long, and its passphrase is not kept."""
    rows = connection.execute(select(node_key)).all()
    known = {row.file for row in rows}
    files = [(role, file, 0) for role, file in SEED_FILES.items() if file not in known]
    files += [(KeyRole(row.role), row.file, row.since) for row in rows if row.until is None]
    loaded = {} if before is None else {key.file: key.signer for key in before.keys}
    keys: list[NodeKey] = []
    for role, file, since in files:
        signer = loaded[file] if file in loaded else open_key(folder / file)
        if signer.public_key.kid not in trusted.ring(role):
            raise FolderError(f"{folder / file} is not the {role} key of the trust list.")
        keys.append(NodeKey(role, file, since, signer))
    return tuple(keys)


def _former(connection: Connection, role: KeyRole) -> KeyRing:
    ended = select(node_key.c.public_key).where(
        node_key.c.role == role, node_key.c.until.is_not(None)
    )
    found = connection.execute(ended).scalars()
    return key_ring(*(PublicKey(Algorithm.ED25519, raw) for raw in found))


def _signing(keys: tuple[NodeKey, ...], role: KeyRole, now: int) -> Signer:
    """The newest key whose time has come; before any's time, the first."""
    mine = sorted((key for key in keys if key.role is role), key=lambda key: key.since)
    if not mine:
        raise FolderError(f"There is no {role} key.")
    return ([key for key in mine if key.since <= now] or mine[:1])[-1].signer
