"""A simulated district: production code of kiosk, queue and node, from one seed, without threads.

How it works, in the order in which one reads it:

1. `chance` is the one source of randomness and `timeline` the one clock. What happens is a queue of
   events ordered by simulated time; events of one moment come in an order that the seed chooses.
   One event is one **step**.
2. `house` is the node: the real `Node` over a real SQLite folder. It crashes between the pieces of
   a call, is backed up, and is put back to an older backup.
3. `machine` is a kiosk's hardware: a disk folder, a clock that may be wrong, a printer. It outlives
   `process`, which is the kiosk's program: the real cashier, desks, performer, terminal and sync,
   wired as the kiosk's back room wires them, except that the lanes (`lanes`) have no threads: they
   run one job at a time, when the timeline says so.
4. `line` carries the real signed bytes between the two, as the weather allows.
5. `people` come to the machines, touch what the screen offers, show codes of real phones, change
   their minds, walk away, cheat. `rogue` is a kiosk whose owner is a thief.
6. `climate` says how often things go wrong, and `troubles` lets them.
7. `truth` is what the simulator itself has seen: it never asks the product what is right. The
   checks of `ledger_checks`, `node_checks` and `end_checks` compare ledgers and books with it after
   every step, once per simulated day, and at the end. Their numbers are those of the protocol.
8. `bugs` are mutations of the product that show that the checks can fail.

What one seed decides: every event, every key, id, nonce and signature (ECDSA by RFC 6979), every
byte in every ledger and in the node's books. Two runs of a seed have the same history digest.
"""
