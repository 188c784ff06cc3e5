"""The layouts of slips that ship, read from assets/slips, and what draws slips for one printer."""

from collections.abc import Callable
from importlib import resources
from typing import Annotated, Final, Literal, Self

from PIL import Image
from pydantic import Field, model_validator

from drivers import slip_layout
from drivers.printer.contract import PAPER_DOTS_OF_MM
from drivers.slip import Slip, SlipFonts, render_slip
from drivers.slip_layout import Layout, SizedBy, Weight
from kiosk.config import ConfigError, Section, read_toml
from kiosk.profile.device_sections import PrinterSection

MAX_BLOCKS: Final = 32  # a metre of paper is full long before
ONCE: Final = ("words big", "table", "state", "code")  # no ticket is honest or usable without

TypeDots = Annotated[int, Field(ge=24, le=200)]  # 3 mm can be read, 25 mm is a number across it
White = Annotated[int, Field(ge=0, le=400)]


class _Words(Section):
    kind: Literal["words"]
    field: slip_layout.Field = Field(strict=False)
    dots: TypeDots
    weight: Weight = Field(default=Weight.REGULAR, strict=False)
    sized_by: SizedBy = Field(default=SizedBy.HANGUL, strict=False)
    after_dots: White

    @property
    def name(self) -> str:
        return f"words {self.field}"

    def block(self) -> slip_layout.Words:
        return slip_layout.Words(self.field, self.dots, self.weight, self.sized_by, self.after_dots)


class _Table(Section):
    kind: Literal["table"]
    label_dots: TypeDots
    value_dots: TypeDots
    stacked: bool = False
    after_dots: White

    @property
    def name(self) -> str:
        return self.kind

    def block(self) -> slip_layout.Table:
        return slip_layout.Table(self.label_dots, self.value_dots, self.stacked, self.after_dots)


class _State(Section):
    kind: Literal["state"]
    dots: TypeDots
    sign_dots: int = Field(ge=32, le=200)
    after_dots: White

    @property
    def name(self) -> str:
        return self.kind

    def block(self) -> slip_layout.State:
        return slip_layout.State(self.dots, self.sign_dots, self.after_dots)


class _Code(Section):
    kind: Literal["code"]
    wanted_dots: int = Field(ge=160, le=528)
    after_dots: White

    @property
    def name(self) -> str:
        return self.kind

    def block(self) -> slip_layout.Code:
        return slip_layout.Code(self.wanted_dots, self.after_dots)


class _Rule(Section):
    kind: Literal["rule"]
    thick_dots: int = Field(ge=1, le=24)
    after_dots: White

    @property
    def name(self) -> str:
        return self.kind

    def block(self) -> slip_layout.Rule:
        return slip_layout.Rule(self.thick_dots, self.after_dots)


class _Space(Section):
    kind: Literal["space"]
    dots: White

    @property
    def name(self) -> str:
        return self.kind

    def block(self) -> slip_layout.Space:
        return slip_layout.Space(self.dots)


class _Cut(Section):
    kind: Literal["cut"]
    dots: White

    @property
    def name(self) -> str:
        return self.kind

    def block(self) -> slip_layout.Cut:
        return slip_layout.Cut(self.dots)


_Block = Annotated[
    _Words | _Table | _State | _Code | _Rule | _Space | _Cut, Field(discriminator="kind")
]


class _LayoutFile(Section):
    margin_dots: int = Field(ge=16, le=64)  # 16: the smallest code's quiet zone, and a bit
    block: tuple[_Block, ...] = Field(min_length=1, max_length=MAX_BLOCKS)

    @model_validator(mode="after")
    def _says_what_a_ticket_has_to(self) -> Self:
        names = [each.name for each in self.block if each.kind not in {"rule", "space"}]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise ValueError(f"{twice} stands there twice")
        missing = next((name for name in ONCE if name not in names), None)
        if missing is not None:
            raise ValueError(f"{missing} is missing")
        if self.block[-1].kind != "cut":
            raise ValueError("the last block is not cut")
        return self


def read_layout(data: bytes, origin: str) -> Layout:
    """Return a layout from the TOML of its file; ConfigError names the first thing wrong."""
    read = read_toml(data, origin, _LayoutFile)
    return Layout(read.margin_dots, tuple(each.block() for each in read.block))


def slip_layout_of(name: str) -> Layout:
    """Return the layout that ships as ``name``; ConfigError where it is no good, or not there."""
    folder = resources.files("assets") / "slips"
    known = sorted(each.name.removesuffix(".toml") for each in folder.iterdir() if each.is_file())
    if name not in known:
        reason = f"{name} is none of {', '.join(known)}"
        raise ConfigError("profile", "printer.layout", reason)
    return read_layout((folder / f"{name}.toml").read_bytes(), f"slips/{name}.toml")


def slip_drawer(printer: PrinterSection, fonts: SlipFonts) -> Callable[[Slip], Image.Image]:
    """Return what draws slips for this printer's paper, as it was told to; ConfigError."""
    layout, dots = slip_layout_of(printer.layout), paper_dots(printer)
    return lambda slip: render_slip(slip, fonts, layout, dots)


def paper_dots(printer: PrinterSection) -> int:
    """Return how many dots wide this printer's paper can be printed on."""
    return PAPER_DOTS_OF_MM[printer.paper_mm]
