"""New keys for the node, and a new root, without a gap in selling.

A new key is announced first: the root signs a trust list that names it beside the older ones, and
the bundle carries that list to every kiosk. The node signs with it only later, when the longest
time has passed that a kiosk may sell without having heard: by then every kiosk that sells believes
it. The older key goes on counting until somebody drops it. docs/adr/0011-issuing-and-publishing.md.

A new root is named by a list of the old one and signs the next list itself; kiosks follow both.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, and_, insert, or_, select, update

from central_node.cards import RevokeReason
from central_node.district import SEED_FILES, District, NodeKey, newest, open_unattended
from central_node.errors import FolderError
from central_node.issuing import Random
from central_node.keyfiles import ROOT_PUBLIC_FILE, create_private, load_key, remove_key, write_key
from central_node.office import Office, open_office
from central_node.publishing import Change, sign_next
from central_node.schema import credential, node_key, revocation, slice_
from protocol import cose
from protocol.bundle import MAX_KEYS, KeyRole, TrustList, sign_trust_list
from protocol.cose import MessageType
from protocol.keys import SECRET_BYTES, Algorithm, MemorySigner, PublicKey, Signer


@dataclass(frozen=True)
class Rotated:
    """A key that was made: its file, and from when the node signs with it (epoch seconds)."""

    kid: bytes
    file: Path
    since: int


def announce(
    folder: Path, role: KeyRole, root_file: Path, now: int, random: Random, *, at_once: bool
) -> Rotated:
    """Make a key for a role and publish it; it signs once all kiosks that sell have heard of it.

    ``at_once``: the older key is not to be used any more, whoever has not heard yet. Raises
    FolderError.
    """
    root = load_key(root_file)  # before the books: a person may have to type its passphrase
    signer = MemorySigner.from_secret(Algorithm.ED25519, random(SECRET_BYTES))
    kid, file = signer.public_key.kid, f"{role}-{signer.public_key.kid.hex()}.key"
    with open_office(folder, now) as office:
        since = now if at_once else now + office.district.scheme.stand_in.away_s
        _require_in_force(root_file, root, office.district)
        with _key_file(office, folder / file, signer), office.write() as (connection, district):
            _require_in_force(root_file, root, district)
            keys = (*district.trusted.keys, (role, signer.public_key))
            _publish_keys(connection, district, root, keys, now)
            row = {"role": role, "kid": kid, "file": file, "since": since}
            row["public_key"] = signer.public_key.raw
            connection.execute(insert(node_key).values(row))
    return Rotated(kid, folder / file, since)


def drop(
    folder: Path, role: KeyRole, kid: bytes, root_file: Path, now: int, *, force: bool
) -> None:
    """Trust a key no more, from the next bundle on, and remove its file.

    Without ``force`` only a key that nothing in use was signed with; with it, what a credential key
    has signed is revoked. Raises FolderError.
    """
    root = load_key(root_file)
    with open_office(folder, now) as office:
        with office.write() as (connection, district):
            _require_in_force(root_file, root, district)
            key = _key(district, role, kid)
            others = [one for one in district.keys if one.role is key.role and one is not key]
            if not others:
                raise FolderError(f"{kid.hex()} is the only {role} key: make another one first.")
            if not force:
                _check_unused(connection, district, key, others, now)
            left = _bring_forward(connection, district, key, others, now)
            _end(connection, key, now)
            if key.role is KeyRole.CREDENTIAL:
                _end_credentials(connection, key, now)
            keys = tuple((role, one) for role, one in district.trusted.keys if one.kid != kid)
            _publish_keys(connection, left, root, keys, now)
        remove_key(folder / key.file)  # a power cut before it: whoever opens the folder next does


def rotate_root(folder: Path, root_file: Path, now: int, random: Random) -> Rotated:
    """Make a new root beside the old one's file; its public key is what new kiosks pin.

    The old root is needed once more, and then no longer. Raises FolderError.
    """
    old = load_key(root_file)
    signer = MemorySigner.from_secret(Algorithm.ED25519, random(SECRET_BYTES))
    file = root_file.with_name(f"root-{signer.public_key.kid.hex()}.key")
    with open_office(folder, now) as office:
        _require_in_force(root_file, old, office.district)
        with _key_file(office, file, signer), office.write() as (connection, district):
            _require_in_force(root_file, old, district)
            version, keys = district.trusted.version, _node_keys(district)
            introduced = (*keys, (KeyRole.ROOT, signer.public_key))
            _check_room(introduced)
            change = Change(
                trust_list=sign_trust_list(signer, TrustList(version + 2, now, keys)),
                earlier_list=sign_trust_list(old, TrustList(version + 1, now, introduced)),
            )
            sign_next(connection, district, now, change)
    _pin(folder, signer.public_key)
    return Rotated(signer.public_key.kid, file, now)


@contextmanager
def _key_file(office: Office, file: Path, signer: MemorySigner) -> Iterator[None]:
    """A new key's file, made before the write lock, and gone again where the work comes to nothing.

    Should the bundle be published all the same, interrupted in its last moment, the file stays: a
    node whose trust list names a key without a file does not start.
    """
    write_key(file, signer)
    try:
        yield
    except BaseException:  # whatever it is: a key that was not announced is not to lie about
        with office.store.read() as connection:
            nothing_new = newest(connection, office.district, open_unattended) is office.district
        if nothing_new:
            remove_key(file)
        raise


def _publish_keys(
    connection: Connection,
    district: District,
    root: Signer,
    keys: tuple[tuple[KeyRole, PublicKey], ...],
    now: int,
) -> None:
    _check_room(keys)
    trusted = TrustList(district.trusted.version + 1, now, keys)
    sign_next(connection, district, now, Change(trust_list=sign_trust_list(root, trusted)))


def _check_room(keys: tuple[tuple[KeyRole, PublicKey], ...]) -> None:
    if len(keys) > MAX_KEYS:
        raise FolderError(f"A trust list has room for {MAX_KEYS} keys: drop one that is not used.")


def _node_keys(district: District) -> tuple[tuple[KeyRole, PublicKey], ...]:
    return tuple((role, key) for role, key in district.trusted.keys if role is not KeyRole.ROOT)


def _require_in_force(file: Path, root: Signer, district: District) -> None:
    """Raise FolderError unless this root signed the trust list in force."""
    if cose.parse(district.trust_list, MessageType.TRUST_LIST).kid != root.public_key.kid:
        raise FolderError(f"{file} is not the root key in force: name it with --root.")


def _key(district: District, role: KeyRole, kid: bytes) -> NodeKey:
    for key in district.keys:
        if (key.role, key.signer.public_key.kid) == (role, kid):
            return key
    raise FolderError(f"{kid.hex()} is no {role} key of this node.")


def _check_unused(
    connection: Connection, district: District, key: NodeKey, others: list[NodeKey], now: int
) -> None:
    if key.role is KeyRole.CREDENTIAL:
        aside = select(slice_.c.cti).where(slice_.c.left > 0, slice_.c.closed.is_(None))
        counts = or_(_counts(now), credential.c.cti.in_(aside))
        in_use = len(_signed_by(connection, key.signer.public_key.kid, counts))
        if in_use:
            raise FolderError(
                f"{in_use} credentials are signed by it that are in use, or that kiosks have coins "
                "set aside for."
            )
        return
    heard = now - district.scheme.stand_in.away_s
    if all(one.since > heard for one in others):
        raise FolderError("Kiosks that have not heard of the newer key still go by it.")


def _counts(now: int) -> ColumnElement[bool]:
    return and_(credential.c.expires > now, credential.c.cti.not_in(select(revocation.c.cti)))


def _signed_by(connection: Connection, kid: bytes, which: ColumnElement[bool]) -> list[bytes]:
    """The ctis of those credentials that a key has signed."""
    rows = connection.execute(select(credential.c.cti, credential.c.raw).where(which))
    return [row.cti for row in rows if cose.parse(row.raw, MessageType.CREDENTIAL).kid == kid]


def _end_credentials(connection: Connection, key: NodeKey, now: int) -> None:
    """Revoke what counts of a key's credentials: kiosks close them then, and their coins are free.

    Nobody reported them; who shows one to a kiosk that has not heard pays for what they got.
    """
    ended = _signed_by(connection, key.signer.public_key.kid, _counts(now))
    if ended:
        rows = [{"cti": cti, "at": now, "reason": RevokeReason.REPLACED} for cti in ended]
        connection.execute(insert(revocation), rows)


def _bring_forward(
    connection: Connection, district: District, ended: NodeKey, others: list[NodeKey], now: int
) -> District:
    """The district without a key; where no other key's time has come, the next one's comes now."""
    due = min(others, key=lambda one: one.since)
    if due.since > now:
        _set(connection, due, {"since": now})
    brought = replace(due, since=min(due.since, now))
    left = (brought if one is due else one for one in district.keys if one is not ended)
    return replace(district, keys=tuple(left)).at(now)


def _set(connection: Connection, key: NodeKey, values: dict[str, int]) -> None:
    row = node_key.c.kid == key.signer.public_key.kid
    connection.execute(update(node_key).where(row).values(values))


def _end(connection: Connection, key: NodeKey, now: int) -> None:
    if key.file not in SEED_FILES.values():
        _set(connection, key, {"until": now})
        return
    public = key.signer.public_key
    row = {"role": key.role, "kid": public.kid, "public_key": public.raw, "file": key.file}
    connection.execute(insert(node_key).values(**row, since=key.since, until=now))


def _pin(folder: Path, root: PublicKey) -> None:
    """Change the root that new kiosks pin; a crash before it leaves one that still leads there."""
    made = folder / f"{ROOT_PUBLIC_FILE}.new"
    made.unlink(missing_ok=True)
    create_private(made, root.raw.hex().encode())
    made.replace(folder / ROOT_PUBLIC_FILE)
