"""The phase vocoder once more, plainly, as a reference for `cryapi features --kind cry-variants`."""

import numpy as np

SIZE, HOP = 2048, 512


def stft(signal: np.ndarray) -> np.ndarray:
    """[bins, frames], frames centred, zeros outside the signal."""
    padded = np.pad(np.asarray(signal, np.float64), SIZE // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, SIZE)[::HOP][:1 + len(signal) // HOP]
    return np.fft.rfft(frames * window(), axis=1).T


def window() -> np.ndarray:
    return 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(SIZE) / SIZE)


def istft(spectra: np.ndarray, length: int) -> np.ndarray:
    frames = np.fft.irfft(spectra.T, SIZE, axis=1) * window()
    total = np.zeros(SIZE + HOP * max(len(frames) - 1, 0) + length)
    weight = np.zeros_like(total)
    for t, frame in enumerate(frames):
        total[t * HOP:t * HOP + SIZE] += frame
        weight[t * HOP:t * HOP + SIZE] += window() ** 2
    total[weight > 1e-30] /= weight[weight > 1e-30]
    return total[SIZE // 2:SIZE // 2 + length]


def stretch(signal: np.ndarray, rate: float) -> np.ndarray:
    spectra = stft(signal)
    expected = 2 * np.pi * HOP * np.arange(SIZE // 2 + 1) / SIZE
    positions = np.arange(0, spectra.shape[1], rate)
    spectra = np.pad(spectra, ((0, 0), (0, 2)))
    phase, columns = np.angle(spectra[:, 0]), []
    for position in positions:
        column = int(position)
        here, following = spectra[:, column], spectra[:, column + 1]
        share = position - column
        columns.append(((1 - share) * np.abs(here) + share * np.abs(following)) * np.exp(1j * phase))
        turn = np.angle(following) - np.angle(here) - expected
        phase = phase + expected + turn - 2 * np.pi * np.round(turn / (2 * np.pi))
    return istft(np.array(columns).T, round(len(signal) / rate))
