"""The signed documents of a district, made without a node, and a state folder that holds them."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from kiosk.district import Identity, Papers
from kiosk.papers.bundle_keeper import keep_enrolment
from kiosk.profile.machine import Profile, load_profile
from offline_queue.file_signer import FileSigner
from protocol.bundle import Bundle, KeyRole, TrustList, sign_bundle, sign_trust_list
from protocol.keys import Algorithm, MemorySigner
from protocol.status_list import Status, StatusList, pack, sign_status_list
from tests.kiosk.shops import MEALS, scheme_text

ENROLLED_S = 1_790_000_000  # in the year 2026
DAY_S = 86_400
EXPIRES_S = ENROLLED_S + 30 * DAY_S
PROFILE = """
state = "state"
[panel]
width_px = 1080
height_px = 1920
diagonal_inch = 21.5
lower_edge_mm = 850.0
[node]
url = "http://127.0.0.1:9"
root_key = "{root}"
[facility]
id = "hall"
[printer]
address = "tcp://127.0.0.1:9"
"""


def new_key() -> MemorySigner:
    return MemorySigner.generate(Algorithm.ED25519)


@dataclass
class Authority:
    """A district's keys; ``node`` signs bundles, ``root`` says that it may."""

    root: MemorySigner = field(default_factory=new_key)
    issuer: MemorySigner = field(default_factory=new_key)
    node: MemorySigner = field(default_factory=new_key)

    def trust_list(self, version: int = 1, *nodes: MemorySigner) -> bytes:
        keys = [(KeyRole.CREDENTIAL, self.issuer.public_key)]
        keys += [(KeyRole.RECEIPT, node.public_key) for node in nodes or (self.node,)]
        return sign_trust_list(self.root, TrustList(version, ENROLLED_S, tuple(keys)))

    def bundle(
        self,
        version: int = 1,
        signer: MemorySigner | None = None,
        **changes: Any,  # noqa: ANN401 - fields of a bundle
    ) -> bytes:
        plain = Bundle(
            scheme_id="test-coin",
            version=version,
            issued=ENROLLED_S,
            expires=EXPIRES_S,
            trust_list=self.trust_list(),
            scheme=scheme_text(),
            facilities={"hall": MEALS.encode()},
        )
        return sign_bundle(signer or self.node, replace(plain, **changes))

    def statuses(
        self,
        issued_s: int = ENROLLED_S,
        signer: MemorySigner | None = None,
        *,
        bad: Collection[int] = (),
        scheme: str = "test-coin",
        life_s: int = DAY_S,
    ) -> bytes:
        """A status list in which the indexes ``bad`` are revoked."""
        packed = pack(dict.fromkeys(bad, Status.INVALID), 64)
        made = StatusList(scheme, issued_s, issued_s + life_s, 3600, packed)
        return sign_status_list(signer or self.node, made)

    def papers(self, version: int = 1) -> Papers:
        return Papers(self.trust_list(), self.bundle(version))

    def profile(self, folder: Path) -> Profile:
        path = folder / "machine.toml"
        path.write_text(PROFILE.replace("{root}", self.root.public_key.raw.hex()), "utf-8")
        return load_profile(path)

    def enrolled(self, folder: Path) -> Profile:
        """A machine with its key and all that an enrolment leaves."""
        profile = self.profile(folder)
        profile.state.mkdir()
        signer = FileSigner.open_or_create(profile.state / "kiosk.key")
        keep_enrolment(profile.state, identity(signer.public_key.kid.hex()), self.papers())
        return profile


def only_from(day: date) -> bytes:
    """The scheme with its first rate from ``day`` on."""
    return re.sub(rb"(?m)^from = .*$", b"from = %b" % day.isoformat().encode(), scheme_text())


def identity(kid: str = "00" * 8, kiosk: int = 7) -> Identity:
    return Identity(kiosk=kiosk, name="hall", kid=kid, enrolled_at=ENROLLED_S)
