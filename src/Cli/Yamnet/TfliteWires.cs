namespace CryApi.Cli;

/// <summary>Which operator feeds which.</summary>
internal sealed class TfliteWires
{
    private readonly IReadOnlyList<TfliteOperator> _operators;
    private readonly Dictionary<int, int> _makerOf = [];

    /// <param name="operators">The operators, in the order in which they run.</param>
    public TfliteWires(IReadOnlyList<TfliteOperator> operators)
    {
        _operators = operators;
        for (var i = 0; i < operators.Count; i++)
        {
            foreach (var tensor in operators[i].Outputs)
                _makerOf[tensor] = i;
        }
    }

    /// <summary>The operator that makes an input of another, past those that only give a tensor another shape.</summary>
    /// <returns>Its number; null where there is none that runs before.</returns>
    public int? Source(int operation, int input)
    {
        while (true)
        {
            var inputs = _operators[operation].Inputs;
            // What runs later feeds nothing; so a file that goes in a circle ends here.
            if (input >= inputs.Count || !_makerOf.TryGetValue(inputs[input], out var maker) || maker >= operation)
                return null;
            if (_operators[maker].Code is not (TfliteCodes.Reshape or TfliteCodes.Squeeze))
                return maker;
            (operation, input) = (maker, 0);
        }
    }
}
