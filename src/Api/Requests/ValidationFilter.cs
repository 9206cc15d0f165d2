using FluentValidation;

namespace CryApi.Api;

/// <summary>Validates the query before the handler runs, and so before a byte of the body is read.</summary>
internal sealed class ValidationFilter<TQuery>(IValidator<TQuery> validator) : IEndpointFilter
    where TQuery : class, IAnalysisQuery
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var query = context.Arguments.OfType<TQuery>().Single();
        var result = validator.Validate(query);
        if (result.IsValid)
            return next(context);

        var errors = result.ToDictionary();
        var detail = string.Join(' ', errors.SelectMany(error => error.Value));
        throw new ProblemException(ProblemKinds.InvalidParameter, detail, errors.AsReadOnly());
    }
}
