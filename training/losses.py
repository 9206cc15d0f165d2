"""What the embedding network is to be like: its teacher, above all where crying and its likes are heard, and the labels."""

import numpy as np
import torch
import torch.nn.functional as F

from network import EMBEDDING
from teacher import BABY_CRY, CRYING_CLASSES

SCORE_WEIGHT, KIN_WEIGHT, LABEL_WEIGHT = 15.0, 1.0, 0.5
# Classes of AudioSet that are crying, or are easily taken for it: voices of children and of adults, laughter, cats, dogs, sheep,
# birds, owls, music, sirens, alarms, whistles, squeaks, silence.
KIN = (0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 24, 29, 32, 33, 35, 39, 64, 65, 66, 67, 69, 70, 75, 76, 78, 80,
       81, 85, 90, 91, 92, 94, 96, 100, 103, 106, 108, 109, 114, 132, 304, 355, 382, 390, 393, 396, 475, 480, 494)
FLOOR = 1e-4


def kin_weights() -> torch.Tensor:
    """Weight of each of KIN: baby cry as much as 8 others, the other crying classes as 3; the mean is 1."""
    weights = torch.ones(len(KIN))
    for position, number in enumerate(KIN):
        if CRYING_CLASSES.start <= number < CRYING_CLASSES.stop:
            weights[position] = 8 if number == BABY_CRY else 3
    return weights / weights.mean()


class Losses(torch.nn.Module):
    """Of a batch: smooth L1 to the teacher's embedding (each dimension in units of its spread), cross-entropy to its 521 scores
    by its own last layer on our embedding, smooth L1 of a linear head of ours to its logits of KIN (cut off at FLOOR, where
    scores of nothing end), and cross-entropy of another to the cry label of those patches that have one.

    The heads read the embedding in units of `inverse`. The teacher's last layer is no part of what is saved.
    """

    def __init__(self, classifier: tuple[torch.Tensor, torch.Tensor], spread: np.ndarray):
        super().__init__()
        self.classifier = classifier
        self.inverse = torch.tensor(1 / spread, dtype=torch.float32)
        self.kin_weights, self.limit = kin_weights(), float(np.log((1 - FLOOR) / FLOOR)) - 1e-3
        self.kin_head = torch.nn.Linear(EMBEDDING, len(KIN))
        self.label_head = torch.nn.Linear(EMBEDDING, 1)

    def forward(self, ours: torch.Tensor, embedding: torch.Tensor, scores: torch.Tensor, label: torch.Tensor, smoothing: float = 0.0) -> list[torch.Tensor]:
        """The four losses, not weighted; the last is 0 where no patch has a label. Labels are that far from 0 and 1."""
        scaled, known = ours * self.inverse, label >= 0
        logits, wanted = self.kin_head(scaled), torch.logit(scores[:, list(KIN)].clamp(FLOOR, 1 - FLOOR))
        # Where the teacher is at the end of the scale, beyond it is as good.
        logits = torch.where(wanted.abs() < self.limit, logits, logits.clamp(-self.limit, self.limit))
        kin = F.smooth_l1_loss(logits, wanted, reduction="none")
        smoothed = smoothing + (1 - 2 * smoothing) * label[known].float()
        cry = F.binary_cross_entropy_with_logits(self.label_head(scaled[known])[:, 0], smoothed) if known.any() else scaled.sum() * 0
        return [F.smooth_l1_loss(scaled, embedding * self.inverse),
                F.binary_cross_entropy_with_logits(F.linear(ours, *self.classifier), scores), (kin * self.kin_weights).mean(), cry]

    @staticmethod
    def total(losses: list[torch.Tensor]) -> torch.Tensor:
        return losses[0] + SCORE_WEIGHT * losses[1] + KIN_WEIGHT * losses[2] + LABEL_WEIGHT * losses[3]
