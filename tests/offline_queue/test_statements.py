"""A script is parted at the ends of its statements and nowhere else."""

import pytest

from offline_queue.statements import statements

TRIGGER = "CREATE TRIGGER t BEFORE INSERT ON a BEGIN SELECT 1; SELECT ';'; END;"


def test_a_triggers_body_texts_and_comments_are_parted_no_further() -> None:
    script = f"""
CREATE TABLE a (b TEXT DEFAULT ';'); -- one; two
{TRIGGER}
DROP TABLE a;
"""
    first, second, third = statements(script)
    assert first == "CREATE TABLE a (b TEXT DEFAULT ';');"
    assert second.endswith(TRIGGER)
    assert third == "DROP TABLE a;"


def test_a_statement_that_never_ends_is_no_script() -> None:
    with pytest.raises(ValueError, match="never ends: CREATE TRIGGER"):
        statements("DROP TABLE a; CREATE TRIGGER t BEFORE INSERT ON a BEGIN SELECT 1;")
