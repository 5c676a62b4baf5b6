using System.Text.Json.Serialization;

namespace Classifier.Training.Lifecycle.Comparing;

/// <summary>Represents a headline for which two models predict different labels.</summary>
/// <param name="Headline">The headline.</param>
/// <param name="CorrectLabel">The correct label.</param>
/// <param name="OldLabel">The prediction of the old model.</param>
/// <param name="OldScore">The probability that the old model assigns to its prediction.</param>
/// <param name="OldIsCorrect">Whether the prediction of the old model is correct.</param>
/// <param name="NewLabel">The prediction of the new model.</param>
/// <param name="NewScore">The probability that the new model assigns to its prediction.</param>
/// <param name="NewIsCorrect">Whether the prediction of the new model is correct.</param>
public sealed record FlippedHeadline(
    string Headline,
    [property: JsonPropertyName("right")] string CorrectLabel,
    string OldLabel,
    float OldScore,
    [property: JsonPropertyName("oldIsRight")] bool OldIsCorrect,
    string NewLabel,
    float NewScore,
    [property: JsonPropertyName("newIsRight")] bool NewIsCorrect
);
