using FluentValidation;

namespace CryApi.Api;

/// <summary>Refuses limits that contradict each other or that no machine could keep.</summary>
internal sealed class LimitsOptionsValidator : AbstractValidator<LimitsOptions>
{
    private const long Gibibyte = 1024L * 1024 * 1024;

    public LimitsOptionsValidator()
    {
        RuleFor(o => o.MaxBodyBytes).InclusiveBetween(1024, Gibibyte);
        RuleFor(o => o.MinDurationSeconds).InclusiveBetween(0, 86_400);
        RuleFor(o => o.MaxDurationSeconds).InclusiveBetween(0, 86_400).GreaterThan(o => o.MinDurationSeconds);
        RuleFor(o => o.MinSampleRate).InclusiveBetween(1_000, 768_000);
        RuleFor(o => o.MaxSampleRate).InclusiveBetween(1_000, 768_000).GreaterThanOrEqualTo(o => o.MinSampleRate);
        RuleFor(o => o.MaxChannels).InclusiveBetween(1, 65_535);
        RuleFor(o => o.DecodeTimeoutSeconds).InclusiveBetween(0.01, 3_600);
        RuleFor(o => o.RequestTimeoutSeconds).InclusiveBetween(0.01, 3_600);
        RuleFor(o => o.BodyTimeoutSeconds).InclusiveBetween(0.01, 3_600);
        RuleFor(o => o.MaxConcurrency).InclusiveBetween(0, 1_024);
        RuleFor(o => o.MaxBytesInFlight).GreaterThanOrEqualTo(o => 3 * o.MaxBodyBytes).When(o => o.MaxBytesInFlight != 0);
        RuleFor(o => o.MaxQueueLength).InclusiveBetween(0, 65_536);
        RuleFor(o => o.MaxInFlight).InclusiveBetween(0, 131_072);
        RuleFor(o => o.MaxInFlight)
            .Must((o, most) => most >= Concurrency(o) + o.MaxQueueLength).When(o => o.MaxInFlight != 0)
            .WithMessage("'Max In Flight' must not be less than 'Max Concurrency' and 'Max Queue Length' together.");
    }

    /// <summary>As it will be, where a length of the queue is given that it may leave no room for.</summary>
    private static int Concurrency(LimitsOptions limits) =>
        limits.MaxConcurrency == 0 && limits.MaxQueueLength > 0 ? Environment.ProcessorCount : limits.MaxConcurrency;
}
