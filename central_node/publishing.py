"""Publishes: signs a new version of the bundle from what the books say now.

A version is never changed; the table refuses. A new one is made only where it says something new,
or where the last one would soon end. Before the roster is written, the slices of cards are filled
up again, as far as half of what is free allows. A card's limit is all that was ever set aside for
it: it only rises, and less what was booked of it, it is what is set aside now.
docs/adr/0011-issuing-and-publishing.md says why.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, insert, select, update

from central_node.accounts import Accounts
from central_node.district import District, read_district
from central_node.errors import FolderError
from central_node.schema import bundle, carer, credential, kiosk, revocation, slice_
from central_node.wallet import share
from protocol.bundle import MAX_CARERS, MAX_EARLIER_LISTS, Bundle, RosterRow, sign_bundle
from protocol.credential import CredentialKind
from protocol.errors import Misuse
from protocol.keys import Signer
from schemes.money import Coins
from schemes.scheme import load_scheme

BUNDLE_LIFE_S = 30 * 24 * 3600  # far over the week that a kiosk may be without the node
LOOK_EVERY_S = 60  # how soon a change of cards or carers is published while the node serves
FILL_EVERY_S = 3600  # how soon slices are filled up again: a version for each sale would fill disks
_LIVE_CARD = (
    credential.c.kind == int(CredentialKind.CARD),
    credential.c.cti.not_in(select(revocation.c.cti)),
    slice_.c.closed.is_(None),
    kiosk.c.retired.is_(None),
)


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

    Another program may have published since ``district`` was read. Where nothing is new nothing is
    written. Raises FolderError for what makes no bundle.
    """
    district = read_district(connection, district.folder, district).at(now)
    fill_up(connection, district, now)
    wanted = _wanted(connection, district, now, change or Change())
    if wanted is None:
        return district
    row = bundle_row(wanted, district.receipt_signer, _scheme_version(district, change))
    connection.execute(insert(bundle).values(row))
    return read_district(connection, district.folder, district).at(now)


def is_due(connection: Connection, district: District, now: int) -> bool:
    """Whether `publish` should be asked, looking only at what costs little."""
    last = district.published
    if not last.issued <= now < last.issued + FILL_EVERY_S:
        return True
    return _holders(roster(connection, now)) != _holders(last.roster)


def roster(connection: Connection, now: int) -> tuple[RosterRow, ...]:
    """The cards that count at ``now``, in the order of their ctis."""
    cards = (
        select(
            credential.c.cti,
            credential.c.resident,
            credential.c.home,
            credential.c.name,
            slice_.c.reserved,
        )
        .join(slice_, slice_.c.cti == credential.c.cti)
        .join(kiosk, kiosk.c.number == credential.c.home)
        .where(*_LIVE_CARD, credential.c.expires > now)
        .order_by(credential.c.cti)
    )
    vouching = _carers(connection, now)
    return tuple(
        RosterRow(row.cti, row.home, row.reserved, row.name, vouching.get(row.resident, ()))
        for row in connection.execute(cards)
    )


def fill_up(connection: Connection, district: District, now: int) -> None:
    """Set aside again, for each card that counts, what was booked of its slice.

    Never more than at its issue: filled up to the scheme's limit, half of what is free each time,
    a slice would come to hold nearly all that its resident has.
    """
    found = (
        select(slice_.c.cti, slice_.c.kiosk, slice_.c.resident, slice_.c.left, slice_.c.fill_to)
        .join(credential, credential.c.cti == slice_.c.cti)
        .join(kiosk, kiosk.c.number == slice_.c.kiosk)
        .where(*_LIVE_CARD, credential.c.expires > now, slice_.c.left < slice_.c.fill_to)
        .order_by(slice_.c.cti)
    )
    low = connection.execute(found).all()
    accounts = Accounts(connection, district.scheme.id, district.purse)
    standings = accounts.standings({row.resident for row in low})
    for row in low:
        missing = Coins(row.fill_to - row.left)
        more = share(standings[row.resident].free, missing, [row.kiosk]).get(row.kiosk, 0)
        if more:
            at = (slice_.c.cti == row.cti) & (slice_.c.kiosk == row.kiosk)
            raised = {"left": slice_.c.left + more, "reserved": slice_.c.reserved + more}
            connection.execute(update(slice_).where(at).values(raised))


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
    if wanted == last and signed_as_now and now < last.issued + BUNDLE_LIFE_S // 2:
        return None
    issued = max(now, last.issued)
    return replace(wanted, version=last.version + 1, issued=issued, expires=issued + BUNDLE_LIFE_S)


def _scheme_version(district: District, change: Change | None) -> int:
    if change is None or change.scheme is None:
        return district.scheme.version
    return load_scheme(change.scheme, "the new scheme").version


def _carers(connection: Connection, now: int) -> Mapping[int, tuple[bytes, ...]]:
    """The ctis of carers' newest phones, by the resident whom they care for."""
    phones = (
        select(carer.c.resident, carer.c.carer, credential.c.cti)
        .join(credential, credential.c.resident == carer.c.carer)
        .where(
            carer.c.until.is_(None),
            credential.c.kind == int(CredentialKind.PHONE),
            credential.c.expires > now,
            credential.c.cti.not_in(select(revocation.c.cti)),
        )
        .order_by(carer.c.resident, carer.c.carer, credential.c.issued, credential.c.cti)
    )
    newest: dict[int, dict[int, bytes]] = defaultdict(dict)
    for row in connection.execute(phones):
        newest[row.resident][row.carer] = row.cti
    return {who: tuple(ctis.values())[:MAX_CARERS] for who, ctis in newest.items()}


def _holders(rows: tuple[RosterRow, ...]) -> tuple[RosterRow, ...]:
    """A roster without its limits."""
    return tuple(replace(row, limit=0) for row in rows)
