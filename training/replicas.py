"""One step's work on several cores: each share of the batch through a copy of the network in a thread of its own.

torch's own threads hardly help with layers this small. The gradients are added in a fixed order, so that a training repeats exactly, on
however many cores.
"""

import copy
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import torch

Result = TypeVar("Result")


class Replicas:
    """`count` copies of some modules that share their weights. Batch norm is by share; the statistics that are kept are the first's."""

    def __init__(self, count: int, *modules: torch.nn.Module):
        self.copies = [modules, *(copy.deepcopy(modules) for _ in range(count - 1))]
        self.parameters = [[p for module in modules for p in module.parameters()] for modules in self.copies]
        for others in self.parameters[1:]:
            for own, other in zip(self.parameters[0], others):
                other.data = own.data
        self.threads = ThreadPoolExecutor(count)

    def backward(self, share: Callable[..., tuple[torch.Tensor, Result]], shares: Sequence[Any]) -> list[Result]:
        """Calls share(one of shares, *modules), which returns a loss and what else is wanted of it, and leaves the gradient of the losses' mean
        in the first copy. There are as many shares as copies."""
        def work(number: int) -> Result:
            for parameter in self.parameters[number]:
                parameter.grad = None
            loss, result = share(shares[number], *self.copies[number])
            (loss / len(self.copies)).backward()
            return result

        results = list(self.threads.map(work, range(len(self.copies))))
        for own, *others in zip(*self.parameters):
            for other in others:
                if other.grad is not None:
                    own.grad = other.grad if own.grad is None else own.grad.add_(other.grad)
        return results
