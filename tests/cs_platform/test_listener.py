import socket

import pytest

from cs_platform.listener import TCP_USER_TIMEOUT_MS, PortTakenError, check_port_is_free, listening_socket


def test_accepted_connections_inherit_the_limit_for_lost_networks():
    with listening_socket("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            limit_ms = accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
    assert limit_ms == TCP_USER_TIMEOUT_MS


def test_a_taken_port_names_the_option():
    with listening_socket("127.0.0.1", 0) as holder:
        port = holder.getsockname()[1]
        with pytest.raises(PortTakenError, match=f"127.0.0.1:{port} is taken .* `make run port={port + 1}`"):
            check_port_is_free("127.0.0.1", port)
