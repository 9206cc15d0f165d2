"""Unlabelled sound: cutting, caps, what is dropped, and finding streams in data files, on signals made here. No network."""

import sys
import tempfile
import unittest
import zipfile
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import has

READY = has("numpy", "scipy", "soundfile", "sklearn")
if READY:
    import numpy as np
    import soundfile

    import folds
    import sound_files
    import sound_speech
    import sounds

    RATE = sounds.RATE


def noise(seconds: float, seed: int) -> "np.ndarray":
    return np.random.default_rng(seed).uniform(-0.5, 0.5, int(seconds * RATE)).astype(np.float32)


@unittest.skipUnless(READY, "needs numpy, scipy, soundfile and scikit-learn")
class ChoiceTest(unittest.TestCase):
    def test_pieces_are_spread_from_the_beginning_to_the_end(self):
        signal = np.arange(65 * RATE, dtype=np.float32)
        pieces = sounds.cut(signal, 3)
        self.assertEqual([int(p[0]) for p in pieces], [0, int(27.5 * RATE), 55 * RATE])
        self.assertTrue(all(len(p) == 10 * RATE for p in pieces))
        self.assertEqual(len(sounds.cut(signal, 12)), 6)
        self.assertEqual(len(sounds.cut(signal[:sounds.PIECE], 12)[0]), sounds.PIECE)
        self.assertEqual(int(sounds.cut(signal[:15 * RATE], 12)[0][0]), int(2.5 * RATE))

    def test_short_signals_are_joined_in_order_with_gaps(self):
        parts = [noise(0.5, seed) for seed in range(20)]
        joined = sounds.join(parts)
        self.assertTrue(all(len(signal) <= sounds.JOINED for signal, _ in joined))
        self.assertEqual(sum(np.count_nonzero(signal) for signal, _ in joined), sum(np.count_nonzero(p) for p in parts))
        self.assertEqual([first for _, first in joined], [0, 8, 16])
        np.testing.assert_array_equal(joined[1][0][:RATE // 2], parts[8])
        np.testing.assert_array_equal(joined[1][0][RATE // 2:RATE // 2 + sounds.GAP], 0)

    def test_nothing_twice_no_silence_and_no_kind_beyond_its_minutes(self):
        decoded = []

        def file(name, signal):
            return name, lambda: decoded.append(name) or signal

        files = [file("a.ogg", noise(5, 1)), file("b.ogg", noise(5, 1)), file("still.ogg", noise(5, 2) * 0.005), file("broken.ogg", noise(0, 0))]
        files += [file(f"n{i}.ogg", noise(8, i)) for i in range(10, 30)]
        clips = sounds.choose(files, "effects", 1.0)
        self.assertEqual([name for name, _, _ in clips], ["a.ogg", *(f"n{i}.ogg" for i in range(10, 17))])
        self.assertNotIn("n17.ogg", decoded)

    def test_long_files_of_a_game_are_music_and_paths_tell_kinds(self):
        clips = sounds.choose([("x/level.ogg", lambda: noise(90, 1)), ("x/animals/cat.ogg", lambda: noise(3, 2))], "effects", None)
        self.assertEqual([kind for _, kind, _ in clips], [sounds.MUSIC] * 6 + [sounds.ANIMALS])
        self.assertEqual(sounds.kind_of("stamps/hobbies/music/guitar_desc_ro.ogg", "effects"), sounds.SPEECH)
        self.assertEqual(sounds.kind_of("share/hatch/category.ogg", "effects"), "effects")
        self.assertEqual(sounds.kind_of("music/cat.ogg", "instruments"), "instruments")


@unittest.skipUnless(READY, "needs numpy, scipy, soundfile and scikit-learn")
class FilesTest(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.folder = Path(held.name)

    def test_streams_are_carved_out_of_a_data_file_whole(self):
        signal = noise(1, 3)
        streams = []
        for name in ("a.wav", "b.ogg"):
            soundfile.write(self.folder / name, signal, RATE)
            streams.append((self.folder / name).read_bytes())
        data = b"HEAD" + streams[0] + bytes(999) + streams[1] + b"OggS\0RIFF" + streams[1][:-200] + b"tail"
        self.assertEqual(sound_files.carve(data), [(4, ".wav", streams[0]), (4 + len(streams[0]) + 999, ".ogg", streams[1])])

    def test_archives_and_data_files_are_looked_into(self):
        soundfile.write(self.folder / "a.wav", noise(1, 3), RATE)
        with zipfile.ZipFile(self.folder / "pak0.pk3", "w") as archive:
            archive.write(self.folder / "a.wav", "sound/a.wav")
            archive.writestr("readme.txt", "none" * 5000)
        (self.folder / "data.bin").write_bytes(b"x" * 77 + (self.folder / "a.wav").read_bytes())
        found = [str(p.relative_to(self.folder)) for p in sound_files.find(self.folder)]
        self.assertEqual(found, ["a.wav", "data.bin.files/0000000077.wav", "pak0.pk3.files/sound/a.wav"])

    def test_decoding_mixes_down_and_resamples(self):
        t = np.arange(44_100) / 44_100
        left = 0.5 * np.sin(2 * np.pi * 1000 * t)
        soundfile.write(self.folder / "a.flac", np.stack([left, np.zeros_like(left)], 1), 44_100)
        made = sound_files.decode(self.folder / "a.flac")
        self.assertEqual(len(made), RATE)
        np.testing.assert_allclose(made[800:-800], 0.25 * np.sin(2 * np.pi * 1000 * np.arange(RATE) / RATE)[800:-800], atol=2e-3)
        (self.folder / "b.ogg").write_bytes(b"no sound")
        self.assertEqual(len(sound_files.decode(self.folder / "b.ogg")), 0)

    def test_a_package_becomes_clips_and_rows_once_and_a_missing_one_is_none(self):
        tree = self.folder / "tree"
        tree.mkdir()
        soundfile.write(tree / "cat.wav", noise(2, 1), RATE)
        soundfile.write(tree / "1-100032-A-0.wav", noise(2, 2), RATE)
        soundfile.write(tree / "click.wav", noise(0.3, 3), RATE)
        (self.folder / "packages").mkdir()
        row = {"package": "toy", "kind": "effects", "minutes": "", "match": ""}

        def unpack(_, folder):
            for path in tree.iterdir():
                (folder / path.name).write_bytes(path.read_bytes())

        with mock.patch.object(sounds, "download", return_value=Path("toy_1.deb")), mock.patch.object(sound_files, "unpack", unpack):
            rows = sounds.make(row, self.folder)
        self.assertEqual({(r["source_file"], r["sound"], r["seconds"]) for r in rows}, {("cat.wav", "animals", "2.00"), ("click.wav", "effects", "0.97")})
        for made in rows:
            self.assertEqual(made["detect_label"], "unknown")
            signal, rate = soundfile.read(self.folder / "sounds" / made["path"])
            self.assertEqual((rate, len(signal)), (RATE, round(max(float(made["seconds"]), 0.975) * RATE)))
        with mock.patch.object(sounds, "download", side_effect=AssertionError("not again")):
            self.assertEqual(sounds.make(row, self.folder), rows)
        with mock.patch.object(sounds, "download", return_value=None):
            self.assertIsNone(sounds.make({**row, "package": "gone"}, self.folder))

    def test_descriptions_are_read_by_language(self):
        stamps = self.folder / "usr/share/tuxpaint/stamps/animals"
        stamps.mkdir(parents=True)
        (stamps / "cat.txt").write_text("A cat.\nfr.utf8=Un chat.\nde.utf8=\n", encoding="utf-8")
        self.assertEqual(sound_speech.descriptions(self.folder), {"": ["A cat."], "fr": ["Un chat."]})

    def test_the_list_names_each_package_once(self):
        listed = folds.read_manifest(sounds.LIST)
        self.assertEqual(len({r["package"] for r in listed}), len(listed))
        self.assertTrue(all(r["kind"] and not set(r["package"]) - set("abcdefghijklmnopqrstuvwxyz0123456789+-.") for r in listed))


if __name__ == "__main__":
    unittest.main()
