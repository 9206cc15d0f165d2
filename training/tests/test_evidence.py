"""What is handed to `cryapi evaluate`, and what is made of its reports: nothing heard is judged, every figure stands where it belongs."""

import json
import sys
import unittest
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import SHARED, has

READY = has("numpy", "scipy", "soundfile", "sklearn")
if READY:
    import evidence
    import evidence_report
    import folds


def _row(path, group, sound="cry", origin="esc50"):
    return {"path": path, "group": group, "origin": origin, "sound": sound, "detect_label": "cry" if sound == "cry" else "not_cry"}


def _report(system, roc_auc):
    figures = [("roc_auc", roc_auc, 0.9, 0.99), ("recall_at_1_percent_false_positives", 0.5, 0.4, 0.6), ("recall", 0.8, 0.7, 0.9),
               ("specificity", 0.75, 0.70, 0.95)]
    return {"system": system, "clips": 7, "figures": [{"name": n, "value": v, "low": a, "high": b} for n, v, a, b in figures]}


@unittest.skipUnless(READY, "needs numpy, scipy, soundfile and scikit-learn")
class ViewTest(unittest.TestCase):
    def setUp(self):
        self._folder = TemporaryDirectory()
        self.addCleanup(self._folder.cleanup)
        self.top = Path(self._folder.name)
        self.corpus = {r["path"]: r for r in (_row(f"{n}.wav", f"g{n}") for n in range(6))}
        for fold in range(2):
            folder = self.top / "bundles" / f"fold-{fold}"
            folds.write_manifest(folder / "clips.csv", [{"path": f"{n}.wav", "label": "cry"} for n in range(6) if n % 2 == fold])
            folds.write_manifest(folder / "trained.csv", [{"path": f"{n}.wav", "group": ""} for n in range(6) if n % 2 != fold]
                                 + [{"path": "elsewhere.wav", "group": "other"}])
            (folder / "manifest.json").write_text(f"{fold}")

    def _view(self, rows):
        made = evidence.view(self.top / "bundles", rows, self.corpus, self.top / "view")
        return [({r["path"] for r in folds.read_manifest(made / f"fold-{n}" / "clips.csv")}, made / f"fold-{n}") for n in range(2)]

    def test_a_fold_judges_only_what_it_was_kept_from_and_what_is_asked(self):
        views = self._view([self.corpus["1.wav"], self.corpus["2.wav"], self.corpus["4.wav"]])
        self.assertEqual([{"2.wav", "4.wav"}, {"1.wav"}], [paths for paths, _ in views])
        self.assertEqual(["0", "1"], [(folder / "manifest.json").read_text() for _, folder in views])

    def test_generated_sounds_are_dealt_to_all_folds_once_each(self):
        rows = [_row(f"made/sound, {n}.wav", f"unheard_{n}") for n in range(5)]
        first, second = (paths for paths, _ in self._view(rows))
        self.assertEqual({r["path"] for r in rows}, first | second)
        self.assertFalse(first & second)
        self.assertEqual((3, 2), (len(first), len(second)))

    def test_what_was_trained_on_stays_whole_and_gets_its_groups(self):
        trained = folds.read_manifest(self._view([self.corpus["2.wav"]])[0][1] / "trained.csv")
        self.assertEqual([("1.wav", "g1", "esc50"), ("3.wav", "g3", "esc50"), ("5.wav", "g5", "esc50"), ("elsewhere.wav", "other", "")],
                         [(r["path"], r["group"], r["origin"]) for r in trained])

    def test_a_view_can_be_made_again_for_other_clips(self):
        self._view(list(self.corpus.values()))
        self.assertEqual([{"0.wav"}, set()], [paths for paths, _ in self._view([self.corpus["0.wav"]])])

    def test_a_plain_bundle_is_its_own_view(self):
        plain = self.top / "bundles" / "fold-0"
        self.assertEqual(plain, evidence.view(plain, [], {}, self.top / "view"))

    def test_a_fresh_report_is_used_again_and_a_stale_one_is_not(self):
        calls = []

        def evaluate(*arguments):
            calls.append([str(a) for a in arguments])
            Path(arguments[arguments.index("--report") + 1]).write_text(json.dumps(_report("CryNet", 0.95)))

        folder = self.top / "reports"
        run = evidence.Run("snr-0", self.top / "data", [self.corpus["1.wav"]], ("CryNet",))
        bundles = {"CryNet": self.top / "bundles"}
        with mock.patch.object(evidence.serving, "run", evaluate):
            first = evidence.measure(run, bundles, self.corpus, folder)
            self.assertEqual(first, evidence.measure(run, bundles, self.corpus, folder))
            self.assertEqual(1, len(calls))
            evidence.measure(run, bundles, self.corpus, folder, again=True)
            self.assertEqual(2, len(calls))
        self.assertEqual([_report("CryNet", 0.95)], first["systems"])
        self.assertIn(f"--system=CryNet={folder / 'views' / 'CryNet'}", calls[0])
        judged = folds.read_manifest(Path(calls[0][calls[0].index("--manifest") + 1]))
        self.assertEqual([("1.wav", "cry", "wide")], [(r["path"], r["confusable"], r["band"]) for r in judged])

    @unittest.skipUnless((SHARED / "data" / "manifest.csv").exists(), "needs ../shared")
    def test_every_sound_of_the_corpus_has_a_name(self):
        sounds = {r["sound"] for r in folds.read_manifest(SHARED / "data" / "manifest.csv") if r["detect_label"] in folds.LABELLED}
        self.assertEqual(set(), sounds - set(evidence.CONFUSABLE))


@unittest.skipUnless(READY, "needs numpy, scipy, soundfile and scikit-learn")
class ReportTest(unittest.TestCase):
    def test_a_row_has_the_figures_and_turns_specificity_round(self):
        self.assertEqual(("snr-0", "CryNet", 7, "0.950 (0.900 to 0.990)", "0.500 (0.400 to 0.600)", "0.800 (0.700 to 0.900)", "0.250 (0.050 to 0.300)"),
                         evidence_report.row("snr-0", _report("CryNet", 0.95)))

    def test_what_cannot_be_measured_is_left_empty(self):
        self.assertEqual("", evidence_report.row("x", _report("CryNet", None))[3])
        self.assertEqual("0.500", evidence_report.text(0.5, None, 0.7))

    def test_there_is_a_row_for_every_slice_and_system(self):
        reports = {"a": {"systems": [_report("CryNet", 0.9), _report("YAMNet+LR", 0.8)]}, "b": {"systems": [_report("CryNet", 0.7)]}}
        lines = evidence_report.altered(reports).splitlines()
        self.assertEqual(["| a | CryNet", "| a | YAMNet+LR", "| b | CryNet"], [line.split(" | 7")[0] for line in lines[2:]])

    def test_generated_sounds_are_counted_by_kind_with_the_highest_probability(self):
        with TemporaryDirectory() as folder:
            scores = Path(folder, "scores.csv")
            scores.write_text("path,truth,answer,p_not_cry,p_cry\na,not_cry,not_cry,0.95,0.05\nb,not_cry,cry,0.4,0.6\nc,not_cry,not_cry,0.9,0.1\n")
            made = evidence_report.generated(scores, {"a": "tone", "b": "tin_whistle", "c": "tin_whistle"}).splitlines()
        self.assertEqual(["| tone | 1 | 0 | 0 | 0.050 |", "| tin whistle | 2 | 1 | 2 | 0.600 |"], made[2:])


if __name__ == "__main__":
    unittest.main()
