"""Paper that is filled from the top: where words, tables, signs and codes come to stand."""

from __future__ import annotations

from PIL import Image, ImageDraw

from drivers.errors import SlipUnprintable
from drivers.slip_code import CodePicture
from drivers.slip_sign import Sign, draw_sign
from drivers.slip_type import Style, fitting, wrap

LABEL_GAP = 32  # between a label and its value, less where the paper is narrow
SIGN_GAP = 16  # between a sign and its words
LONGEST = 8000  # one metre
INKED_BELOW = (
    160  # of 255: half-covered dots are inked, so that thin strokes survive the print head
)


class Sheet:
    """A roll `paper_dots` wide, with a margin left, right and at the top."""

    def __init__(self, paper_dots: int, margin_dots: int) -> None:
        self.width_dots = paper_dots - 2 * margin_dots
        self._paper_dots = paper_dots
        self._margin = margin_dots
        self._image = Image.new("L", (paper_dots, LONGEST), 255)
        self._draw = ImageDraw.Draw(self._image)
        self._y = margin_dots
        self._inked_to = 0
        self._quiet_to = 0  # nothing is drawn above this: it is a code's quiet zone

    def space(self, dots: int) -> None:
        """Leave white."""
        self._y += dots

    def words(self, text: str, look: Style, after_dots: int) -> None:
        """Set a paragraph; no words, no space."""
        if text:
            look = fitting((text,), look, self.width_dots)
            lines = wrap(text, look, self.width_dots)
            self._done(self._lines(lines, look, self._margin, self._top()), after_dots)

    def table(
        self, rows: tuple[tuple[str, str], ...], label: Style, value: Style, after_dots: int
    ) -> None:
        """Set labels in one column and their values in the next."""
        gap = min(LABEL_GAP, self.width_dots // 16)
        label = fitting((text for text, _ in rows), label, self.width_dots // 2 - gap)
        column = max((label.width_dots(text) for text, _ in rows), default=0) + gap
        column = min(column, self.width_dots // 2)
        value = fitting((text for _, text in rows), value, self.width_dots - column)
        for name, text in rows:
            top = self._top()
            names = wrap(name, label, column - gap)
            values = wrap(text, value, self.width_dots - column)
            left_end = self._lines(names, label, self._margin, top)
            right_end = self._lines(values, value, self._margin + column, top)
            self._done(max(left_end, right_end), after_dots)

    def stack(
        self, rows: tuple[tuple[str, str], ...], label: Style, value: Style, after_dots: int
    ) -> None:
        """Set each value below its label, close enough to be one."""
        label = fitting((text for text, _ in rows), label, self.width_dots)
        value = fitting((text for _, text in rows), value, self.width_dots)
        for name, text in rows:
            self.words(name, label, label.line_dots - label.ink_dots)
            self.words(text, value, after_dots)

    def state(self, sign: Sign, sign_dots: int, text: str, look: Style, after_dots: int) -> None:
        """Set a sign and words beside it, in the middle of its height; no words, no sign."""
        if not text:
            return
        left, top = self._margin + sign_dots + SIGN_GAP, self._top()
        width = self._paper_dots - self._margin - left
        look = fitting((text,), look, width)
        lines = wrap(text, look, width)
        high = (len(lines) - 1) * look.line_dots + look.ink_dots
        at = top + max(0, high - sign_dots) // 2
        draw_sign(self._draw, sign, self._margin, at, sign_dots)
        self._lines(lines, look, left, top + max(0, sign_dots - high) // 2)
        self._done(top + max(sign_dots, high), after_dots)

    def rule(self, thick_dots: int, after_dots: int) -> None:
        """Draw a line from margin to margin."""
        top = self._top()
        right = self._margin + self.width_dots - 1
        self._draw.rectangle((self._margin, top, right, top + thick_dots - 1), fill=0)
        self._done(top + thick_dots, after_dots)

    def code(self, code: CodePicture, after_dots: int) -> None:
        """Put a code at the left margin, with its quiet zone all round."""
        self._y = max(self._y, self._inked_to + code.quiet_dots)
        top = self._top()
        self._image.paste(code.dots, (self._margin, top))
        bottom = top + code.dots.height
        self._done(bottom, after_dots)
        self._quiet_to = bottom + code.quiet_dots

    def cut(self, dots: int) -> Image.Image:
        """Return what is filled, and `dots` of white; raises `SlipUnprintable` if it is too long.

        After a code there are at least the dots of its quiet zone.
        """
        end = max(self._y + dots, self._quiet_to)
        if end > LONGEST:
            raise SlipUnprintable(f"a slip of {end} dots is longer than a metre")
        sheet = self._image.crop((0, 0, self._paper_dots, end))
        return sheet.point(lambda grey: 255 if grey >= INKED_BELOW else 0, "1")

    def _top(self) -> int:
        """Where the next block begins."""
        self._y = max(self._y, self._quiet_to)
        return self._y

    def _done(self, bottom: int, after_dots: int) -> None:
        self._inked_to = bottom
        self._y = bottom + after_dots

    def _lines(self, lines: tuple[str, ...], look: Style, x: int, top: int) -> int:
        """Draw lines from `top` down; returns the bottom of the last one's ink."""
        for number, line in enumerate(lines):
            look.draw(self._draw, x, top + number * look.line_dots, line)
        return top + (len(lines) - 1) * look.line_dots + look.ink_dots if lines else top
