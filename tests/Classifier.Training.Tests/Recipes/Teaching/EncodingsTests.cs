using Classifier.Tests.Common;
using Classifier.Training.Data;
using Classifier.Training.Recipes.Teaching;
using Xunit;

namespace Classifier.Training.Tests.Recipes.Teaching;

public sealed class EncodingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void What_was_written_is_read_back_whatever_the_case_and_punctuation()
    {
        var path = Write(("Storm floods the coast road", [1, 0]), ("Bank cuts rates", [0.6f, 0.8f]));

        var encodings = Encodings.Read(path);

        Assert.Equal(["Storm floods the coast road", "Bank cuts rates"], encodings.Titles);
        Assert.Equal(0.8f, encodings.Of("BANK CUTS RATES!")![1], 0.001f);
        Assert.Null(encodings.Of("Bank raises rates"));
    }

    [Fact]
    public void Interrupted_work_goes_on_after_the_last_whole_encoding()
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
    public void A_file_that_is_not_whole_is_refused()
    {
        var path = Write(("Storm floods the coast road", [1, 0]));
        using (var file = File.OpenWrite(path))
        {
            file.SetLength(file.Length - 1);
        }

        Assert.Contains(
            "not readable as encodings",
            Assert.Throws<TrainingDataException>(() => Encodings.Read(path)).Message
        );
    }

    [Fact]
    public void Encodings_of_another_size_are_not_added_to()
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
