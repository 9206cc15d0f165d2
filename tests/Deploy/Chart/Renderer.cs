using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace CryApi.Deploy.Tests.Chart;

/// <summary>The chart as helm would render it: <c>render/</c>, a program on Go's templates and Sprig, built when it is first asked for.</summary>
internal static class Renderer
{
    /// <summary>Folder of the chart.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "deploy", "helm", "cryapi");

    /// <summary>Debian's sources of Go libraries.</summary>
    private const string Libraries = "/usr/share/gocode";

    private static readonly string[] s_needed = ["github.com/Masterminds/sprig", "sigs.k8s.io/yaml"];

    private static readonly Lazy<string> s_program = new(Build);

    /// <summary>Renders it.</summary>
    /// <param name="values">Files of values, or values themselves as YAML where there is a line break or a colon in them.</param>
    /// <exception cref="ChartException">It can't be rendered with these.</exception>
    public static Rendering Render(params IEnumerable<string> values) => RenderOver(null, values);

    /// <summary>Renders it as an upgrade of what is in the cluster already.</summary>
    /// <param name="objects">Those objects, a list as YAML.</param>
    /// <param name="values">As for <see cref="Render"/>.</param>
    /// <exception cref="ChartException">It can't be rendered with these.</exception>
    public static Rendering RenderOver(string? objects, params IEnumerable<string> values)
    {
        var printed = Run(values, objects);
        return printed["error"] is { } error ? throw new ChartException((string)error!) : Rendering.Of(printed["texts"]!.AsObject());
    }

    /// <summary>The values that hold, those of the chart included.</summary>
    public static JsonNode Values(params IEnumerable<string> values) => Run(values)["values"]!;

    /// <summary>The variants in <c>ci/</c>, and the chart's own values.</summary>
    public static TheoryData<string> Variants { get; } =
        new(Directory.GetFiles(Path.Combine(Folder, "ci")).Select(file => Path.GetFileName(file)).Order().Prepend("values.yaml"));

    /// <summary>Path of a variant.</summary>
    public static string Variant(string name) => name == "values.yaml" ? Path.Combine(Folder, name) : Path.Combine(Folder, "ci", name);

    private static JsonNode Run(IEnumerable<string> values, string? objects = null)
    {
        var temporary = Directory.CreateTempSubdirectory("cryapi-chart-");
        try
        {
            var files = values.Select((text, i) => File.Exists(text) ? text : Write(Path.Combine(temporary.FullName, $"{i}.yaml"), text));
            string[] cluster = objects is null ? [] : ["-cluster", Write(Path.Combine(temporary.FullName, "cluster.yaml"), objects)];
            var (code, output, error) = Start(s_program.Value, [.. cluster, Folder, "demo", "audio", .. files]);
            return code == 0 ? JsonNode.Parse(output)! : throw new ChartException(error.Trim());
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    private static string Write(string path, string text)
    {
        File.WriteAllText(path, text);
        return path;
    }

    private static string Build()
    {
        var isThere = s_needed.All(library => Directory.Exists(Path.Combine(Libraries, "src", library)));
        Assert.SkipUnless(
            isThere && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "go"))),
            "Go or its libraries aren't installed: golang-go golang-github-masterminds-sprig-dev golang-k8s-sigs-yaml-dev.");
        var program = Path.Combine(Repository.Root, "artifacts", "render");
        var (code, _, error) = Start(
            "go", ["build", "-o", program, "."], Path.Combine(Repository.Root, "tests", "Deploy", "Chart", "render"),
            ("GO111MODULE", "off"), ("GOPATH", Libraries), ("GOFLAGS", ""), ("GOCACHE", Path.Combine(Repository.Root, "artifacts", "go")));
        Assert.True(code == 0, error);
        return program;
    }

    private static (int Code, string Output, string Error) Start(
        string program, IEnumerable<string> arguments, string? folder = null, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
