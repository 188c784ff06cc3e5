"""The listening socket: what each accepted connection takes on from it."""

import socket

from central_node.serve import bind


def test_no_part_of_an_answer_is_held_back_until_another_is_acknowledged() -> None:
    with bind("127.0.0.1", 0, behind_tls_proxy=False) as listening:
        listening.setblocking(True)
        with socket.create_connection(listening.getsockname()):
            accepted, _ = listening.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
