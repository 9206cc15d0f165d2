using FluentValidation;

namespace CryApi.Api;

/// <summary>Checks the query of <c>/detect</c>.</summary>
internal sealed class DetectQueryValidator : AbstractValidator<DetectQuery>
{
    public DetectQueryValidator()
    {
        RuleFor(query => query.Threshold).IsThreshold("threshold");
        RuleFor(query => query.Include).IsInclude();
    }
}

/// <summary>Checks the query of <c>/classify</c>.</summary>
internal sealed class ClassifyQueryValidator : AbstractValidator<ClassifyQuery>
{
    public ClassifyQueryValidator()
    {
        RuleFor(query => query.Threshold).IsThreshold("threshold");
        RuleFor(query => query.Prior).IsPrior();
    }
}

/// <summary>Checks the query of <c>/analyze</c>.</summary>
internal sealed class AnalyzeQueryValidator : AbstractValidator<AnalyzeQuery>
{
    public AnalyzeQueryValidator()
    {
        RuleFor(query => query.DetectionThreshold).IsThreshold("detectionThreshold");
        RuleFor(query => query.ClassificationThreshold).IsThreshold("classificationThreshold");
        RuleFor(query => query.Prior).IsPrior();
        RuleFor(query => query.Include).IsInclude();
    }
}
