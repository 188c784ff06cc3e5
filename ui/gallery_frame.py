"""The frame around every example of the gallery: facility, clock, aids and bar."""

from ui.contract import Aid, BarButton, Frame, Lead, Setting, Step


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
    return Frame("햇살노인복지관", "오전 11:42", title, aids, bar, step, leads)
