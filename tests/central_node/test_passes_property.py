"""Whatever two kiosks do with passes, and in whatever order: never a visit too many."""

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.central_node.pass_door import DAY_S, Door, phone
from tests.central_node.world import Code, World, make_world


@dataclass
class Story:
    """What happens at two kiosks, and how many visits were bought and made meanwhile."""

    world: World
    bought: int = 0
    made: int = 0
    holds: dict[int, list[tuple[bytes, Code]]] = field(default_factory=lambda: {0: [], 1: []})
    sales: dict[int, list[bytes]] = field(default_factory=lambda: {0: [], 1: []})

    def __post_init__(self) -> None:
        self.doors = [Door(kiosk) for kiosk in self.world.kiosks]

    def buy(self, at: int) -> None:
        if self.bought < 12:
            self.sales[at].append(self.doors[at].buy(phone(self.world), 2))
            self.bought += 2

    def hold(self, at: int) -> None:
        id_, code = self.world.id(), phone(self.world)
        if self.doors[at].hold(code, id_).held:
            self.holds[at].append((id_, code))

    def use(self, at: int) -> None:
        if self.holds[at]:
            id_, code = self.holds[at].pop()
            self.doors[at].visit(code, id_)
            self.made += 1

    def leave(self, at: int) -> None:
        if self.holds[at]:
            self.doors[at].void(self.holds[at].pop()[0])

    def visit(self, at: int) -> None:
        self.made += self.doors[at].come_in(phone(self.world)) is None

    def reverse(self, at: int) -> None:
        """Only what nobody has used by then, and at once: nobody can know of one that waits."""
        if self.doors[at].online and self.sales[at] and self.bought - 2 >= self.promised:
            before = self.doors[at].left(phone(self.world))
            self.doors[at].reverse(self.sales[at].pop(), phone(self.world))
            self.bought -= 2
            self.made -= self.doors[at].left(phone(self.world)) - (before - 2)  # gone with it

    def day(self, _at: int) -> None:
        self.world.now += DAY_S

    def cut(self, at: int) -> None:
        """It still asks: its entries come later, in their order."""
        self.doors[at].online = False

    def send(self, at: int) -> None:
        assert set(self.doors[at].send()) <= {None}
        self.doors[at].online = True

    @property
    def promised(self) -> int:
        return self.made + sum(map(len, self.holds.values()))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["buy", "hold", "use", "leave", "visit", "reverse", "day", "send", "cut"]),
        st.integers(0, 1),
    ),
    max_size=24,
)


@settings(max_examples=25, deadline=None)
@given(STEPS)
def test_no_interleaving_at_two_kiosks_online_gives_more_visits_than_were_bought(
    steps: list[tuple[str, int]],
) -> None:
    with make_world() as world:
        story = Story(world)
        for step, at in [*steps, ("send", 0), ("send", 1)]:
            getattr(story, step)(at)
            assert story.promised <= story.bought
        assert max(0, story.doors[0].left(phone(world))) == story.bought - story.promised
        assert world.audit() == ()
