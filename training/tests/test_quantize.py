"""The integer network against the float32 one that it is made from."""

import json
import platform
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import has

if not has("numpy", "onnx", "torch", "sklearn", "soundfile", "scipy"):
    raise unittest.SkipTest("needs numpy, onnx, torch, scikit-learn, SciPy and soundfile")

import numpy as np
import onnx

import measure
import quantize
import serving

# Without these, products of 8-bit weights overflow on x86.
INT8_DOT_PRODUCTS = {"avx512_vnni", "avx_vnni"}
PROCESSOR = Path("/proc/cpuinfo").read_text().split() if platform.machine() == "x86_64" else INT8_DOT_PRODUCTS
MODELS = Path(__file__).resolve().parents[2] / "models"


def patches(count: int) -> np.ndarray:
    """Of noise whose bands and frames differ in level."""
    rng = np.random.default_rng(1)
    magnitude = np.exp(rng.normal(-2, 2, (count, 96, 1)) + rng.normal(0, 1, (count, 1, 64))) * rng.random((count, 96, 64))
    return np.log(np.minimum(magnitude, 50) + 0.001).astype(np.float32)


class QuantizeTest(unittest.TestCase):
    def test_equalised_channels_have_like_ranges_and_give_the_same_embedding(self):
        layers, given = quantize.read(onnx.load(MODELS / "embedding.onnx")), patches(20)
        made, bounds, gain = quantize.equalised(layers, quantize.ranges(layers, given))
        before, after = (quantize.ranges(of, given) for of in (layers, made))
        self.assertTrue(np.allclose(after[-1] * gain, before[-1], rtol=1e-3, atol=1e-4))
        for number, (_, _, _, groups) in enumerate(made[1:]):
            self.assertAlmostEqual(float(after[number].max()), bounds[number], delta=1e-3 * bounds[number])
            if groups > 1:  # which can take any factor from the layer before
                self.assertTrue(np.allclose(after[number][before[number] > 0], 1, atol=1e-3))

    @unittest.skipUnless(serving.command(), "needs cryapi")
    def test_a_variant_is_a_bundle_whose_embedding_is_nearly_the_same(self):
        original, given = onnx.load(MODELS / "embedding.onnx"), patches(60)
        wanted = serving.run_stage(MODELS, "embedding", given)
        with tempfile.TemporaryDirectory() as name:
            for variant, make in quantize.VARIANTS.items():
                if variant in ("int8", "int8-stem") and INT8_DOT_PRODUCTS.isdisjoint(PROCESSOR):
                    continue
                folder = Path(name, variant)
                quantize.write(make(original, given), MODELS, folder, variant)
                self.assertTrue(json.loads((folder / "manifest.json").read_text())["stages"]["embedding"]["name"].endswith(variant))
                likeness = measure.cosine(serving.run_stage(folder, "embedding", given), wanted)
                self.assertGreater(likeness.min(), 0.98, variant)


if __name__ == "__main__":
    unittest.main()
