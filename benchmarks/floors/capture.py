"""The floor of a kiosk that watches its camera: OpenCV fetches and unpacks pictures, that is all.

A program, `python -m benchmarks.floors.capture URL`; it ends with the stream or when it is ended.
"""

import sys

import cv2


def main(url: str) -> None:
    """Read pictures until there are none."""
    cv2.setNumThreads(1)
    capture = cv2.VideoCapture(url, cv2.CAP_FFMPEG)
    good = True
    while good:
        good, _ = capture.read()
    capture.release()


if __name__ == "__main__":
    main(sys.argv[1])
