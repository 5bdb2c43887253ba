"""``port.py HOST PORT``: exit status 0 when one can listen there; else it says why not.

granian would share a taken port with its owner, and half of the requests would go astray.
"""

import re
import socket
import sys

LAST = 65535


def fault(host: str, port: str) -> str:
    """What hinders; empty when nothing does."""
    if not re.fullmatch(r"[0-9]{1,5}", port) or not 1 <= int(port) <= LAST:
        return f"PORT must be a number from 1 to {LAST}, not {port!r}"
    try:
        family, kind, _protocol, _name, place = socket.getaddrinfo(
            host, int(port), type=socket.SOCK_STREAM
        )[0]
    except OSError:
        return f"HOST must be an address of this machine, such as 127.0.0.1 or ::1, not {host!r}"
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(place)
        except OSError as error:
            return f"cannot listen on {host} port {port} ({error.strerror}); choose another with PORT=… or HOST=…"
    return ""


if __name__ == "__main__":
    sys.exit(fault(*sys.argv[1:]) or 0)
