"""Ledgers and state folders of these tests lie in memory: each commit waits for its medium."""

from tests.offline_queue.conftest import tmp_path

__all__ = ["tmp_path"]
