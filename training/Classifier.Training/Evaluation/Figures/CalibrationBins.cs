namespace Classifier.Training.Evaluation.Figures;

/// <summary>Ten bins of probabilities and outcomes that count more than once; see
/// <see cref="Metrics.CalibrationError"/>.</summary>
internal sealed class CalibrationBins
{
    private readonly double[] _gaps = new double[10];
    private double _total;

    /// <summary>The expected calibration error.</summary>
    public double Error => _gaps.Sum(Math.Abs) / _total;

    /// <summary>Adds a probability and what came of it.</summary>
    public void Add(float probability, bool outcome, int count)
    {
        _gaps[Math.Min(9, (int)(probability * 10))] += count * (probability - (outcome ? 1 : 0));
        _total += count;
    }
}
