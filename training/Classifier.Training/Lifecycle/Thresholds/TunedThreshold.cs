using System.Text.Json.Serialization;
using Classifier.Statistics;

namespace Classifier.Training.Lifecycle.Thresholds;

/// <summary>Represents a threshold and its metrics on the headlines used for tuning.</summary>
/// <param name="Threshold">The threshold, 0 to 1.</param>
/// <param name="Precision">The share of headlines at or above the threshold that have the label.</param>
/// <param name="Low">The lower bound of the 95 % interval of the precision (Wilson 1927).</param>
/// <param name="High">The upper bound of that interval.</param>
/// <param name="Recall">The share of headlines with the label that are at or above the threshold.</param>
/// <param name="Selected">The number of headlines at or above the threshold.</param>
/// <param name="IsReached">Whether the target precision is reached.</param>
public sealed record TunedThreshold(
    double Threshold,
    double Precision,
    double Low,
    double High,
    double Recall,
    [property: JsonPropertyName("given")] int Selected,
    bool IsReached
)
{
    internal static TunedThreshold Create(double threshold, int hits, int selected, int positives, double target)
    {
        var precision = (double)hits / selected;
        var (low, high) = WilsonInterval.Of(precision, selected);
        return new TunedThreshold(
            threshold,
            precision,
            low,
            high,
            positives == 0 ? 0 : (double)hits / positives,
            selected,
            precision >= target
        );
    }
}
