using System.Reflection;

namespace CryApi.Api;

/// <summary>Which build this is.</summary>
internal static class BuildInfo
{
    /// <summary>Semantic version of the service, without the commit.</summary>
    public static string Version { get; } =
        (typeof(BuildInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown").Split('+')[0];
}
