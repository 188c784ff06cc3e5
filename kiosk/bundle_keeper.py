"""Keeps the district's documents in the state folder: what enrolment brings, and newer bundles.

A power cut may come between any two writes. What holds then:

1. Every file is written under another name, flushed to the medium, and then renamed; the folder is
   flushed after each rename. So a file is the old one or the new one, whole, and no later file is
   there without the earlier ones.
2. A newer bundle is one rename, before that of the trust list: the bundle carries its own list, and
   loading takes the newer of the two. Old list and new bundle load as new. The other order would
   not do: a new list that withdraws a key leaves the old bundle unsigned.
3. The trust list follows. If a power cut kept it out, the next fetch begins with it, before any
   other bundle: one signed by a withdrawn key is refused from the first on.
4. The node's tag for the bundle comes last and names the bundle's hash: a tag without its bundle
   is no tag, and costs one download more.
5. An enrolment writes several files that belong together. All are on the medium under their other
   names before the first is put in place, so a full disk changes nothing. Then the identity goes
   first and comes back last: in between this kiosk is not enrolled, and never half of two.
"""

import os
from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from kiosk.config import ConfigError
from kiosk.district import (
    BUNDLE_FILE,
    IDENTITY_FILE,
    TRUST_FILE,
    District,
    Identity,
    Papers,
    judge,
    load_identity,
    load_papers,
    local_day,
    verify,
)
from kiosk.machine import Profile
from offline_queue.errors import PeerFault
from offline_queue.http_transport import Transport
from offline_queue.node_client import BUNDLE_CALL, BUNDLE_TIMEOUT_S

TAG_FILE: Final = "bundle.tag"
FILE_MODE: Final = 0o644  # signed and public: a technician may look


class WhyRefused(StrEnum):
    """Why a bundle from the node was not taken."""

    UNTRUSTED = "untrusted"  # no chain of signatures from the pinned root
    OLDER = "older"  # lower version than the one that lies here
    ALTERED = "altered"  # the same version, other bytes
    EXPIRED = "expired"
    OTHER_SCHEME = "other-scheme"  # another currency needs an enrolment
    UNUSABLE = "unusable"  # this kiosk could not start with it


class BundleRefused(PeerFault):
    """The node's bundle was not taken; the last good one stays. ``why`` is for log and screen."""

    reason = "bundle-refused"

    def __init__(self, why: WhyRefused, detail: str) -> None:
        super().__init__(f"the node's bundle is refused: {why}: {detail}")
        self.why = why


def keep_enrolment(folder: Path, identity: Identity, papers: Papers) -> None:
    """Replace all that an enrolment brings; ConfigError when the folder can't be written."""
    files = {
        BUNDLE_FILE: papers.bundle,
        TRUST_FILE: papers.trust_list,
        IDENTITY_FILE: identity.model_dump_json().encode(),
    }
    write_whole(folder, files, seal=IDENTITY_FILE)


def fetch_newer(line: Transport, profile: Profile, district: District, at_s: int) -> bool:
    """Ask the node for a newer bundle; True when one lies here, for the next start to use.

    ``district`` is what this kiosk runs by, ``at_s`` effective time in epoch seconds. Raises
    BundleRefused by name, NodeAway, NodeRefused or BadAnswer as the line does, and ConfigError when
    the state folder can't be read or written. After any of them the last good bundle lies here.
    """
    lying = load_papers(profile.state)
    known = verify(profile, lying)
    if known.trust_list != lying.trust_list:
        write_whole(profile.state, {TRUST_FILE: known.trust_list})
    version = known.bundle.version
    document = line.get(BUNDLE_CALL, BUNDLE_TIMEOUT_S, _tag_of(profile.state, lying.bundle))
    if document is None:
        return version > district.bundle_version
    if document.body != lying.bundle:
        fetched = Papers(known.trust_list, document.body)
        version = _take(profile, district, fetched, version, at_s)
    _keep_tag(profile.state, document.etag, document.body)
    return version > district.bundle_version


def write_whole(folder: Path, files: Mapping[str, bytes], seal: str | None = None) -> None:
    """Replace ``files`` (name to bytes) in this order, each whole whatever happens.

    With ``seal``, the name of the last: it is taken away before the first is replaced, so who finds
    it finds all of one writing. ConfigError when the folder can't be written; unless it went wrong
    while renaming, everything is then as before.
    """
    try:
        drafts = {folder / name: _draft(folder / name, data) for name, data in files.items()}
        if seal is not None:
            (folder / seal).unlink(missing_ok=True)
            _flush_folder(folder)
        for path, draft in drafts.items():
            draft.replace(path)
            _flush_folder(folder)
    except OSError as exc:
        raise ConfigError(str(folder), "state", f"can't be written: {exc.strerror}") from exc


def _take(profile: Profile, district: District, fetched: Papers, known: int, at_s: int) -> int:
    """Keep a bundle that may replace version ``known``; return its version."""
    try:
        rules = verify(profile, fetched)
    except ConfigError as exc:
        raise BundleRefused(WhyRefused.UNTRUSTED, str(exc)) from exc
    bundle = rules.bundle
    if bundle.version <= known:
        why = WhyRefused.OLDER if bundle.version < known else WhyRefused.ALTERED
        raise BundleRefused(why, f"version {bundle.version}, known is {known}")
    if bundle.expires <= at_s:
        raise BundleRefused(WhyRefused.EXPIRED, f"ended {at_s - bundle.expires} s ago")
    _must_start(profile, district, fetched, at_s)
    files = {BUNDLE_FILE: fetched.bundle}
    if rules.trust_list != fetched.trust_list:
        files[TRUST_FILE] = rules.trust_list
    write_whole(profile.state, files)
    return bundle.version


def _must_start(profile: Profile, district: District, fetched: Papers, at_s: int) -> None:
    identity = load_identity(profile.state)
    try:
        coming = judge(profile, identity, fetched, local_day(at_s))
    except ConfigError as exc:
        raise BundleRefused(WhyRefused.UNUSABLE, str(exc)) from exc
    if coming.scheme.id != district.scheme.id:
        detail = f"{coming.scheme.id}, this kiosk's is {district.scheme.id}"
        raise BundleRefused(WhyRefused.OTHER_SCHEME, detail)


class _Tag(BaseModel):
    """The node's ETag for the bundle with this SHA-256; RFC 9110 lets it hold printable ASCII."""

    model_config = ConfigDict(frozen=True, strict=True)

    etag: Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,128}$")]
    bundle: str


def _keep_tag(folder: Path, etag: str | None, bundle: bytes) -> None:
    try:
        tag = _Tag.model_validate({"etag": etag, "bundle": sha256(bundle).hexdigest()})
    except ValidationError:
        return  # no tag, or one that no header could carry back: the next time costs a download
    write_whole(folder, {TAG_FILE: tag.model_dump_json().encode()})


def _tag_of(folder: Path, bundle: bytes) -> str | None:
    """Return the tag if it was kept for exactly these bytes."""
    try:
        tag = _Tag.model_validate_json((folder / TAG_FILE).read_bytes())
    except (OSError, ValidationError):
        return None
    return tag.etag if tag.bundle == sha256(bundle).hexdigest() else None


def _draft(path: Path, data: bytes) -> Path:
    """Put ``data`` on the medium under another name."""
    draft = path.with_name(path.name + ".new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return draft


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
