"""Tables in Markdown, and the machine that figures belong to."""
import datetime
import os
import pathlib
import platform
import re
import subprocess


def table(head: list[str], rows: list[list]) -> str:
    """Head and rows as Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def others(counts: dict[int, int]) -> str:
    """Answers that are no 200, by status; 0 is a connection that broke."""
    return ", ".join(f"{count} × {status or 'broken'}" for status, count in sorted(counts.items()))


def machine(service, root: pathlib.Path, cores: tuple[int, int] | None) -> dict:
    """What must stand beside the figures."""
    build = next((name for name in service.metrics() if name.startswith("cryapi_build_info")), "")
    model = re.search(r"model name\s*:\s*(.*)", pathlib.Path("/proc/cpuinfo").read_text())
    return {
        "time": datetime.datetime.now(datetime.UTC).isoformat(timespec="minutes"),
        "commit": _git(root, "rev-parse", "--short", "HEAD"),
        "uncommitted": bool(_git(root, "status", "--porcelain")),
        "processor": model[1] if model else platform.machine(),
        "processors": os.cpu_count(),
        "kernel": platform.release(),
        "runtime": (re.search(r'runtime="([^"]*)"', build) or ["", "?"])[1],
        "decoder": (re.search(r'"version":"([^"]*)"', service.get("/health/ready")[1]) or ["", "none"])[1],
        "loadBefore": round(os.getloadavg()[0], 2),
        "cores": None if cores is None else {"service": cores[0], "generator": cores[1]},
    }


def markdown(facts: dict) -> str:
    """One line of it."""
    cores = "not pinned" if facts["cores"] is None else "service on core {service}, generator on core {generator}".format(**facts["cores"])
    changed = " with changes" if facts["uncommitted"] else ""
    return (
        f"{facts['time']}, commit {facts['commit']}{changed}; {facts['processor']}, {facts['processors']} processors, "
        f"load {facts['loadBefore']} before; {facts['runtime']}, ffmpeg {facts['decoder']}; {cores}.\n"
    )


def _git(root: pathlib.Path, *arguments: str) -> str:
    try:
        return subprocess.run(["git", "-C", root, *arguments], capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
