"""The exported embedding graph against the network, evaluated node by node."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import has

READY = has("numpy", "onnx", "torch")
if READY:
    import numpy as np
    import torch
    import torch.nn.functional as F
    from onnx import numpy_helper

    import embedding_export
    from losses import FLOOR, KIN, Losses
    from network import EmbeddingNetwork, multiply_adds


def evaluate(model, patches):
    """Runs the few operators that the export uses, from their ONNX definitions."""
    values = {c.name: torch.tensor(numpy_helper.to_array(c)) for c in model.graph.initializer}
    values["patches"] = patches
    for node in model.graph.node:
        inputs = [values[name] for name in node.input]
        attributes = {a.name: list(a.ints) if a.ints else a.i for a in node.attribute}
        if node.op_type == "Sub":
            made = inputs[0] - inputs[1]
        elif node.op_type == "Mul":
            made = inputs[0] * inputs[1]
        elif node.op_type == "Unsqueeze":
            made = inputs[0].unsqueeze(int(inputs[1][0]))
        elif node.op_type == "Relu":
            made = inputs[0].clamp_min(0)
        elif node.op_type == "ReduceMean":
            made = inputs[0].mean(attributes["axes"], keepdim=bool(attributes["keepdims"]))
        elif node.op_type == "Conv":
            top, left, bottom, right = attributes["pads"]
            made = F.conv2d(F.pad(inputs[0], (left, right, top, bottom)), *inputs[1:], stride=attributes["strides"], groups=attributes["group"])
        else:
            raise AssertionError(f"unexpected operator {node.op_type}")
        values[node.output[0]] = made
    return values[model.graph.output[0].name]


@unittest.skipUnless(READY, "needs numpy, onnx and torch")
class EmbeddingExportTest(unittest.TestCase):
    def test_the_graph_equals_the_network(self):
        torch.manual_seed(0)
        network = EmbeddingNetwork(np.linspace(0.1, 2, 1024))
        network.train()
        with torch.no_grad():
            for _ in range(3):  # running statistics that are not those of the start
                network(torch.randn(8, 96, 64) * 3 - 3)
        network.eval()
        patches = torch.randn(5, 96, 64) * 2 - 2
        with torch.no_grad():
            expected = network(patches)
            made = evaluate(embedding_export.graph(network), patches)
        self.assertEqual(tuple(made.shape), (5, 1024))
        self.assertGreater(float(expected.std()), 1e-3)
        self.assertLess(float((made - expected).abs().max()), 1e-4 * float(expected.abs().max()))

    def test_losses_end_where_the_teacher_is_met(self):
        torch.manual_seed(1)
        classifier, spread = (torch.randn(521, 1024) * 0.05, torch.zeros(521)), np.full(1024, 0.5)
        losses, ours = Losses(classifier, spread), torch.rand(6, 1024)
        scores = torch.sigmoid(F.linear(ours, *classifier))
        with torch.no_grad():
            losses.kin_head.weight.copy_(classifier[0][list(KIN)] * 0.5)
            losses.kin_head.bias.zero_()
        embedding, cross_entropy, kin, label = losses(ours, ours, scores, torch.full((6,), -1))
        self.assertAlmostEqual(float(embedding), 0, places=6)
        self.assertAlmostEqual(float(kin), 0, places=4)
        self.assertEqual(float(label), 0)
        self.assertLess(float(cross_entropy), float(losses(ours, ours, scores.flip(0), torch.full((6,), -1))[1]))

    def test_beyond_the_end_of_the_scale_is_as_good_and_short_of_it_is_pulled(self):
        losses = Losses((torch.zeros(521, 1024), torch.zeros(521)), np.ones(1024))
        with torch.no_grad():
            losses.kin_head.weight.zero_()
            losses.kin_head.bias.fill_(-30)
        nothing, something = torch.full((1, 521), FLOOR / 10), torch.full((1, 521), 0.2)
        unknown, ours = torch.tensor([-1]), torch.rand(1, 1024)
        self.assertLess(float(losses(ours, ours, nothing, unknown)[2]), 0.01)
        losses(ours, ours, something, unknown)[2].backward()
        self.assertLess(float(losses.kin_head.bias.grad.max()), 0)

    def test_the_network_costs_an_eighth_of_the_teacher(self):
        self.assertLess(multiply_adds(), 69_000_000 / 8)


if __name__ == "__main__":
    unittest.main()
