using Classifier.Features;
using Classifier.Models;

namespace Classifier.Training.Recipes.Updating;

/// <summary>Holds the data of an update: corrected headlines with new targets, and unlabeled headlines for which the old model's
/// answers are the targets.</summary>
/// <param name="rows">The features of the corrected headlines, followed by those of the unlabeled ones.</param>
/// <param name="featurizer">The featurizer of the model.</param>
/// <param name="offsets">The logits of the old model: for each label those of all rows.</param>
/// <param name="targets">The target probabilities: for each label those of the corrected headlines.</param>
/// <param name="weights">The weights of the corrected headlines.</param>
/// <param name="isLearned">Determines whether logits, one for each label, are a correct answer for a corrected headline.</param>
internal sealed class UpdateProblem(
    IReadOnlyList<UpdateRow> rows,
    Featurizer featurizer,
    IReadOnlyList<float[]> offsets,
    IReadOnlyList<float[]> targets,
    IReadOnlyList<float> weights,
    Func<int, float[], bool> isLearned
)
{
    /// <summary>The weight of the squared distance from the old weights, relative to the sum of all losses.</summary>
    private const float Regularization = 0.8f;

    /// <summary>The weight of an unlabeled headline; that of a correction is 1 by default.</summary>
    private const float UnlabeledWeight = 10;

    /// <summary>The maximum total weight of the unlabeled headlines. With more of them, each counts less.</summary>
    private const float MaxUnlabeledWeight = 20_000;

    /// <summary>The scale of a feature that is in no correction, before <see cref="UnlabeledPenalty"/>.</summary>
    private const float MinSupport = 0.3f;

    /// <summary>The scale of the word-vector features, before <see cref="UnlabeledPenalty"/>.</summary>
    private const float VectorScale = 0.5f;

    /// <summary>The strength with which use in unlabeled headlines reduces the scale of a feature.</summary>
    private const float UnlabeledPenalty = 5;

    /// <summary>The maximum number of times that corrections which were not learned get more weight.</summary>
    private const int MaxBoosts = 4;

    /// <summary>The factor by which their weight grows each time.</summary>
    private const float Boost = 3;

    /// <summary>The maximum number of labels that are fitted in parallel.</summary>
    private const int MaxConcurrency = 4;

    /// <summary>The maximum total weight of the corrections before boosts. With more of them, each counts less, so that many
    /// corrections do not outweigh the old answers.</summary>
    private const float MaxCorrectionWeight = 300;

    private float[]? _scales;

    /// <summary>Gets the number of corrected headlines.</summary>
    public int Corrections => weights.Count;

    /// <summary>Converts headlines to rows.</summary>
    public static IReadOnlyList<UpdateRow> CreateRows(IReadOnlyList<string> headlines, Featurizer featurizer) =>
        [
            .. ModelRows
                .Create(headlines, featurizer)
                .Select(row => new UpdateRow(row, featurizer.VectorOffset, featurizer.Settings.VectorSize)),
        ];

    /// <summary>Fits the changes of all labels to all corrections. Corrections that are not learned get more weight and are fitted
    /// again, so that exceptions are learned without strengthening what most corrections have in common.</summary>
    /// <returns>The changes of the weights of each label.</returns>
    public float[][] Fit()
    {
        float[] boosted = [.. weights];
        for (var round = 0; ; round++)
        {
            var changes = Fit(_ => true, boosted);
            var missed = Enumerable
                .Range(0, Corrections)
                .Where(row => !isLearned(row, ComputeLogits(row, changes)))
                .ToList();
            if (missed.Count == 0 || round == MaxBoosts)
            {
                return changes;
            }

            foreach (var row in missed)
            {
                boosted[row] *= Boost;
            }
        }
    }

    /// <summary>Fits the changes of all labels to some of the corrections.</summary>
    /// <param name="isUsed">Determines whether to use a corrected headline.</param>
    public float[][] Fit(Func<int, bool> isUsed) => Fit(isUsed, weights);

    /// <summary>Determines whether a correction is answered correctly.</summary>
    public bool IsLearned(int row, IReadOnlyList<float[]> changes) => isLearned(row, ComputeLogits(row, changes));

    /// <summary>Computes the logits of a row after a change, one for each label.</summary>
    public float[] ComputeLogits(int row, IReadOnlyList<float[]> changes) =>
        [.. changes.Select((change, label) => offsets[label][row] + rows[row].Dot(change))];

    /// <summary>Returns the logits of a row before the change, one for each label.</summary>
    public float[] GetOldLogits(int row) => [.. offsets.Select(logits => logits[row])];

    private float[][] Fit(Func<int, bool> isUsed, IReadOnlyList<float> correctionWeights)
    {
        int[] used =
        [
            .. Enumerable.Range(0, Corrections).Where(isUsed),
            .. Enumerable.Range(Corrections, rows.Count - Corrections),
        ];
        var scales = _scales ??= ComputeScales();
        UpdateRow[] usedRows = [.. used.Select(i => rows[i].Scale(scales))];
        var unlabeledWeight = Math.Min(UnlabeledWeight, MaxUnlabeledWeight / Math.Max(1, rows.Count - Corrections));
        var factor = ComputeCorrectionFactor();
        float[] usedWeights = [.. used.Select(i => i < Corrections ? factor * correctionWeights[i] : unlabeledWeight)];
        var changes = new float[offsets.Count][];

        // The result does not depend on the degree of parallelism.
        Parallel.For(
            0,
            changes.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Math.Min(Environment.ProcessorCount, MaxConcurrency) },
            label =>
            {
                changes[label] = LinearUpdate.Fit(
                    usedRows,
                    featurizer.Length,
                    [.. used.Select(i => offsets[label][i])],
                    [.. used.Select(i => i < Corrections ? targets[label][i] : Sigmoid(offsets[label][i]))],
                    usedWeights,
                    Regularization
                );
                for (var i = 0; i < scales.Length; i++)
                {
                    changes[label][i] *= scales[i];
                }
            }
        );
        return changes;
    }

    /// <summary>Computes the factor by which the weights of the corrections are multiplied, at most 1.</summary>
    private float ComputeCorrectionFactor() => Math.Min(1, MaxCorrectionWeight / weights.Sum());

    /// <summary>Computes by how much each feature is scaled, which divides its regularization by the square of the scale.</summary>
    /// <remarks>Features that many corrections share change most, so that the update generalizes. Features that are active in
    /// unlabeled headlines change least, so that other answers stay (compare elastic weight consolidation, Kirkpatrick et al. 2017,
    /// and the features of NBSVM, Wang and Manning 2012).</remarks>
    private float[] ComputeScales()
    {
        var corrected = new float[featurizer.Length];
        var unlabeled = new float[featurizer.Length];
        for (var i = 0; i < rows.Count; i++)
        {
            rows[i].AddSquaresTo(i < Corrections ? corrected : unlabeled);
        }

        // The corrections count as much here as in the fit. Otherwise, many corrections would free every common feature.
        var factor = ComputeCorrectionFactor();
        var scales = new float[featurizer.Length];
        for (var i = 0; i < scales.Length; i++)
        {
            var isVector = i >= featurizer.VectorOffset && i < featurizer.CueOffset;
            scales[i] =
                (isVector ? VectorScale : MinSupport + (factor * corrected[i]))
                / MathF.Sqrt(1 + (UnlabeledPenalty * unlabeled[i]));
        }

        return scales;
    }

    private static float Sigmoid(float logit) => 1 / (1 + MathF.Exp(-logit));
}
