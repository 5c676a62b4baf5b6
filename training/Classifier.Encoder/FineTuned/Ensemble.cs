using System.Numerics.Tensors;
using Classifier.Models;
using Classifier.Onnx;
using Classifier.Transformers;

namespace Classifier.Encoder.FineTuned;

/// <summary>Combines fine-tuned encoders, and a fast topic model, to a teacher: their errors differ, so their mean is more accurate
/// than each of them.</summary>
internal sealed class Ensemble : IDisposable
{
    /// <summary>The weight of the fast topic model in the mean, relative to that of an encoder.</summary>
    private const float TopicModelWeight = 0.5f;

    /// <summary>The minimum probability, so that one model alone cannot rule out a topic.</summary>
    private const float MinProbability = 1e-6f;

    private readonly EncoderBundle[] _encoders;
    private readonly ModelBundle? _topicModel;

    /// <summary>Loads the models.</summary>
    /// <param name="folders">The folders of the encoders.</param>
    /// <param name="topicFolder">The folder of the topic model; null if there is none.</param>
    /// <exception cref="InvalidDataException">The models have different labels.</exception>
    public Ensemble(string[] folders, string? topicFolder)
    {
        _encoders = [.. folders.Select(EncoderBundle.Read)];
        _topicModel = topicFolder is null ? null : ModelBundle.Read(topicFolder);
        var labels = _encoders.Select(encoder => encoder.Manifest.Labels);
        if (_topicModel is not null)
        {
            labels = labels.Append(_topicModel.Manifest.Labels);
        }

        if (labels.Any(other => !other.SequenceEqual(Labels)))
        {
            throw new InvalidDataException(
                "The models have different labels; specify models that were trained on the same ones."
            );
        }
    }

    /// <summary>Gets the labels of the topics.</summary>
    public IReadOnlyList<string> Labels => _encoders[0].Manifest.Labels;

    /// <summary>Scores headlines.</summary>
    /// <param name="headlines">The headlines.</param>
    /// <returns>For each headline, the probability of each topic, and those of the clickbait grades of at least 1, 2, and
    /// 3.</returns>
    public (float[] Topics, float[] Grades)[] Answer(string[] headlines)
    {
        var answers = new (float[] Topics, float[] Grades)[headlines.Length];
        var others = _topicModel?.Predict(headlines);
        Parallel.For(
            0,
            headlines.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            i => answers[i] = Answer(headlines[i], others?[i])
        );
        return answers;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var encoder in _encoders)
        {
            encoder.Dispose();
        }
    }

    private (float[] Topics, float[] Grades) Answer(string headline, float[]? other)
    {
        var topics = new float[Labels.Count];
        var grades = new float[EncoderShape.GradeThresholds];
        foreach (var encoder in _encoders)
        {
            var logits = encoder.ComputeLogits(headline);
            AddLogarithms(EncoderBundle.Calibrate(logits, encoder.Manifest).AsSpan(0, topics.Length), 1, topics);
            TensorPrimitives.Add(grades, logits.AsSpan(topics.Length), grades);
        }

        if (other is not null)
        {
            AddLogarithms(other, TopicModelWeight, topics);
        }

        TensorPrimitives.Divide(topics, _encoders.Length + (other is null ? 0 : TopicModelWeight), topics);
        TensorPrimitives.SoftMax(topics, topics);
        TensorPrimitives.Divide(grades, _encoders.Length, grades);
        TensorPrimitives.Sigmoid(grades, grades);
        return (topics, grades);
    }

    private static void AddLogarithms(ReadOnlySpan<float> probabilities, float weight, Span<float> sums)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += weight * MathF.Log(MathF.Max(probabilities[i], MinProbability));
        }
    }
}
