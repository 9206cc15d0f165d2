"""What is sent: the sample as WAV and M4A, and as WAV of any length."""
import io
import pathlib
import subprocess
import sys
import wave

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from formats import FORMATS, encode  # noqa: E402

SAMPLE = pathlib.Path(__file__).resolve().parents[2] / "samples" / "cry.wav"


def wav() -> bytes:
    """7 s at 16 kHz, one channel, 16 bit."""
    return SAMPLE.read_bytes()


def m4a() -> bytes | None:
    """The same as AAC of 44.1 kHz; None without an ffmpeg that encodes."""
    try:
        return encode(SAMPLE, *FORMATS["AAC in M4A, 44.1 kHz"])
    except (OSError, subprocess.CalledProcessError):
        return None


def repeated(seconds: int) -> bytes:
    """The sample over and over, until the WAV is that long."""
    with wave.open(str(SAMPLE)) as sample:
        parameters = sample.getparams()
        once = sample.readframes(parameters.nframes)
    length = seconds * parameters.framerate * parameters.sampwidth * parameters.nchannels
    whole = io.BytesIO()
    with wave.open(whole, "wb") as clip:
        clip.setparams(parameters)
        clip.writeframes((once * (length // len(once) + 1))[:length])
    return whole.getvalue()
