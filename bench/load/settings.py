"""What settings of the runtime, of the collector and of the pools do, each beside what is shipped.

Every round starts the service once with each setting, every second round in the other order, so that a machine that gets slower meets all of
them; a figure is divided by the shipped one of the same round.
"""
import os
import statistics
import time
from typing import NamedTuple

import loops
import report
from client import Connection, request

COLD = 20
CLIENTS = [1, 4]
# A setting is apart from what is shipped where every round says so, by more than this.
APART = 0.03
IMAGE = {"DOTNET_EnableDiagnostics": "0"}


class Setting(NamedTuple):
    """What the environment says beyond the image's, and to which program. The runtime reads its numbers as hexadecimal."""

    name: str
    environment: dict[str, str] = {}
    program: str = "published"


SHIPPED = Setting("as shipped")
SPIN = Setting("`ThreadPool_UnfairSemaphoreSpinLimit=46`, the runtime's", {"DOTNET_ThreadPool_UnfairSemaphoreSpinLimit": "46"})
RUNTIME = [
    SHIPPED,
    Setting("not compiled ahead (`dotnet build`)", program="built"),
    Setting("`ReadyToRun=0`: nor is the framework", {"DOTNET_ReadyToRun": "0"}),
    Setting("`TieredPGO=1`", {"DOTNET_TieredPGO": "1"}),
    Setting("`TC_QuickJit=1`, but for loops", {"DOTNET_TC_QuickJit": "1", "DOTNET_TC_QuickJitForLoops": "0"}),
    Setting("`TC_QuickJit=1`, loops too", {"DOTNET_TC_QuickJit": "1", "DOTNET_TC_QuickJitForLoops": "1"}),
    Setting("`TC_CallCountingDelayMs=0`", {"DOTNET_TC_CallCountingDelayMs": "0"}),
    Setting("`TieredCompilation=0`", {"DOTNET_TieredCompilation": "0"}),
    Setting("`TieredCompilation=0`, `ReadyToRun=0`", {"DOTNET_TieredCompilation": "0", "DOTNET_ReadyToRun": "0"}),
    Setting("`gcConcurrent=1`", {"DOTNET_gcConcurrent": "1"}),
    Setting("`GCgen0MaxBudget` of 1 GiB, as if without", {"DOTNET_GCgen0MaxBudget": "40000000"}),
    SPIN,
    Setting("no line of log for an analysis", {"Logging__LogLevel__CryApi.Analysis": "None"}),
]
# What one processor has little use for.
THREADS = [
    SHIPPED,
    Setting("`Models__IntraOpThreads=2`", {"Models__IntraOpThreads": "2"}),
    Setting("`Models__SessionsPerModel=2`", {"Models__SessionsPerModel": "2"}),
    Setting("`gcServer=1`", {"DOTNET_gcServer": "1"}),
    SPIN,
]


def measure(start, programs: dict, cores, wav: bytes, which: str, only: list[str], rounds: int, warm_up: float, seconds: float) -> dict:
    """The runtime's with the service on its core and one client, the threads' on all of them. `start` makes a service of a program.

    `only`: parts of names, beside what is shipped; all where there are none.
    """

    def all_of(settings: list[Setting], ask, core: int | None) -> dict[str, list]:
        settings = [s for s in settings if s is SHIPPED or not only or any(part in s.name for part in only)]
        measured: dict[str, list] = {setting.name: [] for setting in settings}
        for n in range(rounds):
            for name, environment, program in settings[:: -1 if n % 2 else 1]:
                with start(programs[program], core, IMAGE | environment) as service:
                    measured[name].append({"ready, s": service.ready_seconds} | ask(service, wav, warm_up, seconds))
        return measured

    figures = {"rounds": rounds, "warmUp": warm_up, "seconds": seconds}
    if which != "threads":
        figures["runtime"] = all_of(RUNTIME, _on_one_core, cores and cores[0])
    if which != "runtime":
        if cores:
            os.sched_setaffinity(0, set(cores))  # what is started inherits it
        figures["threads"] = all_of(THREADS, _on_all, None)
    return figures


def markdown(figures: dict) -> str:
    """A table for each kind; the first row is absolute."""
    text = f"""## Settings

The WAV; median of {figures["rounds"]} rounds, each with a new process, {figures["warmUp"]:g} s to warm up and {figures["seconds"]:g} s for each figure.
The first row is absolute, the others are what they are times of it. **Bold**: more than {100 * APART:.0f} % to the same side in every round.
"""
    if "runtime" in figures:
        text += f"\nOne client, on the core of the service where it has one; *cold* is the median of the first {COLD} `/analyze`:\n\n{_table(figures['runtime'])}\n"
    if "threads" in figures:
        text += f"\n`/analyze` by 1 and 4 clients, on all cores, which the generator uses too:\n\n{_table(figures['threads'])}\n"
    return text


def _on_one_core(service, wav: bytes, warm_up: float, seconds: float) -> dict:
    analyze, detect = (request("POST", operation, wav) for operation in ("/analyze", "/detect"))
    figures = {"cold, ms": _cold(service, analyze)}
    loops.closed(service.address, analyze, 1, warm_up)
    for name, what in (("`/analyze`", analyze), ("`/detect`", detect)):
        run, milliseconds = _loop(service, what, 1, seconds)
        figures |= {f"{name}, CPU ms": milliseconds, f"{name}, p99 ÷ p50": run.percentile(0.99) / run.percentile(0.5)}
    return figures | {"RSS, MB": service.resident_mb()}


def _on_all(service, wav: bytes, warm_up: float, seconds: float) -> dict:
    what, figures = request("POST", "/analyze", wav), {}
    loops.closed(service.address, what, CLIENTS[-1], warm_up)
    for n in CLIENTS:
        run, milliseconds = _loop(service, what, n, seconds)
        figures |= {f"{n}: clips/s": run.rate, f"{n}: p99, ms": run.percentile(0.99), f"{n}: CPU ms": milliseconds}
    return figures | {"RSS, MB": service.resident_mb()}


def _cold(service, what: bytes) -> float:
    times = []
    with Connection(service.address) as connection:
        for _ in range(COLD):
            begin = time.perf_counter()
            connection.ask(what)
            times.append(1e3 * (time.perf_counter() - begin))
    return statistics.median(times)


def _loop(service, what: bytes, clients: int, seconds: float) -> tuple[loops.Run, float]:
    """What became of it, and processor time for each answer."""
    before = service.cpu_seconds()
    run = loops.closed(service.address, what, clients, seconds)
    used = service.cpu_seconds() - before
    if run.others or not run.good:
        raise SystemExit(f"Not only 200: {run.others}")
    return run, 1e3 * used / len(run.good)


def _table(figures: dict[str, list]) -> str:
    shipped = figures[SHIPPED.name]
    rows = [
        [name, *(_cell([row[column] for row in measured], [row[column] for row in shipped], measured is shipped) for column in shipped[0])]
        for name, measured in figures.items()
    ]
    return report.table(["", *shipped[0]], rows)


def _cell(measured: list[float], shipped: list[float], absolute: bool) -> str:
    if absolute:
        return f"{statistics.median(measured):.3g}"
    ratios = [one / other for one, other in zip(measured, shipped)]
    text = f"{statistics.median(ratios):.2f}"
    return f"**{text}**" if min(ratios) > 1 + APART or max(ratios) < 1 - APART else text
