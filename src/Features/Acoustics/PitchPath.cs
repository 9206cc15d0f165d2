namespace CryApi.Features.Acoustics;

/// <summary>
/// The most probable contour through the candidates of all frames, by the Viterbi algorithm with the costs of Boersma (1993).
/// </summary>
/// <remarks>
/// A voiced candidate is worth strength − 0.01·log₂(1500/f); being unvoiced 0.45 + max(0, 2 − loudness·1.45/0.03). Changing between
/// voiced and unvoiced costs 0.14, a jump 0.35 per octave, at a step of 10 ms.
/// </remarks>
internal static class PitchPath
{
    private const double SilenceThreshold = 0.03;
    private const float VoicingCost = 0.14f;
    private const float JumpCost = 0.35f;

    private static readonly float HighestOctave = (float)Math.Log2(AcousticFrames.Ceiling);

    // The candidates and, after the last of them, being unvoiced.
    private const int States = PitchCandidates.States;

    /// <summary>Fills <see cref="AcousticWorkspace.F0"/>.</summary>
    /// <param name="work">With its candidates found.</param>
    public static void Find(AcousticWorkspace work)
    {
        Span<byte> back = work.Candidates.Back;
        Span<float> before = stackalloc float[States], now = stackalloc float[States];
        PitchCandidates candidates = work.Candidates;
        for (int t = 0; t < work.Frames; t++)
        {
            int count = candidates.Counts[t];
            for (int state = 0; state <= count; state++)
            {
                float worth = state < count ? Worth(candidates, t * PitchCandidates.Most + state) : Unvoiced(candidates.Loudness[t]);
                int from = 0;
                now[state] = worth + (t == 0 ? 0 : Best(candidates, t, state, before, out from));
                back[t * States + state] = (byte)from;
            }
            now[..(count + 1)].CopyTo(before);
        }
        if (work.Frames > 0)
            Follow(work, before, back);
    }

    private static float Worth(PitchCandidates candidates, int index) =>
        candidates.Strengths[index] - (float)PitchCandidates.OctaveCost * (HighestOctave - candidates.Octaves[index]);

    private static float Unvoiced(double loudness) =>
        (float)(PitchCandidates.VoicingThreshold
            + Math.Max(0, 2 - loudness * (1 + PitchCandidates.VoicingThreshold) / SilenceThreshold));

    private static float Best(PitchCandidates candidates, int t, int state, ReadOnlySpan<float> before, out int from)
    {
        int earlier = candidates.Counts[t - 1];
        bool voiced = state < candidates.Counts[t];
        float best = before[earlier] - (voiced ? VoicingCost : 0);
        from = earlier;
        ReadOnlySpan<float> octaves = candidates.Octaves.AsSpan((t - 1) * PitchCandidates.Most, earlier);
        float octave = voiced ? candidates.Octaves[t * PitchCandidates.Most + state] : 0;
        for (int i = 0; i < octaves.Length; i++)
        {
            float value = before[i] - (voiced ? JumpCost * Math.Abs(octaves[i] - octave) : VoicingCost);
            if (value > best)
                (best, from) = (value, i);
        }
        return best;
    }

    private static void Follow(AcousticWorkspace work, ReadOnlySpan<float> last, ReadOnlySpan<byte> back)
    {
        PitchCandidates candidates = work.Candidates;
        int state = 0;
        for (int i = 1; i <= candidates.Counts[work.Frames - 1]; i++)
            state = last[i] > last[state] ? i : state;
        for (int t = work.Frames - 1; t >= 0; t--)
        {
            work.F0[t] = state == candidates.Counts[t] ? 0 : MathF.Pow(2, candidates.Octaves[t * PitchCandidates.Most + state]);
            state = back[t * States + state];
        }
    }
}
