"""The base that is kept in the repository."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import has

READY = has("numpy", "torch", "sklearn", "scipy", "soundfile", "onnx")
if READY:
    import numpy as np
    import torch

    import base
    from losses import Losses
    from network import EMBEDDING, EmbeddingNetwork


@unittest.skipUnless(READY, "needs numpy, torch, scipy, soundfile, onnx and scikit-learn")
class BaseTest(unittest.TestCase):
    def test_what_is_kept_comes_back_as_it_was(self):
        torch.manual_seed(2)
        network, losses = EmbeddingNetwork(), Losses((torch.zeros(521, EMBEDDING), torch.zeros(521)), np.ones(EMBEDDING))
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "base.npz")
            base.keep({"settings": {"steps": 7, "seed": 1}, "network": network.state_dict(), "losses": losses.state_dict()}, file)
            found = base.kept(file)
        self.assertEqual((found["step"], found["settings"]["steps"]), (7, 7))
        for module, name in ((network, "network"), (losses, "losses")):
            self.assertEqual(set(module.state_dict()), set(found[name]))
            for key, value in module.state_dict().items():
                self.assertTrue(torch.equal(value, found[name][key]))

    def test_the_kept_base_is_one_of_this_network(self):
        found = base.kept()
        network = EmbeddingNetwork()
        network.load_state_dict(found["network"])
        made = network.eval()(torch.zeros(2, 96, 64))
        self.assertEqual(made.shape, (2, EMBEDDING))
        self.assertTrue(bool(torch.isfinite(made).all()))
        self.assertGreater(found["step"], 0)


if __name__ == "__main__":
    unittest.main()
