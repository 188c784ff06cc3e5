"""Sets up a district: keys, trust list, first bundle, kiosks with enrolment codes, residents.

Everything is read and checked before anything is written. The root key signs the trust list here
and is needed again only when a node key changes; take its file away.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, insert

from central_node import schema
from central_node.accounts import DISTRICT, AccountKind, Accounts, Move
from central_node.cards import Card, CardDesk
from central_node.carers import add_carer
from central_node.codes import code_hash, new_code
from central_node.district import read_district
from central_node.enrolment import CODE_LIFE_S
from central_node.errors import FolderError
from central_node.facilities import parse_scheme, read_facilities
from central_node.keyfiles import (
    CREDENTIAL_FILE,
    RECEIPT_FILE,
    ROOT_FILE,
    ROOT_PUBLIC_FILE,
    create_private,
    write_key,
)
from central_node.places import known_place, register
from central_node.price_classes import wrong_classes
from central_node.publishing import BUNDLE_LIFE_S, bundle_row, publish
from central_node.seed_file import KioskSeed, ResidentSeed, SeedFile, read_limited, read_seed_file
from central_node.store import Store
from protocol.bundle import Bundle, KeyRole, TrustList, sign_trust_list
from protocol.keys import SECRET_BYTES, Algorithm, MemorySigner, PublicKey, Signer
from schemes.money import Coins
from schemes.scheme import Scheme
from schemes.text import MAX_SCHEME_BYTES

TOKEN_LIFE_S = 24 * 3600  # a resident goes home from the desk and opens the app
_FIRST_VERSION = 1
_GIVEN_AT_ONCE = 1000  # moves in one statement; SQLite takes 32,766 variables


@dataclass(frozen=True)
class SeededKiosk:
    """A kiosk that waits for its machine."""

    number: int
    name: str
    enrol_code: str


@dataclass(frozen=True)
class SeededResident:
    """A resident who waits for a wallet."""

    id: str
    label: str
    balance: int
    wallet_token: str


@dataclass(frozen=True)
class SeededCard:
    """A card or badge to be printed; ``resident`` is None for a badge, ``code`` its QR's text."""

    number: str
    kind: str
    resident: str | None
    name: str
    home: str | None
    code: str


@dataclass(frozen=True)
class Seeded:
    """What the people who set up kiosks and phones need; the codes are kept nowhere else."""

    root_public_key: PublicKey
    scheme: str
    bundle_version: int
    code_expires: int
    token_expires: int
    kiosks: tuple[SeededKiosk, ...]
    residents: tuple[SeededResident, ...]
    cards: tuple[SeededCard, ...]


@dataclass(frozen=True)
class _Input:
    scheme: Scheme
    scheme_text: bytes
    facilities: Mapping[str, bytes]
    people: SeedFile


def seed(
    folder: Path,
    scheme: Path,
    facilities: Sequence[Path],
    residents: Path,
    now: int,
    random: Callable[[int], bytes],
) -> Seeded:
    """Make a node in a new or empty folder; ``now`` in epoch seconds. Raises FolderError.

    ``random`` gives bytes that nobody can guess: the district's secret keys come from it.
    """
    given = _read_input(scheme, facilities, residents)
    root, credential_key, receipt_key = (
        MemorySigner.from_secret(Algorithm.ED25519, random(SECRET_BYTES)) for _ in range(3)
    )
    published = _bundle_row(given, root, credential_key, receipt_key, now)
    _make_folder(folder)
    write_key(folder / ROOT_FILE, root)
    write_key(folder / CREDENTIAL_FILE, credential_key)
    write_key(folder / RECEIPT_FILE, receipt_key)
    create_private(folder / ROOT_PUBLIC_FILE, root.public_key.raw.hex().encode())
    store = Store.create(folder)
    try:
        with store.write() as connection:
            connection.execute(insert(schema.bundle).values(published))
            kiosks = [_add_kiosk(connection, given, one, now, random) for one in given.people.kiosk]
            people = [
                _add_resident(connection, given, one, now, random) for one in given.people.resident
            ]
            _give_coins(connection, given)
            cards, version = _hand_out(connection, folder, given, now, random)
    finally:
        store.close()
    return Seeded(
        root_public_key=root.public_key,
        scheme=given.scheme.id,
        bundle_version=version,
        code_expires=now + CODE_LIFE_S,
        token_expires=now + TOKEN_LIFE_S,
        kiosks=tuple(kiosks),
        residents=tuple(people),
        cards=cards,
    )


def _read_input(scheme: Path, facilities: Sequence[Path], residents: Path) -> _Input:
    text = read_limited(scheme, MAX_SCHEME_BYTES)
    loaded = parse_scheme(text, scheme)
    people = read_seed_file(residents)
    known = {purse.id for purse in loaded.purses[1:]}
    for resident in people.resident:
        unknown = sorted(set(resident.purses) - known)
        if unknown:
            raise FolderError(f"{residents}: {resident.id} has an unknown purse: {unknown[0]}.")
        if wrong := wrong_classes(loaded, resident.classes):
            raise FolderError(f"{residents}: {resident.id}: {wrong}")
    files = read_facilities(facilities)
    for kiosk in people.kiosk:
        if kiosk.facility is not None:
            known_place(files, kiosk.facility)
    return _Input(loaded, text, files, people)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise FolderError(f"{folder} is not empty: a node is seeded once.")
    except OSError as exc:
        raise FolderError(f"{folder} cannot be made: {exc.strerror}.") from exc


def _bundle_row(
    given: _Input, root: Signer, credential_key: Signer, receipt_key: Signer, now: int
) -> dict[str, object]:
    """The first bundle, signed; FolderError where the files do not make one."""
    keys = (
        (KeyRole.CREDENTIAL, credential_key.public_key),
        (KeyRole.RECEIPT, receipt_key.public_key),
    )
    trust_list = sign_trust_list(root, TrustList(_FIRST_VERSION, now, keys))
    made = Bundle(
        scheme_id=given.scheme.id,
        version=_FIRST_VERSION,
        issued=now,
        expires=now + BUNDLE_LIFE_S,
        trust_list=trust_list,
        scheme=given.scheme_text,
        facilities=given.facilities,
    )
    return bundle_row(made, receipt_key, given.scheme.version)


def _add_kiosk(
    connection: Connection,
    given: _Input,
    kiosk: KioskSeed,
    now: int,
    random: Callable[[int], bytes],
) -> SeededKiosk:
    code = new_code(random)
    row = {"name": kiosk.name, "code_hash": code_hash(code), "code_expires": now + CODE_LIFE_S}
    number = schema.number_of(connection.execute(insert(schema.kiosk).values(row)))
    if kiosk.facility is not None:
        register(connection, number, known_place(given.facilities, kiosk.facility), now)
    return SeededKiosk(number, kiosk.name, code)


def _add_resident(
    connection: Connection,
    given: _Input,
    resident: ResidentSeed,
    now: int,
    random: Callable[[int], bytes],
) -> SeededResident:
    token = new_code(random)
    row = {
        "id": resident.id,
        "label": resident.label,
        "token_hash": code_hash(token),
        "token_expires": now + TOKEN_LIFE_S,
    }
    number = schema.number_of(connection.execute(insert(schema.resident).values(row)))
    homes = [{"resident": number, "kiosk": kiosk} for kiosk in given.people.homes_of(resident)]
    if homes:
        connection.execute(insert(schema.home), homes)
    classes = [{"resident": number, "id": one} for one in sorted(set(resident.classes))]
    if classes:
        connection.execute(insert(schema.price_class), classes)
    return SeededResident(resident.id, resident.label, resident.balance, token)


def _give_coins(connection: Connection, given: _Input) -> None:
    """The coins that residents start with: residents are numbered from 1 in the file's order.

    Until when money of a purse can be spent is the scheme's to say, for everybody at once.
    """
    first = given.scheme.purses[0].id
    accounts = Accounts(connection, given.scheme.id, first)
    source = (AccountKind.ISSUED, DISTRICT)
    moves = [
        Move(source, (AccountKind.RESIDENT, number), Coins(coins), None, purse)
        for number, resident in enumerate(given.people.resident, 1)
        for purse, coins in ((first, resident.balance), *sorted(resident.purses.items()))
        if coins
    ]
    for at in range(0, len(moves), _GIVEN_AT_ONCE):
        accounts.post(moves[at : at + _GIVEN_AT_ONCE])


def _hand_out(
    connection: Connection, folder: Path, given: _Input, now: int, random: Callable[[int], bytes]
) -> tuple[tuple[SeededCard, ...], int]:
    """Cards, badges and carers of the file, and the version of the bundle that tells of them."""
    district = read_district(connection, folder)
    desk = CardDesk(connection, district, random)
    for pair in given.people.carer:
        add_carer(connection, pair.resident, pair.carer, now)
    made = [
        _seeded(desk.issue_card(one.resident, one.home, one.name, now), one.resident)
        for one in given.people.card
    ]
    made += [_seeded(desk.issue_badge(one.name, now), None) for one in given.people.badge]
    return tuple(made), publish(connection, district, now).bundle_version


def _seeded(card: Card, resident: str | None) -> SeededCard:
    return SeededCard(card.number, card.word, resident, card.name, card.home, card.code)
