"""However a ledger is cut into batches, each entry is decided as if it had come alone.

The same signed bytes go to copies of one node: entry by entry, all at once, and cut anywhere. The
receipts must be the same to the byte, and so must the books.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from central_node.node import MAX_PIECE_ENTRIES
from protocol.entry import ClockState, EntryKind
from protocol.messages import EntriesAnswer
from tests.central_node.world import (
    NOW,
    Code,
    KioskSim,
    World,
    held,
    make_world,
    stood_in,
)


@dataclass(frozen=True)
class Deed:
    """One entry that a kiosk writes, honest or not. ``code`` and ``id`` pick one of a few."""

    kind: EntryKind | str
    code: int
    id: int
    amount: int
    from_slice: int
    by_hold: bool
    linked: bool
    evidence: bool
    clock: ClockState


KINDS = [
    *[EntryKind.SPEND] * 6,
    EntryKind.VOID,
    EntryKind.VOID,
    EntryKind.CLOSE_CREDENTIAL,
    EntryKind.DONATE,
    EntryKind.CLOCK,
    "levitate",
]
deeds = st.builds(
    Deed,
    kind=st.sampled_from(KINDS),
    code=st.integers(0, 5),
    id=st.integers(0, 7),
    amount=st.integers(0, 40) | st.just(10**10),
    from_slice=st.integers(0, 40),
    by_hold=st.booleans(),
    linked=st.booleans(),
    evidence=st.sampled_from([True, True, True, False]),
    clock=st.sampled_from(ClockState),
)
holds = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 7), st.integers(0, 30)), max_size=5)
cuts = st.lists(st.integers(1, 6), max_size=8)


def write(kiosk: KioskSim, deed: Deed, codes: Sequence[Code], ids: Sequence[bytes]) -> None:
    """Write the entry into the kiosk's ledger, unsent."""
    code, id_ = codes[deed.code], ids[deed.id]
    decision = held(deed.from_slice) if deed.by_hold else stood_in(deed.from_slice)
    draft = replace(kiosk.spend_draft(code, deed.amount, decision, id_), clock=deed.clock)
    if deed.linked:
        draft = replace(draft, ref=ids[0])
    if deed.kind is EntryKind.DONATE:
        draft = replace(draft, kind=deed.kind)
    elif deed.kind is not EntryKind.SPEND:
        draft = kiosk.draft(deed.kind, id_)
    if deed.kind is EntryKind.VOID:
        draft = replace(draft, result="refused")
    if deed.kind is EntryKind.CLOSE_CREDENTIAL:
        draft = replace(draft, parties=(code.holder,))
    kiosk.write(draft, (code.evidence,) if deed.evidence else ())


def take(world: World, source: KioskSim, sizes: Sequence[int]) -> list[bytes]:
    """Send a ledger in batches of these sizes, the rest in one; all receipts."""
    kiosk, at, receipts = replace(source, world=world), 0, list[object]()
    for size in [*sizes, len(source.raws)]:
        places = range(at, min(at + size, len(source.raws)))
        answer: EntriesAnswer = kiosk.answer([kiosk.item(place) for place in places])
        receipts += answer.receipts
        at += len(places)
    assert all(isinstance(one, bytes) for one in receipts), receipts
    return [one for one in receipts if isinstance(one, bytes)]


def books(world: World) -> Mapping[str, object]:
    """What the node has, but for the numbers that rows were given."""
    dump, seen = world.dump(), world.look()
    assert seen.problems == ()
    return {
        "entry": [row[1:] for row in dump["entry"]],
        "evidence": dump["evidence"],
        "posting": sorted((row[2:] for row in dump["posting"]), key=repr),
        "intent": sorted(dump["intent"], key=repr),
        "slice": sorted(dump["slice"]),
        "seen": seen,
    }


@settings(
    phases=[Phase.reuse, Phase.generate],
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(deeds=st.lists(deeds, min_size=2, max_size=16), asked=holds, cut=cuts)
def test_any_cut_gives_the_same_receipts_and_books(
    deeds: list[Deed], asked: list[tuple[int, int, int]], cut: list[int]
) -> None:
    with make_world() as alone, make_world() as whole, make_world() as pieces:
        source = alone.kiosks[0]
        phones = [alone.phones[name] for name in ("rich", "some", "poor")]
        codes = [phone.code(NOW) for phone in phones for _ in range(2)]
        ids = [alone.id() for _ in range(8)]
        for deed in deeds:
            write(source, deed, codes, ids)
        for code, id_, amount in asked:
            for world in (alone, whole, pieces):
                replace(source, world=world).hold(codes[code], amount, ids[id_])
        receipts = take(alone, source, [1] * len(source.raws))
        assert take(whole, source, []) == receipts
        assert take(pieces, source, cut) == receipts
        assert books(alone) == books(whole) == books(pieces)


def flags(kiosk: KioskSim) -> list[str | None]:
    """Send all but the opening in one batch; the flags."""
    answers = kiosk.send(1)
    assert kiosk.world.audit() == ()
    return [one if isinstance(one, str) else one.flag for one in answers]


def test_a_hold_that_ends_in_a_batch_is_free_for_the_sale_after_it(world: World) -> None:
    kiosk, phone, id_ = world.kiosks[1], world.phones["some"], world.id()
    assert kiosk.hold(phone.code(NOW), 18, id_).held  # all that is free
    kiosk.spend(phone.code(NOW), 18, held())
    kiosk.void(id_)
    kiosk.spend(phone.code(NOW), 18, held())
    kiosk.spend(phone.code(NOW), 1, held())
    assert flags(kiosk) == ["not-covered", None, "no-hold", "not-covered"]
    assert (world.balance("some"), world.free("some")) == (17, 0)


def test_a_code_that_paid_in_a_batch_pays_for_nothing_else_in_it(world: World) -> None:
    kiosk, code, first = world.kiosks[0], world.phones["rich"].code(NOW), world.id()
    kiosk.spend(code, 2, stood_in(2), first)
    kiosk.spend(code, 3, stood_in(3))
    linked = replace(kiosk.spend_draft(code, 4, stood_in(4)), ref=first)
    kiosk.write(linked, (code.evidence,))
    assert flags(kiosk) == [None, "code-used-twice", "code-used-twice"]


def test_an_id_that_ended_in_a_batch_is_taken_for_the_rest_of_it(world: World) -> None:
    kiosk, code = world.kiosks[0], world.phones["rich"].code(NOW)
    first, second = world.id(), world.id()
    kiosk.hold(code, 5, second)
    for id_ in (first, second):
        kiosk.void(id_)
        kiosk.spend(code, 5, stood_in(5), id_)
        kiosk.void(id_)
    assert flags(kiosk) == [None, "id-reused", "id-reused"] * 2
    assert (world.balance("rich"), world.look().holds) == (200, 0)


def test_a_slice_that_is_closed_in_a_batch_is_free_for_the_sale_after_it(world: World) -> None:
    kiosk, code = world.kiosks[0], world.phones["some"].code(NOW)
    kiosk.write(replace(kiosk.draft(EntryKind.CLOSE_CREDENTIAL), parties=(code.holder,)))
    kiosk.spend(code, 5, stood_in(5))
    kiosk.spend(world.phones["some"].code(NOW), 30, held())
    kiosk.spend(world.phones["some"].code(NOW), 1, held())
    assert flags(kiosk) == [None, "credential-closed", "credential-closed", "credential-closed"]
    assert world.balance("some") == 0


@pytest.mark.parametrize("first", [1, MAX_PIECE_ENTRIES - 1, MAX_PIECE_ENTRIES])
def test_a_slice_runs_out_at_the_same_sale_wherever_a_piece_ends(first: int) -> None:
    with make_world() as alone, make_world() as whole:
        kiosk = alone.kiosks[0]
        for _ in range(MAX_PIECE_ENTRIES + 30):
            kiosk.spend(alone.phones["rich"].code(NOW), 2, stood_in(2))
        receipts = take(alone, kiosk, [first])
        assert take(whole, kiosk, [7] * 20) == receipts
        seen = alone.look()
        assert (alone.balance("rich"), seen.loss) == (50, 2 * (MAX_PIECE_ENTRIES + 30) - 150)
        assert books(alone) == books(whole)
