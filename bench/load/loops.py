"""Two ways to put a service under load: clients that wait for their answers, and arrivals that do not."""
import collections
import math
import random
import threading
import time
from typing import NamedTuple

from client import TIMEOUT, Connection

# More than wait and are worked on in the service on one core (17), so that an arrival finds a connection.
CONNECTIONS = 64


class Sample(NamedTuple):
    """One request: when it was due, when it was sent, when its answer was there (s), and with which status."""

    due: float
    sent: float
    done: float
    status: int


class Run:
    """What became of the requests of one run."""

    def __init__(self, samples: list[Sample], started: float, seconds: float, generator_share: float):
        self.samples = samples
        self.seconds = seconds
        self.generator_share = generator_share
        self.good = sorted(1e3 * (s.done - s.due) for s in samples if s.status == 200)
        # What is answered after the time is over counts for latency, not for the rate.
        self.rate = sum(s.status == 200 and s.done <= started + seconds for s in samples) / seconds
        self.others = dict(collections.Counter(s.status for s in samples if s.status != 200))

    def percentile(self, share: float) -> float:
        """Latency of answers with 200 in ms, by nearest rank; NaN where there are none."""
        return percentile(self.good, share)


def percentile(ordered: list[float], share: float) -> float:
    """By nearest rank; NaN of nothing."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan


def closed(address, what: bytes, clients: int, seconds: float, patient: bool = True) -> Run:
    """Clients on kept connections; each sends when its last request is answered.

    A patient client waits as long as a 503's Retry-After says before its next request; the refused one is counted and not repeated.
    """
    ready = threading.Barrier(clients + 1, timeout=TIMEOUT)
    results: list[list[Sample]] = [[] for _ in range(clients)]
    ends: list[float] = [0]

    def run(samples: list[Sample]):
        with Connection(address) as connection:
            ready.wait()
            while (sent := time.perf_counter()) < ends[0]:
                answer = connection.ask(what)
                samples.append(Sample(sent, sent, time.perf_counter(), answer.status))
                if patient and answer.status != 200:
                    time.sleep(max(0, min(answer.retry_after or 0.02, ends[0] - time.perf_counter())))

    threads = [threading.Thread(target=run, args=(samples,)) for samples in results]
    for thread in threads:
        thread.start()
    started, processor = time.perf_counter(), time.process_time()
    ends[0] = started + seconds
    ready.wait()
    for thread in threads:
        thread.join()
    share = (time.process_time() - processor) / (time.perf_counter() - started)
    return Run([s for samples in results for s in samples], started, seconds, share)


def opened(address, what: bytes, rate: float, count: int, seed: int | None) -> Run:
    """Arrivals whose times are fixed beforehand: Poisson with that seed, or evenly spaced without one.

    Latency counts from the time that was fixed, so that a stall is charged to all who came in it.
    """
    chance = random.Random(seed)
    gaps = [1 / rate if seed is None else chance.expovariate(rate) for _ in range(count)]
    begin = time.perf_counter() + 0.1
    due = [begin]
    for gap in gaps[1:]:
        due.append(due[-1] + gap)
    turns = iter(due)
    samples: list[Sample] = []

    def run():
        # next() of one iterator, and append to one list, are single steps for Python's threads.
        with Connection(address) as connection:
            for at in turns:
                time.sleep(max(0, at - time.perf_counter()))
                sent = time.perf_counter()
                answer = connection.ask(what)
                samples.append(Sample(at, sent, time.perf_counter(), answer.status))

    threads = [threading.Thread(target=run) for _ in range(min(CONNECTIONS, count))]
    processor = time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = due[-1] - begin + 1 / rate
    return Run(samples, begin, seconds, (time.process_time() - processor) / seconds)
