using Classifier.Onnx;
using Classifier.Server.Canary;

namespace Classifier.Server.Serving;

/// <summary>Represents the models that answer a call.</summary>
/// <param name="Stable">The models that the call names, or the active ones.</param>
/// <param name="Accurate">The accurate classifier if the call uses it.</param>
/// <param name="Trial">The trial of a canary that the call takes part in, or <see langword="null"/>.</param>
internal readonly record struct CallModels(ModelSnapshot Stable, AccurateClassifier? Accurate, CanaryTrial? Trial)
{
    /// <summary>Returns the models that answer a headline.</summary>
    /// <param name="headline">The headline.</param>
    /// <param name="text">The headline as a string, if there is one.</param>
    public ModelSnapshot For(ReadOnlySpan<char> headline, string? text = null) =>
        Trial is null ? Stable : Trial.Select(headline, text);

    /// <summary>Records the call for the versions that answered it.</summary>
    /// <param name="isAnsweredByStable">Whether <see cref="Stable"/> answered a headline.</param>
    /// <param name="isAnsweredByCanary">Whether the canary answered a headline.</param>
    public void RecordCall(bool isAnsweredByStable = true, bool isAnsweredByCanary = false)
    {
        if (isAnsweredByStable)
        {
            Stable.RecordCall(Accurate is not null);
        }

        if (isAnsweredByCanary)
        {
            Trial!.Canary.RecordCall(isAccurate: false);
        }
    }
}
