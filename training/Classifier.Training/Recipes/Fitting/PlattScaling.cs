using Classifier.Models;

namespace Classifier.Training.Recipes.Fitting;

/// <summary>Calibrates logits by a logistic regression on one variable (Platt 1999).</summary>
internal static class PlattScaling
{
    private const int Iterations = 50;

    /// <summary>Finds the scale and offset that minimize the log loss, by Newton's method.</summary>
    /// <param name="logits">The logits of headlines that the model was not trained on.</param>
    /// <param name="outcomes">Whether each outcome occurred; both must be present.</param>
    public static ModelCalibration Fit(IReadOnlyList<float> logits, IReadOnlyList<bool> outcomes)
    {
        var (scale, offset) = (1.0, 0.0);
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            double gradientScale = 0,
                gradientOffset = 0,
                curvatureScale = 1e-9,
                curvatureMixed = 0,
                curvatureOffset = 1e-9;
            for (var i = 0; i < logits.Count; i++)
            {
                var probability = 1 / (1 + Math.Exp(-((scale * logits[i]) + offset)));
                var error = probability - (outcomes[i] ? 1 : 0);
                var weight = probability * (1 - probability);
                gradientScale += error * logits[i];
                gradientOffset += error;
                curvatureScale += weight * logits[i] * logits[i];
                curvatureMixed += weight * logits[i];
                curvatureOffset += weight;
            }

            var determinant = (curvatureScale * curvatureOffset) - (curvatureMixed * curvatureMixed);
            scale -= ((curvatureOffset * gradientScale) - (curvatureMixed * gradientOffset)) / determinant;
            offset -= ((curvatureScale * gradientOffset) - (curvatureMixed * gradientScale)) / determinant;
        }

        return new ModelCalibration(scale, offset);
    }
}
