"""The printed slip: what a resident carries from the kiosk to the counter, as dots.

Pure layout: words and a layout in, a 1-bit picture as wide as the paper out. Eight dots are one
millimetre. The voice is that of the screens: one idea per line, left aligned, generous white.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import assert_never

from PIL import Image

from drivers.errors import SlipUnprintable
from drivers.printer.contract import PAPER_DOTS
from drivers.slip_code import draw_code
from drivers.slip_layout import (
    Block,
    Code,
    Cut,
    Layout,
    Rule,
    SizedBy,
    Space,
    State,
    Table,
    Weight,
    Words,
)
from drivers.slip_sheet import Sheet
from drivers.slip_sign import Sign
from drivers.slip_type import Style, style

MAX_ROWS = 12
MAX_CHARS = 200  # a sentence; longer is a mistake in a profile

_SAMPLES = {SizedBy.HANGUL: "가", SizedBy.DIGITS: "0"}


@dataclass(frozen=True, slots=True)
class Slip:
    """The words of one slip, already in the resident's language.

    `big` is what the slip is good for, with the number in it ("점심 1장"); `rows` are label and
    value pairs; `qr` is the text of the code, None where there is none; `help` is one line on what
    to do with it. `state` says how sure the sale is, beside its `sign`; without words there is no
    sign. `other` is a second person's slip, which comes with it and is cut off.
    """

    facility: str
    title: str
    big: str
    rows: tuple[tuple[str, str], ...]
    qr: str | None
    help: str
    note: str = ""
    state: str = ""
    sign: Sign = Sign.CHECK
    other: Slip | None = None


@dataclass(frozen=True, slots=True)
class SlipFonts:
    """Font files (OpenType) that hold the slip's language."""

    regular: Path
    bold: Path

    def style(self, weight: Weight, dots: int, sized_by: SizedBy = SizedBy.HANGUL) -> Style:
        """Return one size and weight; raises `SlipUnprintable` when the font can't be read."""
        path = self.bold if weight is Weight.BOLD else self.regular
        return style(path, dots, _SAMPLES[sized_by])


def render_slip(
    slip: Slip, fonts: SlipFonts, layout: Layout, paper_dots: int = PAPER_DOTS
) -> Image.Image:
    """Lay out `slip`: a 1-bit picture (mode "1", black is 0), `paper_dots` wide, high as needed.

    Raises `SlipUnprintable` when the words or the code don't fit or a font can't be read.
    """
    _check(slip)
    slip = _plain(slip)
    sheet = Sheet(paper_dots, layout.margin_dots)
    for block in layout.blocks:
        if isinstance(block, Cut):
            return sheet.cut(block.dots)
        _set(sheet, block, slip, fonts, layout.margin_dots)
    raise SlipUnprintable("the slip's layout has no cut")


def _check(slip: Slip) -> None:
    apart = {"rows", "qr", "sign", "other"}
    words = [getattr(slip, field.name) for field in fields(slip) if field.name not in apart]
    words += [word for row in slip.rows for word in row]
    if len(slip.rows) > MAX_ROWS or any(len(word) > MAX_CHARS for word in words):
        raise SlipUnprintable(f"the slip {slip.title[:40]!r} has too many words")


def _plain(slip: Slip) -> Slip:
    """Return `slip` with a space for what has no shape: control characters stop the typesetter."""
    return replace(
        slip,
        facility=_shaped(slip.facility),
        title=_shaped(slip.title),
        big=_shaped(slip.big),
        rows=tuple((_shaped(label), _shaped(value)) for label, value in slip.rows),
        help=_shaped(slip.help),
        note=_shaped(slip.note),
        state=_shaped(slip.state),
    )


def _shaped(text: str) -> str:
    return "".join(each if each.isprintable() else " " for each in text)


def _set(sheet: Sheet, block: Block, slip: Slip, fonts: SlipFonts, margin_dots: int) -> None:
    match block:
        case Words():
            text: str = getattr(slip, block.field)
            look = fonts.style(block.weight, block.dots, block.sized_by)
            sheet.words(text, look, block.after_dots)
        case Table(label_dots, value_dots, stacked, after_dots):
            label = fonts.style(Weight.REGULAR, label_dots)
            value = fonts.style(Weight.BOLD, value_dots)
            (sheet.stack if stacked else sheet.table)(slip.rows, label, value, after_dots)
        case State(dots, sign_dots, after_dots):
            look = fonts.style(Weight.BOLD, dots)
            sheet.state(slip.sign, sign_dots, slip.state, look, after_dots)
        case Code(wanted_dots, after_dots) if slip.qr is not None:
            code = draw_code(slip.qr, wanted_dots, sheet.width_dots, margin_dots)
            sheet.code(code, after_dots)
        case Rule(thick_dots, after_dots):
            sheet.rule(thick_dots, after_dots)
        case Space(dots) | Cut(dots):
            sheet.space(dots)
        case Code():
            return
        case _:
            assert_never(block)
