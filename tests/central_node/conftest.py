"""A fresh district for each test."""

from collections.abc import Iterator

import pytest

from tests.central_node.world import World, make_world


@pytest.fixture
def world() -> Iterator[World]:
    with make_world() as made:
        yield made
