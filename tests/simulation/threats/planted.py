"""Each mitigation of the threat table, taken away: a small mutation of the product for one test.

Each name's row must fail with it. What is planted is the product without one safeguard, as if
nobody had thought of that row.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any, Final
from unittest.mock import patch

from central_node import intents, plan_spends, retire
from central_node.known import Known
from central_node.known_claims import Claims
from central_node.plan_earns import EarnPlanner
from kiosk.desks.pin_desk import PinDesk
from kiosk.district import BUNDLE_FILE, District, Rules, load_papers, verify
from kiosk.events import Event, PinRight, PinWrong
from kiosk.ledger.opening import Opening
from kiosk.node import heartbeat
from kiosk.papers import bundle_keeper
from kiosk.papers.status_shelf import StatusShelf
from kiosk.payment import CheckedCode
from kiosk.profile.machine import Profile
from kiosk.whole import write_whole
from offline_queue import key_store, ledger, recover
from offline_queue.reader import Questions
from offline_queue.standing import StandingQuestions
from protocol import cose, presentation, resident_code
from protocol.keys import PublicKey
from protocol.presentation import Presentation
from protocol.status_list import StatusList
from schemes.earning import EarnedSoFar
from schemes.money import Coins
from tests.simulation.bugs.kiosk import answers_not_verified
from tests.simulation.threats.town import DAY_S

Patches = Sequence[Any]
"""Context managers; what `unittest.mock.patch` returns has no public type."""


def codes_forgotten() -> Patches:
    """A kiosk does not know which codes have served a visit."""
    unused = patch.object(ledger, "require_unused", lambda _connection, _draft: None)
    return (patch.object(Questions, "is_used", lambda _self, _cti, _counter: False), unused)


def codes_forgotten_by_the_node() -> Patches:
    """The node holds coins for a showing as often as it is asked."""
    return (patch.object(intents, "uses", lambda *_: []),)


def codes_without_age() -> Patches:
    """A code counts for ever."""
    return (patch.object(resident_code, "MAX_AGE_S", 10 * DAY_S),)


def double_entries_unflagged() -> Patches:
    """The node does not look who has paid with a showing before."""
    return (patch.object(Known, "spent_by", lambda _self, _payer, _but_id: []),)


def challenges_ignored() -> Patches:
    """What a presentation was signed for is not looked at."""
    original = presentation.read

    def read(message: cose.Unverified, holder: PublicKey) -> Presentation:
        return replace(original(message, holder), challenge=None, amount=None)

    return (patch.object(presentation, "read", read),)


def offers_paid_again() -> Patches:
    """The node does not add up what was taken by what was signed for one offer."""
    return (patch.object(plan_spends, "over_signed", lambda *_: False),)


def tries_after_the_comparison() -> Patches:
    """A PIN is compared first, and what came of it is written then."""

    def check(self: PinDesk, number: int, code: CheckedCode, pin: str) -> Event:
        cti = code.resident.cti
        right = self._books.ledger.pin_of(cti) == self._verifier(cti, pin)
        return PinRight(number) if right else PinWrong(number, 1)

    return (patch.object(PinDesk, "_check", check),)


def days_without_limit() -> Patches:
    """What a card spent today is not asked for."""
    return (patch.object(StandingQuestions, "spent_since", lambda *_: 0),)


def revocations_forgotten() -> Patches:
    """What the node said with a hold is not remembered."""
    return (patch.object(StandingQuestions, "is_revoked", lambda _self, _cti: False),)


def unsent_without_limit() -> Patches:
    """Coins that the node has not heard of do not count."""
    return (patch.object(Questions, "unsent_coins", lambda _self: 0),)


def retirement_unwritten() -> Patches:
    """That a kiosk is retired is forgotten with the power."""
    return (patch.object(heartbeat, "mark_retired", lambda _folder, _kid: None),)


def retired_and_kept() -> Patches:
    """A retired kiosk's slices stay set aside: nobody's, and told as no risk."""
    return (patch.object(retire, "_release", lambda *_: Coins(0)),)


def sealed_beside_its_key() -> Patches:
    """Sealing a store leaves the key for PINs on the disk."""
    original = key_store._seal

    def seal(path: Any, keys: Any, passphrase: bytes, cost: int) -> bytes:  # noqa: ANN401 - the store's own
        path.with_name("spare").write_bytes(keys.pin_key)
        return original(path, keys, passphrase, cost)

    return (patch.object(key_store, "_seal", seal),)


def node_unremembered() -> Patches:
    """How much the node has signed to have is not compared when the line is cut."""
    return (patch.object(Opening, "_require_what_node_has", lambda *_: None),)


def slices_unsummed() -> Patches:
    """What a ledger took of a slice is not added up."""
    return (patch.object(Questions, "slice_used", lambda *_: 0),)


def badges_unchecked() -> Patches:
    """Whoever approves a claim, it counts as approved."""
    return (patch.object(EarnPlanner, "_is_approved", lambda *_: True),)


def caps_forgotten() -> Patches:
    """What was earned before is not added up."""
    return (patch.object(Claims, "so_far", lambda *_: EarnedSoFar()),)


def slices_by_the_day() -> Patches:
    """A slice is whole again when the clock says that a new day has come."""
    original, begun = Questions.slice_used, dict[tuple[bytes, int], int]()

    def slice_used(self: Questions, cti: bytes, besides: bytes | None = None) -> int:
        total, day = original(self, cti, besides), self.last_trusted_s() // DAY_S
        return total - begun.setdefault((cti, day), total)

    return (patch.object(Questions, "slice_used", slice_used),)


def tickets_unread() -> Patches:
    """Recovering does not look at what was printed."""
    return (patch.object(recover, "_read_tickets", lambda *_: recover.Tickets(0, 0)),)


def any_bundle() -> Patches:
    """A bundle counts that the node once signed, however old it is."""

    def take(
        profile: Profile, running: District, _known: Rules, body: bytes, _at_s: int
    ) -> District:
        verify(profile, replace(load_papers(profile.state), bundle=body))
        write_whole(profile.state, {BUNDLE_FILE: body})
        return running

    return (patch.object(bundle_keeper, "_take", take),)


def any_status_list() -> Patches:
    """An older status list takes a newer one's place."""

    def put(self: StatusShelf, newer: StatusList) -> bool:
        self._list = newer
        return True

    return (patch.object(StatusShelf, "put", put),)


PLANTED: Final[Mapping[str, Callable[[], Patches]]] = {
    one.__name__: one
    for one in (
        codes_forgotten,
        codes_forgotten_by_the_node,
        codes_without_age,
        double_entries_unflagged,
        challenges_ignored,
        offers_paid_again,
        tries_after_the_comparison,
        days_without_limit,
        revocations_forgotten,
        unsent_without_limit,
        retirement_unwritten,
        retired_and_kept,
        sealed_beside_its_key,
        node_unremembered,
        slices_unsummed,
        badges_unchecked,
        caps_forgotten,
        slices_by_the_day,
        tickets_unread,
        answers_not_verified,
        any_bundle,
        any_status_list,
    )
}


@contextmanager
def planted(name: str) -> Iterator[None]:
    """The product without that safeguard, meanwhile."""
    with ExitStack() as open_ones:
        for one in PLANTED[name]():
            open_ones.enter_context(one)
        yield
