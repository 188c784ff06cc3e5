"""Every test runs without a screen; QML is drawn by the software backend, as on the kiosk."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

pytest_plugins = ["tests.end_to_end.fixtures"]
