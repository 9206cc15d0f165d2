"""A batch in shares, each in a thread of its own, and the rate over its cycles."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import has

READY = has("numpy", "torch", "sklearn", "scipy", "soundfile")
if READY:
    import torch

    from embedding import learning_rate
    from replicas import Replicas


def loss(inputs, layer):
    return layer(inputs).square().mean(), float(inputs.sum())


@unittest.skipUnless(READY, "needs numpy, torch, scipy, soundfile and scikit-learn")
class ReplicasTest(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(0)
        self.layer, self.batch = torch.nn.Linear(5, 3), torch.randn(8, 5)

    def test_the_gradient_is_that_of_the_whole_batch(self):
        loss(self.batch, self.layer)[0].backward()
        wanted = [p.grad.clone() for p in self.layer.parameters()]
        for count in (1, 2, 4):
            results = Replicas(count, self.layer).backward(loss, self.batch.chunk(count))
            self.assertEqual([float(share.sum()) for share in self.batch.chunk(count)], results)
            for parameter, gradient in zip(self.layer.parameters(), wanted):
                torch.testing.assert_close(parameter.grad, gradient)

    def test_a_step_of_the_first_copy_is_seen_by_all_and_repeats_exactly(self):
        trained = []
        for _ in range(2):
            layer = torch.nn.Linear(5, 3)
            layer.load_state_dict(self.layer.state_dict())
            replicas, optimiser = Replicas(2, layer), torch.optim.AdamW(layer.parameters(), 0.1)
            for _ in range(20):
                replicas.backward(loss, self.batch.chunk(2))
                optimiser.step()
            for own, other in zip(*replicas.parameters):
                self.assertTrue(torch.equal(own, other))
            trained.append(layer.weight.detach().clone())
        self.assertTrue(torch.equal(*trained))
        self.assertLess(float(trained[0].abs().sum()), float(self.layer.weight.abs().sum()))

    def test_the_rate_begins_anew_with_each_cycle(self):
        rates = [learning_rate(step, [(100, 1.0), (200, 0.5)]) for step in range(300)]
        self.assertEqual(1.0, max(rates[:100]))
        self.assertEqual(0.5, max(rates[100:]))
        self.assertLess(max(rates[99], rates[299]), 0.02)
        self.assertLess(rates[100], 0.2)


if __name__ == "__main__":
    unittest.main()
