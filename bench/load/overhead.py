"""What HTTP adds to /detect: a client's time on one kept connection less what the service says that the work took."""
import json
import statistics
import time

from client import Connection, request
import bare
import loops
import report

STAGE = "cryapi_stage_duration_seconds"
# About what a detection is in JSON, with the head of its answer.
ANSWER_BYTES = 700


def measure(service, wav: bytes, count: int, core: int | None) -> dict:
    """Asks one after the other; then a bare socket on the same core, busy for as long as the work took.

    The service tells the work itself in two ways: as the sum of a histogram, which is exact but only gives means, and by a line of log
    for each request, which holds the time of the endpoint as a whole: receiving the body, waiting for a turn, and the work.
    """
    what, live_request = request("POST", "/detect", wav), request("GET", "/health/live")
    with Connection(service.address) as connection:
        _times(connection, what, count)
        before = service.metrics()
        walls = _times(connection, what, count)
        after = service.metrics()
        live = _times(connection, live_request, count)
    endpoints = _endpoint_times(service, count)
    means = {stage: _mean(before, after, stage, count) for stage in ("receive", "wait", "work")}
    wall, work = statistics.fmean(walls), means["work"]
    with bare.running(core, work, ANSWER_BYTES) as address, Connection(address) as connection:
        _times(connection, what, count // 5)
        floor_times = _times(connection, what, count)
    floor = statistics.median(floor_times) - work
    added = statistics.median(w - e for w, e in zip(walls, endpoints)) + statistics.fmean(endpoints) - work
    return {
        "requests": count,
        "wallP50Ms": statistics.median(walls),
        "wallP99Ms": loops.percentile(sorted(walls), 0.99),
        "wallMeanMs": wall,
        "endpointP50Ms": statistics.median(endpoints),
        "workMeanMs": work,
        "receiveMeanMs": means["receive"],
        "waitMeanMs": means["wait"],
        "liveP50Ms": statistics.median(live),
        "addedMeanMs": wall - work,
        # On one connection the lines come in the order of the requests, so that each has its partner.
        "outsideEndpointP50Ms": statistics.median(w - e for w, e in zip(walls, endpoints)),
        "addedP50Ms": added,
        "bareP50Ms": floor,
        "addedToBareP50Ms": added - floor,
    }


def markdown(figures: dict) -> str:
    """The figures, each with what it is."""
    rows = [
        ["client: first byte sent to last byte read, p50", f"{figures['wallP50Ms']:.3f}"],
        ["the same, mean", f"{figures['wallMeanMs']:.3f}"],
        ["endpoint (receive, wait, work), by its line of log, p50", f"{figures['endpointP50Ms']:.3f}"],
        ['work (decode, features, networks), `cryapi_stage_duration_seconds{stage="work"}`, mean', f"{figures['workMeanMs']:.3f}"],
        ["receiving the body, mean", f"{figures['receiveMeanMs']:.3f}"],
        ["waiting for a turn, mean", f"{figures['waitMeanMs']:.3f}"],
        ["client − endpoint, request by request, p50", f"{figures['outsideEndpointP50Ms']:.3f}"],
        ["**HTTP adds, p50**: that and (endpoint − work), mean", f"**{figures['addedP50Ms']:.3f}**"],
        ["**HTTP adds, mean**: client − work", f"**{figures['addedMeanMs']:.3f}**"],
        ["a bare socket that reads as much, is busy as long and answers as much adds, p50", f"{figures['bareP50Ms']:.3f}"],
        ["**HTTP adds to that, p50**", f"**{figures['addedToBareP50Ms']:.3f}**"],
        ["for comparison: `/health/live` on the same connection, p50", f"{figures['liveP50Ms']:.3f}"],
    ]
    return f"""## What HTTP adds

`/detect` of the WAV, {figures["requests"]} requests one after the other over one kept loopback connection, after as many to warm up.
What is subtracted is the service's own time of the work; the client's own work with its socket is in what is left, and the kernel's, which
together are what a bare socket adds.

{report.table(["", "ms"], rows)}
"""


def _times(connection: Connection, what: bytes, count: int) -> list[float]:
    times = []
    for _ in range(count):
        start = time.perf_counter()
        answer = connection.ask(what)
        times.append(1e3 * (time.perf_counter() - start))
        if answer.status != 200:
            raise SystemExit(f"Not 200 but {answer.status}.")
    return times


def _mean(before: dict, after: dict, stage: str, count: int) -> float:
    label = f'{{stage="{stage}"}}'
    counted = after[f"{STAGE}_count{label}"] - before[f"{STAGE}_count{label}"]
    if counted != count:
        raise SystemExit(f"The service counts {counted:g} requests instead of {count}: somebody else asks it, too.")
    return 1e3 * (after[f"{STAGE}_sum{label}"] - before[f"{STAGE}_sum{label}"]) / counted


def _endpoint_times(service, count: int) -> list[float]:
    lines = [json.loads(line) for line in service.log_text().splitlines() if '"CryApi.Analysis"' in line]
    times = [line["State"]["Milliseconds"] for line in lines if line["State"]["Operation"] == "detect"][-count:]
    if len(times) < count:
        raise SystemExit(f"The service logged {len(times)} of {count} requests.")
    return times
