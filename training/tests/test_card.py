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
        made = {name: make(self.reports) for name, make in card.TABLES.items()}
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
        with self.assertRaises(card.Missing):
            self.reports.figure("groups", "base", "roc_auc")
        with self.assertRaises(card.Missing):
            self.reports.figure("origins", "base", "roc_auc", "another system")

    def test_words_stay_and_tables_are_written_anew(self):
        told = "before\n<!-- cries -->\n| old |\n<!-- end -->\nbetween\n<!-- altered -->\n| kept |\n<!-- end -->\nafter\n"
        self.assertEqual(card.filled(told, {"cries": "| new |\n"}), told.replace("| old |", "| new |"))
        for wrong in ("<!-- nothing -->\n<!-- end -->\n", "no place\n"):
            with self.assertRaises(SystemExit):
                card.filled(wrong, {"cries": "| new |\n"})

    def test_the_card_has_a_place_for_every_table(self):
        text = (TRAINING.parent / "models" / "MODEL_CARD.md").read_text(encoding="utf-8")
        self.assertNotEqual(text, card.filled(text, dict.fromkeys(card.TABLES, "| |\n")))


if __name__ == "__main__":
    unittest.main()
