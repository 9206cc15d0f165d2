namespace CryApi.Cli;

/// <summary>Features of a dataset's clips while they are computed.</summary>
internal interface IFeatureSet
{
    /// <summary>Computes the features of one clip. May be called by several threads, each with another index.</summary>
    /// <param name="clip">Index of the clip.</param>
    /// <param name="samples">Mono, 16 kHz.</param>
    void Add(int clip, ReadOnlySpan<float> samples);

    /// <summary>Writes everything as one NPZ file.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="paths">The clips' paths, in order.</param>
    void Write(string file, IReadOnlyList<string> paths);
}
