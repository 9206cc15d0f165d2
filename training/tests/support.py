"""What the tests share: where the material beside the repository lies, if it does."""

from pathlib import Path

TRAINING = Path(__file__).resolve().parents[1]
SHARED = TRAINING.parent.parent / "shared"


def has(*modules: str) -> bool:
    """Whether all modules can be imported (torch and scikit-learn are no part of a bare machine)."""
    for module in modules:
        try:
            __import__(module)
        except ImportError:
            return False
    return True
