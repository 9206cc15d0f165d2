#!/usr/bin/env python3
"""Loads the whole service over loopback: what it does for how many clients, how long they wait, what that costs.

    dotnet build -c Release src/Api       # and for --settings, as the Dockerfile does it:
    dotnet publish src/Api -c Release -a x64 --no-self-contained -p:PublishReadyToRun=true -o artifacts/app
    bench/load/run.py                     # closed loop: 1 to 32 clients, three operations, WAV and M4A; 4 minutes
    bench/load/run.py --overhead          # what HTTP adds to /detect
    bench/load/run.py --open              # arrivals at 70 % of capacity; --open 50% or --open 20 (a second)
    bench/load/run.py --garbage           # what is allocated, and what the collector does; 3 minutes
    bench/load/run.py --growth            # time and memory of /analyze by the length of the clip
    bench/load/run.py --settings          # settings of runtime, collector and pools beside what is shipped; half an hour
    bench/load/run.py --all --output artifacts/bench/load.json
    bench/load/run.py --quick             # shorter, to see that it works; its figures say little

It starts the built service itself on one core, sends from another, and stops it. Prints Markdown; with --output also writes it, beside
the same as JSON. M4A needs an ffmpeg on the PATH that encodes AAC, and is left out without one.
"""
import argparse
import functools
import json
import os
import pathlib
import signal
import sys

import arrivals
import capacity
import clips
import garbage
import growth
import overhead
import report
import settings
from service import BUILT, PUBLISHED, ROOT, Service

# Where the runtime goes on compiling for so long (s), something is wrong that waiting does not mend.
WARM_UP_LIMIT = 240


def main():
    # So that what it has started ends with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    options = parse()
    cores = pin(options.cores)
    start = functools.partial(Service, options.service, cores and cores[0])
    files = {"WAV": clips.wav(), "M4A": None if options.wav_only else clips.m4a()}
    files = {name: body for name, body in files.items() if body}

    figures, texts = {}, ["# Load\n"]

    def add(name: str, module, measured: dict):
        figures[name] = measured
        texts.append(module.markdown(measured))
        print(texts[-1], flush=True)

    with start() as service:
        add("machine", report, report.machine(service, ROOT, cores))
        if options.closed or options.overhead or options.open or options.garbage:
            capacity.warm_up(service, files, options.warm_up, options.warm_up if options.quick else WARM_UP_LIMIT)
        if options.closed:
            add("closed", capacity, capacity.measure(service, files, options.clients, options.seconds, not options.impatient))
        if options.overhead:
            add("overhead", overhead, overhead.measure(service, files["WAV"], options.requests, cores and cores[0]))
        if options.open:
            add("open", arrivals, arrivals.measure(service, files["WAV"], options.open, options.seconds, options.quick, 1 if cores else len(os.sched_getaffinity(0))))
        if options.garbage:
            add("garbage", garbage, garbage.measure(service, files["WAV"], 2 if options.quick else 60))
    if options.growth:
        lengths = growth.LENGTHS[::2] if options.quick else growth.LENGTHS
        add("growth", growth, growth.measure(start, lengths, 3 if options.quick else 15, options.warm_up / 3))
    if options.settings:
        programs = {"published": options.published, "built": options.service}
        what = options.settings, options.only, options.rounds, options.warm_up, 0.5 if options.quick else 3
        add("settings", settings, settings.measure(Service, programs, cores, files["WAV"], *what))

    if options.output:
        options.output.parent.mkdir(parents=True, exist_ok=True)
        options.output.write_text(json.dumps(figures, indent=2) + "\n")
        options.output.with_suffix(".md").write_text("\n".join(texts))


def parse() -> argparse.Namespace:
    """The options, with what follows from one for another."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--closed", action="store_true", help="closed loop; what is done where no other measurement is named")
    parser.add_argument("--overhead", action="store_true", help="what HTTP adds to /detect")
    parser.add_argument("--open", metavar="RATE", nargs="?", const="70%", help="open loop at RATE a second, or a share of capacity")
    parser.add_argument("--garbage", action="store_true", help="what is allocated for a request, and collections")
    parser.add_argument("--growth", action="store_true", help="time and memory by the length of the clip")
    parser.add_argument("--settings", choices=["runtime", "threads", "both"], nargs="?", const="both", help="settings beside what is shipped")
    parser.add_argument("--only", type=lambda text: text.split(","), default=[], help="parts of the names of --settings")
    parser.add_argument("--rounds", type=int, default=3, help="for --settings (3)")
    parser.add_argument("--all", action="store_true", help="all but --settings")
    parser.add_argument("--quick", action="store_true", help="each as short as it can be")
    parser.add_argument("--seconds", type=float, help="for each row (5; quick: 0.4)")
    parser.add_argument("--warm-up", type=float, help="seconds before, at least; it goes on until the runtime compiles no more (24; quick: 3, and no more)")
    parser.add_argument("--requests", type=int, default=500, help="for --overhead (500)")
    parser.add_argument("--clients", type=lambda text: [int(n) for n in text.split(",")], default=[1, 2, 4, 8, 16, 32])
    parser.add_argument("--impatient", action="store_true", help="who gets a 503 asks again at once, instead of after its Retry-After")
    parser.add_argument("--wav-only", action="store_true", help="no M4A")
    parser.add_argument("--cores", help="of the service and of the generator (the second and the first there are); none: not pinned")
    parser.add_argument("--service", type=pathlib.Path, default=BUILT, help="CryApi.Api.dll, built or published")
    parser.add_argument("--published", type=pathlib.Path, default=PUBLISHED, help="for --settings: CryApi.Api.dll as the image has it")
    parser.add_argument("--output", type=pathlib.Path, metavar="FILE.json")
    options = parser.parse_args()
    options.service, options.published = options.service.resolve(), options.published.resolve()
    options.seconds = options.seconds or (0.4 if options.quick else 5)
    options.warm_up = options.warm_up or (3 if options.quick else 24)
    if options.all:
        options.closed = options.overhead = options.garbage = options.growth = True
        options.open = options.open or "70%"
    options.closed |= not (options.overhead or options.open or options.garbage or options.growth or options.settings)
    return options


def pin(cores: str | None) -> tuple[int, int] | None:
    """Keeps this process to its core. On a machine with one there is nothing to share out."""
    there = sorted(os.sched_getaffinity(0))
    if cores == "none" or len(there) < 2:
        return None
    service, generator = map(int, cores.split(",")) if cores else (there[1], there[0])
    os.sched_setaffinity(0, {generator})
    return service, generator


if __name__ == "__main__":
    main()
