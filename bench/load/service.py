"""The built service as a process of its own, on its own core, and what the kernel and the service say of it."""
import contextlib
import os
import pathlib
import re
import signal
import socket
import subprocess
import tempfile
import time

from client import Connection, request

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILT = ROOT / "artifacts" / "bin" / "Api" / "release" / "CryApi.Api.dll"
PUBLISHED = ROOT / "artifacts" / "app" / "CryApi.Api.dll"
TICKS = os.sysconf("SC_CLK_TCK")
START_SECONDS = 60


def on_core(core: int | None):
    """What a child does before it becomes its program, so that it runs on that core only; None leaves it where its parent is."""
    return None if core is None else lambda: os.sched_setaffinity(0, {core})


class Service:
    """Runs from `with` to its end, where SIGTERM stops it."""

    def __init__(self, program: pathlib.Path, core: int | None, environment: dict[str, str] | None = None):
        if not program.exists():
            raise SystemExit(f"There is no {program}; build one: dotnet build -c Release src/Api, or publish it")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = free.getsockname()
        # DrainSeconds: nobody else has to notice that it goes.
        settings = {
            "ASPNETCORE_URLS": f"http://127.0.0.1:{self.address[1]}",
            "Models__Path": str(ROOT / "models"),
            "Shutdown__DrainSeconds": "0",
        }
        self._log = tempfile.TemporaryFile()
        self._started = time.monotonic()
        self._process = subprocess.Popen(
            ["dotnet", program],
            cwd=program.parent,
            preexec_fn=on_core(core),
            env=os.environ | settings | (environment or {}),
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        self._proc = pathlib.Path(f"/proc/{self._process.pid}")

    def __enter__(self):
        deadline = time.monotonic() + START_SECONDS
        try:
            while self.get("/health/ready")[0] != 200:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit("The service did not get ready:\n" + self.log_text()[-2000:])
                time.sleep(0.01)
        except BaseException:
            self.__exit__()
            raise
        self.ready_seconds = time.monotonic() - self._started
        return self

    def __exit__(self, *_):
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()

    def get(self, path: str) -> tuple[int, str]:
        """Status and body of a GET over a connection of its own; status 0 where nobody listens."""
        try:
            with Connection(self.address) as connection:
                answer = connection.ask(request("GET", path))
        except OSError:
            return 0, ""
        return answer.status, answer.body.decode()

    def metrics(self) -> dict[str, float]:
        """Every series of /metrics by its name and labels. The exporter keeps its text for 0.3 s, so it is waited for a fresh one."""
        time.sleep(0.4)
        lines = re.findall(r"^([a-z_:][^ {]*(?:\{.*\})?) (\S+)", self.get("/metrics")[1], re.MULTILINE)
        return {re.sub(r'otel_scope_name="[^"]*",?', "", name): float(value) for name, value in lines}

    def compiled_methods(self) -> float:
        """How many the runtime has compiled since the start, each time counted."""
        return next(value for name, value in self.metrics().items() if name.startswith("dotnet_jit_compiled_methods"))

    def cpu_seconds(self) -> float:
        """Of the service and of its decoders that have ended: utime, stime, cutime, cstime."""
        fields = (self._proc / "stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / TICKS

    def resident_mb(self) -> float:
        """Memory that is there now, without decoders, in MB of 10⁶ bytes."""
        return self._status("VmRSS")

    def peak_mb(self) -> float:
        """The most that was there since the start or since `forget_peak`."""
        return self._status("VmHWM")

    def forget_peak(self):
        """Lets the kernel begin anew with the peak. Where it may not be told so, the peak stays that since the start."""
        with contextlib.suppress(OSError):
            (self._proc / "clear_refs").write_text("5")

    def log_text(self) -> str:
        """All that it has logged; what it logs is written a moment later."""
        self._log.seek(0)
        return self._log.read().decode(errors="replace")

    def _status(self, field: str) -> float:
        return int(re.search(rf"{field}:\s+(\d+)", (self._proc / "status").read_text())[1]) * 1024 / 1e6
