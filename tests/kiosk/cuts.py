"""A power cut at any step that changes a medium."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest


class PowerCut(BaseException):
    """The machine stops here: what was not yet done is not done."""


@contextmanager
def power(monkeypatch: pytest.MonkeyPatch, steps: int) -> Iterator[list[str]]:
    """Let the system take ``steps`` more steps that change a medium, then cut the power."""
    taken: list[str] = []

    def cut(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object, **options: object) -> object:
            if len(taken) == steps:
                raise PowerCut
            taken.append(name)
            return real(*arguments, **options)

        return step

    with monkeypatch.context() as patched:
        for name in ("fsync", "replace", "unlink", "open"):
            patched.setattr(os, name, cut(name, getattr(os, name)))
        yield taken
