using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace CryApi.Tests;

/// <summary>Runs ffmpeg, ffprobe or sox on bytes, in a temporary folder that is deleted in every case.</summary>
internal static class MediaTool
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>Debian's ffmpeg: one thread and no time stamps or random serial numbers, so that the same input gives the same bytes.</summary>
    /// <param name="arguments">With <c>IN</c> for the input file; what follows the inputs of the command line.</param>
    /// <param name="input">Bytes that become the file <c>IN</c>.</param>
    public static byte[] Ffmpeg(string arguments, byte[] input) =>
        Run("ffmpeg", $"-nostdin -v error -y {arguments} -threads 1 -bitexact OUT", input, "Unknown encoder");

    /// <summary>SoX, for the AMR encoder that ffmpeg lacks.</summary>
    /// <param name="arguments">What stands before the output file.</param>
    /// <param name="input">A WAV file.</param>
    public static byte[] Sox(string arguments, byte[] input) =>
        Run("sox", $"-D -t wav IN {arguments} OUT", input, "no handler for", "without AMR");

    /// <summary>What ffprobe says of the first audio track, e.g. <c>codec_name=aac</c>, a line each.</summary>
    public static string Probe(string entries, byte[] file) =>
        Encoding.UTF8.GetString(
            Run("ffprobe", $"-v error -select_streams a:0 -show_entries {entries} -of default=nokey=0:noprint_wrappers=1 IN", file));

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="arguments">With <c>IN</c> for the input file and <c>OUT</c> for the output file.</param>
    /// <param name="input">Bytes that become the file <c>IN</c>; null for none.</param>
    /// <param name="signsOfAbsence">What it says where it lacks an encoder.</param>
    /// <returns>The bytes of <c>OUT</c>; where there is none, those of its standard output.</returns>
    /// <exception cref="EncoderMissingException">The program or the encoder is not there.</exception>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static byte[] Run(string program, string arguments, byte[]? input, params string[] signsOfAbsence)
    {
        var folder = Directory.CreateTempSubdirectory("cryapi-media-");
        try
        {
            var (from, to) = (Path.Combine(folder.FullName, "in"), Path.Combine(folder.FullName, "out"));
            if (input is not null)
                File.WriteAllBytes(from, input);
            var start = new ProcessStartInfo(program)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
                WorkingDirectory = folder.FullName,
            };
            foreach (var argument in arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                start.ArgumentList.Add(argument switch { "IN" => from, "OUT" => to, _ => argument });
            var (code, output, errors) = Finish(start);
            if (signsOfAbsence.Any(sign => errors.Contains(sign, StringComparison.Ordinal)))
                throw new EncoderMissingException($"This {program} lacks an encoder: {errors.Trim()}");
            if (code != 0)
                throw new InvalidOperationException(FormattableString.Invariant($"{program} {arguments} ended with {code}: {errors}"));
            return File.Exists(to) ? File.ReadAllBytes(to) : output;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static (int Code, byte[] Output, string Errors) Finish(ProcessStartInfo start)
    {
        using var process = Start(start);
        process.StandardInput.Close();
        using var output = new MemoryStream();
        var copying = process.StandardOutput.BaseStream.CopyToAsync(output);
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{start.FileName} took more than {s_patience}.");
        }

        copying.GetAwaiter().GetResult();
        return (process.ExitCode, output.ToArray(), errors.GetAwaiter().GetResult());
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new EncoderMissingException($"{start.FileName} is not on the PATH.");
        }
    }
}
