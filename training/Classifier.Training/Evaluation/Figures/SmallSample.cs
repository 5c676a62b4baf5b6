using Classifier.Statistics;

namespace Classifier.Training.Evaluation.Figures;

/// <summary>Widens the intervals of small samples. The bootstrap cannot draw errors that a small sample does not contain, so that
/// its interval would be far too narrow, and would have no width for a single headline.</summary>
internal static class SmallSample
{
    /// <summary>Extends the interval of a figure to the Wilson interval of a proportion of the same value.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="count">The number of headlines that it is based on.</param>
    /// <returns>The figure with a wider interval; unchanged if it is undefined or not a proportion.</returns>
    public static Figure Widen(Figure figure, int count)
    {
        if (
            !double.IsFinite(figure.Value)
            || count == 0
            || figure.Name is FigureNames.Spearman or FigureNames.CalibrationError
        )
        {
            return figure;
        }

        var (low, high) = Widen(figure.Value, figure.Low, figure.High, count);
        return figure with { Low = low, High = high };
    }

    /// <summary>Extends an interval to the Wilson interval of a proportion of the same value.</summary>
    private static (double Low, double High) Widen(double value, double low, double high, int count)
    {
        var (wilsonLow, wilsonHigh) = WilsonInterval.Of(Math.Clamp(value, 0, 1), count);
        return (
            double.IsNaN(low) ? wilsonLow : Math.Min(low, wilsonLow),
            double.IsNaN(high) ? wilsonHigh : Math.Max(high, wilsonHigh)
        );
    }
}
