"""What a serving node works by: its two keys, the signed bundle, and the scheme's rules.

Loaded once when the node starts, and checked: a key file that does not belong to the trust list
would sign receipts that no kiosk believes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from central_node import schema
from central_node.errors import FolderError
from central_node.keyfiles import CREDENTIAL_FILE, RECEIPT_FILE, ROOT_PUBLIC_FILE, load_key
from central_node.store import Store
from protocol.bundle import KeyRole, TrustList, read_trust_list
from protocol.errors import ProtocolError
from protocol.keys import Algorithm, KeyRing, PublicKey, Signer
from schemes.errors import SchemeError
from schemes.scheme import Scheme, load_scheme


@dataclass(frozen=True)
class District:
    """One district, one scheme. ``schemes`` are all versions that kiosks may have sold by."""

    root: PublicKey
    scheme: Scheme
    schemes: Mapping[int, Scheme]
    trust_list: bytes
    bundle: bytes
    bundle_version: int
    credential_keys: KeyRing
    receipt_keys: KeyRing
    credential_signer: Signer
    receipt_signer: Signer

    @property
    def purse(self) -> str:
        """The purse that is booked here."""
        return self.scheme.purses[0].id

    def scheme_of(self, version: int) -> Scheme:
        """The rules that an entry names; for a version never published, today's."""
        return self.schemes.get(version, self.scheme)


def load_district(folder: Path, store: Store) -> District:
    """Read the folder's keys and the newest bundle. Raises FolderError."""
    with store.read() as connection:
        found = select(schema.bundle).order_by(schema.bundle.c.version)
        bundles = connection.execute(found).all()
    if not bundles:
        raise FolderError(f"{folder} was not seeded to the end: remove it and seed again.")
    newest = bundles[-1]
    root = load_root_public(folder)
    trust_list = _trust_list(newest.trust_list, root, folder)
    schemes = {row.scheme_version: _scheme(row.scheme, folder) for row in bundles}
    return District(
        root=root,
        scheme=schemes[newest.scheme_version],
        schemes=schemes,
        trust_list=newest.trust_list,
        bundle=newest.raw,
        bundle_version=newest.version,
        credential_keys=trust_list.ring(KeyRole.CREDENTIAL),
        receipt_keys=trust_list.ring(KeyRole.RECEIPT),
        credential_signer=_signer(folder / CREDENTIAL_FILE, trust_list, KeyRole.CREDENTIAL),
        receipt_signer=_signer(folder / RECEIPT_FILE, trust_list, KeyRole.RECEIPT),
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


def _trust_list(data: bytes, root: PublicKey, folder: Path) -> TrustList:
    try:
        return read_trust_list(data, root)
    except ProtocolError as exc:
        raise FolderError(f"{folder}: the trust list is refused: {exc.reason}.") from exc


def _scheme(data: bytes, folder: Path) -> Scheme:
    try:
        return load_scheme(data, str(folder))
    except SchemeError as exc:
        raise FolderError(f"The scheme in the database is unusable: {exc}.") from exc


def _signer(path: Path, trust_list: TrustList, role: KeyRole) -> Signer:
    signer = load_key(path)
    if signer.public_key.kid not in trust_list.ring(role):
        raise FolderError(f"{path} is not the {role} key of the trust list.")
    return signer
