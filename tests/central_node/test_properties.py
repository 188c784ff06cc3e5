"""Whatever the order, however often, and whatever gets lost: the invariants hold.

First honest kiosks over a line that drops, repeats and reorders: nothing is ever flagged, nobody is
debited twice, the district loses nothing, and each entry has its receipt in the end. Then a
dishonest kiosk that writes whatever it likes: the books still add up.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, rule

from protocol.entry import ClockState, Decision, EntryKind, entry_hash, sign_entry
from protocol.messages import EntryItem, HoldAnswer
from protocol.receipt import Receipt, read_receipt
from tests.central_node.world import Code, KioskSim, World, held, make_world, stood_in

RESIDENTS = ["rich", "some", "poor"]
KIOSKS = st.sampled_from([0, 1])
COINS = 240  # what the three own together


@dataclass(frozen=True)
class Visit:
    """One id at one kiosk: what was shown, and what the kiosk was answered, if it heard it."""

    kiosk: int
    id: bytes
    code: Code
    amount: int
    answer: HoldAnswer | None


@dataclass
class Book:
    """What a kiosk remembers: slices it counted as used, and the receipts of its entries."""

    slice_used: dict[bytes, int] = field(default_factory=dict)
    receipts: dict[int, bytes] = field(default_factory=dict)


class HonestKiosks(RuleBasedStateMachine):
    """Two kiosks that follow the stand-in rules and count their slices."""

    open_visits: Bundle[Visit] = Bundle("open_visits")
    done_visits: Bundle[Visit] = Bundle("done_visits")

    @initialize()
    def start(self) -> None:
        self.world: World = make_world()
        self.books = [Book(), Book()]
        self.agreed: dict[bytes, int] = {}
        for kiosk in (0, 1):
            self._deliver(kiosk, [0])

    def teardown(self) -> None:
        """The line is good again: everything arrives, and exactly what was agreed was debited."""
        for kiosk in (0, 1):
            self._deliver(kiosk, range(len(self._sim(kiosk).raws)))
            assert len(self.books[kiosk].receipts) == len(self._sim(kiosk).raws)
        seen = self.world.look()
        assert (seen.problems, seen.duplicates, seen.loss, seen.flagged) == ((), 0, 0, 0)
        spent = sum(self.agreed.values())
        assert sum(one.balance for one in seen.residents) == COINS - spent
        assert sum(one.takings for one in seen.kiosks) == spent
        self.world.__exit__()

    @rule(
        target=open_visits,
        kiosk=KIOSKS,
        resident=st.sampled_from(RESIDENTS),
        amount=st.integers(0, 45),
        fate=st.sampled_from(["answered", "answer lost", "request lost"]),
    )
    def show_a_code(self, kiosk: int, resident: str, amount: int, fate: str) -> Visit:
        """A hold is asked for, under its id; request or answer may get lost."""
        code, id_ = self.world.phones[resident].code(self.world.now), self.world.id()
        answer = None
        if fate != "request lost":
            heard = self._sim(kiosk).hold(code, amount, id_)
            answer = heard if fate == "answered" else None
        return Visit(kiosk, id_, code, amount, answer)

    @rule(target=done_visits, visit=consumes(open_visits))
    def agree(self, visit: Visit) -> Visit:
        """The person agrees: a spend if a hold or the stand-in rules let it, or else a void."""
        decision = self._decide(visit)
        if decision is None:
            self._sim(visit.kiosk).void(visit.id)
            return visit
        self._sim(visit.kiosk).spend(visit.code, visit.amount, decision, visit.id)
        used, cti = self.books[visit.kiosk].slice_used, visit.code.credential.cti
        used[cti] = used.get(cti, 0) + decision.from_slice
        self.agreed[visit.id] = visit.amount
        return visit

    @rule(target=done_visits, visit=consumes(open_visits))
    def walk_away(self, visit: Visit) -> Visit:
        """The person leaves; the kiosk voids."""
        self._sim(visit.kiosk).void(visit.id)
        return visit

    @rule(visit=open_visits, times=st.integers(1, 2))
    def repeat_a_hold(self, visit: Visit, times: int) -> None:
        """The same request again gets the same answer."""
        sim = self._sim(visit.kiosk)
        answers = [sim.hold(visit.code, visit.amount, visit.id) for _ in range(times)]
        assert set(answers) == {visit.answer or answers[0]}

    @rule(visit=done_visits)
    def late_hold(self, visit: Visit) -> None:
        """A hold request that was long on its way holds nothing for an id that has ended."""
        ended = self._ended(visit.id)
        answer = self._sim(visit.kiosk).hold(visit.code, visit.amount, visit.id)
        assert not (ended and answer.held)
        assert not ended or self._ended(visit.id)

    @rule(visit=open_visits, done=done_visits)
    def tell_a_void(self, visit: Visit, done: Visit) -> None:
        """The next request names an id of this kiosk that ended as void, sent or not."""
        told = done.kiosk == visit.kiosk and done.id not in self.agreed
        sim = self._sim(visit.kiosk)
        sim.hold(visit.code, visit.amount, visit.id, voided=(done.id,) if told else ())
        assert not told or self._ended(done.id)

    @rule(kiosk=KIOSKS, back=st.integers(0, 6), count=st.integers(1, 8), order=st.randoms())
    def send(self, kiosk: int, back: int, count: int, order: Random) -> None:
        """Some entries are sent, some of them again, some too early, in any order."""
        start = max(0, len(self.books[kiosk].receipts) - back)
        places = list(range(start, min(start + count, len(self._sim(kiosk).raws))))
        order.shuffle(places)
        self._deliver(kiosk, places)
        assert self.world.audit() == ()

    def _decide(self, visit: Visit) -> Decision | None:
        """As a terminal decides: a hold that its own count bears out, or the stand-in rules."""
        credential = visit.code.credential
        used = self.books[visit.kiosk].slice_used.get(credential.cti, 0)
        number = self._sim(visit.kiosk).number
        left = credential.slices.get(number, 0) - used
        if visit.answer is not None:
            good = visit.answer.held and visit.answer.from_slice <= left
            return held(visit.answer.from_slice) if good else None
        allowed = number in credential.slices and visit.amount <= min(left, 40)
        return stood_in(visit.amount) if allowed else None

    def _deliver(self, kiosk: int, places: Sequence[int]) -> None:
        """Send entries; a receipt is checked, and is the one that came before, to the byte."""
        sim, receipts = self._sim(kiosk), self.books[kiosk].receipts
        items = [EntryItem(sim.raws[at], sim.evidence[at]) for at in places]
        keys = self.world.node.district.receipt_keys
        for at, raw in zip(places, sim.answer(items).receipts, strict=True):
            if isinstance(raw, bytes):
                receipt = read_receipt(raw, keys)
                assert receipt.entry_hash == entry_hash(sim.raws[at])
                assert receipt.flag is None
                assert receipts.setdefault(at, raw) == raw
            else:
                assert raw.reason == "gap"

    def _ended(self, id_: bytes) -> bool:
        rows = self.world.dump()["intent"]
        return any(row[0] == id_ and row[2] in ("booked", "voided") for row in rows)

    def _sim(self, kiosk: int) -> KioskSim:
        return self.world.kiosks[kiosk]


# Without shrinking: an example takes a tenth of a second, and its steps say what they are.
PHASES = [Phase.reuse, Phase.generate]

TestHonestKiosks = HonestKiosks.TestCase
TestHonestKiosks.settings = settings(
    phases=PHASES,
    max_examples=20,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@dataclass(frozen=True)
class Misdeed:
    """One thing a dishonest kiosk may write."""

    resident: str
    amount: int
    by_hold: bool
    from_slice: int
    hold_first: bool
    old_code: bool
    old_id: bool
    evidence: bool
    clock: ClockState
    kind: EntryKind
    fork: bool


misdeeds = st.builds(
    Misdeed,
    resident=st.sampled_from(RESIDENTS),
    amount=st.integers(0, 120) | st.integers(0, 10**12),
    by_hold=st.booleans(),
    from_slice=st.integers(0, 120),
    hold_first=st.booleans(),
    old_code=st.booleans(),
    old_id=st.booleans(),
    evidence=st.booleans(),
    clock=st.sampled_from(ClockState),
    kind=st.sampled_from([EntryKind.SPEND, EntryKind.SPEND, EntryKind.VOID]),
    fork=st.booleans(),
)


@settings(
    phases=PHASES,
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(deeds=st.lists(misdeeds, min_size=1, max_size=12))
def test_whatever_a_dishonest_kiosk_writes_the_books_add_up(deeds: list[Misdeed]) -> None:
    with make_world() as world:
        kiosk, codes, ids = world.kiosks[0], [world.phones["rich"].code(world.now)], [world.id()]
        for deed in deeds:
            codes.append(codes[0] if deed.old_code else world.phones[deed.resident].code(world.now))
            ids.append(ids[0] if deed.old_id else world.id())
            _misbehave(kiosk, deed, codes[-1], ids[-1])
        seen = world.look()
        assert seen.problems == ()
        takings = sum(one.takings for one in seen.kiosks)
        assert sum(one.balance for one in seen.residents) - seen.loss + takings == COINS
        assert min(one.free for one in seen.residents) >= 0
        assert seen.duplicates == 0


def _misbehave(kiosk: KioskSim, deed: Misdeed, code: Code, id_: bytes) -> None:
    if deed.hold_first:
        kiosk.hold(code, deed.amount, id_)
    decision = held(deed.from_slice) if deed.by_hold else stood_in(deed.from_slice)
    draft = replace(kiosk.spend_draft(code, deed.amount, decision, id_), clock=deed.clock)
    if deed.kind is EntryKind.VOID:
        draft = replace(kiosk.draft(EntryKind.VOID, id_), result="refused")
    kiosk.write(draft, (code.evidence,) if deed.evidence else ())
    receipt = kiosk.last()
    assert isinstance(receipt, Receipt)
    if deed.fork:
        other = sign_entry(kiosk.signer, replace(draft, id=kiosk.world.id()))
        assert kiosk.deliver([EntryItem(other)]) == [receipt]
        assert kiosk.world.look().forks
