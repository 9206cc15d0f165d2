"""Short-time Fourier transform as librosa 0.11 does it, and its inverse. Arrays are [frame, bin], which is the memory order of librosa's own.

The window is float64, so librosa transforms in float64 and rounds the result to complex64; that is kept, bit for bit.
"""

from functools import lru_cache

import numpy as np
import scipy.fft
import scipy.signal

RATE, N_FFT, HOP = 16_000, 2048, 512
TINY = np.finfo(np.float32).tiny
BLOCK_BYTES = 1 << 18  # librosa transforms as many frames at once as fit in this, which is what keeps them in the cache


@lru_cache
def hann(length: int) -> np.ndarray:
    """Periodic Hann window, float64."""
    return scipy.signal.get_window("hann", length)


@lru_cache
def frequencies() -> np.ndarray:
    """[1025] centre of every bin in Hz."""
    return scipy.fft.rfftfreq(N_FFT, 1 / RATE)


def frames(signal: np.ndarray, length: int, hop: int) -> np.ndarray:
    """A view [frame, length] of the signal."""
    return np.lib.stride_tricks.sliding_window_view(signal, length)[::hop]


def _blocks(count: int, n_fft: int):
    size = max(1, BLOCK_BYTES // (8 * (n_fft // 2 + 1)))
    return (slice(start, min(start + size, count)) for start in range(0, count, size))


def stft(signal: np.ndarray, n_fft: int = N_FFT, hop: int = HOP, window: np.ndarray | None = None) -> np.ndarray:
    """[1 + len / hop, n_fft / 2 + 1] complex64; zeros on both sides, a Hann window unless another is given."""
    window = hann(n_fft) if window is None else window
    padded = np.zeros(len(signal) + n_fft)  # float64 before the window is multiplied, as NumPy is slow where types are mixed
    padded[n_fft // 2:n_fft // 2 + len(signal)] = signal
    framed = frames(padded, n_fft, hop)
    spectrum = np.empty((len(framed), n_fft // 2 + 1), np.complex64)
    for part in _blocks(len(framed), n_fft):
        spectrum[part] = scipy.fft.rfft(framed[part] * window, axis=-1)
    return spectrum


def magnitude(signal: np.ndarray) -> np.ndarray:
    """[frame, 1025] float32."""
    return np.abs(stft(signal))


@lru_cache
def _squared_windows(count: int) -> np.ndarray:
    """Sum of the squared windows of `count` overlapping frames, float32."""
    return _overlap_add([np.tile(hann(N_FFT) ** 2, (count, 1))], count)


def _overlap_add(parts, count: int) -> np.ndarray:
    """Adds frames [., 2048], which come in parts, at hops of 512; float32."""
    ratio = N_FFT // HOP
    total = np.zeros((count + ratio - 1, HOP), np.float32)
    start = 0
    for part in parts:
        quarters = part.reshape(len(part), ratio, HOP)
        for shift in reversed(range(ratio)):  # the earliest frame first, as in a loop over frames
            total[start + shift:start + shift + len(part)] += quarters[:, shift]
        start += len(part)
    return total.ravel()


def istft(spectrum: np.ndarray, length: int) -> np.ndarray:
    """The signal [length] float32 of a spectrum by `stft` with its defaults."""
    count, window = len(spectrum), hann(N_FFT)
    signal = _overlap_add((window * scipy.fft.irfft(spectrum[part], axis=-1) for part in _blocks(count, N_FFT)), count)
    weights = _squared_windows(count)
    covered = weights > TINY
    signal[covered] /= weights[covered]
    signal = signal[N_FFT // 2:N_FFT // 2 + length]
    return np.pad(signal, (0, length - len(signal)))
