using Classifier.Tests.Common;
using Classifier.Training.Data;
using Classifier.Training.Recipes.Teaching;
using Xunit;

namespace Classifier.Training.Tests.Recipes.Teaching;

public sealed class EncodingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Written_encodings_are_found_regardless_of_case_and_punctuation()
    {
        var path = Write(("Storm floods the coast road", [1, 0]), ("Bank cuts rates", [0.6f, 0.8f]));

        var encodings = Encodings.Read(path);

        Assert.Equal(["Storm floods the coast road", "Bank cuts rates"], encodings.Titles);
        Assert.Equal(0.8f, encodings.Find("BANK CUTS RATES!")![1], 0.001f);
        Assert.Null(encodings.Find("Bank raises rates"));
    }

    [Fact]
    public void Writing_resumes_after_the_last_complete_encoding()
    {
        var path = Write(("Storm floods the coast road", [1, 0]), ("Bank cuts rates", [0, 1]));
        using (var file = File.OpenWrite(path))
        {
            file.SetLength(file.Length - 3);
        }

        using (var writer = new EncodingsWriter(path, 2))
        {
            Assert.Equal(["Storm floods the coast road"], writer.Written);
            writer.Write("Bank cuts rates", [0, 1]);
        }

        var uninterrupted = Write(("Storm floods the coast road", [1, 0]), ("Bank cuts rates", [0, 1]));
        Assert.Equal(File.ReadAllBytes(uninterrupted), File.ReadAllBytes(path));
    }

    [Fact]
    public void A_truncated_file_is_rejected()
    {
        var path = Write(("Storm floods the coast road", [1, 0]));
        using (var file = File.OpenWrite(path))
        {
            file.SetLength(file.Length - 1);
        }

        Assert.Contains(
            "cannot be read as encodings",
            Assert.Throws<TrainingDataException>(() => Encodings.Read(path)).Message
        );
    }

    [Fact]
    public void Appending_encodings_of_another_size_is_rejected()
    {
        var path = Write(("Storm floods the coast road", [1, 0]));

        Assert.Throws<InvalidDataException>(() => new EncodingsWriter(path, 3));
    }

    public void Dispose() => _folder.Dispose();

    private string Write(params (string Title, float[] Encoding)[] encodings)
    {
        var path = _folder.Of($"{Guid.NewGuid():N}.bin");
        using var writer = new EncodingsWriter(path, 2);
        foreach (var (title, encoding) in encodings)
        {
            writer.Write(title, encoding);
        }

        return path;
    }
}
