using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;
using CryApi.Pipeline;

namespace CryApi.Api;

/// <summary>What the service holds and whether it is well, read whenever metrics are: part of the meter <c>cryapi</c>.</summary>
internal sealed class ServiceGauges
{
    public ServiceGauges(IMeterFactory meters, WorkGate gate, BodyBudget budget, Readiness readiness, ICryPipeline pipeline)
    {
        var meter = meters.Create(CryMetrics.MeterName);

        // Requests, by how far they are.
        meter.CreateObservableUpDownCounter("cryapi.requests.in_flight", () => gate.InFlight, "{request}", "Requests let in and not yet done.");
        meter.CreateObservableUpDownCounter("cryapi.queue.length", () => gate.Waiting, "{request}", "Requests that wait to be worked on.");
        meter.CreateObservableUpDownCounter("cryapi.requests.working", () => gate.Working, "{request}", "Requests that are worked on.");
        meter.CreateObservableGauge("cryapi.queue.limit", () => gate.Capacity.QueueLength, "{request}", "Requests that may wait.");
        meter.CreateObservableGauge(
            "cryapi.requests.working.limit", () => gate.Capacity.Concurrency, "{request}", "Requests that may be worked on at once.");

        // Memory and processors.
        meter.CreateObservableUpDownCounter("cryapi.body.memory.usage", () => budget.Capacity - budget.Left, "By", "Memory that bodies hold.");
        meter.CreateObservableGauge("cryapi.body.memory.limit", () => budget.Capacity, "By", "Memory that bodies may hold.");
        meter.CreateObservableGauge("cryapi.memory.limit", static () => MemoryLimit.Bytes, "By", "Memory that the process may use.");
        meter.CreateObservableGauge("cryapi.cpu.limit", static () => Environment.ProcessorCount, "{cpu}", "Processors that the process may use.");

        // State.
        meter.CreateObservableGauge("cryapi.ready", () => readiness.IsReady ? 1 : 0, null, "1 while requests are welcome.");
        meter.CreateObservableGauge("cryapi.decoder.available", () => Decoder(pipeline), null, "1 where other formats than WAV are decoded.");
        meter.CreateObservableGauge("cryapi.build.info", static () => Build, null, "1, with the version of the service and of its runtime.");
    }

    private static Measurement<int> Build { get; } = new(1, new("version", BuildInfo.Version), new("runtime", RuntimeInformation.FrameworkDescription));

    private static Measurement<int> Decoder(ICryPipeline pipeline) =>
        new(pipeline.Decoder.Available ? 1 : 0, new KeyValuePair<string, object?>("version", pipeline.Decoder.Version ?? "none"));
}
