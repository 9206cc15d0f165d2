using CryApi.Audio;
using CryApi.Pipeline;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace CryApi.Api;

/// <summary>Says in one message why the service does not start, where the reason is one that an operator can mend.</summary>
internal static class StartupProblem
{
    /// <summary>The message, or null for a fault of the program, whose stack trace is wanted.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        OptionsValidationException options => "bad configuration: " + string.Join(" ", options.Failures),
        ModelBundleException bundle => bundle.Message,
        FfmpegException ffmpeg => $"{AudioOptions.Section}:{nameof(AudioOptions.FfmpegPath)}: {ffmpeg.Message}",

        // Values of the wrong type, unknown names (the inner one says which in a list), files that are no JSON.
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder", InnerException: InvalidOperationException inner } =>
            "bad configuration: " + inner.Message,
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } => "bad configuration: " + exception.Message,
        InvalidDataException { Source: "Microsoft.Extensions.Configuration.FileExtensions" } => "bad configuration: " + exception.Message,
        IOException { InnerException: AddressInUseException } address => address.Message,
        _ => null,
    };
}
