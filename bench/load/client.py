"""A kept connection that asks one question at a time, with as little work of its own as Python allows."""
import socket
from typing import NamedTuple

TIMEOUT = 60


class Answer(NamedTuple):
    """What came back. Status 0: the connection broke."""

    status: int
    retry_after: float
    body: bytes


def request(method: str, path: str, body: bytes = b"") -> bytes:
    """All bytes of a request, made once, so that sending it again costs nothing but sending."""
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


class Connection:
    """HTTP/1.1 over one socket. http.client would take longer for the head of an answer than the service for making it."""

    def __init__(self, address: tuple[str, int]):
        self._address = address
        self._socket: socket.socket | None = None
        self._received = b""

    def __enter__(self):
        self._open()
        return self

    def __exit__(self, *_):
        self._close()

    def ask(self, what: bytes) -> Answer:
        """Sends a request and waits for its answer; opens the connection anew where it has gone."""
        try:
            connection = self._socket or self._open()
            connection.sendall(what)
            head = self._read_head()
            status = int(head[9:12])
            length = _header(head, b"content-length")
            body = self._take(int(length)) if length is not None else self._read_chunks(head)
            if (_header(head, b"connection") or b"").lower() == b"close":
                self._close()
            return Answer(status, float(_header(head, b"retry-after") or 0), body)
        except OSError:
            self._close()
            return Answer(0, 0, b"")

    def _open(self) -> socket.socket:
        self._socket = socket.create_connection(self._address, TIMEOUT)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = b""
        return self._socket

    def _close(self):
        if self._socket:
            self._socket.close()
        self._socket = None

    def _receive(self):
        more = self._socket.recv(65536)
        if not more:
            raise ConnectionResetError("The service closed the connection.")
        self._received += more

    def _read_line(self, end: bytes) -> bytes:
        while (at := self._received.find(end)) < 0:
            self._receive()
        line, self._received = self._received[:at], self._received[at + len(end):]
        return line

    def _read_head(self) -> bytes:
        # An announcement, such as 100 Continue, is no answer.
        while (head := self._read_line(b"\r\n\r\n"))[9:10] == b"1":
            pass
        return head

    def _take(self, length: int) -> bytes:
        while len(self._received) < length:
            self._receive()
        taken, self._received = self._received[:length], self._received[length:]
        return taken

    def _read_chunks(self, head: bytes) -> bytes:
        if b"chunked" not in (_header(head, b"transfer-encoding") or b""):
            return b""
        body = b""
        while size := int(self._read_line(b"\r\n"), 16):
            body += self._take(size)
            self._read_line(b"\r\n")
        self._read_line(b"\r\n")
        return body


def _header(head: bytes, name: bytes) -> bytes | None:
    at = head.lower().find(b"\r\n" + name + b":")
    return None if at < 0 else head[at + len(name) + 3:].split(b"\r\n", 1)[0].strip()
