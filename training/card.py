"""Fills the tables of the model card, and of training/CLASSIFIER.md, from the reports, so that every figure in them is one that was measured.

    python3 training/card.py [--models models] [--cache training/cache]

A table stands between `<!-- NAME -->` and `<!-- end -->`, and is written anew; the words around it are for a person to write. A table whose
reports are not there, or older than the bundles, stays as it is, and that is told.
"""

import json
import re
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import folds
import type_tables
from evidence import BASE, CLASS_20, CRYNET, SYSTEMS as BUNDLES, YAMNET_LR, is_fresh
from evidence_report import table
from prepare import HERE, arguments

SHOWN = {
    "roc_auc": "ROC-AUC", "pr_auc": "PR-AUC", "best_f1": "best F1 (threshold chosen on these clips)",
    "recall_at_1_percent_false_positives": "recall at 1 % false positives", "recall_at_5_percent_false_positives": "recall at 5 % false positives",
    "recall_at_10_false_alarms_per_hour": "recall at 10 false alarms an hour", "recall_at_60_false_alarms_per_hour": "recall at 60 false alarms an hour",
    "accuracy": "accuracy", "recall": "recall", "specificity": "specificity", "f1": "F1", "ece": "expected calibration error"}
CHIEF = ("roc_auc", "recall_at_1_percent_false_positives")
SYSTEMS = (CRYNET, YAMNET_LR, CLASS_20, "energy", "always")
PROTOCOLS = {folds.GROUPS: "by group", folds.ORIGINS: "whole origins"}
RULES = {"default": "default", "recall_99_percent": "recall 99 %", "recall_95_percent": "recall 95 %", "recall_90_percent": "recall 90 %"}
ALTERED = {
    BASE: "as they are", "narrow-4k": "cut off at 4 kHz", "narrow-3k4": "telephone band, 300 to 3,400 Hz", "snr-20": "background at 20 dB SNR",
    "snr-10": "10 dB", "snr-5": "5 dB", "snr-0": "0 dB", "snr-minus5": "−5 dB", "pink-0": "pink noise at 0 dB", "length-1": "cut to 1 s",
    "length-3": "cut to 3 s", "length-7": "in 7 s of background", "length-60": "in 60 s of background (400)", "level-minus40": "40 dB quieter",
    "clipped": "20 dB louder, clipped", "reverb": "in a room", "codec-opus": "Opus, 12 kbit/s (600)", "codec-aac": "AAC, 16 kbit/s (600)",
    "codec-mp3": "MP3, 16 kbit/s (600)", "codec-gsm": "GSM (600)"}
NARROW = "narrow-4k"


class Reports:
    """The reports of evidence.py, by protocol and run."""

    def __init__(self, folder: Path):
        self.cache, self.folder = folder, folder / "reports" / "evidence"

    @cache
    def read(self, protocol: str, run: str) -> dict:
        report = self.folder / protocol / f"{run}.json"
        if not is_fresh(report, list((self.cache / BUNDLES[protocol][CRYNET]).glob("fold-*/manifest.json"))):
            raise type_tables.Missing(f"{report} is not there, or older than the bundles")
        found = json.loads(report.read_text(encoding="utf-8"))
        return found if "systems" in found else {"systems": [found], "comparisons": []}

    def system(self, protocol: str, run: str, name: str = CRYNET) -> dict:
        for system in self.read(protocol, run)["systems"]:
            if system["system"] == name:
                return system
        raise type_tables.Missing(f"no {name} in {protocol}/{run}")

    def figure(self, protocol: str, run: str, figure: str, name: str = CRYNET) -> dict:
        return next(f for f in self.system(protocol, run, name)["figures"] if f["name"] == figure)

    def differences(self, protocol: str) -> dict[tuple[str, str], dict]:
        """(rival, figure) to what the rival has more than CryNet."""
        return {(c["system"], f["name"]): f for c in self.read(protocol, BASE)["comparisons"] for f in c["differences"]}

    def slices(self, protocol: str, run: str, column: str, label: str) -> dict[str, dict]:
        tables = self.system(protocol, run)["sliceTables"]
        return {s["value"]: s for t in tables if t["column"] == column for s in t["slices"] if s["label"] == label}


def plain(figure: dict, digits: int = 3) -> str:
    return "" if figure["value"] is None else f"{figure['value']:.{digits}f}"


def ranged(figure: dict, digits: int = 3) -> str:
    """0.994 (0.991 to 0.997)."""
    bounds = "" if figure["low"] is None else f" ({figure['low']:.{digits}f} to {figure['high']:.{digits}f})"
    return plain(figure, digits) + bounds


def percent(value: float) -> str:
    return f"{100 * value:.0f} %"


def figures(reports: Reports, protocol: str) -> str:
    rows = []
    for name, title in SHOWN.items():
        found = {s: reports.figure(protocol, BASE, name, s) for s in SYSTEMS}
        cells = [ranged(f) if s == CRYNET or (name in CHIEF and s in (YAMNET_LR, CLASS_20)) else plain(f) for s, f in found.items()]
        rows.append((title, *cells, f"{found[CRYNET]['baseline']:.3f}"))
    cost = [f"{reports.system(protocol, BASE, s)['cost']['millisecondsPerSecond']:.2f}" for s in (CRYNET, YAMNET_LR, CLASS_20)]
    return table(("figure", "CryNet", "YAMNet + LR", "YAMNet's class 20, untrained", "energy gate", "always a cry", "trivial rule"),
                 [*rows, ("milliseconds per second of audio", *cost, "", "", "")])


def differences(reports: Reports) -> str:
    def less(figure: dict) -> str:  # the report tells what the rival has more
        return f"{-figure['value']:+.3f} ({-figure['high']:+.3f} to {-figure['low']:+.3f})"

    rows = []
    for protocol, title in PROTOCOLS.items():
        found = reports.differences(protocol)
        rows += [(f"{name}, {title}", less(found[YAMNET_LR, f]), less(found[CLASS_20, f])) for f, name in zip(CHIEF, ("ROC-AUC", "recall at 1 %"))]
    return table(("", "YAMNet + LR", "YAMNet's class 20"), rows)


def thresholds(reports: Reports) -> str:
    rows = []
    for protocol, title in PROTOCOLS.items():
        points = {p["rule"]: p for p in reports.system(protocol, BASE)["operatingPoints"]}
        for rule, name in RULES.items():
            p = points[rule]
            threshold = "of each fold" if p["threshold"] is None else f"{p['threshold']:.4f}"
            rows.append((title, name, threshold, ranged(p["recall"]), ranged(p["precision"]), ranged(p["falseAlarmsPerHour"], 1)))
    return table(("protocol", "rule", "threshold", "recall", "precision", "false alarms an hour"), rows)


def reliability(reports: Reports) -> str:
    bins = {protocol: {round(b["from"], 4): b for b in reports.system(protocol, BASE)["reliability"]} for protocol in PROTOCOLS}

    def cells(b: dict | None, bar: bool) -> tuple:
        if b is None:
            return (0, "", "")
        return (f"{b['clips']:,}", f"{b['meanProbability']:.2f}", f"{b['shareOfCries']:.2f}" + (f" `{'█' * round(15 * b['shareOfCries']):15}`" if bar else ""))

    rows = []
    for start in sorted(set().union(*bins.values())):
        first, second = (bins[p].get(start) for p in PROTOCOLS)
        end = (first or second)["to"]
        rows.append((f"{start:.2f} to {end:.2f}", *cells(first, True), *cells(second, False)))
    return table(("probability", "clips", "mean", "share of cries", "clips", "mean", "share of cries"), rows)


def altered(reports: Reports) -> str:
    rows = []
    for run, title in ALTERED.items():
        cells: list[str] = []
        for protocol in PROTOCOLS:
            f = {name: reports.figure(protocol, run, name) for name in (*CHIEF, "recall", "specificity")}
            cells += [", ".join(plain(f[name]) for name in CHIEF), f"{percent(f['recall']['value'])}, {percent(1 - f['specificity']['value'])}"]
        rows.append((title, *cells))
    return table(("clips", "by group", "called cry", "whole origins", "called cry"), rows)


def confusable(reports: Reports) -> str:
    found = [reports.slices(protocol, run, "confusable", "not_cry") for protocol in PROTOCOLS for run in (BASE, NARROW)]
    order = sorted(found[0], key=lambda sound: -found[0][sound]["calledCry"]["value"])
    return table(("sound", "clips", "by group", "cut off at 4 kHz", "whole origins", "cut off at 4 kHz"),
                 [(sound, found[0][sound]["clips"], *(ranged(f[sound]["calledCry"], 2) for f in found)) for sound in order])


def cries(reports: Reports) -> str:
    found = [reports.slices(protocol, BASE, "origin", "cry") for protocol in PROTOCOLS]
    return table(("origin", "clips", "by group", "whole origin left out"),
                 [(origin, s["clips"], *(ranged(f[origin]["calledCry"], 2) for f in found)) for origin, s in sorted(found[0].items())])


DETECTION: dict[str, Callable[[Reports], str]] = {
    **{f"figures {protocol}": lambda reports, protocol=protocol: figures(reports, protocol) for protocol in PROTOCOLS},
    "differences": differences, "thresholds": thresholds, "reliability": reliability, "altered": altered, "confusable": confusable, "cries": cries}


def filled(page: str, made: dict[str, str], known: set[str]) -> str:
    """The page with these tables in their places; a name that the page has no place for, or a place without a name, is an error."""
    places = set(re.findall(r"<!-- (?!end)(.+?) -->", page))
    if places != known:
        raise SystemExit(f"no table for {sorted(places - known)}, no place for {sorted(known - places)}")
    return re.sub(r"(<!-- (?!end)(.+?) -->\n).*?(<!-- end -->)", lambda m: m[1] + made[m[2]] + m[3] if m[2] in made else m[0], page, flags=re.DOTALL)


def fill(page: Path, tables: dict[str, Callable[[], str]]) -> None:
    """Writes a page's tables anew, as far as what they need was measured."""
    made = {}
    for name, make in tables.items():
        try:
            made[name] = make()
        except type_tables.Missing as missing:
            print(f"{name} stays as it is: {missing}")
    page.write_text(filled(page.read_text(encoding="utf-8"), made, set(tables)), encoding="utf-8")
    print(f"{page}: {len(made)} of {len(tables)} tables")


def main() -> None:
    parser = arguments(__doc__.splitlines()[0])
    parser.add_argument("--models", type=Path, default=HERE.parent / "models", help="the bundle whose card is filled")
    options = parser.parse_args()
    reports, figures = Reports(options.cache), options.cache / "reports"
    fill(options.models / "MODEL_CARD.md",
         {**{name: partial(make, reports) for name, make in DETECTION.items()}, **{name: partial(make, figures) for name, make in type_tables.CARD.items()}})
    fill(HERE / "CLASSIFIER.md", {name: partial(make, figures) for name, make in type_tables.PAGE.items()})


if __name__ == "__main__":
    main()
