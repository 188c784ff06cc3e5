"""Where everything stands on a panel, in millimetres and then in its pixels. Pure."""

from dataclasses import asdict, dataclass
from math import ceil
from typing import Final

from ui.contract import Panel
from ui.fonts import Face
from ui.metrics import Foot, Head, Letters, Metrics, Spaces
from ui.metrics_tables import Table

REACH_TOP_MM: Final = 1220.0  # a seated person reaches up to here from the floor
GAP_LEAST_MM: Final = 2.5
GAP_MM: Final = 5.0
_GAP_WIDE_MM = 8.0
LINE_GAP_MM: Final = GAP_MM / 2
_LEAST_INFO_MM = 150.0  # facility, step, a title of two lines and a picture that still teaches
_TITLE_LEAST = 0.8
_NOTICE_ABOVE_STEP_MM = 4.0
_ARRIVE_MS = 250


@dataclass(frozen=True)
class Plan:
    """Where things stand, in millimetres from the top of the panel."""

    table: Table
    panel: Panel
    low: bool

    @property
    def height(self) -> float:
        """How high the panel is."""
        return self.panel.height_px / self.panel.px_per_mm

    @property
    def zone(self) -> float:
        """Where the reach of a seated person begins."""
        return max(self.height - (REACH_TOP_MM - self.panel.lower_edge_mm), _LEAST_INFO_MM)

    @property
    def rows(self) -> int:
        """Rows of choices on a page."""
        return self.table.rows_low if self.low else self.table.rows

    @property
    def row_least(self) -> float:
        """The least height of a row."""
        return self.table.row_least_low if self.low else self.table.row_least

    @property
    def aids(self) -> float:
        """The top of the aids."""
        table = self.table
        return self.zone + GAP_MM if self.low else table.header - table.aid_above_edge - table.aid

    @property
    def step(self) -> float:
        """The top of the step line."""
        table = self.table
        return table.step_low if self.low else table.header + table.step_below_header

    @property
    def notice(self) -> float:
        """The top of a notice: as high as it can stand, for its words and the title below it."""
        return self.step - _NOTICE_ABOVE_STEP_MM if self.low else self.table.header + GAP_LEAST_MM

    @property
    def title(self) -> float:
        """The top of the title."""
        return self.step + self.table.title_below_step

    @property
    def title_line(self) -> float:
        """One line of the title."""
        return self.table.title * self.table.line

    @property
    def low_content(self) -> float:
        """Where the content of low mode begins, below the aids."""
        return self.zone + GAP_MM + self.table.aid + self.table.content_below_aids

    @property
    def content(self) -> float:
        """Where choices begin, below a title of as many lines as theirs may have."""
        if self.low:
            return self.low_content
        title_mm = self.table.title_lines * self.title_line
        return self.title + title_mm + self.table.content_below_title

    @property
    def lines(self) -> int:
        """How many lines of how something is a page holds, where there are several pages."""
        table = self.table
        usual = table.body if table.wide else table.balance
        line = (table.note if table.larger else usual) * table.line
        between = 0 if table.larger else LINE_GAP_MM
        inset = LINE_GAP_MM if table.larger else _GAP_WIDE_MM
        room = self.content_bottom - self.content - 2 * inset
        columns = 2 if table.wide and not table.larger else 1
        return int((room + between) / (line + between)) * columns

    @property
    def band(self) -> float:
        """The top of the band that holds the bar."""
        return self.height - self.table.band

    @property
    def bar(self) -> float:
        """The top of the bar's buttons."""
        return self.band + self.table.bar_in_band

    @property
    def lead(self) -> float:
        """The top of the leading button: above the band, or in the bar's row."""
        if self.table.wide:
            return self.bar
        return self.band - self.table.lead_gap - self.table.lead_height

    @property
    def pager(self) -> float:
        """The top of the pager: in the leading button's row, or in the title's."""
        if self.table.wide:
            return self.title + (self.title_line - self.table.pager_height) / 2
        return self.lead

    @property
    def content_bottom(self) -> float:
        """Where the content ends."""
        below = self.band if self.table.wide else self.lead
        return below - self.table.content_gap

    @property
    def content_bottom_bare(self) -> float:
        """Where it ends if nothing leads on."""
        return self.band - self.table.content_gap


@dataclass(frozen=True)
class Pixels:
    """A plan in pixels. ``part`` is what long words of a language take of the type's size."""

    plan: Plan
    face: Face
    part: float

    def metrics(self) -> Metrics:
        """Return everything a component may ask for."""
        plan, table, panel = self.plan, self.plan.table, self.plan.panel
        return Metrics(
            **asdict(self._spaces()),
            **asdict(self._letters()),
            **asdict(self._head()),
            **asdict(self._foot()),
            width=panel.width_px,
            height=panel.height_px,
            wide=table.wide,
            larger=table.larger,
            low=plan.low,
            columns=table.columns,
            rows=plan.rows,
            row_least=self._px(plan.row_least),
        )

    def _px(self, size_mm: float) -> int:
        return round(size_mm * self.plan.panel.px_per_mm)

    def _target(self, size_mm: float) -> int:
        """Return the pixels of something to press: never a part of one less than it should be."""
        return ceil(size_mm * self.plan.panel.px_per_mm)

    def _font(self, ink_mm: float) -> int:
        """Return the font pixel size whose syllables have ``ink_mm`` of ink."""
        return round(ink_mm * self.plan.panel.px_per_mm * self.part / self.face.ink)

    @property
    def _margin(self) -> int:
        return self._px(self.plan.table.margin)

    @property
    def _inner(self) -> int:
        return self.plan.panel.width_px - 2 * self._margin

    def _spaces(self) -> Spaces:
        return Spaces(
            margin=self._margin,
            gap_least=self._px(GAP_LEAST_MM),
            gap=self._px(GAP_MM),
            gap_wide=self._px(_GAP_WIDE_MM),
            edge=self._px(0.5),
            edge_chosen=self._px(1),
            depth=self._px(1),
            radius=self._px(3),
            ring=self._px(1.25),
            arrive_ms=_ARRIVE_MS,
        )

    def _letters(self) -> Letters:
        table, font, face = self.plan.table, self._font, self.face
        line_height = table.line * face.ink / face.line
        spare, low = face.line * (1 - line_height) / 2, face.middle - face.line / 2
        return Letters(
            family=face.family,
            line_height=line_height,
            spare_above=spare + low,
            spare_below=spare - low,
            note=font(table.note),
            label=font(table.label),
            body=font(table.body),
            lead_words=font(table.lead_words),
            title=font(table.title),
            title_least=font(table.title * _TITLE_LEAST),
            amount=font(table.amount_low if self.plan.low else table.amount),
            balance=font(table.balance),
        )

    def _head(self) -> Head:
        plan, table, px = self.plan, self.plan.table, self._px
        aside = px(table.facility + _GAP_WIDE_MM) if table.facility else 0
        return Head(
            facility_y=px(table.facility_top),
            facility_width=0 if table.larger else px(table.facility) or self._inner,
            header_height=px(plan.zone if plan.low else table.header),
            aids_x=self._margin + aside,
            aids_y=px(plan.aids),
            aids_width=self._inner - aside,
            aid_height=self._target(table.aid),
            notice_y=px(plan.notice),
            step_y=px(plan.step),
            segments_y=px(plan.step + table.segments_below_step),
            segment_height=px(2.5),
            title_y=px(plan.title),
            title_line=px(plan.title_line),
            content_below_title=px(table.content_below_title),
            low_content_y=px(plan.low_content),
        )

    def _foot(self) -> Foot:
        plan, table, px = self.plan, self.plan.table, self._px
        lead_x = self._margin + self._inner - px(table.lead_width)
        beside_lead = lead_x - px(table.lead_gap) - self._margin
        return Foot(
            content_bottom=px(plan.content_bottom),
            content_bottom_bare=px(plan.content_bottom_bare),
            pager_y=px(plan.pager),
            pager_height=self._target(table.pager_height),
            lead_x=lead_x,
            lead_y=px(plan.lead),
            lead_width=px(table.lead_width),
            lead_height=self._target(table.lead_height),
            band_y=px(plan.band),
            bar_y=px(plan.bar),
            bar_width=beside_lead if table.wide else self._inner,
            bar_height=self._target(table.bar_button),
        )
