using Microsoft.Extensions.Options;

namespace CryApi.Api;

/// <summary>
/// The keys that hold now: those of the configuration, as it was at the start, and those of the file, as it is. A file that is broken or that
/// contradicts the configuration changes nothing. Nor does one that would leave no key: a service that asks for keys does not open while it runs.
/// </summary>
/// <remarks>
/// The configuration itself is not read again: when a settings file breaks while the service runs, the framework drops all that stood in it.
/// </remarks>
internal sealed partial class ApiKeyStore
{
    private readonly ApiKeysOptions _options;
    private readonly ILogger<ApiKeyStore> _logger;
    private volatile KeyRing _current;
    private byte[] _read = [];
    private string? _complaint;

    /// <exception cref="OptionsValidationException">The file that is configured is missing, broken, or has no key.</exception>
    public ApiKeyStore(IOptions<ApiKeysOptions> options, ILogger<ApiKeyStore> logger)
    {
        _options = options.Value;
        _logger = logger;
        try
        {
            _read = HasFile ? KeyFile.Read(_options.File) : [];
            _current = Ring(_read);
        }
        catch (InvalidDataException exception)
        {
            throw new OptionsValidationException(ApiKeysOptions.Section, typeof(ApiKeysOptions), [Complaint(exception)]);
        }

        if (!_current.IsOpen)
            LogKeys(string.Join(", ", _current.Names));
    }

    /// <summary>The keys of this moment.</summary>
    public KeyRing Current => _current;

    /// <summary>Whether there is a file to be read again.</summary>
    public bool HasFile => _options.File.Length > 0;

    /// <summary>Reads the file again. Never throws; what is wrong is logged once.</summary>
    public void Reload()
    {
        try
        {
            var bytes = KeyFile.Read(_options.File);
            if (!bytes.AsSpan().SequenceEqual(_read))
            {
                _current = Ring(bytes);
                _read = bytes;
                LogKeys(string.Join(", ", _current.Names));
            }
            else if (_complaint is not null)
            {
                LogMended(_current.Names.Count());
            }

            _complaint = null;
        }
        catch (Exception exception)
        {
            // Whatever it is: an exception here would end the process.
            var complaint = Complaint(exception);
            if (complaint != _complaint)
                LogBroken(complaint, _current.Names.Count());
            _complaint = complaint;
        }
    }

    private KeyRing Ring(byte[] file)
    {
        if (!HasFile)
            return new KeyRing(_options.Keys);
        var all = new ApiKeysOptions { Keys = [.. _options.Keys, .. KeyFile.Parse(file)] };
        var failures = new ApiKeysOptionsValidator().Validate(all).Errors;
        if (failures.Count > 0)
        {
            throw new InvalidDataException(
                "is wrong; keys are counted behind those of the configuration: "
                + string.Join(' ', failures.Select(failure => $"{failure.PropertyName} {failure.ErrorMessage}")));
        }

        return all.Keys.Count > 0
            ? new KeyRing(all.Keys)
            : throw new InvalidDataException("names no key, and neither does the configuration");
    }

    private static string Complaint(Exception exception)
    {
        var what = exception is InvalidDataException ? exception.Message.TrimEnd('.') : $"can't be used ({exception.GetType().Name})";
        return $"{ApiKeysOptions.Section}:{nameof(ApiKeysOptions.File)}: The file {what}.";
    }

    [LoggerMessage(LogLevel.Information, "API keys are asked for: {Names}")]
    private partial void LogKeys(string names);

    [LoggerMessage(LogLevel.Information, "The file of API keys is as it was; its {Count} keys go on")]
    private partial void LogMended(int count);

    [LoggerMessage(LogLevel.Error, "{Problem} The last {Count} keys that were good go on")]
    private partial void LogBroken(string problem, int count);
}
