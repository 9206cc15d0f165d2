namespace CryApi.Cli;

/// <summary>Figures of a confusion matrix [truth][answer]. A ratio with nothing below the line is 0, as in scikit-learn.</summary>
internal static class Confusion
{
    public static int[][] Of(IReadOnlyList<Judgement> judgements, int labels)
    {
        var matrix = new int[labels][];
        for (var i = 0; i < labels; i++)
            matrix[i] = new int[labels];
        foreach (var judgement in judgements)
            matrix[judgement.Truth][judgement.Answer]++;
        return matrix;
    }

    public static double Accuracy(int[][] matrix)
    {
        int right = 0, all = 0;
        for (var i = 0; i < matrix.Length; i++)
        {
            right += matrix[i][i];
            all += matrix[i].Sum();
        }

        return Ratio(right, all);
    }

    public static double Recall(int[][] matrix, int label) => Ratio(matrix[label][label], matrix[label].Sum());

    public static double Precision(int[][] matrix, int label) => Ratio(matrix[label][label], matrix.Sum(row => row[label]));

    public static double F1(int[][] matrix, int label)
    {
        var (precision, recall) = (Precision(matrix, label), Recall(matrix, label));
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    /// <summary>Mean of a figure over the labels that occur.</summary>
    public static double Macro(int[][] matrix, Func<int[][], int, double> figure) =>
        Enumerable.Range(0, matrix.Length).Where(label => matrix[label].Sum() > 0).Average(label => figure(matrix, label));

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;
}
