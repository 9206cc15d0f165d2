"""The teacher and the log-mel patches against reference values of YAMNet (../shared/golden)."""

import json
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import SHARED, has

READY = has("torch", "soundfile") and (SHARED / "teacher" / "yamnet.tflite").exists() and (SHARED / "golden" / "yamnet.json").exists()
if READY:
    import numpy as np
    import soundfile
    import torch

    from teacher import BABY_CRY, Teacher
    from tests.numpy_logmel import frames


@unittest.skipUnless(READY, "needs torch, soundfile and ../shared")
class TeacherTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.teacher = Teacher(SHARED / "teacher" / "yamnet.tflite")
        cls.golden = json.loads((SHARED / "golden" / "yamnet.json").read_text())["clips"]

    def test_embedding_and_scores_of_a_given_patch(self):
        clip = self.golden["hungry_a"]
        embedding, scores = self.teacher(torch.tensor([clip["first_patch_96x64"]]))
        self.assertLess(np.abs(embedding[0].numpy() - clip["embedding_first_patch_1024"]).max(), 1e-4)
        self.assertLess(np.abs(scores[0].numpy() - clip["scores_first_patch_521"]).max(), 1e-5)

    def test_every_clip_from_samples_to_scores(self):
        for name, clip in self.golden.items():
            with self.subTest(clip=name):
                signal, _ = soundfile.read(SHARED / "golden" / clip["file"], dtype="float32")
                made, count = frames(signal)
                patches = np.stack([made[48 * i:48 * i + 96] for i in range(count)])
                self.assertLess(np.abs(patches.mean((1, 2)) - clip["patch_means"]).max(), 1e-4)
                embedding, scores = self.teacher(torch.from_numpy(patches))
                self.assertLess(np.abs(embedding.mean(0)[:16].numpy() - clip["embedding_mean_first16"]).max(), 1e-3)
                self.assertLess(np.abs(scores[:, BABY_CRY].numpy() - clip["score_class20_per_patch"]).max(), 1e-3)


if __name__ == "__main__":
    unittest.main()
