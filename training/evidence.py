"""All that is known of detection, measured through the code that serves: every system, both protocols, every slice.

    python3 training/evidence.py [--protocols groups,origins] [--only base,snr-0] [--again] [--cache training/cache]

Runs `cryapi evaluate` over cache/wav and the sets of slices.py, leaves its reports in cache/reports/evidence/PROTOCOL/ and writes
all tables into models/EVIDENCE.md; of a part only, into cache/reports/evidence/evidence.md. A report that is newer than the bundles and
clips it is about is used again.

Systems of SLOW run YAMNet, 30 times the work of CryNet: they judge all clips as they are and narrow, and of the noise slices the
SAMPLE clips that slices.sample chooses, there beside CryNet on the same clips.
"""

import json
from pathlib import Path
from typing import NamedTuple

import evidence_report
import folds
import prepare
import serving
import slices
import unheard
from prepare import HERE

CRYNET, YAMNET_LR, CLASS_20 = "CryNet", "YAMNet+LR", "YAMNet class 20"
# Folder in the cache of each system's bundles, by protocol. Class 20 was fitted to none of the clips: one bundle judges them all.
SYSTEMS = {
    folds.GROUPS: {CRYNET: "folds/detection", YAMNET_LR: "folds/yamnet-groups", CLASS_20: "folds/yamnet-class20"},
    folds.ORIGINS: {CRYNET: "folds/detection-origins", YAMNET_LR: "folds/yamnet-origins", CLASS_20: "folds/yamnet-class20"},
}
SLOW = (YAMNET_LR, CLASS_20)
RIVALS = ("energy", "always")
BASE = "base"
ALL_SYSTEMS = ("narrow-4k",)
SAMPLED = tuple(n for n in slices.SLICES if n.startswith(("snr", "pink")))
SAMPLE = 400
UNHEARD = "unheard"
# What a sound is called in the tables: what a cry may be taken for by its own name, the rest by its kind.
CONFUSABLE = {
    "cry": "cry", "cat": "cat", "baby_laugh": "baby laugh", "laughing": "laughter", "children_playing": "children playing", "siren": "siren",
    **dict.fromkeys(("adult_speech", "emotional_speech", "speech", "spoken_digit"), "speech"),
    **dict.fromkeys(("dog", "dog_bark"), "dog"),
    **dict.fromkeys(("music", "street_music"), "music"),
    **dict.fromkeys(("bird", "chirping_birds", "chicken", "rooster"), "bird"),
    **dict.fromkeys(("cow", "donkey", "frog", "lion", "monkey", "sheep"), "other animal"),
    **dict.fromkeys(("sneezing", "snoring"), "sneezing, snoring"),
    **dict.fromkeys(("car_horn", "church_bells"), "horn, bell"),
    **dict.fromkeys((*slices.BACKGROUNDS, "background_noise", "silence", "pink_noise", "white_noise", "clock_tick", "footsteps", "helicopter",
                     "train", "door_wood_creaks", "glass_breaking", "chainsaw", "jackhammer", "gun_shot"), "household, street, noise"),
}


class Run(NamedTuple):
    """One call of `cryapi evaluate`."""

    name: str
    folder: Path
    rows: list[dict]
    systems: tuple[str, ...]


def described(row: dict) -> dict:
    """A manifest row with what it is sliced by: `confusable`, and `band` (narrow: a source of 8 kHz)."""
    return {**row, "confusable": CONFUSABLE.get(row["sound"], row["sound"]),
            "band": "narrow" if row["origin"] in prepare.IMAGED_ORIGINS else "wide"}


def runs(cache: Path, systems: tuple[str, ...]) -> list[Run]:
    """All runs of a protocol, those whose slices have not been made left out."""
    fast = tuple(s for s in systems if s not in SLOW)
    base = [r for r in folds.read_manifest(cache / "wav" / "manifest.csv") if r["detect_label"] in folds.LABELLED]
    planned = [Run(BASE, cache / "wav", base, systems)]
    planned += [Run(f"{BASE}, {n} clips", cache / "wav", slices.sample(base, n), systems if n == SAMPLE else fast)
                for n in sorted({SAMPLE, *(s.clips for s in slices.SLICES.values() if s.clips)})]
    for name in slices.SLICES:
        folder = cache / "slices" / name
        if not (folder / "manifest.csv").exists():
            print(f"{name}: not made; run training/slices.py")
            continue
        rows = folds.read_manifest(folder / "manifest.csv")
        planned.append(Run(name, folder, rows, systems if name in ALL_SYSTEMS else fast))
        if name in SAMPLED and set(systems) & set(SLOW):
            planned.append(Run(f"{name}, {SAMPLE} clips", folder, slices.sample(rows, SAMPLE), systems))
    made = [n for n in unheard.SETS if (cache / "slices" / n / "manifest.csv").exists()]
    sounds = [{**r, "path": f"{n}/{r['path']}"} for n in made for r in folds.read_manifest(cache / "slices" / n / "manifest.csv")]
    return planned + ([Run(UNHEARD, cache / "slices", sounds, systems)] if sounds else [])


def view(bundles: Path, rows: list[dict], corpus: dict[str, dict], target: Path) -> Path:
    """The fold bundles as they are, by links, but for these clips only: a fold judges those of them that it was kept from, and a fifth of
    those that no fold was trained on or tests (generated ones). A plain bundle is its own view.

    trained.csv, where a fold has one, keeps all its rows and gets the groups and origins of the corpus' clips, so that `cryapi
    evaluate` can check the rows against each other though it is given a part of the corpus.
    """
    numbered = sorted(bundles.glob("fold-*"))
    if not numbered:
        return bundles
    kept_from = [{r["path"] for r in folds.read_manifest(fold / "clips.csv")} for fold in numbered]
    generated = [r["path"] for r in rows if r["path"] not in corpus]
    for number, (fold, judged) in enumerate(zip(numbered, kept_from)):
        link = target / fold.name
        link.mkdir(parents=True, exist_ok=True)
        for file in fold.iterdir():
            if file.suffix == ".csv":
                continue
            (link / file.name).unlink(missing_ok=True)
            (link / file.name).symlink_to(file.resolve())
        paths = [r["path"] for r in rows if r["path"] in judged] + generated[number::len(numbered)]
        (link / "clips.csv").write_text("path\n" + "".join(f'"{p}"\n' for p in paths), encoding="utf-8")
        if (fold / "trained.csv").exists():
            trained = folds.read_manifest(fold / "trained.csv")
            known = [{"group": "", "origin": "", **corpus.get(r["path"], {}), **{k: v for k, v in r.items() if v}} for r in trained]
            folds.write_manifest(link / "trained.csv", [{k: r[k] for k in ("path", "group", "origin")} for r in known])
    return target


def is_fresh(report: Path, inputs: list[Path]) -> bool:
    return report.exists() and all(file.stat().st_mtime < report.stat().st_mtime for file in inputs)


def measure(run: Run, bundles: dict[str, Path], corpus: dict[str, dict], folder: Path, again: bool = False, jobs: int = 2) -> dict:
    """Runs `cryapi evaluate` unless its report is there and fresh; returns the report: {systems: [...], comparisons: [...]}."""
    report = folder / f"{run.name}.json"
    models = [m for s in run.systems for m in (*bundles[s].glob("fold-*/manifest.json"), *bundles[s].glob("manifest.json"))]
    if again or not is_fresh(report, [*models, *run.folder.glob("manifest.csv")]):
        manifest = folder / "manifests" / f"{run.name}.csv"
        folds.write_manifest(manifest, [described(r) for r in run.rows])
        systems = [f"--system={s}={view(bundles[s], run.rows, corpus, folder / 'views' / s)}" for s in run.systems]
        rivals = [f"--rival={r}" for r in RIVALS] if run.name == BASE else []
        columns = "origin,confusable,band" if run.name == BASE else "confusable"
        serving.run("evaluate", run.folder, "--manifest", manifest, *systems, *rivals, "--slice-by", columns, "--jobs", jobs,
                    "--timed-clips", 200 if run.name == BASE else 0, "--report", report, "--markdown", report.with_suffix(".md"),
                    "--scores", report.with_suffix(".csv"))
    found = json.loads(report.read_text(encoding="utf-8"))
    return found if "systems" in found else {"systems": [found], "comparisons": []}


def main() -> None:
    parser = prepare.arguments(__doc__.splitlines()[0])
    parser.add_argument("--protocols", default=",".join(folds.PROTOCOLS))
    parser.add_argument("--only", help="comma-separated runs: base, unheard, names of slices (default: all)")
    parser.add_argument("--systems", help="comma-separated systems (default: all whose bundles are there)")
    parser.add_argument("--models", type=Path, default=HERE.parent / "models", help="the bundle that is shipped, for the generated sounds")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--again", action="store_true", help="use no report that is there")
    options = parser.parse_args()
    corpus = {r["path"]: r for r in folds.read_manifest(options.cache / "wav" / "manifest.csv")}
    top = options.cache / "reports" / "evidence"
    pages = []
    for protocol in options.protocols.split(","):
        bundles = {name: options.cache / path for name, path in SYSTEMS[protocol].items() if not options.systems or name in options.systems.split(",")}
        for name in [n for n, path in bundles.items() if not path.exists()]:
            print(f"{protocol}: no {bundles.pop(name)}; {name} is left out")
        if not bundles:
            continue
        folder, reports = top / protocol, {}
        folder.mkdir(parents=True, exist_ok=True)
        for run in runs(options.cache, tuple(bundles)):
            if not options.only or run.name.split(",")[0] in options.only.split(","):
                reports[run.name] = measure(run, bundles, corpus, folder, options.again, options.jobs)
                print(f"{protocol}: {run.name}, {len(run.rows)} clips, {', '.join(run.systems)}", flush=True)
        pages.append(evidence_report.page(protocol, reports, folder))
    if (options.models / "manifest.json").exists() and (not options.only or UNHEARD in options.only.split(",")):
        sounds = [r for r in runs(options.cache, (CRYNET,)) if r.name == UNHEARD]
        folder = top / "shipped"
        folder.mkdir(parents=True, exist_ok=True)
        for run in sounds:
            measure(run, {CRYNET: options.models}, corpus, folder, options.again, options.jobs)
            pages.append("# The bundle that is shipped\n\n" + evidence_report.generated(folder / f"{UNHEARD}.csv", {r["path"]: r["sound"] for r in run.rows}))
    page = options.models / "EVIDENCE.md" if not (options.only or options.systems or options.protocols != ",".join(folds.PROTOCOLS)) else top / "evidence.md"
    page.write_text(evidence_report.INTRODUCTION + "\n".join(pages), encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
