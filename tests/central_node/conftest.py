"""A fresh district for each test, or one with more rules, which is audited at its end."""

from collections.abc import Iterator

import pytest

from tests.central_node.bazaar import make_bazaar
from tests.central_node.money import make_bank
from tests.central_node.world import World, make_world


@pytest.fixture
def world() -> Iterator[World]:
    with make_world() as made:
        yield made


@pytest.fixture
def bazaar() -> Iterator[World]:
    with make_bazaar() as made:
        yield made
        assert made.audit() == ()


@pytest.fixture
def bank() -> Iterator[World]:
    with make_bank() as made:
        yield made
        assert made.audit() == ()
