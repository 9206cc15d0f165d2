"""Open loop: latency where requests come at a rate of their own, whatever the service does."""
import heapq

import loops
import report
from capacity import OPERATIONS
from client import request

SEED = 7
# p99 of fewer is a matter of one or two requests; and once a minute the service gives memory back, which is to be in every row once.
LEAST_REQUESTS, LEAST_SECONDS = 1000, 60


def measure(service, wav: bytes, rate: str, seconds: float, quick: bool, processors: int) -> dict:
    """Each operation with the WAV, with even and with random arrivals.

    `rate` is a number of requests a second, or a share such as 70% of what as many clients as the service has `processors` get in a closed loop.
    """
    rows = []
    for operation in OPERATIONS:
        what = request("POST", operation, wav)
        capacity = loops.closed(service.address, what, processors, seconds).rate
        wanted = capacity * float(rate[:-1]) / 100 if rate.endswith("%") else float(rate)
        count = round(wanted * seconds) if quick else max(LEAST_REQUESTS, round(wanted * max(LEAST_SECONDS, seconds)))
        for kind, seed in (("even", None), ("Poisson", SEED)):
            run = loops.opened(service.address, what, wanted, count, seed)
            late = sorted(1e3 * (s.sent - s.due) for s in run.samples)
            ideal = waits([s.due for s in run.samples], processors / capacity, processors)
            rows.append({
                "operation": operation,
                "closedLoopPerSecond": capacity,
                "arrivals": kind,
                "perSecond": wanted,
                "sent": len(run.samples),
                "p50Ms": run.percentile(0.5),
                "p99Ms": run.percentile(0.99),
                "ratio": run.percentile(0.99) / run.percentile(0.5),
                "idealRatio": loops.percentile(ideal, 0.99) / loops.percentile(ideal, 0.5),
                "others": run.others,
                "lateP99Ms": loops.percentile(late, 0.99),
            })
    return {"rate": rate, "seed": SEED, "processors": processors, "rows": rows}


def waits(due: list[float], work: float, processors: int) -> list[float]:
    """From each arrival to its answer, in order of length, of a server that does nothing but the work, always in the same time, first come first served."""
    free = [0.0] * processors
    times = []
    for at in sorted(due):
        done = max(at, heapq.heappop(free)) + work
        heapq.heappush(free, done)
        times.append(done - at)
    return sorted(times)


def markdown(figures: dict) -> str:
    """The table."""
    rows = [
        [
            row["operation"],
            f"{row['closedLoopPerSecond']:.1f}",
            row["arrivals"],
            f"{row['perSecond']:.1f}",
            row["sent"],
            f"{row['p50Ms']:.1f}",
            f"{row['p99Ms']:.1f}",
            f"{row['ratio']:.2f}",
            f"{row['idealRatio']:.2f}",
            report.others(row["others"]),
            f"{row['lateP99Ms']:.2f}",
        ]
        for row in figures["rows"]
    ]
    head = ["operation", "capacity, /s", "arrivals", "sent/s", "sent", "p50, ms", "p99, ms", "p99/p50", "ideal", "other answers", "sent late, p99"]
    wanted = figures["rate"] + (f" of what clients get in a closed loop, one for each processor of the service ({figures['processors']})" if figures["rate"].endswith("%") else " a second")
    return f"""## Open loop

The WAV at {wanted}; times of Poisson arrivals by seed {figures["seed"]}. Latency counts from
the time at which a request was due. *Ideal* is p99/p50 of the same arrivals at a server that needs the same time for each
request and nothing besides, first come first served. The last column is how late the generator itself was, in ms.

{report.table(head, rows)}
"""
