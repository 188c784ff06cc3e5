"""What this kiosk knows of its district: its own number, keys to trust, scheme and facility.

All of it comes from signed documents that lie in the state folder; the root key in the profile is
what every signature leads to. The trust list of the highest version counts, be it the one that lies
there or the one that the bundle carries: a bundle signed by a new key brings that key along, and an
old list can't bring a withdrawn key back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from kiosk.config import ConfigError
from kiosk.facility import Facility, load_facility
from kiosk.machine import Profile
from protocol.bundle import (
    Bundle,
    KeyRole,
    TrustList,
    carried_trust_list,
    read_bundle,
    read_trust_list,
)
from protocol.errors import ProtocolError
from protocol.keys import Algorithm, KeyRing, PublicKey
from schemes.errors import SchemeError
from schemes.scheme import Scheme, load_scheme

DocumentT = TypeVar("DocumentT")

IDENTITY_FILE, TRUST_FILE, BUNDLE_FILE = "identity.json", "trust-list.cose", "bundle.cose"
LAST_DAY_S: Final = 253_370_764_800  # the year 9999 begins: later times have no calendar day

KidText = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]


class Identity(BaseModel):
    """What enrolment made this kiosk: ``enrolled_at`` is the node's signed time, epoch seconds.

    ``kid`` names the key that the node enrolled; no other key may sign for this kiosk.
    """

    model_config = ConfigDict(frozen=True, strict=True)

    kiosk: int
    name: str
    kid: KidText
    enrolled_at: int = Field(ge=0)


@dataclass(frozen=True)
class Papers:
    """The signed documents, as the exact bytes that lie in the state folder."""

    trust_list: bytes
    bundle: bytes


@dataclass(frozen=True)
class Rules:
    """The same verified: the trust list that counts, its bytes, and the bundle."""

    trust: TrustList
    trust_list: bytes
    bundle: Bundle


@dataclass(frozen=True)
class District:
    """The district as its signed bundle tells it to this kiosk."""

    kiosk: int
    kid: bytes  # 8 bytes: the key that was enrolled
    enrolled_at_s: int  # the node's signed time: it can't be earlier than that
    bundle_version: int
    bundle_expires_s: int  # epoch seconds; from then on the district no longer vouches for it
    scheme: Scheme
    facility: Facility
    credential_keys: KeyRing
    receipt_keys: KeyRing

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


def local_day(time_s: int) -> date:
    """Return the day on a calendar here at ``time_s``, epoch seconds."""
    return datetime.fromtimestamp(min(time_s, LAST_DAY_S), tz=UTC).astimezone().date()


def load_district(profile: Profile, on: date) -> District:
    """Read what lies in the state folder; ConfigError names the file that is missing or no good.

    Prices are those of ``on``, or of the day of enrolment when a dead clock tells an earlier one.
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
    return Papers(_bytes(folder / TRUST_FILE), _bytes(folder / BUNDLE_FILE))


def judge(profile: Profile, identity: Identity, papers: Papers, on: date) -> District:
    """Verify and read the documents as at a start; ConfigError says why they can't be used."""
    rules = verify(profile, papers)
    bundle, path = rules.bundle, profile.state / BUNDLE_FILE
    scheme = _scheme(bundle, path)
    day = max(on, local_day(identity.enrolled_at))
    return District(
        kiosk=identity.kiosk,
        kid=bytes.fromhex(identity.kid),
        enrolled_at_s=identity.enrolled_at,
        bundle_version=bundle.version,
        bundle_expires_s=bundle.expires,
        scheme=scheme,
        facility=_facility(bundle, profile, scheme, day),
        credential_keys=rules.trust.ring(KeyRole.CREDENTIAL),
        receipt_keys=rules.trust.ring(KeyRole.RECEIPT),
    )


def verify(profile: Profile, papers: Papers) -> Rules:
    """Follow the signatures from the pinned root; ConfigError names the document refused."""
    root = root_key(profile)
    trust_path, bundle_path = profile.state / TRUST_FILE, profile.state / BUNDLE_FILE
    lying = _checked(trust_path, lambda: read_trust_list(papers.trust_list, root))
    carried_raw = _checked(bundle_path, lambda: carried_trust_list(papers.bundle))
    carried = _checked(bundle_path, lambda: read_trust_list(carried_raw, root))
    newer = carried.version > lying.version
    trust, raw = (carried, carried_raw) if newer else (lying, papers.trust_list)
    ring = trust.ring(KeyRole.RECEIPT)
    return Rules(trust, raw, _checked(bundle_path, lambda: read_bundle(papers.bundle, ring)))


def _scheme(bundle: Bundle, path: Path) -> Scheme:
    try:
        scheme = load_scheme(bundle.scheme, f"{path}: scheme {bundle.scheme_id}")
    except SchemeError as exc:
        raise ConfigError(str(path), "scheme", str(exc)) from exc
    if scheme.id != bundle.scheme_id:
        raise ConfigError(str(path), "scheme", f"{scheme.id} in a bundle of {bundle.scheme_id}")
    return scheme


def _facility(bundle: Bundle, profile: Profile, scheme: Scheme, on: date) -> Facility:
    wanted = profile.facility.id
    if wanted not in bundle.facilities:
        known = ", ".join(bundle.facilities)
        raise ConfigError(BUNDLE_FILE, "facility.id", f"{wanted} is none of {known}")
    return load_facility(bundle.facilities[wanted], f"{BUNDLE_FILE}: {wanted}", scheme, on)


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
