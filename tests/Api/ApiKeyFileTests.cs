using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CryApi.Api.Tests;

/// <summary>The file of keys, and what becomes of the keys when it changes or breaks.</summary>
public sealed partial class ApiKeyFileTests : IDisposable
{
    /// <summary>Stands for no file at all.</summary>
    private const string Gone = "gone";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cryapi-keys-");

    private string Path => System.IO.Path.Combine(_folder.FullName, "keys.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void New_keys_hold_and_old_ones_do_not()
    {
        var (store, log) = Start(File(("a", "first"), ("b", "second")));
        Assert.Equal(("a", "b"), (store.Current.Find("first"), store.Current.Find("second")));

        Write(File(("a", "third"), ("c", "second")));
        store.Reload();
        Assert.Equal((null, "a", "c"), (store.Current.Find("first"), store.Current.Find("third"), store.Current.Find("second")));
        Assert.Empty(log.Complaints);
    }

    [Fact]
    public void Keys_of_the_configuration_hold_beside_those_of_the_file()
    {
        var (store, _) = Start(File(("a", "first")), Entry("own", "mine"));
        Assert.Equal(("a", "own"), (store.Current.Find("first"), store.Current.Find("mine")));
        Write("""{ "Keys": [] }""");
        store.Reload();
        Assert.Equal((null, "own"), (store.Current.Find("first"), store.Current.Find("mine")));
    }

    public static readonly TheoryData<string> Broken =
    [
        Gone,
        "",
        "{",
        "null",
        "[]",
        "{}",
        """{ "Keys": null }""",
        """{ "Keys": [] }""",
        """{ "Keys": [null] }""",
        """{ "Keys": {} }""",
        """{ "Keys": [ { "Name": "a" } ] }""",
        """{ "Keys": [ { "Name": "a", "Sha256": "12" } ] }""",
        """{ "Keys": [ { "Name": "a", "Sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" } ] }""",
        """{ "Keys": [ { "Name": "a", "Sha256": 5 } ] }""",
        """{ "Keys": [ { "Name": "a\nb", "Sha256": "0000000000000000000000000000000000000000000000000000000000000001" } ] }""",
        """{ "Keys": [ { "Name": "", "Sha256": "0000000000000000000000000000000000000000000000000000000000000001" } ] }""",
        """{ "Keys": [ { "Name": "a", "Key": "plain-text-secret", "Sha256": "0000000000000000000000000000000000000000000000000000000000000001" } ] }""",
        """{ "Keys": [ { "Name": "a", "Sha256": "plain-text-secret" } ] }""",
        """{ "Keys": [], "Keys": [ { "Name": "a", "Sha256": "0000000000000000000000000000000000000000000000000000000000000001" } ] }""",
        File(("a", "x"), ("A", "y")),
        File(("a", "x"), ("b", "x")),
        File(("own", "x")),
        new string(' ', 2_000_000),
    ];

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_new_version_that_is_broken_changes_nothing_and_is_logged_once(string content)
    {
        // Alone, an empty list would open the service; beside a key of the configuration it is in order.
        ApiKeyEntry[] entries = content.Contains("[] }", StringComparison.Ordinal) ? [] : Entry("own", "mine");
        var (store, log) = Start(File(("a", "first")), entries);
        Write(content);
        for (var i = 0; i < 3; i++)
            store.Reload();

        Assert.Equal("a", store.Current.Find("first"));
        Assert.Null(store.Current.Find("x"));
        Assert.False(store.Current.IsOpen);
        var complaint = Assert.Single(log.Complaints);
        Assert.StartsWith("Error: ApiKeys:File: ", complaint, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", complaint, StringComparison.Ordinal);

        Write(File(("a", "last")));
        store.Reload();
        Assert.Equal("a", store.Current.Find("last"));
        Write(content);
        store.Reload();
        Assert.Equal(2, log.Complaints.Count);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_file_that_is_broken_at_the_start_is_an_error_of_the_configuration(string content)
    {
        ApiKeyEntry[] entries = content.Contains("[] }", StringComparison.Ordinal) ? [] : Entry("own", "mine");
        var error = Assert.Throws<OptionsValidationException>(() => Start(content, entries));
        Assert.StartsWith("ApiKeys:File: ", Assert.Single(error.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_comes_back_as_it_was_is_told()
    {
        var (store, log) = Start(File(("a", "first")));
        Write("{");
        store.Reload();
        Write(File(("a", "first")));
        store.Reload();
        store.Reload();
        Assert.Single(log.Complaints);
        Assert.Single(log.Lines, line => line.Contains("as it was", StringComparison.Ordinal));
    }

    /// <summary>A mounted Secret: <c>keys.json</c> → <c>..data/keys.json</c>, and <c>..data</c> → a folder that is new each time.</summary>
    [Fact]
    public void A_mounted_secret_is_followed_when_its_links_are_swapped()
    {
        var data = System.IO.Path.Combine(_folder.FullName, "..data");
        Version("..1", File(("a", "first")));
        Directory.CreateSymbolicLink(data, "..1");
        System.IO.File.CreateSymbolicLink(Path, System.IO.Path.Combine("..data", "keys.json"));
        var (store, log) = StartAsIs([]);
        Assert.Equal("a", store.Current.Find("first"));

        Version("..2", File(("a", "second")));
        Directory.CreateSymbolicLink(data + "_tmp", "..2");
        Assert.Equal(0, Rename(data + "_tmp", data));
        Directory.Delete(System.IO.Path.Combine(_folder.FullName, "..1"), recursive: true);
        store.Reload();
        Assert.Equal((null, "a"), (store.Current.Find("first"), store.Current.Find("second")));
        Assert.Empty(log.Complaints);

        void Version(string name, string content) => System.IO.File.WriteAllText(
            System.IO.Path.Combine(_folder.CreateSubdirectory(name).FullName, "keys.json"), content);
    }

    private static ApiKeyEntry[] Entry(string name, string key) => [new ApiKeyEntry { Name = name, Sha256 = ApiKeyTests.HashOf(key) }];

    private static string File(params (string Name, string Key)[] keys) => $$"""
        { "Keys": [ {{string.Join(", ", keys.Select(key => $$"""{ "Name": "{{key.Name}}", "Sha256": "{{ApiKeyTests.HashOf(key.Key)}}" }"""))}} ] }
        """;

    // .NET moves no link to a folder over another.
    [LibraryImport("libc", EntryPoint = "rename", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string from, string to);

    private (ApiKeyStore Store, LogKeeper Log) Start(string content, ApiKeyEntry[]? entries = null)
    {
        Write(content);
        return StartAsIs(entries ?? []);
    }

    private (ApiKeyStore Store, LogKeeper Log) StartAsIs(ApiKeyEntry[] entries)
    {
        var log = new LogKeeper();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(log));
        return (new ApiKeyStore(Options.Create(new ApiKeysOptions { File = Path, Keys = entries }), factory.CreateLogger<ApiKeyStore>()), log);
    }

    private void Write(string content)
    {
        if (content == Gone)
            System.IO.File.Delete(Path);
        else
            System.IO.File.WriteAllText(Path, content);
    }
}
