"""What this kiosk knows of its district: its own number, keys to trust, scheme and facility.

All of it comes from signed documents that enrolment left in the state folder; the root key in
the profile is what every signature leads to.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from kiosk.config import ConfigError
from kiosk.facility import Facility, load_facility
from kiosk.machine import Profile
from protocol.bundle import Bundle, KeyRole, read_bundle, read_trust_list
from protocol.errors import ProtocolError
from protocol.keys import Algorithm, KeyRing, PublicKey
from schemes.errors import SchemeError
from schemes.scheme import Scheme, load_scheme

DocumentT = TypeVar("DocumentT")

IDENTITY_FILE, TRUST_FILE, BUNDLE_FILE = "identity.json", "trust-list.cose", "bundle.cose"


@dataclass(frozen=True)
class District:
    """The district as its signed bundle tells it to this kiosk."""

    kiosk: int
    enrolled_at_s: int  # the node's signed time: it can't be earlier than that
    bundle_version: int
    scheme: Scheme
    facility: Facility
    credential_keys: KeyRing
    receipt_keys: KeyRing

    @property
    def purse(self) -> str:
        """The purse that is spent from here."""
        return self.scheme.purses[0].id


def root_key(profile: Profile) -> PublicKey:
    """Return the pinned root of the district."""
    return PublicKey(Algorithm.ED25519, bytes.fromhex(profile.node.root_key))


def load_district(profile: Profile, on: date) -> District:
    """Read what enrolment left; ConfigError names the file that is missing or no good."""
    folder = profile.state
    trust = _checked(folder / TRUST_FILE, lambda data: read_trust_list(data, root_key(profile)))
    receipt_keys = trust.ring(KeyRole.RECEIPT)
    bundle = _checked(folder / BUNDLE_FILE, lambda data: read_bundle(data, receipt_keys))
    identity = _identity(folder / IDENTITY_FILE)
    scheme = _scheme(bundle, folder / BUNDLE_FILE)
    return District(
        kiosk=identity.kiosk,
        enrolled_at_s=identity.enrolled_at,
        bundle_version=bundle.version,
        scheme=scheme,
        facility=_facility(bundle, profile, scheme, on),
        credential_keys=trust.ring(KeyRole.CREDENTIAL),
        receipt_keys=receipt_keys,
    )


def _scheme(bundle: Bundle, path: Path) -> Scheme:
    try:
        return load_scheme(bundle.scheme, f"{path}: scheme {bundle.scheme_id}")
    except SchemeError as exc:
        raise ConfigError(str(path), "scheme", str(exc)) from exc


def _facility(bundle: Bundle, profile: Profile, scheme: Scheme, on: date) -> Facility:
    wanted = profile.facility.id
    if wanted not in bundle.facilities:
        known = ", ".join(bundle.facilities)
        raise ConfigError(BUNDLE_FILE, "facility.id", f"{wanted} is none of {known}")
    return load_facility(bundle.facilities[wanted], f"{BUNDLE_FILE}: {wanted}", scheme, on)


class _Identity(BaseModel):
    """What enrolment wrote down; ``enrolled_at`` is the node's signed time, epoch seconds."""

    model_config = ConfigDict(frozen=True, strict=True)

    kiosk: int
    enrolled_at: int


def _identity(path: Path) -> _Identity:
    try:
        return _Identity.model_validate_json(_bytes(path))
    except ValidationError as exc:
        raise ConfigError(str(path), "identity", "not what enrolment writes") from exc


def _checked(path: Path, read: Callable[[bytes], DocumentT]) -> DocumentT:
    try:
        return read(_bytes(path))
    except ProtocolError as exc:
        raise ConfigError(str(path), "signature", f"refused: {exc.reason}") from exc


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as exc:
        raise ConfigError(str(path), "file", "not there: enrol this kiosk first") from exc
