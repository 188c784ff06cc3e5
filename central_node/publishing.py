"""Publishes: signs a new version of the bundle from what the books say now.

A version is never changed; the table refuses. A new one is made only where it says something new,
or where the last one would soon end. A full roster takes half a second to read and to sign; so a
node that serves does that beside its write lock, and under it only adds the row, if no other
version came between. docs/adr/0011-issuing-and-publishing.md says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, insert, select

from central_node.district import District, newest, open_none, open_unattended
from central_node.errors import FolderError
from central_node.places import require_places
from central_node.roster import fill_all, fill_up, roster, same_holders
from central_node.schema import bundle, heartbeat
from central_node.store import Store
from protocol.bundle import MAX_EARLIER_LISTS, Bundle, sign_bundle
from protocol.errors import Misuse
from protocol.keys import Signer
from schemes.scheme import load_scheme

BUNDLE_LIFE_S = 30 * 24 * 3600  # far over the week that a kiosk may be without the node
LOOK_EVERY_S = 60  # how soon a change of cards or carers is published while the node serves
MOST_AHEAD = 10_000  # versions: years of publishing between a backup and the loss of the rest
_TRIES = 3  # of signing while others publish too


@dataclass(frozen=True)
class Change:
    """What is to be published beside the roster; None: as it was."""

    scheme: bytes | None = None
    facilities: Mapping[str, bytes] | None = None
    trust_list: bytes | None = None
    earlier_list: bytes | None = None  # the list by which kiosks come to a new root


def publish(
    connection: Connection, district: District, now: int, change: Change | None = None
) -> District:
    """Make the newest version say what is so at ``now`` (epoch seconds); the district after it.

    All under the write lock that the caller has: for a node that does not serve yet, and for tests.
    Another program may have published since ``district`` was read. Where nothing is new nothing is
    written. Raises FolderError for what makes no bundle.
    """
    district = newest(connection, district, open_none).at(now)
    fill_all(connection, district, now)
    sign_next(connection, district, now, change)
    return newest(connection, district, open_none).at(now)


def publish_beside(
    store: Store, district: District, now: int, change: Change | None = None, *, fill: bool
) -> int:
    """The same while others work: the write lock is held for moments. The version in force then.

    What is signed was read before; if another version came between, it is read and signed again.
    ``fill``: fill slices up first. Raises FolderError and StoreBusy.
    """
    after: bytes | None = b"" if fill else None
    while after is not None:
        with store.write() as connection:
            after = fill_up(connection, district, now, after)
    for _ in range(_TRIES):
        with store.read() as connection:
            district = newest(connection, district, open_unattended).at(now)
            row = _next(connection, district, now, change or Change())
        if row is None:
            return district.bundle_version
        with store.write() as connection:
            if _last_version(connection) == district.bundle_version:
                connection.execute(insert(bundle).values(row))
                return _last_version(connection)
    raise FolderError(f"Others have published {_TRIES} times meanwhile: try again.")


def sign_next(
    connection: Connection, district: District, now: int, change: Change | None = None
) -> None:
    """Write the next version, if it says something new; ``district`` was read in this transaction.

    Raises FolderError.
    """
    row = _next(connection, district, now, change or Change())
    if row is not None:
        connection.execute(insert(bundle).values(row))


def is_due(connection: Connection, district: District, now: int) -> bool:
    """Whether there is something to publish, looking only at what costs little: cards and carers,
    the key that signs, the bundle's dates, and what version kiosks have. Limits rise once a day,
    with the filling up."""
    last = district.published
    if not last.issued <= now < last.issued + BUNDLE_LIFE_S // 2:
        return True
    if district.bundle_kid != district.receipt_signer.public_key.kid:
        return True
    if _told_version(connection, last.version) > last.version:
        return True
    return not same_holders(roster(connection, now), last.roster)


def bundle_row(made: Bundle, signer: Signer, scheme_version: int) -> dict[str, object]:
    """The signed bundle as its table has it; FolderError where its parts make none."""
    try:
        raw = sign_bundle(signer, made)
    except Misuse as exc:
        raise FolderError(f"These files make no bundle: {exc}.") from exc
    return {
        "version": made.version,
        "scheme_id": made.scheme_id,
        "scheme_version": scheme_version,
        "scheme": made.scheme,
        "trust_list": made.trust_list,
        "raw": raw,
    }


def _next(
    connection: Connection, district: District, now: int, change: Change
) -> dict[str, object] | None:
    if change.facilities is not None:
        require_places(connection, change.facilities, now)
    wanted = _wanted(connection, district, now, change)
    if wanted is None:
        return None
    return bundle_row(wanted, district.receipt_signer, _scheme_version(district, change))


def _last_version(connection: Connection) -> int:
    return int(connection.execute(select(func.max(bundle.c.version))).scalar_one())


def _told_version(connection: Connection, last: int) -> int:
    """The newest version that some kiosk tells to have: above ours where our books were put back.

    Kiosks take no older version, so the next one goes above theirs. One kiosk's word moves ours by
    no more than ``MOST_AHEAD``.
    """
    told = select(func.coalesce(func.max(heartbeat.c.bundle_version), 0)).where(
        heartbeat.c.bundle_version <= last + MOST_AHEAD
    )
    return max(last, int(connection.execute(told).scalar_one()))


def _wanted(connection: Connection, district: District, now: int, change: Change) -> Bundle | None:
    """The next version; None where it would say what the last one says, which still lasts long."""
    last = district.published
    added = () if change.earlier_list is None else (change.earlier_list,)
    wanted = replace(
        last,
        scheme=last.scheme if change.scheme is None else change.scheme,
        facilities=last.facilities if change.facilities is None else change.facilities,
        trust_list=last.trust_list if change.trust_list is None else change.trust_list,
        earlier_lists=(*last.earlier_lists, *added)[-MAX_EARLIER_LISTS:],
        roster=roster(connection, now),
    )
    signed_as_now = district.bundle_kid == district.receipt_signer.public_key.kid
    known = _told_version(connection, last.version)
    lasts = now < last.issued + BUNDLE_LIFE_S // 2
    if wanted == last and signed_as_now and lasts and known == last.version:
        return None
    issued = max(now, last.issued)
    return replace(wanted, version=known + 1, issued=issued, expires=issued + BUNDLE_LIFE_S)


def _scheme_version(district: District, change: Change) -> int:
    if change.scheme is None:
        return district.scheme.version
    return load_scheme(change.scheme, "the new scheme").version
