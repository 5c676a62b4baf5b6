using Classifier.Models;

namespace Classifier.Scoring;

/// <summary>Classifies headlines. Immutable: one instance serves all threads at once, without locks.</summary>
public sealed class HeadlineClassifier
{
    /// <summary>Loads the newest topic and clickbait models under a root folder and checks them.</summary>
    /// <param name="modelsRoot">See <see cref="ModelStore.FindRoot"/>.</param>
    /// <exception cref="ModelException">A model is missing, broken, or does not score as its manifest says.</exception>
    public static HeadlineClassifier Load(string modelsRoot) => throw new NotImplementedException();

    /// <summary>The topic model.</summary>
    public ModelBundle Topic => throw new NotImplementedException();

    /// <summary>The clickbait model.</summary>
    public ModelBundle Clickbait => throw new NotImplementedException();

    /// <summary>Classifies a headline.</summary>
    /// <param name="headline">A text that <see cref="Text.HeadlineCheck"/> accepts; others get a defined but meaningless
    /// answer.</param>
    /// <param name="options">How; null for <see cref="ClassifyOptions.Default"/>.</param>
    public Classification Classify(string headline, ClassifyOptions? options = null) => throw new NotImplementedException();
}
