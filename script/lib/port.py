"""``port.py HOST PORT``: exit status 0 when nobody listens there yet.

granian would share a taken port with its owner, and half of the requests would go astray.
"""

import socket
import sys


def main() -> int:
    host, port = sys.argv[1], int(sys.argv[2])
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            print(error.strerror, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
