"""What the tests share: the import path, and where the material beside the repository lies, if it does."""

import sys
from pathlib import Path

TRAINING = Path(__file__).resolve().parents[1]
SHARED = TRAINING.parent.parent / "shared"
sys.path.insert(0, str(TRAINING))


def has(*modules: str) -> bool:
    """Whether all modules can be imported (torch and scikit-learn are no part of a bare machine)."""
    for module in modules:
        try:
            __import__(module)
        except ImportError:
            return False
    return True
