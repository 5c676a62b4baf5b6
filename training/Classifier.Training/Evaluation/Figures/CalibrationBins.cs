namespace Classifier.Training.Evaluation.Figures;

/// <summary>Accumulates weighted probabilities and outcomes in ten bins; see <see cref="Metrics.CalibrationError"/>.</summary>
internal sealed class CalibrationBins
{
    private readonly double[] _gaps = new double[10];
    private double _total;

    /// <summary>Gets the expected calibration error.</summary>
    public double Error => _gaps.Sum(Math.Abs) / _total;

    /// <summary>Adds a probability and its outcome.</summary>
    /// <param name="probability">The predicted probability.</param>
    /// <param name="outcome">Whether the predicted event occurred.</param>
    /// <param name="count">The number of times to count it.</param>
    public void Add(float probability, bool outcome, int count)
    {
        _gaps[Math.Min(9, (int)(probability * 10))] += count * (probability - (outcome ? 1 : 0));
        _total += count;
    }
}
