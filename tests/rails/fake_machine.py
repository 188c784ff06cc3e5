"""A machine to run the set-up on: a copy of scripts/ and, on PATH, stand-ins for what it calls.

The stand-ins obey what the real ones promise: dpkg-query knows what apt-get installed, `python -m
venv` makes a folder with a python in it. All of them write down how they were called.
"""

import os
import shutil
import subprocess
from pathlib import Path

from tests.rails.source import ROOT

_LOG = 'echo "${0##*/} $*" >>"$MACHINE/calls"\n'
_PROGRAMS = {
    "python3.11": """
case "$*" in
*"-m venv"*) mkdir -p "${@: -1}/bin" && cp "$0" "${@: -1}/bin/python" ;;
*"-m pip"*) [ ! -e "$MACHINE/pip-fails" ] || { echo "no such hash" && exit 1; } ;;
*"-m pytest"*) exit "$(cat "$MACHINE/pytest-exit")" ;;
esac
""",
    "dpkg-query": """
! grep -qx "${@: -1}" "$MACHINE/missing" && printf "installed "
""",
    "apt-get": """
[ "$1" != install ] || : >"$MACHINE/missing"
""",
    "id": 'cat "$MACHINE/uid"\n',
    "sudo": "exit 1\n",
}


class Machine:
    """A machine in a folder: ``missing`` are Debian packages it lacks, ``uid`` who we are."""

    def __init__(self, folder: Path, *, uid: int = 0, missing: tuple[str, ...] = ()) -> None:
        self.folder = folder
        self.home = folder / "home with space"
        self._programs = folder / "bin"
        self._programs.mkdir()
        for name, body in _PROGRAMS.items():
            program = self._programs / name
            program.write_text(f"#!/bin/bash\n{_LOG}{body}")
            program.chmod(0o755)
        self.lay("uid", str(uid))
        self.lay("missing", "\n".join(missing))
        self.lay("pytest-exit", "0")
        self.home.mkdir()
        shutil.copytree(ROOT / "scripts", self.home / "scripts")
        (self.home / "requirements.lock").write_text("one==1\n")
        (self.home / "pyproject.toml").write_text("[project]\n")
        (self.home / "kiosk").mkdir()
        (self.home / "kiosk" / "__init__.py").touch()

    def lay(self, name: str, text: str) -> None:
        """Writes a file that a stand-in reads."""
        (self.folder / name).write_text(text)

    def start(self, script: str, *arguments: str) -> subprocess.Popen[str]:
        """Starts a script from another folder, with nothing of our own environment."""
        self.lay("calls", "")
        path = os.pathsep.join((str(self._programs), "/usr/bin", "/bin"))
        return subprocess.Popen(
            (self.home / "scripts" / script, *arguments),
            cwd=self.folder,
            env={"PATH": path, "MACHINE": str(self.folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """The same to its end."""
        with self.start(script, *arguments) as started:
            out, err = started.communicate()
        return subprocess.CompletedProcess(arguments, started.returncode, out, err)

    def calls(self, of: str) -> list[str]:
        """The calls of the last run that hold this text."""
        lines = (self.folder / "calls").read_text().splitlines()
        return [line for line in lines if of in line]
