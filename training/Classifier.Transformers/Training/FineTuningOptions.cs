namespace Classifier.Transformers.Training;

/// <summary>Provides the hyperparameters of fine-tuning.</summary>
public sealed record FineTuningOptions
{
    /// <summary>Gets the maximum learning rate of the last layer.</summary>
    public double LearningRate { get; init; } = 7e-5;

    /// <summary>Gets the factor by which the learning rate of the heads is higher than that of the last layer. New heads of small data
    /// sets need a high one, because they are far from their final weights after few steps.</summary>
    public double HeadRateFactor { get; init; } = 1;

    /// <summary>Gets the factor by which the learning rate decreases from each layer to the one before (Howard and Ruder
    /// 2018).</summary>
    public double LayerDecay { get; init; } = 0.9;

    /// <summary>Gets the share of the steps in which the learning rate rises from 0; it then falls to 0 linearly.</summary>
    public double WarmUp { get; init; } = 0.08;

    /// <summary>Gets the weight decay of weight matrices.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Gets the maximum norm of the gradient of all parameters.</summary>
    public double MaxGradientNorm { get; init; } = 1;

    /// <summary>Gets the number of headlines per step.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Gets the number of passes over the data.</summary>
    public int Epochs { get; init; } = 3;

    /// <summary>Gets the random seed of the order of the headlines.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Returns the maximum learning rate of a parameter.</summary>
    internal double GetMaxRate(Parameter parameter) =>
        LearningRate * (parameter.IsHead ? HeadRateFactor : 1) * Math.Pow(LayerDecay, parameter.Depth);

    /// <summary>Returns the learning rate of a step as a fraction of the maximum.</summary>
    internal double GetRate(int step, int steps)
    {
        var warmUpSteps = Math.Max(1, (int)Math.Round(WarmUp * steps));
        return step < warmUpSteps
            ? (step + 1.0) / warmUpSteps
            : Math.Max(0, (double)(steps - step) / Math.Max(1, steps - warmUpSteps));
    }
}
