"""Unlabelled sound of every kind, out of Debian packages: games, toys, lessons, voice prompts, instruments.

    python3 training/sounds.py [--packages a,b] [--jobs 2] [--cache training/cache]

fetches the packages of sounds.csv with `apt-get download`, unpacks them without installing anything, and writes 16 kHz, 16-bit,
mono WAV and manifest.csv to cache/sounds/. A network learns from these what its teacher says of them; they have no label. A
package that is gone is told and left out. cache/packages/ keeps the packages and what was made of each.
"""

import hashlib
import re
import subprocess
import tempfile
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np

import folds
import prepare
import sound_files
import sound_speech

RATE = sound_files.RATE
LIST = Path(__file__).with_name("sounds.csv")
MUSIC, SPEECH, ANIMALS, SYNTHETIC = "music", "speech", "animals", "synthetic speech"
PIECE = 10 * RATE  # longer files are cut to pieces of this length
SHORT = RATE  # shorter ones are joined
JOINED = 6 * RATE  # up to this length
GAP = RATE // 5
LEAST = 15_600  # the teacher's window, 0.975 s
PIECES = {MUSIC: 6, SPEECH: 12}  # of one file
MINUTES = {MUSIC: 5, SPEECH: 15}  # of one kind out of one package
SILENCE = 0.005  # highest sample of what is left out
LONG = 60 * RATE  # a file of a game that lasts this long is music
# What the path tells of a file in a package of several kinds.
_PATHS = ((SPEECH, r"_desc|voice|speech|dialog|spoken|/words/|alphabet"),
          (MUSIC, r"music|(^|/)songs?/|soundtrack|/bgm|\.(mod|xm|it|s3m|midi?)$"),
          (ANIMALS, r"animal|farm|bird|sheep|(^|[/_-])(cat|dog|cow|horse|wolf|bear|pig|frog)s?\d*[._/-]"))
# Files named as in the collections that the corpus and its tests come from.
_COLLECTIONS = re.compile(r"^(\d-\d+-[A-Z]-\d+|\d+-\d-\d-\d+|[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}.*)\.\w+$")


def kind_of(path: str, kind: str) -> str:
    """What a file holds: of a package of effects the path may tell better."""
    if kind != "effects":
        return kind
    return next((name for name, pattern in _PATHS if re.search(pattern, path, re.IGNORECASE)), kind)


def cut(signal: np.ndarray, pieces: int) -> list[np.ndarray]:
    """At most so many pieces of 10 s, spread evenly over the signal; all of a signal that is shorter."""
    count = min(pieces, len(signal) // PIECE)
    if len(signal) <= PIECE:
        return [signal]
    starts = np.linspace(0, len(signal) - PIECE, count).astype(int) if count > 1 else [(len(signal) - PIECE) // 2]
    return [signal[s:s + PIECE] for s in starts]


def join(signals: list[np.ndarray]) -> list[tuple[np.ndarray, int]]:
    """(short signals one after the other with gaps of 0.2 s, index of the first in it); none longer than 6 s."""
    joined: list[tuple[list[np.ndarray], int]] = []
    for index, signal in enumerate(signals):
        if not joined or sum(len(part) + GAP for part in joined[-1][0]) + len(signal) > JOINED:
            joined.append(([], index))
        joined[-1][0].append(signal)
    silence = np.zeros(GAP, np.float32)
    return [(np.concatenate([x for part in parts for x in (part, silence)][:-1]), first) for parts, first in joined]


def pcm_hash(signal: np.ndarray) -> str:
    return hashlib.sha256(np.rint(np.clip(signal, -1, 1) * 32767).astype("<i2").tobytes()).hexdigest()


def choose(files: list[tuple[str, np.ndarray]], kind: str, minutes: float | None) -> list[tuple[str, str, np.ndarray]]:
    """(source file, kind, clip) of the decoded files of a package: no silence, nothing twice, no kind beyond its minutes.

    files: an iterable, consumed as far as it is needed; a file of a kind that is full should not be decoded, so its signal
    is a function.
    """
    clips: list[tuple[str, str, np.ndarray]] = []
    short: dict[str, list[tuple[str, np.ndarray]]] = {}
    used: dict[str, int] = {}
    seen: set[str] = set()

    def full(what: str) -> bool:
        limit = minutes or MINUTES.get(what, 25)
        return used.get(what, 0) >= limit * 60 * RATE

    for name, read in files:
        what = kind_of(name, kind)
        if full(what):
            continue
        signal = read()
        if what == "effects" and len(signal) >= LONG:
            what = MUSIC
            if full(what):
                continue
        if not len(signal):
            continue
        for piece in cut(signal, PIECES.get(what, 12)):
            key = pcm_hash(piece)
            if np.abs(piece).max() < SILENCE or key in seen:
                continue
            seen.add(key)
            if len(piece) < SHORT:
                short.setdefault(what, []).append((name, piece))
            else:
                clips.append((name, what, piece))
            used[what] = used.get(what, 0) + len(piece)
    for what, parts in short.items():
        clips += [(parts[first][0], what, signal) for signal, first in join([p for _, p in parts])]
    return clips


def download(package: str, folder: Path) -> Path | None:
    """The package's file, fetched if it is not there; None if there is no such package any more."""
    have = sorted(folder.glob(f"{package}_*.deb"))
    if not have:
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["apt-get", "download", "-q", package], cwd=folder, capture_output=True, check=False)
        have = sorted(folder.glob(f"{package}_*.deb"))
    return have[-1] if have else None


def _files(package: str, packages: Path, folder: Path) -> list[tuple[str, partial]] | None:
    """(path in the package, function that decodes it) in a random order that is the same each time."""
    archive = download(package, packages)
    if archive is None:
        return None
    sound_files.unpack(archive, folder)
    paths: dict[str, Path] = {}
    for path in sound_files.find(folder):
        if not _COLLECTIONS.match(path.name):
            paths.setdefault(str(path.relative_to(folder).with_suffix("")), path)
    order = np.random.default_rng(int.from_bytes(hashlib.sha256(package.encode()).digest()[:8], "little")).permutation(len(paths))
    chosen = list(paths.values())
    return [(str(chosen[i].relative_to(folder)), partial(sound_files.decode, chosen[i])) for i in order]


def make(row: dict, cache: Path) -> list[dict] | None:
    """The manifest rows of one package, its clips written; from the cache if they were made before. None: no such package.

    row: of sounds.csv. `match` is an expression that paths must fit; for synthetic speech, the package with the texts.
    """
    package, kept = row["package"], cache / "packages" / f"{row['package']}.csv"
    if kept.exists():
        return folds.read_manifest(kept)
    minutes = float(row["minutes"]) if row["minutes"] else None
    with tempfile.TemporaryDirectory(dir=cache / "packages") as folder:
        if row["kind"] == SYNTHETIC:
            clips = [(name, SYNTHETIC, signal) for name, signal in sound_speech.sentences(download(row["match"], cache / "packages"), Path(folder))]
        else:
            files = _files(package, cache / "packages", Path(folder))
            if files is None:
                return None
            clips = choose([f for f in files if re.search(row["match"], f[0])], row["kind"], minutes)
        rows = []
        for number, (source, kind, signal) in enumerate(clips):
            path = f"{package}/{number:04d}_{re.sub('[^A-Za-z0-9]+', '-', Path(source).stem)[:40]}.wav"
            signal = np.pad(signal, (0, max(0, LEAST - len(signal))))
            prepare.write(cache / "sounds" / path, signal)
            rows.append({"path": path, "seconds": f"{len(signal) / RATE:.2f}", "origin": f"debian:{package}", "group": f"{package}/{source}",
                         "detect_label": "unknown", "type_label": "", "sound": kind, "licence": f"see {package}'s copyright file",
                         "source_file": source, "sha256_pcm": pcm_hash(signal)})
    if rows:
        folds.write_manifest(kept, rows)
    return rows


def main() -> None:
    parser = prepare.arguments("Unlabelled sound out of Debian packages.")
    parser.add_argument("--packages", help="comma-separated packages of sounds.csv (default: all)")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    wanted = set(options.packages.split(",")) if options.packages else None
    listed = [r for r in folds.read_manifest(LIST) if wanted is None or r["package"] in wanted]
    (options.cache / "packages").mkdir(parents=True, exist_ok=True)
    target = options.cache / "sounds" / "manifest.csv"
    rows = folds.read_manifest(target) if target.exists() else []
    there, seen = {r["origin"] for r in rows}, {r["sha256_pcm"] for r in rows}
    with ProcessPoolExecutor(options.jobs) as pool:
        for row, made in zip(listed, pool.map(partial(make, cache=options.cache), listed)):
            if not made:
                print(f"{row['package']}: {'no such package' if made is None else 'no sound in it'}; left out")
                continue
            if f"debian:{row['package']}" not in there:
                rows += [r for r in made if not (r["sha256_pcm"] in seen or seen.add(r["sha256_pcm"]))]
            print(f"{row['package']}: {len(made)} clips, {sum(float(r['seconds']) for r in made) / 60:.1f} min", flush=True)
    if not rows:
        raise SystemExit("no sound was found")
    folds.write_manifest(target, rows)
    for kind in sorted({r["sound"] for r in rows}):
        some = [r for r in rows if r["sound"] == kind]
        print(f"{kind}: {len(some)} clips, {sum(float(r['seconds']) for r in some) / 3600:.2f} h, {len({r['origin'] for r in some})} packages")
    print(f"{target.parent}: {len(rows)} clips, {sum(float(r['seconds']) for r in rows) / 3600:.2f} h")


if __name__ == "__main__":
    main()
