using FluentValidation;

namespace CryApi.Api;

/// <summary>Refuses settings that no decoder could work with.</summary>
internal sealed class AudioOptionsValidator : AbstractValidator<AudioOptions>
{
    private const long Mebibyte = 1024 * 1024;

    public AudioOptionsValidator()
    {
        RuleFor(o => o.FfmpegPath).NotNull();
        RuleFor(o => o.DecoderMemoryBytes).InclusiveBetween(128 * Mebibyte, 65_536 * Mebibyte);
    }
}
