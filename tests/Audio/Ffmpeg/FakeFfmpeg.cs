namespace CryApi.Audio.Tests;

/// <summary>A shell script that answers what it is asked at the start as ffmpeg does, and then does what a test wants instead of decoding.</summary>
internal sealed class FakeFfmpeg : IDisposable
{
    private const string Script = """
        #!/bin/sh
        for argument; do
          case "$argument" in
            -version) echo "ffmpeg version 0.0-test Copyright"; exit 0;;
            -demuxers) printf ' D  au    x\n D  flac  x\n D  mp3   x\n'; exit 0;;
            -muxers) printf '  E amr   x\n'; exit 0;;
            -decoders) printf ' A....D flac x\n A....D mp3float x\n A....D pcm_alaw x\n'; exit 0;;
          esac
        done

        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fake-ffmpeg-");

    /// <summary>Writes the script.</summary>
    /// <param name="body">What it does instead of decoding, in the shell's own commands: there is no <c>PATH</c>.</param>
    public FakeFfmpeg(string body)
    {
        Path = System.IO.Path.Combine(_folder.FullName, "ffmpeg");
        File.WriteAllText(Path, Script + body + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        // Another test's process, between its fork and its exec, may still hold the file open for writing: then it can't be run yet.
        for (var tries = 0; tries < 100 && !CanRun(); tries++)
            Thread.Sleep(10);
    }

    public string Path { get; }

    private bool CanRun()
    {
        try
        {
            return FfmpegProgram.Inspect(Path).Version.Length > 0;
        }
        catch (FfmpegException)
        {
            return false;
        }
    }

    /// <summary>Starts it on a file, as the decoder would.</summary>
    public FfmpegRun Start(FfmpegOptions? options = null, byte[]? file = null)
    {
        var program = FfmpegProgram.Inspect(Path);
        var format = program.Formats.Single(format => format.Name == "FLAC");
        return FfmpegRun.Start(
            program, path => FfmpegArguments.Decode(format, path), format, new SniffedFormat("flac", "FLAC"), file ?? [1, 2, 3], options ?? new());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
