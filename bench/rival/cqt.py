"""Constant-Q transform by octaves (Schoerkhuber and Klapuri 2010, librosa.cqt), its chroma, and the tonnetz.

The filters depend on the clip's tuning, which has 100 values: they are kept by tuning.
"""

from functools import lru_cache

import numpy as np
import scipy.fft
import scipy.signal
from scipy.sparse import csr_matrix

import tuning
from spectrum import HOP, RATE, TINY, frames, magnitude, stft

PER_OCTAVE, OCTAVES = 36, 7
C1 = 440 * 2 ** (-45 / 12)
_RATIO = 2 ** (1 / PER_OCTAVE)
Q = (_RATIO ** 2 + 1) / (_RATIO ** 2 - 1)
SPARSITY = 0.01  # share of a filter's summed magnitude that is left out
HALF_TAPS, CUTOFF, BETA = 195, 0.95687183, 13.10642662  # the SoX resampler's filter for 2:1 at quality HQ
BLOCK = 64  # samples made at once


def centres(offset: float) -> np.ndarray:
    """[252] Hz, from the lowest, for a tuning of `offset` bins."""
    return C1 * _RATIO ** (offset + np.arange(PER_OCTAVE * OCTAVES))


def _sparse(row: np.ndarray) -> np.ndarray:
    """The row without its smallest values, which together make SPARSITY of its summed magnitude."""
    sizes = np.abs(row)
    ascending = np.sort(sizes)
    least = ascending[np.argmax(np.cumsum(ascending) >= SPARSITY * ascending.sum())]
    return np.where(sizes < least, 0, row)


def _wavelet(frequency: float, rate: float) -> np.ndarray:
    """Complex exponential under a Hann window of Q periods, of unit sum of magnitudes."""
    length = Q * rate / frequency
    at = np.arange(np.floor(-length / 2), np.floor(length / 2))
    wave = np.exp(2j * np.pi * frequency * at / rate) * scipy.signal.get_window("hann", len(at))
    return wave / np.abs(wave).sum()


@lru_cache(maxsize=None)
def filters(offset: float) -> list[tuple[int, csr_matrix]]:
    """Per octave from the top: FFT size, and filters [36, bin] complex64 in the frequency domain, at half the rate from octave to octave."""
    found = []
    for octave in range(OCTAVES):
        rate = RATE / 2 ** octave
        chosen = centres(offset)[PER_OCTAVE * (OCTAVES - octave - 1):PER_OCTAVE * (OCTAVES - octave)]
        lengths = Q * rate / chosen
        n_fft = 1 << int(np.ceil(np.log2(lengths.max())))
        rows = []
        for frequency, length in zip(chosen, lengths):
            wave, padded = _wavelet(frequency, rate), np.zeros(n_fft, complex)
            start = (n_fft - len(wave)) // 2
            padded[start:start + len(wave)] = wave * length / n_fft
            rows.append(_sparse(scipy.fft.fft(padded)[:n_fft // 2 + 1]) * 2 ** (octave / 2))
        found.append((n_fft, csr_matrix(np.array(rows, np.complex64))))
    return found


@lru_cache
def _halving() -> np.ndarray:
    """[2 BLOCK + 389, BLOCK] float32: column m holds the taps, shifted by 2 m samples."""
    taps = np.sinc(CUTOFF / 2 * np.arange(-HALF_TAPS, HALF_TAPS + 1)) * np.kaiser(2 * HALF_TAPS + 1, BETA)
    matrix = np.zeros((2 * (BLOCK - 1) + len(taps), BLOCK), np.float32)
    for column in range(BLOCK):
        matrix[2 * column:2 * column + len(taps), column] = np.sqrt(2) * taps / taps.sum()
    return matrix


def halved(signal: np.ndarray) -> np.ndarray:
    """sqrt(2) times the signal at half the rate, float32. A matrix product by blocks is as fast as an FFT and, other than that, leaves
    quiet ends their precision."""
    count = (len(signal) + 1) // 2
    padded = np.pad(signal, (HALF_TAPS, HALF_TAPS + 2 * BLOCK))
    blocks = np.ascontiguousarray(frames(padded, len(_halving()), 2 * BLOCK))  # BLAS takes no overlapping rows
    return (blocks @ _halving()).ravel()[:count]


@lru_cache(maxsize=None)
def _ones(length: int) -> np.ndarray:
    return np.ones(length)


def cqt(signal: np.ndarray, offset: float) -> np.ndarray:
    """Magnitudes [252, frame] float32."""
    responses, hop = [], HOP
    for octave, (n_fft, bank) in enumerate(filters(offset)):
        signal = halved(signal) if octave else signal
        responses.append(bank @ stft(signal, n_fft, hop, _ones(n_fft)).T)
        hop //= 2
    count = min(response.shape[1] for response in responses)
    stacked = np.concatenate([response[:, :count] for response in reversed(responses)])
    stacked /= np.sqrt(Q * RATE / centres(offset)).astype(np.float32)[:, None]
    return np.abs(stacked)


@lru_cache
def _folding() -> np.ndarray:
    """[12, 252] which bins are a pitch class: three to a semitone, the middle one on the note."""
    pitch_class = (np.arange(PER_OCTAVE * OCTAVES) + 1) // 3 % 12
    return (pitch_class == np.arange(12)[:, None]).astype(np.float32)


@lru_cache
def _circles() -> np.ndarray:
    """[6, 12] circles of fifths, minor thirds and major thirds, sine and cosine."""
    angle = np.arange(12) * np.array([7 / 6, 7 / 6, 3 / 2, 3 / 2, 2 / 3, 2 / 3])[:, None]
    angle[::2] -= 0.5
    return np.array([1, 1, 1, 1, 0.5, 0.5])[:, None] * np.cos(np.pi * angle)


def divided(values: np.ndarray, norm: np.ndarray) -> np.ndarray:
    """values / norm, as they are where the norm is practically 0."""
    return values / np.where(norm < TINY, 1, norm)


def tonnetz(signal: np.ndarray) -> np.ndarray:
    """[6, frame] of a harmonic signal."""
    offset = tuning.estimate(magnitude(signal), PER_OCTAVE)
    chroma = _folding() @ cqt(signal, offset)
    chroma = divided(chroma, chroma.max(0))
    return _circles() @ divided(chroma, np.abs(chroma).sum(0))
