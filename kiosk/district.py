"""What this kiosk knows of its district: its own number, keys to trust, scheme and facility.

All of it comes from signed documents that lie in the state folder; the root key in the profile is
what every signature leads to. The trust list of the highest version counts, be it the one that lies
there or the one that the bundle carries: a bundle signed by a new key brings that key along, and an
old list can't bring a withdrawn key back.

A district changes its root by a list that names the next one. So what lies here is a chain: the
lists from the pinned root to the one in force. What a bundle brings goes on from there, and never
begins anew at the pinned root: a root that was withdrawn signs for nobody here any more.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Final, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from kiosk.config import ConfigError
from kiosk.days import scheme_day
from kiosk.facility import Facility, load_facility
from kiosk.profile.machine import Profile
from protocol import cbor, cose, shape
from protocol.bundle import (
    MAX_CHAIN,
    AcceptedList,
    Bundle,
    KeyRole,
    RosterRow,
    TrustList,
    carried_trust_lists,
    follow_trust_chain,
    read_bundle,
)
from protocol.errors import ProtocolError
from protocol.keys import Algorithm, KeyRing, PublicKey
from schemes.errors import SchemeError
from schemes.scheme import Scheme, load_scheme

DocumentT = TypeVar("DocumentT")

IDENTITY_FILE, TRUST_FILE, BUNDLE_FILE = "identity.json", "trust-list.cose", "bundle.cose"
EARLIER_FILE: Final = "earlier-lists.cbor"  # the trust lists before it, of earlier roots
MAX_EARLIER_BYTES: Final = 512 * 1024  # a full chain of full lists


def _point(text: str) -> str:
    try:
        PublicKey(Algorithm.ESP256, bytes.fromhex(text))
    except ProtocolError as exc:
        raise ValueError(f"is no P-256 key: {exc}") from exc
    return text


PointText = Annotated[
    str, StringConstraints(pattern=r"^0[23][0-9a-f]{64}$"), AfterValidator(_point)
]
KidText = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]


class Identity(BaseModel):
    """What enrolment made this kiosk: ``enrolled_at`` is the node's signed time, epoch seconds.

    ``kid`` names the key that the node knows; no other key may sign for this kiosk. ``former`` are
    the keys that it had before, P-256 in hex, the newest last.
    """

    model_config = ConfigDict(frozen=True, strict=True)

    kiosk: int
    name: str
    kid: KidText
    enrolled_at: int = Field(ge=0)
    former: tuple[PointText, ...] = ()

    @property
    def former_keys(self) -> tuple[PublicKey, ...]:
        """The former keys."""
        return tuple(PublicKey(Algorithm.ESP256, bytes.fromhex(raw)) for raw in self.former)


@dataclass(frozen=True)
class Papers:
    """The signed documents, as the exact bytes that lie in the state folder.

    ``earlier``: the trust lists, oldest first, that lead from an earlier root to ``trust_list``.
    """

    trust_list: bytes
    bundle: bytes
    earlier: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class Rules:
    """The same verified: the trust list that counts, the bundle, and what must be kept of lists.

    ``chain``: the exact bytes of the lists from the pinned root on; the last is ``trust``.
    """

    trust: TrustList
    chain: tuple[bytes, ...]
    bundle: Bundle


@dataclass(frozen=True)
class District:
    """The district as its signed bundle tells it to this kiosk."""

    kiosk: int
    kid: bytes  # 8 bytes: the key that was enrolled
    enrolled_at_s: int  # the node's signed time: it can't be earlier than that
    trust_version: int
    bundle_version: int
    bundle_issued_s: int  # epoch seconds; it can't be earlier than that either
    bundle_expires_s: int  # epoch seconds; from then on the district no longer vouches for it
    scheme: Scheme
    facility: Facility
    facility_toml: bytes = field(repr=False)  # what ``facility`` was read from, for another day
    credential_keys: KeyRing
    receipt_keys: KeyRing
    roster: Mapping[bytes, RosterRow] = field(repr=False)  # cards at home here, by cti

    @property
    def purse(self) -> str:
        """The purse that is spent from here."""
        return self.scheme.purses[0].id


def root_key(profile: Profile) -> PublicKey:
    """Return the pinned root of the district; ConfigError when these bytes are no key."""
    try:
        return PublicKey(Algorithm.ED25519, bytes.fromhex(profile.node.root_key))
    except ProtocolError as exc:
        raise ConfigError("profile", "node.root_key", f"is no Ed25519 key: {exc}") from exc


def load_district(profile: Profile, on: date | int) -> District:
    """Read what lies in the state folder; ConfigError names the file that is missing or no good.

    Prices are those of the day ``on``, or of the scheme's day around that time in epoch seconds.
    Where a dead clock tells an earlier one, of the day that it is at least: that of the enrolment
    and that of the bundle have begun.
    """
    return judge(profile, load_identity(profile.state), load_papers(profile.state), on)


def load_identity(folder: Path) -> Identity:
    """Read who this kiosk is; ConfigError when it was never enrolled, or not to the end."""
    path = folder / IDENTITY_FILE
    try:
        return Identity.model_validate_json(_bytes(path))
    except ValidationError as exc:
        detail = "not what enrolment writes: enrol this kiosk again"
        raise ConfigError(str(path), "identity", detail) from exc


def load_papers(folder: Path) -> Papers:
    """Read the documents unverified; ConfigError when one is missing."""
    trust_list, bundle = _bytes(folder / TRUST_FILE), _bytes(folder / BUNDLE_FILE)
    return Papers(trust_list, bundle, _earlier(folder / EARLIER_FILE))


def write_earlier(lists: Sequence[bytes]) -> bytes:
    """Return what lies in EARLIER_FILE for these trust lists."""
    return cbor.encode(list(lists))


def read_earlier(data: bytes) -> tuple[bytes, ...]:
    """Return the trust lists that `write_earlier` wrote, unverified. Raises ProtocolError."""
    lists = shape.sequence(cbor.decode(data, max_bytes=MAX_EARLIER_BYTES), MAX_CHAIN)
    return tuple(shape.octets(item, 1, MAX_EARLIER_BYTES) for item in lists)


def judge(profile: Profile, identity: Identity, papers: Papers, on: date | int) -> District:
    """Verify and read the documents as at a start; ConfigError says why they can't be used."""
    return district_of(profile, identity, verify(profile, papers), on)


def district_of(profile: Profile, identity: Identity, rules: Rules, on: date | int) -> District:
    """Read what was verified; ConfigError says why this kiosk can't work by it."""
    bundle, path = rules.bundle, profile.state / BUNDLE_FILE
    scheme = _scheme(bundle, path)
    toml = _facility_toml(bundle, profile)
    day = _priced_on(scheme, on, identity.enrolled_at, bundle.issued)
    return District(
        kiosk=identity.kiosk,
        kid=bytes.fromhex(identity.kid),
        enrolled_at_s=identity.enrolled_at,
        trust_version=rules.trust.version,
        bundle_version=bundle.version,
        bundle_issued_s=bundle.issued,
        bundle_expires_s=bundle.expires,
        scheme=scheme,
        facility=_facility(profile.facility.id, toml, scheme, day),
        facility_toml=toml,
        credential_keys=rules.trust.ring(KeyRole.CREDENTIAL),
        receipt_keys=rules.trust.ring(KeyRole.RECEIPT),
        roster={row.cti: row for row in bundle.roster if row.kiosk == identity.kiosk},
    )


def on_day(district: District, on: date | int) -> District:
    """Return the same district with the prices of another day; ConfigError when it has none.

    ``on`` as in `load_district`.
    """
    day = _priced_on(district.scheme, on, district.enrolled_at_s, district.bundle_issued_s)
    sold = _facility(district.facility.id, district.facility_toml, district.scheme, day)
    return replace(district, facility=sold)


def verify(profile: Profile, papers: Papers) -> Rules:
    """Follow the signatures from the pinned root; ConfigError names the document refused."""
    root = root_key(profile)
    lying = (*papers.earlier, papers.trust_list)
    _checked(profile.state / TRUST_FILE, lambda: follow_trust_chain(lying, root))
    path = profile.state / BUNDLE_FILE
    carried = _checked(path, lambda: carried_trust_lists(papers.bundle))
    chain = _checked(path, lambda: follow_trust_chain((*lying, *carried), root))
    trust = chain[-1].trust_list
    bundle = _checked(path, lambda: read_bundle(papers.bundle, trust.ring(KeyRole.RECEIPT)))
    return Rules(trust, _needed(chain), bundle)


def _needed(chain: Sequence[AcceptedList]) -> tuple[bytes, ...]:
    """The last list of each root: by it the next root is known, and the ones before it are not."""
    signers = [cose.parse(one.raw, cose.MessageType.TRUST_LIST).kid for one in chain]
    last = len(chain) - 1
    return tuple(
        one.raw for at, one in enumerate(chain) if at == last or signers[at] != signers[at + 1]
    )


def _earlier(path: Path) -> tuple[bytes, ...]:
    """The lists of earlier roots; none in most districts."""
    if not path.exists():
        return ()
    data = _bytes(path)
    return _checked(path, lambda: read_earlier(data))


def _priced_on(scheme: Scheme, on: date | int, *signed_s: int) -> date:
    return max(scheme_day(scheme, one) for one in (on, *signed_s))


def _scheme(bundle: Bundle, path: Path) -> Scheme:
    try:
        scheme = load_scheme(bundle.scheme, f"{path}: scheme {bundle.scheme_id}")
    except SchemeError as exc:
        raise ConfigError(str(path), "scheme", str(exc)) from exc
    if scheme.id != bundle.scheme_id:
        raise ConfigError(str(path), "scheme", f"{scheme.id} in a bundle of {bundle.scheme_id}")
    return scheme


def _facility_toml(bundle: Bundle, profile: Profile) -> bytes:
    wanted = profile.facility.id
    if wanted not in bundle.facilities:
        known = ", ".join(bundle.facilities)
        raise ConfigError(BUNDLE_FILE, "facility.id", f"{wanted} is none of {known}")
    return bundle.facilities[wanted]


def _facility(name: str, toml: bytes, scheme: Scheme, on: date) -> Facility:
    return load_facility(toml, f"{BUNDLE_FILE}: {name}", scheme, on)


def _checked(path: Path, read: Callable[[], DocumentT]) -> DocumentT:
    try:
        return read()
    except ProtocolError as exc:
        raise ConfigError(str(path), "signature", f"refused: {exc.reason}") from exc


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as exc:
        raise ConfigError(str(path), "file", "not there: enrol this kiosk first") from exc
    except OSError as exc:
        raise ConfigError(str(path), "file", f"can't be read: {exc.strerror}") from exc
