"""The look's four tables in millimetres: portrait and landscape, usual and 200 %. Pure.

Type sizes are the height of ink. A landscape panel stands at a desk: it is read from nearer, so
its words are smaller, and its leading button stands at the end of the bar's row.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Table:
    """One column of the look's table, in millimetres."""

    wide: bool
    larger: bool
    margin: float

    note: float
    label: float
    body: float
    lead_words: float
    title: float
    amount: float
    amount_low: float
    balance: float
    line: float  # height of a line over the height of its ink
    title_lines: int  # that a title of choices may need

    header: float
    facility_top: float
    facility: float  # width beside the aids; 0: it is not shown, or stands above them
    aid: float
    aid_above_edge: float  # between the aids and the lower edge of the header
    bar_button: float
    bar_least: float  # width of the three buttons beside a leading one; 0: below it
    band: float
    bar_in_band: float
    lead_height: float
    lead_width: float
    lead_gap: float  # beside or below the leading button, to the bar
    content_gap: float  # between the content and the row below it
    pager_height: float
    columns: int
    rows: int
    rows_low: int
    row_least: float
    row_least_low: float
    # steps below the header or, in low mode, below the top of the panel
    step_below_header: float
    step_low: float
    segments_below_step: float
    title_below_step: float
    content_below_title: float
    content_below_aids: float


P100: Final = Table(
    wide=False,
    larger=False,
    margin=12,
    note=9,
    label=9,
    body=12,
    lead_words=14,
    title=16,
    amount=24,
    amount_low=24,
    balance=14,
    line=1.34,
    title_lines=1,
    header=59,
    facility_top=9,
    facility=0,
    aid=28,
    aid_above_edge=5,
    bar_button=22,
    bar_least=0,
    band=40,
    bar_in_band=8,
    lead_height=30,
    lead_width=119,
    lead_gap=6,
    content_gap=8,
    pager_height=30,
    columns=2,
    rows=3,
    rows_low=3,
    row_least=60,
    row_least_low=60,
    step_below_header=7,
    step_low=26,
    segments_below_step=15,
    title_below_step=23,
    content_below_title=8,
    content_below_aids=8,
)
P200: Final = Table(
    wide=False,
    larger=True,
    margin=12,
    note=18,
    label=18,
    body=24,
    lead_words=24,
    title=24,
    amount=32,
    amount_low=24,
    balance=20,
    line=1.34,
    title_lines=2,
    header=63,
    facility_top=9,
    facility=0,
    aid=50,
    aid_above_edge=5,
    bar_button=30,
    bar_least=0,
    band=48,
    bar_in_band=8,
    lead_height=38,
    lead_width=145,
    lead_gap=6,
    content_gap=8,
    pager_height=38,
    columns=1,
    rows=3,
    rows_low=2,
    row_least=60,
    row_least_low=76,
    step_below_header=5,
    step_low=8,
    segments_below_step=25,
    title_below_step=30,
    content_below_title=3,
    content_below_aids=6,
)
L100: Final = Table(
    wide=True,
    larger=False,
    margin=8,
    note=7.25,
    label=9,
    body=9,
    lead_words=12,
    title=14,
    amount=20,
    amount_low=20,
    balance=11,
    line=1.34,
    title_lines=1,
    header=25,
    facility_top=2.75,
    facility=97,
    aid=16,
    aid_above_edge=4,
    bar_button=20,
    bar_least=172,
    band=31,
    bar_in_band=5,
    lead_height=20,
    lead_width=149,
    lead_gap=8,
    content_gap=4,
    pager_height=18,
    columns=3,
    rows=2,
    rows_low=2,
    row_least=48,
    row_least_low=48,
    step_below_header=3.3,
    step_low=3.3,
    segments_below_step=0,
    title_below_step=0,
    content_below_title=4.7,
    content_below_aids=0,
)
L200: Final = Table(
    wide=True,
    larger=True,
    margin=8,
    note=14.5,
    label=18,
    body=18,
    lead_words=18,
    title=18,
    amount=24,
    amount_low=24,
    balance=14.5,
    line=1.2,
    title_lines=1,
    header=33,
    facility_top=0,
    facility=0,
    aid=24,
    aid_above_edge=4,
    bar_button=26,
    bar_least=230,
    band=35,
    bar_in_band=4,
    lead_height=26,
    lead_width=94,
    lead_gap=5,
    content_gap=2.5,
    pager_height=20,
    columns=2,
    rows=2,
    rows_low=2,
    row_least=43.5,
    row_least_low=43.5,
    step_below_header=3,
    step_low=3,
    segments_below_step=0,
    title_below_step=0,
    content_below_title=4.8,
    content_below_aids=0,
)
