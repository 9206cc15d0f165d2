"""The tables of the model card are those of the reports."""

import json
import os
import sys
import unittest
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import TRAINING, has

READY = has("numpy", "scipy", "soundfile", "sklearn")
if READY:
    import card
    import type_tables


def figure(name: str, value: float) -> dict:
    return {"name": name, "value": value, "baseline": 0.5, "low": value - 0.01, "high": value + 0.01}


def system(name: str, value: float) -> dict:
    figures = [figure(n, value + 0.001 * place) for place, n in enumerate(card.SHOWN)]
    return {"system": name, "figures": figures, "cost": {"millisecondsPerSecond": 0.5},
            "operatingPoints": [{"rule": r, "threshold": None if r == "default" else 0.25, "recall": figure("recall", value),
                                 "precision": figure("precision", value - 0.02), "falseAlarmsPerHour": figure("false_alarms_per_hour", 12.0)} for r in card.RULES],
            "reliability": [{"from": 0.0, "to": 1 / 15, "clips": 1234, "meanProbability": 0.01, "shareOfCries": 0.2}],
            "sliceTables": [{"column": column, "slices": [{"value": v, "label": label, "clips": 7, "calledCry": figure("called_cry", share)}
                                                          for v, share in (("a", 0.1), ("b", 0.3))]}
                            for column, label in (("confusable", "not_cry"), ("origin", "cry"))]}


@unittest.skipUnless(READY, "needs numpy, scipy, soundfile and scikit-learn")
class CardTest(unittest.TestCase):
    def setUp(self):
        self._folder = TemporaryDirectory()
        self.addCleanup(self._folder.cleanup)
        self.reports = card.Reports(Path(self._folder.name))
        for protocol, value in (("groups", 0.9), ("origins", 0.8)):
            folder = self.reports.folder / protocol
            folder.mkdir(parents=True)
            systems = [system(s, value - 0.1 * n) for n, s in enumerate(card.SYSTEMS)]
            less = [{"system": s, "against": card.CRYNET, "differences": [{"name": f, "value": -0.1, "low": -0.3, "high": 0.05} for f in card.CHIEF]}
                    for s in card.SYSTEMS[1:]]
            (folder / "base.json").write_text(json.dumps({"systems": systems, "comparisons": less}))
            for run in card.ALTERED:
                if run != "base":
                    (folder / f"{run}.json").write_text(json.dumps(system(card.CRYNET, value - 0.05)))

    def test_each_figure_stands_in_its_place(self):
        made = {name: make(self.reports) for name, make in card.DETECTION.items()}
        self.assertIn("| ROC-AUC | 0.900 (0.890 to 0.910) | 0.800 (0.790 to 0.810) | 0.700 (0.690 to 0.710) | 0.600 | 0.500 | 0.500 |", made["figures groups"])
        self.assertIn("| ROC-AUC, by group | +0.100 (-0.050 to +0.300) |", made["differences"])
        self.assertIn("| whole origins | recall 95 % | 0.2500 | 0.800 (0.790 to 0.810) | 0.780 (0.770 to 0.790) | 12.0 (12.0 to 12.0) |", made["thresholds"])
        self.assertIn("| 0.00 to 0.07 | 1,234 | 0.01 | 0.20 `███            ` | 1,234 | 0.01 | 0.20 |", made["reliability"])
        self.assertIn("| as they are | 0.900, 0.903 | 91 %, 9 % | 0.800, 0.803 | 81 %, 19 % |", made["altered"])
        self.assertIn("| 0 dB | 0.850, 0.853 | 86 %, 14 % | 0.750, 0.753 | 76 %, 24 % |", made["altered"])
        self.assertLess(made["confusable"].index("| b | 7 | 0.30 (0.29 to 0.31) |"), made["confusable"].index("| a | 7 |"))
        self.assertIn("| a | 7 | 0.10 (0.09 to 0.11) | 0.10 (0.09 to 0.11) |", made["cries"])

    def test_what_was_not_measured_since_the_bundles_were_made_is_told(self):
        bundle = self.reports.cache / card.BUNDLES["groups"][card.CRYNET] / "fold-0" / "manifest.json"
        bundle.parent.mkdir(parents=True)
        bundle.write_text("{}")
        os.utime(bundle, (bundle.stat().st_atime, bundle.stat().st_mtime + 60))
        with self.assertRaises(type_tables.Missing):
            self.reports.figure("groups", "base", "roc_auc")
        with self.assertRaises(type_tables.Missing):
            self.reports.figure("origins", "base", "roc_auc", "another system")

    def test_words_stay_and_tables_are_written_anew(self):
        told = "before\n<!-- cries -->\n| old |\n<!-- end -->\nbetween\n<!-- altered -->\n| kept |\n<!-- end -->\nafter\n"
        self.assertEqual(card.filled(told, {"cries": "| new |\n"}, {"cries", "altered"}), told.replace("| old |", "| new |"))
        for known in ({"cries"}, {"cries", "altered", "nothing"}):
            with self.assertRaises(SystemExit):
                card.filled(told, {"cries": "| new |\n"}, known)

    def test_the_pages_have_a_place_for_every_table(self):
        for page, tables in ((TRAINING.parent / "models" / "MODEL_CARD.md", {*card.DETECTION, *type_tables.CARD}),
                             (TRAINING / "CLASSIFIER.md", {*type_tables.PAGE})):
            text = page.read_text(encoding="utf-8")
            self.assertNotEqual(text, card.filled(text, dict.fromkeys(tables, "| |\n"), tables))


@unittest.skipUnless(READY, "needs numpy, scipy, soundfile and scikit-learn")
class TypeTablesTest(unittest.TestCase):
    def setUp(self):
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.reports = Path(folder.name)

    def write(self, name: str, report: dict | list) -> None:
        (self.reports / f"{name}.json").write_text(json.dumps(report))

    def test_what_was_not_measured_is_told(self):
        for make in (*type_tables.CARD.values(), *type_tables.PAGE.values()):
            with self.assertRaises(type_tables.Missing):
                make(self.reports)

    def test_each_figure_stands_in_its_place(self):
        shown = [{**figure(name, 0.5 + 0.01 * i), "chance": 0.3, "deviation": 0.004} for i, name in enumerate(type_tables.SHOWN)]
        own = [figure(f"{name}_{label}", 0.3) for name in ("recall", "roc_auc", "coverage", "size") for label in type_tables.LABELS]
        permutation = {"figures": [{"name": "balanced_accuracy", "value": 0.51, "pValue": 0.37, "nullMean": 0.2, "null95": 0.25}]}
        evidence = [{"evidence": e, "share": figure("share", 1.0 if e == "none" else 0), "right": figure("right", 0.2)} for e in ("none", "weak")]
        prior = {"prior": "uniform", "figures": [figure("ece", 0.02), {**figure("log_loss", 1.609), "baseline": 1.609}], "evidence": evidence}
        self.write("classification", {
            "figures": shown + own, "permutation": permutation, "labels": type_tables.LABELS, "repeats": 5, "confusion": [[0, 10, 0, 60, 0]] * 5,
            "calibrated": {"priors": [prior], "sets": {"figures": [figure("coverage", 0.9), figure("size", 4.6), figure("idle", 0.7), *own]}}})
        self.assertIn("| balanced accuracy | 0.510 (0.500 to 0.520) | 0.004 | 0.500 | 0.300 | 0.37 (0.200) |", type_tables.grouped(self.reports))
        self.assertIn("| tired | 14 | 0.300 (0.290 to 0.310) | 0.500 |  | 0.300 (0.290 to 0.310) |", type_tables.by_type(self.reports))
        self.assertIn("0.020 (0.010 to 0.030) | 1.609 (1.599 to 1.619) | 1.609 | none 100 %, weak 0 % | 0.200 |", type_tables.calibrated(self.reports))
        self.assertIn("| all | 0.900 (0.890 to 0.910) | 4.600 (4.590 to 4.610); all five or none in 70 % |", type_tables.sets(self.reports))

    def test_tests_across_origins_and_tries_stand_in_their_places(self):
        shown = [{**figure(name, 0.4), "chance": 0.3} for name in (*type_tables.SHOWN, "recall_tired")]
        permutation = {"figures": [{"name": "macro_roc_auc", "value": 0.4, "pValue": None, "nullMean": None, "null95": None}]}
        self.write("classification-origins", {"origins": [{"origin": "there", "clips": 68, "groups": 9, "figures": shown, "permutation": permutation}]})
        found = type_tables.origins(self.reports)
        self.assertIn("| there (68 clips, 9 families) | ROC-AUC, one against rest | 0.400 (0.390 to 0.410) | 0.500 | 0.300 |  |", found)
        self.assertIn("| there | recall of tired | 0.400 (0.390 to 0.410) |", found)
        row = {"features": "f", "model": "m", "balancedAccuracy": 0.21, "balancedAccuracyDeviation": 0.01, "auc": 0.5, "aucDeviation": 0.02,
               "aucs": dict.fromkeys(type_tables.LABELS, 0.5), "gain": 0.004, "p": [0.3, 0.4]}
        elsewhere = {name: dict.fromkeys(type_tables.LABELS, value) for name, value in (("dropped", 0.61), ("other", 0.42))}
        self.write("tries", [row, {**row, **elsewhere, "auc": 0.6, "retrained": [0.1, 0.2]}])
        lines = type_tables.tries(self.reports).splitlines()[2:]
        self.assertIn("| 0.30, 0.40 (0.10, 0.20) | 0.61 0.61 0.61; 0.42 0.42 0.42 |", lines[0])
        self.assertIn("| 0.500 ± 0.020 | 0.50 0.50 0.50 0.50 0.50 | 0.004 | 0.30, 0.40 |  |", lines[1])

    def test_what_was_fitted_stands_in_its_place(self):
        values = dict.fromkeys(type_tables.LABELS, 0.25)
        self.write("classifier", {"calibration": {"centre": values, "thresholds": values}, "wideBand": [{"origin": "there", "clips": 9, "learnt": "here", "called": values}]})
        self.assertIn("| tired | 0.250 | 0.2500 |", type_tables.fitted(self.reports))
        self.assertIn("| here | there (9) | 0.25 | 0.25 | 0.25 | 0.25 | 0.25 |", type_tables.wide_band(self.reports))

    def test_confidence_is_told_beside_always_hungry(self):
        self.write("classification", {})
        self.write("classifier", {"ownClipsAt06": 0.95})
        votes = {label: 0.1 for label in type_tables.LABELS}
        lines = [",".join(("answer", "truth", *(f"p_{label}" for label in votes)))]
        for answer, truth, sure in (("hungry", "hungry", 0.7), ("hungry", "tired", 0.6), ("tired", "hungry", 0.6), ("tired", "tired", 0.5)):
            lines.append(",".join((answer, truth, *(str(sure if label == answer else 0.1) for label in votes))))
        (self.reports / "classification.csv").write_text("\n".join(lines) + "\n")
        found = type_tables.confident(self.reports)
        self.assertIn("| any | 1.000 | 0.500 | 0.500 | 0.500 |", found)
        self.assertIn("| 0.6 or more | 0.750 | 0.667 | 0.333 | 0.667 |", found)
        self.assertIn("| 0.950 with their type |", found)

    def test_a_report_older_than_the_bundles_is_not_told(self):
        reports = self.reports / "reports"
        reports.mkdir()
        (reports / "classifier.json").write_text("{}")
        self.assertEqual({}, type_tables.read(reports, "classifier"))
        manifest = self.reports / "folds" / "classification" / "repeat-0" / "fold-0" / "manifest.json"
        manifest.parent.mkdir(parents=True)
        manifest.write_text("{}")
        os.utime(manifest, (manifest.stat().st_atime, manifest.stat().st_mtime + 60))
        with self.assertRaises(type_tables.Missing):
            type_tables.read(reports, "classifier")

    def test_the_leaking_protocol_is_named_so(self):
        seed = {"accuracy": 0.94, "macroF1": 0.8, "balancedAccuracy": 0.8, "hungry": 0.84, "versionsInTraining": 1.0}
        self.write("leaking_types", {"seeds": [seed, {**seed, "accuracy": 0.96}]})
        self.assertIn("| original protocol (leaking) | 0.950 ± 0.014 | 0.800 ± 0.000 |", type_tables.leaking(self.reports))


if __name__ == "__main__":
    unittest.main()
