using System.IO.Compression;

namespace CryApi.Cli;

/// <summary>Writes NumPy's NPZ: a ZIP of NPY files. They are stored, not packed: log-mel frames hardly shrink.</summary>
internal sealed class NpzWriter(string path) : IDisposable
{
    // The same input gives the same bytes, whenever it is written.
    private static readonly DateTimeOffset Timestamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _archive = new(File.Create(path), ZipArchiveMode.Create);

    /// <summary>Adds one array.</summary>
    public void Add(string name, Action<Stream> write)
    {
        var entry = _archive.CreateEntry(name + ".npy", CompressionLevel.NoCompression);
        entry.LastWriteTime = Timestamp;
        using var stream = entry.Open();
        write(stream);
    }

    public void Dispose() => _archive.Dispose();
}
