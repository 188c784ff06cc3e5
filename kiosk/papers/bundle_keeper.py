"""Keeps the district's documents in the state folder: what enrolment brings, and newer bundles.

A power cut may come between any two writes. What holds then:

1. Every file is written by `write_whole`: it is the old one or the new one, whole, and no later
   file is there without the earlier ones.
2. A newer bundle is one rename, before those of the trust lists: the bundle carries its own lists,
   and loading goes on with them from those that lie there. Old lists and new bundle load as new.
   The other order would not do: a new list that withdraws a key leaves the old bundle unsigned.
3. The trust lists follow, those of earlier roots first. If a power cut kept them out, the next
   fetch begins with them, before any other bundle: one signed by a withdrawn key is refused from
   the first on.
4. The node's tag for the bundle comes last and names the bundle's hash: a tag without its bundle
   is no tag, and costs one download more.
5. An enrolment writes several files that belong together. All are on the medium under their other
   names before the first is put in place, so a full disk changes nothing. Then the identity goes
   first and comes back last: in between this kiosk is not enrolled, and never half of two.
"""

from datetime import date
from pathlib import Path
from typing import Final

from kiosk.config import ConfigError
from kiosk.days import scheme_day
from kiosk.district import (
    BUNDLE_FILE,
    EARLIER_FILE,
    IDENTITY_FILE,
    TRUST_FILE,
    District,
    Identity,
    Papers,
    Rules,
    district_of,
    load_identity,
    load_papers,
    on_day,
    verify,
    write_earlier,
)
from kiosk.papers.coming_days import turning_days
from kiosk.papers.refused_paper import BundleRefused, WhyRefused, require_whole
from kiosk.profile.machine import Profile
from kiosk.whole import keep_tag, tag_of, write_whole
from offline_queue.http_transport import Transport
from offline_queue.node_client import BUNDLE_CALL, BUNDLE_TIMEOUT_S
from protocol.cose import MessageType

TAG_FILE: Final = "bundle.tag"


def keep_enrolment(folder: Path, identity: Identity, papers: Papers) -> None:
    """Replace all that an enrolment brings; ConfigError when the folder can't be written."""
    files = {
        BUNDLE_FILE: papers.bundle,
        EARLIER_FILE: write_earlier(papers.earlier),
        TRUST_FILE: papers.trust_list,
        IDENTITY_FILE: identity.model_dump_json().encode(),
    }
    write_whole(folder, files, seal=IDENTITY_FILE)


def fetch_newer(line: Transport, profile: Profile, running: District, at_s: int) -> District | None:
    """Ask the node for a newer bundle than ``running``; None when there is none.

    What is returned lies in the state folder, whole, and a start would read the same. ``at_s`` is
    effective time in epoch seconds. Raises BundleRefused by name, NodeAway, NodeRefused or
    BadAnswer as the line does, and ConfigError when the state folder can't be read or written.
    After any of them the last good bundle lies here.
    """
    folder = profile.state
    lying = load_papers(folder)
    known = verify(profile, lying)
    if known.chain != (*lying.earlier, lying.trust_list):
        write_whole(folder, _lists(known))
    tag = tag_of(folder / TAG_FILE, lying.bundle)
    document = line.get(BUNDLE_CALL, BUNDLE_TIMEOUT_S, tag)
    if document is None or document.body == lying.bundle:
        coming = _lying(profile, running, known, at_s)
    else:
        coming = _take(profile, running, known, document.body, at_s)
    if document is not None:
        keep_tag(folder / TAG_FILE, document.etag, document.body)
    return coming


def _lying(profile: Profile, running: District, known: Rules, at_s: int) -> District | None:
    """What lies here already, if it is newer than what this kiosk runs by."""
    if known.bundle.version <= running.bundle_version:
        return None
    return district_of(profile, load_identity(profile.state), known, at_s)


def _take(profile: Profile, running: District, known: Rules, body: bytes, at_s: int) -> District:
    """Keep a bundle that may replace the one in ``known``; return what it makes of this kiosk."""
    require_whole(body, MessageType.BUNDLE, BundleRefused)
    try:
        rules = verify(profile, Papers(known.chain[-1], body, known.chain[:-1]))
    except ConfigError as exc:
        raise BundleRefused(WhyRefused.UNTRUSTED, str(exc)) from exc
    bundle, last = rules.bundle, known.bundle.version
    if bundle.version <= last:
        why = WhyRefused.OLDER if bundle.version < last else WhyRefused.ALTERED
        raise BundleRefused(why, f"version {bundle.version}, known is {last}")
    if bundle.expires <= at_s:
        raise BundleRefused(WhyRefused.EXPIRED, f"ended {at_s - bundle.expires} s ago")
    coming = _must_start(profile, running, rules, at_s)
    lists = _lists(rules) if rules.chain != known.chain else {}
    write_whole(profile.state, {BUNDLE_FILE: body, **lists})
    return coming


def _must_start(profile: Profile, running: District, rules: Rules, at_s: int) -> District:
    identity = load_identity(profile.state)
    try:
        coming = district_of(profile, identity, rules, at_s)
        _require_prices(coming, at_s)
    except ConfigError as exc:
        raise BundleRefused(WhyRefused.UNUSABLE, str(exc)) from exc
    if coming.scheme.id != running.scheme.id:
        detail = f"{coming.scheme.id}, this kiosk's is {running.scheme.id}"
        raise BundleRefused(WhyRefused.OTHER_SCHEME, detail)
    return coming


def _require_prices(coming: District, at_s: int) -> None:
    """Raise ConfigError where it has no good price on a day that may come.

    That is the day of every rate from now on, each day up to its end on which any other figure
    begins or is no more, and the earliest: a start with a dead clock sells by that one. Else what
    lies here would be found unusable on that morning, with nobody to mend it.
    """
    scheme = coming.scheme
    today, end = scheme_day(scheme, at_s), scheme_day(scheme, coming.bundle_expires_s)
    rates = {rate.day for rate in scheme.rates}
    days = (day for day in turning_days(scheme) if day > today and (day <= end or day in rates))
    for day in (date.min, *days):
        on_day(coming, day)


def _lists(rules: Rules) -> dict[str, bytes]:
    *earlier, last = rules.chain
    return {EARLIER_FILE: write_earlier(earlier), TRUST_FILE: last}
