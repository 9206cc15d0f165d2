namespace CryApi.Deploy.Tests.Chart;

/// <summary>Why a chart can't be rendered.</summary>
internal sealed class ChartException(string message) : Exception(message);
