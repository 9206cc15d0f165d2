using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace CryApi.Features;

/// <summary>
/// Resamples one signal block by block. Memory does not grow with the signal: a window of the filter's length and one block of 4096.
/// </summary>
/// <remarks>
/// The outputs, put one after the other, are exactly those of <see cref="Resampler.Resample"/>, whatever the blocks are. An output
/// comes out once the filter's half length of input behind it has come in, and <see cref="Finish"/> gives the rest. Not thread-safe.
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "A stream of samples; System.IO.Stream is a stream of bytes.")]
public sealed class ResamplerStream : IDisposable
{
    private const int Block = 4096;

    private readonly Resampler _plan;
    private readonly PhaseTable? _table;

    // Inputs [_origin, _origin + _filled) of the signal, where inputs before the first are zeros.
    private float[]? _window;
    private long _origin;
    private int _filled;

    private long _received;
    private long _produced;

    // The next output lies at the input position _position + _phase/To.
    private long _position;
    private int _phase;
    private bool _finished;

    internal ResamplerStream(Resampler plan)
    {
        _plan = plan;
        _table = plan.Table;
        if (_table is null)
            return;
        _window = ArrayPool<float>.Shared.Rent(_table.Taps + Block);
        _window.AsSpan(0, _table.Before).Clear();
        _origin = -_table.Before;
        _filled = _table.Before;
    }

    /// <summary>Output room that suffices for a <see cref="Write"/> of up to <paramref name="inputLength"/> samples.</summary>
    /// <returns>ceil(inputLength·b/a), at most 2³¹ − 1.</returns>
    public int MaxOutput(int inputLength) =>
        (int)Math.Min(int.MaxValue, Resampler.OutputLength(inputLength, _plan.FromRate, _plan.ToRate));

    /// <summary>Samples that <see cref="Finish"/> would give now.</summary>
    public int Remaining => (int)(Resampler.OutputLength(_received, _plan.FromRate, _plan.ToRate) - _produced);

    /// <summary>Takes in the next samples and gives the outputs that are ready.</summary>
    /// <param name="input">Samples at the input's rate, any number, finite; must not overlap <paramref name="output"/>.</param>
    /// <param name="output">Room for <see cref="MaxOutput"/> of the input's length.</param>
    /// <returns>How many samples were written to <paramref name="output"/>; may be 0.</returns>
    /// <exception cref="ArgumentException">The output has too little room; nothing has been taken in.</exception>
    /// <exception cref="InvalidOperationException">The signal is already finished.</exception>
    public int Write(ReadOnlySpan<float> input, Span<float> output)
    {
        ThrowIfClosed();
        // Outputs ready after this block, less those already given; never more than MaxOutput.
        ThrowIfShort(output, ReadyAfter(input.Length));
        _received += input.Length;
        int written = Take(input, output);
        _produced += written;
        return written;
    }

    /// <summary>Ends the signal and gives the rest of it, as if followed by zeros.</summary>
    /// <param name="output">Room for <see cref="Remaining"/> samples.</param>
    /// <returns>How many samples were written to <paramref name="output"/>.</returns>
    /// <exception cref="ArgumentException">The output has too little room; the signal is not finished.</exception>
    /// <exception cref="InvalidOperationException">The signal is already finished.</exception>
    public int Finish(Span<float> output)
    {
        ThrowIfClosed();
        int remaining = Remaining;
        ThrowIfShort(output, remaining);
        _finished = true;
        Span<float> zeros = stackalloc float[256];
        zeros.Clear();
        int written = 0;
        while (written < remaining)
            written += Take(zeros, output[written..remaining]);
        _produced += written;
        return written;
    }

    /// <summary>Gives the buffer back; the stream can no longer be used.</summary>
    public void Dispose()
    {
        _finished = true;
        if (_window is { } window)
            ArrayPool<float>.Shared.Return(window, clearArray: true);
        _window = null;
    }

    private int Take(ReadOnlySpan<float> input, Span<float> output)
    {
        if (_table is null)
        {
            input.CopyTo(output);
            return input.Length;
        }

        int written = 0;
        while (!input.IsEmpty)
        {
            int count = Math.Min(input.Length, Block);
            MakeRoom(count);
            input[..count].CopyTo(_window.AsSpan(_filled));
            _filled += count;
            input = input[count..];
            written += Produce(_table, output[written..]);
        }

        return written;
    }

    private int Produce(PhaseTable table, Span<float> output)
    {
        int step = _plan.From / _plan.To;
        int phaseStep = _plan.From % _plan.To;
        long end = _origin + _filled;
        int written = 0;
        while (_position + table.After < end && written < output.Length)
        {
            output[written++] = table.Apply(_window.AsSpan((int)(_position - table.Before - _origin), table.Taps), _phase);
            _position += step;
            _phase += phaseStep;
            if (_phase >= _plan.To)
            {
                _phase -= _plan.To;
                _position++;
            }
        }

        return written;
    }

    // Drops inputs that no later output needs. The next output is not ready, so fewer than Taps inputs are left.
    private void MakeRoom(int count)
    {
        if (_filled + count <= _table!.Taps + Block)
            return;
        int drop = (int)(_position - _table.Before - _origin);
        _window.AsSpan(drop, _filled - drop).CopyTo(_window);
        _origin += drop;
        _filled -= drop;
    }

    private long ReadyAfter(int inputLength)
    {
        if (_table is null)
            return inputLength;
        // Outputs m with floor(m·a/b) + After < received, that is m·a < (received − After)·b.
        long reached = Math.Max(0, _received + inputLength - _table.After);
        return Math.Max(0, Resampler.OutputLength(reached, _plan.FromRate, _plan.ToRate) - _produced);
    }

    private void ThrowIfClosed()
    {
        if (_finished)
            throw new InvalidOperationException("The signal is already finished.");
    }

    private static void ThrowIfShort(Span<float> output, long needed)
    {
        if (output.Length < needed)
            throw new ArgumentException($"The output has room for {output.Length} samples of {needed}.", nameof(output));
    }
}
