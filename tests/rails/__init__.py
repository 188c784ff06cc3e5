"""Tests of the rails: style, types, import directions, the lock file, the wheel, the scripts."""
