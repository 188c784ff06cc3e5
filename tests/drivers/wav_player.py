"""A sound card for tests: takes aplay's arguments after LOG and MODE, notes what it plays.

MODE: `at-once`, `in-time` (as long as the sound), `hang` (for ever, also after the end of its
input), `fail`.
"""

import io
import json
import os
import signal
import sys
import time
import wave

log, mode, *arguments = sys.argv[1:]
if mode == "fail":
    lines = [f"ALSA lib conf.c:{line}:(snd_func_refer) error" for line in range(200)]
    sys.exit("\n".join([*lines, "aplay: main:831: audio open error: No such file", ""]))
with wave.open(io.BytesIO(sys.stdin.buffer.read())) as file:
    length_s = file.getnframes() / file.getframerate()
line = {"arguments": arguments, "length_s": length_s, "pid": os.getpid()}
with open(log, "a", encoding="utf-8") as notes:  # noqa: PTH123 - started without our libraries
    notes.write(json.dumps(line) + "\n")
if mode == "hang":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.pause()
if mode == "in-time":
    time.sleep(length_s)
