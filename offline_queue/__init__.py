"""The signed, hash-chained ledger in SQLite, and its sync to the central node.

`ledger.Ledger` writes and belongs to one thread; `reader.LedgerReader` asks, one for each thread.
`sync.Sync` brings entries to the node through a `node_client.NodeClient` over a
`http_transport.HttpTransport`, one step at a time. `clock` says what time may be believed,
`file_signer` keeps the key, `verify` and `show` read a ledger file for technicians.
"""
