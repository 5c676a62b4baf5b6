using System.Runtime.InteropServices;
using System.Text;

namespace Classifier.Transformers.Training;

/// <summary>Reads and writes the state of fine-tuning after an epoch.</summary>
internal static class Checkpoint
{
    private const string Magic = "classifier-encoder-checkpoint-1";

    /// <summary>Writes the number of finished epochs, the parameters and the optimizer's moments.</summary>
    /// <param name="stream">The stream to write to.</param>
    /// <param name="run">A description of the data and the options, which must be the same to resume.</param>
    /// <param name="epochs">The number of finished epochs.</param>
    /// <param name="model">The model.</param>
    /// <param name="optimizer">The optimizer.</param>
    public static void Write(Stream stream, string run, int epochs, EncoderModel model, AdamW optimizer)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(run);
        writer.Write(epochs);
        foreach (var array in GetArrays(model, optimizer))
        {
            writer.Write(array.Length);
            writer.Write(MemoryMarshal.AsBytes(array.AsSpan()));
        }
    }

    /// <summary>Restores the state and returns the number of finished epochs.</summary>
    /// <exception cref="InvalidDataException">The stream is not a checkpoint of the same run.</exception>
    public static int Read(Stream stream, string run, EncoderModel model, AdamW optimizer)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        if (reader.ReadString() != Magic)
        {
            throw new InvalidDataException("The file is not a checkpoint of the encoder.");
        }

        if (reader.ReadString() != run)
        {
            throw new InvalidDataException(
                "The checkpoint belongs to a run with other data or options. Use the same ones, or delete the checkpoint."
            );
        }

        var epochs = reader.ReadInt32();
        foreach (var array in GetArrays(model, optimizer))
        {
            if (reader.ReadInt32() != array.Length)
            {
                throw new InvalidDataException("The checkpoint belongs to a model with other dimensions.");
            }

            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(array.AsSpan()));
        }

        return epochs;
    }

    private static IEnumerable<float[]> GetArrays(EncoderModel model, AdamW optimizer) =>
        model
            .Parameters.Select(parameter => parameter.Value.Values)
            .Concat(optimizer.FirstMoments)
            .Concat(optimizer.SecondMoments);
}
