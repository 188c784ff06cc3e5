"""The panels of the gallery, and the frame around every example: facility, clock, aids and bar."""

from dataclasses import replace
from typing import Final

from ui.contract import Aid, BarButton, Frame, Lead, Panel, Setting, Step

PORTRAIT: Final = Panel(width_px=1080, height_px=1920, diagonal_inch=21.5, lower_edge_mm=900)
LANDSCAPE: Final = Panel(width_px=1366, height_px=768, diagonal_inch=15.6, lower_edge_mm=800)
PANELS: Final = {"P": PORTRAIT, "L": LANDSCAPE}


def frame_of(
    setting: Setting, title: str, *, step: Step | None = None, lead: str = "", opened: bool = True
) -> Frame:
    """Return a frame; with ``opened`` false there is nothing to go back to."""
    aids = (
        Aid("larger", "큰 글씨", "크게", setting.larger),
        Aid("contrast", "고대비", "진하게", setting.contrast),
        Aid("low", "낮은 화면", "낮게", setting.low),
        Aid("voice", "음성", "음성", setting.voice),
    )
    bar = (
        BarButton("back", "이전", opened),
        BarButton("start-over", "처음으로", opened),
        BarButton("call-staff", "직원 호출"),
    )
    leads = Lead(lead) if lead else None
    frame = Frame("햇살노인복지관", "오전 11:42", title, aids, bar, step, leads)
    if setting.voice:
        return replace(frame, replay="다시 듣기", replay_short="다시")
    return frame
