using System.Text;

namespace CryApi.Cli.Tests;

public sealed class NpyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cryapi-npy-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Floats_survive_the_round_trip()
    {
        var path = Path.Combine(_folder, "x.npy");
        float[] values = [1, -2.5f, float.MaxValue, float.Epsilon, 0, 7];
        using (var stream = File.Create(path))
        {
            NpyWriter.WriteFloatHeader(stream, 2, 3);
            NpyWriter.WriteValues(stream, values);
        }

        var (read, shape) = NpyReader.ReadFloats(path);
        Assert.Equal(values, read);
        Assert.Equal([2, 3], shape);
    }

    [Fact]
    public void The_header_is_the_formats()
    {
        using var stream = new MemoryStream();
        NpyWriter.WriteFloatHeader(stream, 5);
        var bytes = stream.ToArray();
        Assert.Equal([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0], bytes[..8]);
        Assert.Equal(0, bytes.Length % 64);
        Assert.Equal(bytes.Length - 10, bytes[8] | (bytes[9] << 8));
        Assert.Equal("{'descr': '<f4', 'fortran_order': False, 'shape': (5,), }", Encoding.ASCII.GetString(bytes, 10, bytes.Length - 10).TrimEnd());
        Assert.Equal((byte)'\n', bytes[^1]);
    }

    [Fact]
    public void Numpy_reads_what_is_written()
    {
        const string python = "/usr/bin/python3";
        Assert.SkipUnless(File.Exists(python), "there is no Python on this machine");
        var path = Path.Combine(_folder, "x.npz");
        using (var archive = new NpzWriter(path))
        {
            archive.Add("path", stream => NpyWriter.Write(stream, ["a/ü.wav", "", "𝄞"]));
            archive.Add("count", stream => NpyWriter.Write(stream, (ReadOnlySpan<long>)[1, -5, long.MaxValue]));
        }

        var script = $"import numpy as np\nz = np.load(r'{path}')\nassert list(z['path']) == ['a/ü.wav', '', '𝄞']\nassert list(z['count']) == [1, -5, 2**63 - 1]";
        var start = new System.Diagnostics.ProcessStartInfo(python, ["-c", script]) { RedirectStandardError = true };
        using var process = System.Diagnostics.Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.SkipWhen(error.Contains("No module named", StringComparison.Ordinal), "Python has no NumPy on this machine");
        Assert.True(process.ExitCode == 0, error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a numpy file at all")]
    [InlineData("\u0093NUMPY\u0001\0\u00ff\u00ff{too short}")]
    public void Other_files_are_refused(string text)
    {
        var path = Path.Combine(_folder, "x.npy");
        File.WriteAllBytes(path, System.Text.Encoding.Latin1.GetBytes(text));
        Assert.Throws<InvalidDataException>(() => NpyReader.ReadFloats(path));
    }
}
