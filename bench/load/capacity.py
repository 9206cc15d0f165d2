"""Closed loops: what the service does with 1 to 32 clients, for each operation and format."""
import time

import loops
import report
from client import request

OPERATIONS = ["/detect", "/classify", "/analyze"]

# Methods compiled in a round that no longer matter.
CALM, ROUND_SECONDS = 8, 12


def warm_up(service, clips: dict[str, bytes], seconds: float, most: float):
    """The runtime compiles what is used much once more, better, and on one core takes half of it meanwhile; the first figures would pay for that.

    Rounds of every operation and format for `seconds`, then, for at most `most`, until a round leaves next to nothing to compile.
    """
    whats = [request("POST", operation, body) for operation in OPERATIONS for body in clips.values()]
    begin = time.monotonic()
    compiled, now = 0, service.compiled_methods()
    while time.monotonic() - begin < seconds or (now - compiled > CALM and time.monotonic() - begin < most):
        for what in whats:
            loops.closed(service.address, what, 2, min(seconds, ROUND_SECONDS) / len(whats))
        compiled, now = now, service.compiled_methods()


def measure(service, clips: dict[str, bytes], clients: list[int], seconds: float, patient: bool) -> dict:
    """One cell after the other."""
    live = request("GET", "/health/live")
    ceiling = {n: loops.closed(service.address, live, n, min(2, seconds)) for n in (clients[0], clients[-1])}
    cells = [
        _cell(service, operation, name, request("POST", operation, body), n, seconds, patient)
        for operation in OPERATIONS
        for name, body in clips.items()
        for n in clients
    ]
    return {
        "seconds": seconds,
        "patient": patient,
        "ceiling": [{"clients": n, "answersPerSecond": run.rate, "p50Ms": run.percentile(0.5)} for n, run in ceiling.items()],
        "cells": cells,
    }


def markdown(figures: dict) -> str:
    """The table, and below it what the generator could have done."""
    rows = [
        [
            cell["operation"],
            cell["format"],
            cell["clients"],
            f"{cell['clipsPerSecond']:.1f}",
            f"{cell['p50Ms']:.1f}",
            f"{cell['p99Ms']:.1f}",
            f"{cell['cpuMsPerClip']:.1f}",
            f"{cell['peakMb']:.0f}",
            report.others(cell["others"]),
            f"{100 * cell['generatorShare']:.0f} %",
        ]
        for cell in figures["cells"]
    ]
    head = ["operation", "file", "clients", "clips/s", "p50, ms", "p99, ms", "CPU a clip, ms", "RSS peak, MB", "other answers", "generator"]
    manners = "waits for its Retry-After" if figures["patient"] else "asks again at once"
    ceilings = "; ".join(f"{c['answersPerSecond']:.0f}/s with {c['clients']}, p50 {c['p50Ms']:.2f} ms" for c in figures["ceiling"])
    return f"""## Closed loop

{figures["seconds"]:g} s for each row. Times are of answers with 200. CPU is of the service and of its decoders, what was refused included,
for each 200; RSS is the service's alone. Who gets a 503 {manners}; nothing is sent twice. The last column is the
generator's own use of its core.

{report.table(head, rows)}

The same generator at `/health/live`, which costs the service next to nothing, in answers a second by the number of clients:
{ceilings}.
"""


def _cell(service, operation: str, name: str, what: bytes, clients: int, seconds: float, patient: bool) -> dict:
    service.forget_peak()
    before = service.cpu_seconds()
    run = loops.closed(service.address, what, clients, seconds, patient)
    used = service.cpu_seconds() - before
    return {
        "operation": operation,
        "format": name,
        "clients": clients,
        "clipsPerSecond": run.rate,
        "answers200": len(run.good),
        "p50Ms": run.percentile(0.5),
        "p99Ms": run.percentile(0.99),
        "cpuMsPerClip": 1e3 * used / max(1, len(run.good)),
        "peakMb": service.peak_mb(),
        "others": run.others,
        "generatorShare": run.generator_share,
    }
