"""Roots, node keys and card keys change while a kiosk runs or is away; none comes back."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.config import ConfigError
from kiosk.days import local_day
from kiosk.district import (
    BUNDLE_FILE,
    EARLIER_FILE,
    TRUST_FILE,
    District,
    load_district,
    load_papers,
)
from kiosk.papers.bundle_keeper import fetch_newer
from kiosk.papers.refused_paper import BundleRefused, WhyRefused
from kiosk.profile.machine import Profile
from protocol.bundle import KeyRole, TrustList, sign_trust_list
from protocol.keys import MemorySigner
from tests.kiosk.cuts import PowerCut, power
from tests.kiosk.documents import ENROLLED_S, Authority, new_key
from tests.kiosk.lines import Line

TODAY = local_day(ENROLLED_S)


@dataclass
class Era:
    """A district whose root changes: ``first`` is the one that its kiosks have pinned."""

    first: Authority = field(default_factory=Authority)
    second: MemorySigner = field(default_factory=new_key)
    third: MemorySigner = field(default_factory=new_key)

    def names(
        self,
        version: int,
        signer: MemorySigner,
        *roots: MemorySigner,
        node: MemorySigner | None = None,
    ) -> bytes:
        keys = [(KeyRole.CREDENTIAL, self.first.issuer.public_key)]
        keys += [(KeyRole.RECEIPT, (node or self.first.node).public_key)]
        keys += [(KeyRole.ROOT, root.public_key) for root in roots]
        return sign_trust_list(signer, TrustList(version, ENROLLED_S, tuple(keys)))

    @property
    def names_second(self) -> bytes:
        return self.names(2, self.first.root, self.second)

    @property
    def by_second(self) -> bytes:
        return self.names(3, self.second, self.second)

    def bundle(self, version: int, *lists: bytes) -> bytes:
        *earlier, last = lists
        return self.first.bundle(version, trust_list=last, earlier_lists=tuple(earlier))


@pytest.fixture
def era() -> Era:
    return Era()


@pytest.fixture
def profile(era: Era, tmp_path: Path) -> Profile:
    return era.first.enrolled(tmp_path)


def start(profile: Profile) -> District:
    return load_district(profile, TODAY)


def take(profile: Profile, body: bytes) -> District | None:
    """Fetch ``body`` as a kiosk that runs by what lies there."""
    return fetch_newer(Line(body, etag=None), profile, start(profile), ENROLLED_S)


def refuse(profile: Profile, body: bytes) -> None:
    before = load_papers(profile.state)
    with pytest.raises(BundleRefused) as caught:
        take(profile, body)
    assert caught.value.why is WhyRefused.UNTRUSTED
    assert load_papers(profile.state) == before


def pinned(profile: Profile, root: MemorySigner) -> Profile:
    node = profile.node.model_copy(update={"root_key": root.public_key.raw.hex()})
    return profile.model_copy(update={"node": node})


def test_a_kiosk_follows_its_district_from_root_to_root_and_over_restarts(
    era: Era, profile: Profile
) -> None:
    assert take(profile, era.bundle(2, era.names_second))
    assert take(profile, era.bundle(3, era.names_second, era.by_second))
    assert start(profile).trust_version == 3
    names_third = era.names(4, era.second, era.third)
    by_third = era.names(5, era.third, era.third)
    assert take(profile, era.bundle(4, era.names_second, names_third, by_third))
    assert start(profile).trust_version == 5
    assert load_papers(profile.state).earlier == (era.names_second, names_third)


def test_one_that_was_away_for_all_of_it_comes_through_with_one_bundle(
    era: Era, profile: Profile
) -> None:
    coming = take(profile, era.bundle(9, era.names_second, era.by_second))
    assert coming is not None
    assert coming.trust_version == 3


def test_a_new_root_without_the_list_that_names_it_is_a_strangers(
    era: Era, profile: Profile
) -> None:
    refuse(profile, era.bundle(2, era.by_second))


def test_later_bundles_need_not_carry_what_lies_here(era: Era, profile: Profile) -> None:
    take(profile, era.bundle(2, era.names_second, era.by_second))
    assert take(profile, era.bundle(3, era.names(4, era.second, era.second)))
    assert start(profile).trust_version == 4


def test_a_root_that_was_withdrawn_signs_for_nobody_any_more_though_it_is_the_pinned_one(
    era: Era, profile: Profile
) -> None:
    take(profile, era.bundle(2, era.names_second, era.by_second))
    stolen = era.names(9, era.first.root, new_key())
    refuse(profile, era.bundle(3, stolen))
    refuse(profile, era.bundle(3, era.names_second, stolen))
    assert start(profile).trust_version == 3


def test_an_old_list_in_a_newer_bundle_brings_no_old_root_back(era: Era, profile: Profile) -> None:
    take(profile, era.bundle(2, era.names_second, era.by_second))
    assert take(profile, era.bundle(3, era.first.trust_list(1)))
    assert start(profile).trust_version == 3
    refuse(profile, era.bundle(4, era.first.trust_list(1), era.names(9, era.first.root)))


def test_a_machine_with_the_new_root_pinned_reads_the_same_state(
    era: Era, profile: Profile
) -> None:
    take(profile, era.bundle(2, era.names_second, era.by_second))
    repinned = pinned(profile, era.second)
    assert start(repinned).trust_version == 3
    assert take(repinned, era.bundle(3, era.by_second)) is not None
    with pytest.raises(ConfigError, match="pinned-root-mismatch"):
        start(pinned(profile, era.third))


def test_lists_of_one_root_are_not_kept_for_ever(era: Era, profile: Profile) -> None:
    for version in range(2, 60):
        listed = era.names(version, era.first.root)
        assert take(profile, era.bundle(version, listed))
    assert load_papers(profile.state).earlier == ()


def test_a_kept_chain_that_is_damaged_is_named(era: Era, profile: Profile) -> None:
    take(profile, era.bundle(2, era.names_second, era.by_second))
    (profile.state / EARLIER_FILE).write_bytes(b"\xff")
    with pytest.raises(ConfigError, match=EARLIER_FILE):
        start(profile)


def test_a_power_cut_anywhere_in_a_change_of_roots_leaves_a_kiosk_that_starts_and_follows(
    monkeypatch: pytest.MonkeyPatch, era: Era, tmp_path: Path
) -> None:
    """The key that signed the bundle before is withdrawn at the same time: the worst case."""
    new = new_key()
    lists = (era.names_second, era.names(3, era.second, era.second, node=new))
    body = era.first.bundle(2, new, trust_list=lists[1], earlier_lists=lists[:1])
    seen: list[tuple[int, int]] = []
    cut = True
    while cut:
        folder = tmp_path / str(len(seen))
        folder.mkdir()
        profile = era.first.enrolled(folder)
        with power(monkeypatch, len(seen)) as taken:
            try:
                take(profile, body)
                cut = False
            except PowerCut:
                assert len(taken) == len(seen)
        district = start(profile)
        seen.append((district.bundle_version, district.trust_version))
        take(profile, body)
        assert start(profile).trust_version == 3
        refuse(profile, era.bundle(3, era.names(9, era.first.root)))
        assert (profile.state / TRUST_FILE).read_bytes() == lists[1]
        assert (profile.state / BUNDLE_FILE).read_bytes() == body
    assert len(seen) > 10
    assert list(dict.fromkeys(seen)) == [(1, 1), (2, 3)]
