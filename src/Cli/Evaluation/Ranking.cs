namespace CryApi.Cli;

/// <summary>Figures that need no threshold, from scores and labels.</summary>
internal static class Ranking
{
    /// <summary>Area under the ROC curve: the chance that a positive scores above a negative, ties counting half (Mann and Whitney).</summary>
    /// <param name="scores">Scores, higher means more positive.</param>
    /// <param name="positive">Labels.</param>
    /// <param name="weights">How often each example counts, or empty for once each.</param>
    /// <returns>NaN where a class is absent.</returns>
    public static double RocAuc(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive, ReadOnlySpan<int> weights = default)
    {
        var order = Descending(scores);
        double positives = 0, negatives = 0, area = 0;
        for (var i = 0; i < order.Length;)
        {
            double tiedPositives = 0, tiedNegatives = 0;
            var score = scores[order[i]];
            for (; i < order.Length && scores[order[i]] == score; i++)
            {
                var weight = weights.IsEmpty ? 1 : weights[order[i]];
                if (positive[order[i]])
                    tiedPositives += weight;
                else
                    tiedNegatives += weight;
            }

            area += tiedNegatives * (positives + (tiedPositives / 2));
            positives += tiedPositives;
            negatives += tiedNegatives;
        }

        return area / (positives * negatives);
    }

    /// <summary>Average precision: precision at every threshold, weighted by the recall gained there (no interpolation).</summary>
    /// <returns>NaN where there is no positive.</returns>
    public static double AveragePrecision(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive)
    {
        var order = Descending(scores);
        double hits = 0, sum = 0;
        for (var i = 0; i < order.Length;)
        {
            var score = scores[order[i]];
            double tied = 0;
            for (; i < order.Length && scores[order[i]] == score; i++)
                tied += positive[order[i]] ? 1 : 0;
            hits += tied;
            sum += tied * hits / i;
        }

        return sum / hits;
    }

    /// <summary>The highest recall of any threshold that calls no more than this share of the negatives positive.</summary>
    public static double RecallAtFalsePositiveRate(ReadOnlySpan<double> scores, ReadOnlySpan<bool> positive, double rate)
    {
        var order = Descending(scores);
        int positives = 0, negatives = 0;
        foreach (var label in positive)
            _ = label ? positives++ : negatives++;

        int hits = 0, falseAlarms = 0;
        var recall = 0.0;
        for (var i = 0; i < order.Length;)
        {
            var score = scores[order[i]];
            for (; i < order.Length && scores[order[i]] == score; i++)
                _ = positive[order[i]] ? hits++ : falseAlarms++;
            if (falseAlarms > rate * negatives)
                break;
            recall = (double)hits / positives;
        }

        return recall;
    }

    private static int[] Descending(ReadOnlySpan<double> scores)
    {
        var keys = scores.ToArray();
        var order = new int[keys.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(keys, order);
        Array.Reverse(order);
        return order;
    }
}
