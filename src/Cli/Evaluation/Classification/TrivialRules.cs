namespace CryApi.Cli;

/// <summary>
/// Two rules that hear nothing: always the most frequent type, and a type drawn by the types' shares (stratified chance). Both give the
/// shares as probabilities, and both rank by chance.
/// </summary>
internal sealed class TrivialRules
{
    private const int Draws = 1000;

    private readonly double[] _shares;
    private readonly int _present;

    /// <summary>Counts the types.</summary>
    /// <param name="truth">Index of each clip's type.</param>
    /// <param name="labels">How many types there are.</param>
    public TrivialRules(IReadOnlyList<int> truth, int labels)
    {
        int[] counts = [.. Enumerable.Range(0, labels).Select(label => truth.Count(t => t == label))];
        _shares = [.. counts.Select(c => c / (double)truth.Count)];
        _present = counts.Count(c => c > 0);
        Most = Array.IndexOf(counts, counts.Max());
        (DrawnPrecision, DrawnF1) = Draw(truth, labels);
    }

    /// <summary>The most frequent type; the first of equals.</summary>
    public int Most { get; }

    /// <summary>Share of each type: accuracy and recall of the drawing rule follow from these.</summary>
    public IReadOnlyList<double> Shares => _shares;

    /// <summary>Share of the most frequent type: accuracy of always giving it.</summary>
    public double Majority => _shares[Most];

    /// <summary>Balanced accuracy of both.</summary>
    public double Even => 1.0 / _present;

    /// <summary>Mean F1 of always giving the most frequent type.</summary>
    public double MajorityF1 => 2 * Majority / (1 + Majority) / _present;

    /// <summary>Expected accuracy of drawing: Σ share².</summary>
    public double DrawnAccuracy => _shares.Sum(s => s * s);

    /// <summary>Mean precision of drawing, the mean of 1000 seeded draws.</summary>
    public double DrawnPrecision { get; }

    /// <summary>Mean F1 of drawing, the mean of 1000 seeded draws.</summary>
    public double DrawnF1 { get; }

    /// <summary>Log-loss of the shares, which is their entropy in nats.</summary>
    public double Entropy => _shares.Where(s => s > 0).Sum(s => -s * Math.Log(s));

    private static (double Precision, double F1) Draw(IReadOnlyList<int> truth, int labels)
    {
        var random = new Random(20260101);
        int[] pool = [.. truth];
        double precision = 0, f1 = 0;
        int[][] matrix = [.. Enumerable.Range(0, labels).Select(_ => new int[labels])];
        for (var draw = 0; draw < Draws; draw++)
        {
            foreach (var row in matrix)
                Array.Clear(row);
            foreach (var label in truth)
                matrix[label][pool[random.Next(pool.Length)]]++;
            precision += Confusion.Macro(matrix, Confusion.Precision) / Draws;
            f1 += Confusion.Macro(matrix, Confusion.F1) / Draws;
        }

        return (precision, f1);
    }
}
