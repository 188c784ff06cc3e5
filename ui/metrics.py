"""What ``ui.panel`` measures: places and sizes of one panel in one setting. Pure.

All in whole pixels of the panel; type sizes are font pixel sizes.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Spaces:
    """Room between things, and the parts of an edge."""

    margin: int
    gap_least: int  # between two targets, never less
    gap: int
    gap_wide: int
    edge: int
    edge_chosen: int
    depth: int
    radius: int
    ring: int
    arrive_ms: int  # a new screen slides in


@dataclass(frozen=True)
class Letters:
    """The font of the language, and type sizes by what they are for."""

    family: str
    line_height: float  # as a part of what the font wants
    spare_above: float  # what the font has too much above its ink, as a part of the pixel size
    spare_below: float
    note: int
    label: int
    body: int
    lead_words: int
    title: int
    title_least: int  # where a title is too long for its row of a landscape panel
    amount: int
    balance: int


@dataclass(frozen=True)
class Head:
    """Header, aids, step and title, and where the content begins."""

    facility_y: int
    facility_width: int  # 0: it is not shown
    header_height: int
    aids_x: int
    aids_y: int
    aids_width: int
    aid_height: int
    notice_y: int  # of an upright panel
    step_y: int
    segments_y: int
    segment_height: int
    title_y: int
    title_line: int  # height of one line of the title
    content_below_title: int
    low_content_y: int


@dataclass(frozen=True)
class Foot:
    """Where the content ends, the pager, the leading button and the bar."""

    content_bottom: int
    content_bottom_bare: int  # where nothing leads on
    pager_y: int
    pager_height: int
    lead_x: int
    lead_y: int
    lead_width: int
    lead_height: int
    band_y: int
    bar_y: int
    bar_width: int
    bar_height: int


@dataclass(frozen=True)
class Metrics(Spaces, Letters, Head, Foot):
    """Everything a component may ask for its place or size."""

    width: int
    height: int
    wide: bool  # a landscape panel: things stand side by side
    larger: bool
    low: bool
    columns: int
    rows: int
    row_least: int
