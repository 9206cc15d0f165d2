using System.Buffers;
using System.Net.Sockets;
using System.Text.Json;

namespace CryApi.Load.Tests;

/// <summary>Sends requests and looks at the answers; for many callers at once.</summary>
internal sealed class LoadClient : IDisposable
{
    // 30 s of the service's own limit, and what a busy machine may add.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly HttpMessageInvoker _client;
    private readonly Uri _address;
    private long _answered;

    /// <summary>A client with connections of its own.</summary>
    /// <param name="address">The service.</param>
    /// <param name="keepsConnections">Whether a connection serves many requests; else each request opens and closes its own.</param>
    /// <param name="connections">Most connections at once.</param>
    public LoadClient(Uri address, bool keepsConnections = true, int connections = int.MaxValue)
    {
        _address = address;
        _client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            MaxConnectionsPerServer = connections,
            ConnectTimeout = TimeSpan.FromSeconds(20),
            PooledConnectionLifetime = keepsConnections ? Timeout.InfiniteTimeSpan : TimeSpan.Zero,
        });
    }

    /// <summary>Requests that are over, whatever became of them.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>Sends one request and reads its answer to the end; nothing is thrown for what the service does.</summary>
    public async Task<Answer> SendAsync(LoadRequest request)
    {
        var answer = await AskAsync(request);
        Interlocked.Increment(ref _answered);
        return answer;
    }

    /// <summary>Asks for the answers to compare with, one request after the other.</summary>
    /// <exception cref="InvalidOperationException">An idle service gave an answer that can't be the right one.</exception>
    public async Task LearnAsync(IEnumerable<LoadRequest> requests)
    {
        foreach (var request in requests.Where(request => request.Expected is null))
        {
            using var message = request.ToMessage(_address);
            using var answer = await _client.SendAsync(message, CancellationToken.None);
            var body = await answer.Content.ReadAsByteArrayAsync();
            var status = (int)answer.StatusCode;
            if (status is not (200 or 400 or 404 or 413 or 415 or 422))
                throw new InvalidOperationException($"An idle service answers {request} with {status}.");
            request.Expected = status == 200 ? new Reference("200", body) : new Reference(OutcomeOf(status, body), []);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<Answer> AskAsync(LoadRequest request)
    {
        using var clock = new CancellationTokenSource(s_patience);
        try
        {
            using var message = request.ToMessage(_address);
            using var answer = await _client.SendAsync(message, clock.Token);
            var (bytes, length) = await ReadAsync(answer.Content, clock.Token);
            try
            {
                return Judge(request, answer, bytes.AsSpan(0, length));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(bytes);
            }
        }
        catch (OperationCanceledException)
        {
            return new Answer(0, Answer.Hang, false, false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new Answer(0, IsRefusal(exception) ? Answer.Refused : Answer.Broken, false, false);
        }
    }

    private static Answer Judge(LoadRequest request, HttpResponseMessage answer, ReadOnlySpan<byte> body)
    {
        var status = (int)answer.StatusCode;
        var outcome = OutcomeOf(status, body);
        var expected = request.Expected?.Is(outcome, body) == true || request.AlsoExpected?.Is(outcome, body) == true;
        return new Answer(status, outcome, answer.Headers.RetryAfter is not null, expected);
    }

    private static string OutcomeOf(int status, ReadOnlySpan<byte> body) => status switch
    {
        200 => "200",
        _ => FormattableString.Invariant($"{status} {CodeOf(body) ?? "without a problem"}"),
    };

    /// <summary>The member <c>code</c> of a problem; null where the bytes are none.</summary>
    private static string? CodeOf(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("code"u8) && reader.Read())
                    return reader.GetString();
            }
        }
        catch (JsonException)
        {
            // A proxy's page.
        }

        return null;
    }

    private static async Task<(byte[] Bytes, int Length)> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var bytes = ArrayPool<byte>.Shared.Rent(16 * 1024);
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(bytes.AsMemory(length), cancellationToken);
            if (read == 0)
                return (bytes, length);
            length += read;
            if (length == bytes.Length)
            {
                var longer = ArrayPool<byte>.Shared.Rent(2 * length);
                bytes.CopyTo(longer, 0);
                ArrayPool<byte>.Shared.Return(bytes);
                bytes = longer;
            }
        }
    }

    private static bool IsRefusal(Exception exception) =>
        exception.GetBaseException() is SocketException { SocketErrorCode: SocketError.ConnectionRefused };
}
