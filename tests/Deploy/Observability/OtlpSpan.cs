using Google.Protobuf;

namespace CryApi.Deploy.Tests;

/// <summary>
/// A span as OTLP carries it (opentelemetry/proto/trace/v1): the numbers below are the fields of ExportTraceServiceRequest, ResourceSpans,
/// ScopeSpans, Span, KeyValue, AnyValue and Status.
/// </summary>
internal sealed record OtlpSpan
{
    public const int Server = 2;
    public const int Unset = 0;
    public const int Error = 2;

    public string TraceId { get; private set; } = "";

    public string SpanId { get; private set; } = "";

    public string TraceState { get; private set; } = "";

    /// <summary>Empty where it has none.</summary>
    public string ParentId { get; private set; } = "";

    public string Name { get; private set; } = "";

    public int Kind { get; private set; }

    /// <summary>Nanoseconds since 1970.</summary>
    public ulong Start { get; private set; }

    /// <summary>Nanoseconds since 1970.</summary>
    public ulong End { get; private set; }

    public int Status { get; private set; }

    /// <summary>Values as text.</summary>
    public Dictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    public double Seconds => (End - Start) / 1e9;

    /// <summary>All spans of an export.</summary>
    public static IEnumerable<OtlpSpan> ReadAll(byte[] request) =>
        Fields(request, 1).SelectMany(resource => Fields(resource, 2)).SelectMany(scope => Fields(scope, 2)).Select(Read);

    private static OtlpSpan Read(byte[] message)
    {
        var span = new OtlpSpan();
        var input = new CodedInputStream(message);
        for (uint tag; (tag = input.ReadTag()) != 0;)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1: span.TraceId = Convert.ToHexStringLower(input.ReadBytes().Span); break;
                case 2: span.SpanId = Convert.ToHexStringLower(input.ReadBytes().Span); break;
                case 3: span.TraceState = input.ReadString(); break;
                case 4: span.ParentId = Convert.ToHexStringLower(input.ReadBytes().Span); break;
                case 5: span.Name = input.ReadString(); break;
                case 6: span.Kind = input.ReadEnum(); break;
                case 7: span.Start = input.ReadFixed64(); break;
                case 8: span.End = input.ReadFixed64(); break;
                case 9: span.AddTag(input.ReadBytes().ToByteArray()); break;
                case 15: span.Status = StatusOf(input.ReadBytes().ToByteArray()); break;
                default: input.SkipLastField(); break;
            }
        }

        return span;
    }

    private void AddTag(byte[] pair)
    {
        var value = new CodedInputStream(Fields(pair, 2).Single());
        var text = WireFormat.GetTagFieldNumber(value.ReadTag()) switch
        {
            1 => value.ReadString(),
            2 => value.ReadBool() ? "true" : "false",
            3 => FormattableString.Invariant($"{value.ReadInt64()}"),
            4 => FormattableString.Invariant($"{value.ReadDouble()}"),
            _ => "",
        };
        Tags[System.Text.Encoding.UTF8.GetString(Fields(pair, 1).Single())] = text;
    }

    private static int StatusOf(byte[] status)
    {
        var input = new CodedInputStream(status);
        for (uint tag; (tag = input.ReadTag()) != 0; input.SkipLastField())
        {
            if (WireFormat.GetTagFieldNumber(tag) == 3)
                return input.ReadEnum();
        }

        return Unset;
    }

    /// <summary>The length-delimited fields of a number.</summary>
    private static List<byte[]> Fields(byte[] message, int number)
    {
        var fields = new List<byte[]>();
        var input = new CodedInputStream(message);
        for (uint tag; (tag = input.ReadTag()) != 0;)
        {
            if (WireFormat.GetTagFieldNumber(tag) == number && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
                fields.Add(input.ReadBytes().ToByteArray());
            else
                input.SkipLastField();
        }

        return fields;
    }
}
