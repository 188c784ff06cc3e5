"""Pairs: few combinations of settings in which any two values stand together once. Pure."""

from collections.abc import Mapping, Sequence
from itertools import combinations, product

Combo = tuple[str, ...]


def every(factors: Mapping[str, Sequence[str]]) -> list[Combo]:
    """Return all combinations, in the order of the factors."""
    return list(product(*factors.values()))


def pairwise(factors: Mapping[str, Sequence[str]]) -> list[Combo]:
    """Return combinations that hold each pair of values of two factors; the same each time."""
    left = {pair for combo in every(factors) for pair in _pairs(combo)}
    chosen: list[Combo] = []
    while left:
        best = max(every(factors), key=lambda combo: len(left & _pairs(combo)))
        left -= _pairs(best)
        chosen.append(best)
    return chosen


def _pairs(combo: Combo) -> set[tuple[tuple[int, str], tuple[int, str]]]:
    return set(combinations(enumerate(combo), 2))
