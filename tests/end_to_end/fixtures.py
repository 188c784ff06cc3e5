"""A district, its line and one kiosk, fresh for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from tests.end_to_end.district import District
from tests.end_to_end.running import Place
from tests.end_to_end.weather import Line


@pytest.fixture
def district(tmp_path: Path) -> Iterator[District]:
    with District(tmp_path) as district:
        yield district


@pytest.fixture
def line(district: District) -> Iterator[Line]:
    with Line(district.url) as line:
        yield line


@pytest.fixture
def place(district: District, line: Line, qapp: QGuiApplication) -> Iterator[Place]:
    place = Place(district, line.url)
    yield place
    place.close()
