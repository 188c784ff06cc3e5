"""Lint: checks of the words themselves and of the QML files. Pure."""

import re
from collections.abc import Iterable, Mapping

BANNED = (
    *("발권", "완료되었습니다", "결제", "인증", "에러", "오류", "시스템", "터치", "스캔"),
    *("확인 바랍니다", "클릭", "로그인", "바코드", "키오스크", "잔액", "조회", "선택하십시오"),
)
POPUPS = re.compile(r"\b(Popup|Dialog|MessageDialog|Menu|ToolTip|Drawer|ApplicationWindow)\s*\{")
SCROLLS = re.compile(r"\b(Flickable|ListView|GridView|ScrollView|SwipeView|DragHandler)\s*\{")
FOREVER = re.compile(r"loops:\s*Animation\.Infinite|\brepeat:\s*true")
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)

Problems = list[str]


def plain(texts: Iterable[str]) -> Problems:
    return [f"'{word}' in '{text}'" for text in texts for word in BANNED if word in text]


def reasons_whole(templates: Mapping[str, str]) -> Problems:
    """Every reason tells what happened and what to do; each fate of coins has its words."""
    names = {key.split(".")[1] for key in templates if key.startswith("reason.")}
    wanted = [f"reason.{name}.{part}" for name in sorted(names) for part in ("what", "todo")]
    wanted += [f"sorry.coins.{fate}" for fate in ("safe", "used", "unknown")]
    return [f"{key} is not told" for key in wanted if not templates.get(key)]


def no_popups(files: Mapping[str, str]) -> Problems:
    return _found(files, POPUPS)


def no_scrolls(files: Mapping[str, str]) -> Problems:
    return _found(files, SCROLLS)


def nothing_forever(files: Mapping[str, str]) -> Problems:
    return _found(files, FOREVER)


def _found(files: Mapping[str, str], pattern: re.Pattern[str]) -> Problems:
    return [
        f"{name}: {match.group().strip()}"
        for name, text in files.items()
        for match in pattern.finditer(COMMENT.sub("", text))
    ]
