"""Every test runs without a screen; QML is drawn by the software backend, as on the kiosk."""

import os
from typing import Final

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

# Four workers share two cores: how long one example takes tells of the machine, not of the product.
settings.register_profile(
    "shared-machine", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("shared-machine")

pytest_plugins = ["tests.end_to_end.fixtures"]

LONGEST: Final = (
    "tests/rails/test_package.py",
    "tests/barrier_free/test_rows.py",
    "tests/drivers/test_signal_board.py",
    "tests/drivers/test_scanner_families.py",
    "tests/storm/test_storm.py",
    "tests/ui/test_languages.py",
    "tests/drivers/test_never_held_open.py",
    "tests/drivers/test_counter.py",
    "tests/simulation/test_simulation.py",
    "tests/demo/test_facilities.py",
    "tests/ui/test_screens.py",
    "tests/benchmarks/test_bench.py",
    "tests/end_to_end/test_commands.py",
    "tests/end_to_end/test_service.py",
    "tests/demo/test_demo.py",
)
"""Half a minute and more each: begun last, one of them would run alone at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first, all else in its order."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
