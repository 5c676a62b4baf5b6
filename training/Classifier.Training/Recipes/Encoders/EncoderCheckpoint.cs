using System.Text;
using Classifier.Models;
using Classifier.Transformers.Training;

namespace Classifier.Training.Recipes.Encoders;

/// <summary>Represents the best epoch of a training run.</summary>
/// <param name="Score">The figure by which epochs are compared; see <see cref="EncoderFigures.Score"/>.</param>
/// <param name="Sha256">The SHA-256 of the graph that was written after the epoch.</param>
internal sealed record BestEpoch(double Score, string Sha256);

/// <summary>Reads and writes the state of a training run after an epoch: the best epoch so far, and the state of the
/// fine-tuning.</summary>
internal static class EncoderCheckpoint
{
    /// <summary>Writes the state to a file.</summary>
    public static void Write(string path, BestEpoch best, FineTuning training) =>
        AtomicFile.Write(
            path,
            stream =>
            {
                using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
                {
                    writer.Write(best.Score);
                    writer.Write(best.Sha256);
                }

                training.Save(stream);
            }
        );

    /// <summary>Restores the state from a file.</summary>
    /// <returns>The best epoch.</returns>
    /// <exception cref="ModelException">The file is damaged, or belongs to another run.</exception>
    public static BestEpoch Read(string path, FineTuning training)
    {
        try
        {
            using var stream = new BufferedStream(File.OpenRead(path), 1 << 20);
            using var reader = new BinaryReader(stream, Encoding.UTF8);
            var best = new BestEpoch(reader.ReadDouble(), reader.ReadString());
            training.Restore(stream);
            return best;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException)
        {
            throw new ModelException($"{path}: {e.Message}", e);
        }
    }
}
