"""What the collector has to do with: bytes allocated for each request beyond its body, and collections of all of memory, over a minute of requests."""
import loops
import report
from capacity import OPERATIONS
from client import request

ALLOCATED = "dotnet_gc_heap_total_allocated_bytes_total"
COLLECTIONS = "dotnet_gc_collections_total"
OLDEST = "gen2"
CLIENTS = 2


def measure(service, wav: bytes, seconds: float) -> dict:
    """Asks for each operation for so long; a scrape of /metrics at both ends is among what is allocated."""
    rows = []
    for operation in OPERATIONS:
        what = request("POST", operation, wav)
        before = service.metrics()
        run = loops.closed(service.address, what, CLIENTS, seconds)
        after = service.metrics()
        answers = len(run.samples)
        rows.append({
            "operation": operation,
            "answers": answers,
            "bytesPerAnswer": (_of(after, ALLOCATED) - _of(before, ALLOCATED)) / answers,
            "collections": {name: _of(after, COLLECTIONS, name) - _of(before, COLLECTIONS, name) for name in ("gen0", "gen1", OLDEST)},
        })
    return {"seconds": seconds, "clients": CLIENTS, "bodyBytes": len(wav), "rows": rows}


def markdown(figures: dict) -> str:
    """The figures."""
    rows = [
        [row["operation"], str(row["answers"]), f"{row['bytesPerAnswer'] / 1024:.1f}", *(f"{count:.0f}" for count in row["collections"].values())]
        for row in figures["rows"]
    ]
    return f"""## Garbage

The WAV ({figures["bodyBytes"]:,} bytes) from {figures["clients"]} clients for {figures["seconds"]:.0f} s each. Once a minute the service itself has the collector look through
everything (`MemoryTrim`), which counts as a collection of generation 2.

{report.table(["", "answers", "KB allocated for each", "gen 0", "gen 1", "gen 2"], rows)}
"""


def _of(series: dict, name: str, label: str = "") -> float:
    return sum(value for key, value in series.items() if key.startswith(name) and label in key)
