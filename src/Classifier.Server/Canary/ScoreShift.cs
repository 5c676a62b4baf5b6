using Classifier.Statistics;

namespace Classifier.Server.Canary;

/// <summary>Accumulates the differences between two scores.</summary>
internal readonly record struct ScoreShift
{
    private readonly long _count;
    private readonly double _sum;
    private readonly double _squares;

    private ScoreShift(long count, double sum, double squares) => (_count, _sum, _squares) = (count, sum, squares);

    /// <summary>Gets the mean difference; 0 if there is none.</summary>
    public double Mean => _count == 0 ? 0 : _sum / _count;

    /// <summary>Gets the lower bound of the 95 % interval of the mean.</summary>
    public double Low => Mean - Margin;

    /// <summary>Gets the upper bound of the 95 % interval of the mean.</summary>
    public double High => Mean + Margin;

    /// <summary>Gets half of the width of the interval. Differences of probabilities are within 1.</summary>
    private double Margin =>
        _count < 2 ? 1 : StandardNormal.Z95 * Math.Sqrt(Math.Max(0, _squares - (_sum * Mean)) / (_count - 1) / _count);

    /// <summary>Returns the shift with another difference.</summary>
    public ScoreShift Add(double difference) =>
        new(_count + 1, _sum + difference, _squares + (difference * difference));
}
