"""Fuzzing every parser of hostile bytes: by coverage (scripts/fuzz), and small in all test runs."""
