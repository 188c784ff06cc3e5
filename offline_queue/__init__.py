"""The signed, hash-chained ledger in SQLite, and its sync to the central node."""
