"""Serves the test app in a process of its own, as `./webchat serve` does the real one."""

import sys

from foundation import server
from foundation.live.hub import Hub
from tests.foundation.echo import Desk, Memory, build

if __name__ == "__main__":
    memory = Memory()
    memory.write(1, "one")
    server.serve(build(memory, Hub(memory, max_per_address=5_000), Desk()), port=int(sys.argv[1]))
    print("stopped", flush=True)
