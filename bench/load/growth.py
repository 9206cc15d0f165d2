"""How time and memory of /analyze grow with the length of the clip."""
import statistics
import time

import clips
import report
from client import Connection, request

LENGTHS = [7, 15, 30, 60, 120, 300, 600]


def measure(start, lengths: list[int], rounds: int, warm_up: float) -> dict:
    """A service of its own for each length, so that the peak of its memory belongs to it.

    `start` makes a service. It is warmed up with the sample of 7 s; what its start took at most does not count.
    """
    rows = []
    for seconds in lengths:
        with start() as service, Connection(service.address) as connection:
            what = request("POST", "/analyze", clips.repeated(seconds))
            _ask(connection, request("POST", "/analyze", clips.wav()), warm_up, 1)
            service.forget_peak()
            before = service.resident_mb()
            times = _ask(connection, what, 0, rounds)
            rows.append({
                "seconds": seconds,
                "requests": rounds,
                "medianMs": statistics.median(times),
                "leastMs": min(times),
                "mostMs": max(times),
                "beforeMb": before,
                "peakMb": service.peak_mb(),
            })
    return {
        "rows": rows,
        "timeMs": _line([row["seconds"] for row in rows], [row["medianMs"] for row in rows]),
        "growthMb": _line([row["seconds"] for row in rows], [row["peakMb"] - row["beforeMb"] for row in rows]),
    }


def markdown(figures: dict) -> str:
    """The table and both lines."""
    rows = [
        [
            row["seconds"],
            row["requests"],
            f"{row['medianMs']:.1f}",
            f"{row['leastMs']:.1f} to {row['mostMs']:.1f}",
            f"{row['beforeMb']:.0f}",
            f"{row['peakMb']:.0f}",
            f"{row['peakMb'] - row['beforeMb']:.0f}",
        ]
        for row in figures["rows"]
    ]
    head = ["clip, s", "requests", "median, ms", "least to most, ms", "RSS before, MB", "RSS peak, MB", "growth, MB"]
    time_line, memory_line = figures["timeMs"], figures["growthMb"]
    return f"""## Growth with the length

`/analyze` of a WAV of 16 kHz, one client; a service of its own for each length, warmed up with the clip of 7 s.

{report.table(head, rows)}

- time = {time_line["a"]:.1f} ms + {time_line["b"]:.3f} ms · seconds, R² = {time_line["r2"]:.4f}
- RSS growth = {memory_line["a"]:.1f} MB + {memory_line["b"]:.3f} MB · seconds, R² = {memory_line["r2"]:.4f}
"""


def _ask(connection: Connection, what: bytes, seconds: float, least: int) -> list[float]:
    times: list[float] = []
    begin = time.perf_counter()
    while len(times) < least or time.perf_counter() - begin < seconds:
        start = time.perf_counter()
        status = connection.ask(what).status
        times.append(1e3 * (time.perf_counter() - start))
        if status != 200:
            raise SystemExit(f"Not 200 but {status}.")
    return times


def _line(x: list[float], y: list[float]) -> dict:
    """Least squares: y = a + b·x, and the share of the variance that it explains."""
    line = statistics.linear_regression(x, y)
    return {"a": line.intercept, "b": line.slope, "r2": statistics.correlation(x, y) ** 2}
