#!/usr/bin/env python3
"""What a format costs the whole service: /analyze of one clip as WAV and as other files, in turns, over one kept connection.

    bench/formats.py [--url http://localhost:8080] [--rounds 200] [--wav samples/cry.wav]

Needs a running service and Debian's ffmpeg, which makes the files. Prints a Markdown table: median and 95th percentile in ms, and what
the median is above the WAV's, in ms and as a ratio.
"""
import argparse
import http.client
import pathlib
import statistics
import subprocess
import tempfile
import time
import urllib.parse

FORMATS = {
    "FLAC": ("flac", []),
    "ALAC in M4A": ("m4a", ["-c:a", "alac"]),
    "AAC in M4A, 44.1 kHz": ("m4a", ["-ar", "44100", "-c:a", "aac", "-b:a", "96k"]),
    "AAC in M4A, 16 kHz": ("m4a", ["-c:a", "aac", "-b:a", "64k"]),
    "MP3, 44.1 kHz": ("mp3", ["-ar", "44100", "-b:a", "128k"]),
    "Ogg Vorbis, 44.1 kHz": ("ogg", ["-ar", "44100", "-c:a", "libvorbis"]),
    "WebM Opus, 48 kHz": ("webm", ["-c:a", "libopus", "-b:a", "64k"]),
    "CAF IMA ADPCM, 44.1 kHz": ("caf", ["-ar", "44100", "-c:a", "adpcm_ima_qt"]),
}


def encode(wav: pathlib.Path, extension: str, options: list[str]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        target = pathlib.Path(folder) / f"clip.{extension}"
        subprocess.run(["ffmpeg", "-v", "error", "-i", wav, *options, target], check=True)
        return target.read_bytes()


def main() -> None:
    root = pathlib.Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="http://localhost:8080")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--wav", type=pathlib.Path, default=root / "samples" / "cry.wav")
    arguments = parser.parse_args()

    # A WAV at 44.1 kHz too: decoding and resampling are two costs.
    files = {"WAV": arguments.wav.read_bytes(), "WAV, 44.1 kHz": encode(arguments.wav, "wav", ["-ar", "44100"])}
    files |= {name: encode(arguments.wav, *how) for name, how in FORMATS.items()}
    times: dict[str, list[float]] = {name: [] for name in files}

    address = urllib.parse.urlsplit(arguments.url)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
    for turn in range(arguments.rounds + 20):
        for name, body in files.items():
            start = time.perf_counter()
            connection.request("POST", "/analyze", body)
            answer = connection.getresponse()
            answer.read()
            elapsed = time.perf_counter() - start
            if answer.status != 200:
                raise SystemExit(f"{name}: {answer.status}")
            if turn >= 20:
                times[name].append(1e3 * elapsed)

    base = statistics.median(times["WAV"])
    print("| file | p50 | p95 | above WAV | ratio |\n|---|---|---|---|---|")
    for name, measured in times.items():
        median = statistics.median(measured)
        p95 = statistics.quantiles(measured, n=20)[-1]
        print(f"| {name} | {median:.1f} ms | {p95:.1f} ms | {median - base:+.1f} ms | {median / base:.2f} |")


if __name__ == "__main__":
    main()
