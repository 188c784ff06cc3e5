"""The ledger's life in this process: opened, copied, looked after."""
