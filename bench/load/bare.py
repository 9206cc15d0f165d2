"""A server that is nothing but a socket: reads a request of HTTP/1.1, is busy for so long, and sends so many bytes.

    bare.py MILLISECONDS BYTES        prints its port

What a client waits for it beyond those milliseconds is the client's own work, the kernel's, and the time it takes to wake both; none of it is HTTP's.
"""
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from service import on_core


@contextmanager
def running(core: int | None, milliseconds: float, answer: int) -> Iterator[tuple[str, int]]:
    """Its address, while it runs on that core."""
    command = [sys.executable, __file__, str(milliseconds), str(answer)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, preexec_fn=on_core(core)) as process:
        try:
            yield "127.0.0.1", int(process.stdout.readline())
        finally:
            process.kill()


def serve(connection: socket.socket, seconds: float, answer: bytes):
    """One request after the other, until the client goes."""
    buffer = bytearray(1 << 20)
    view = memoryview(buffer)
    while True:
        filled, wanted = 0, 1
        while filled < wanted:
            if not (more := connection.recv_into(view[filled:])):
                return
            filled += more
            if wanted == 1 and (head := re.match(rb".*?Content-Length: (\d+)\r\n\r\n", view[:1000], re.DOTALL)):
                wanted = head.end() + int(head[1])
        begin = time.perf_counter()
        while time.perf_counter() - begin < seconds:
            pass
        connection.sendall(answer)


if __name__ == "__main__":
    text = f"HTTP/1.1 200 OK\r\nContent-Length: {sys.argv[2]}\r\n\r\n" + int(sys.argv[2]) * "."
    with socket.create_server(("127.0.0.1", 0)) as server:
        print(server.getsockname()[1], flush=True)
        accepted, _ = server.accept()
        accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        serve(accepted, float(sys.argv[1]) / 1e3, text.encode())
