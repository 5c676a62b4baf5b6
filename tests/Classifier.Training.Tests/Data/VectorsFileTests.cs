using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.Training.Data;
using Xunit;

namespace Classifier.Training.Tests.Data;

public sealed class VectorsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("v.txt")]
    [InlineData("v.txt.gz")]
    public void Text_and_binary_vectors_are_equivalent(string name)
    {
        var vectors = VectorsFile.Read(_folder.Write(name, "the 1 0 0\nrain 0 3 4\nrain 9 9 9\nsnow -1e-1 0 0\n"));
        Assert.Equal((3, 3), (vectors.Size, vectors.Count));
        using (var file = File.Create(_folder.Of(ModelBundle.VectorsName)))
        {
            vectors.Write(file);
        }

        var again = VectorsFile.Read(_folder.Of(ModelBundle.VectorsName));
        foreach (var read in new[] { vectors, again })
        {
            var sum = new float[3];
            var words = read.Words.ToList();
            read.AddTo(sum, words.IndexOf("rain"), 1);
            // Components beyond .5 are clipped.
            Assert.Equal(0, sum[0]);
            Assert.Equal(0.5f, sum[1], 0.01f);
            Assert.Equal(0.5f, sum[2], 0.01f);
            Assert.Equal(-1, words.IndexOf("hail"));
        }
    }

    [Theory]
    [InlineData("v.txt", "the 1 0\nrain 1\n", "line 2")]
    [InlineData("v.txt", "the 1 0\nrain 1 x\n", "line 2, column 3: “x” is not a number")]
    [InlineData("v.txt", "the 1 NaN\n", "line 1, column 3: “NaN” is not a number")]
    [InlineData("v.txt", "the\nrain\n", "line 1")]
    [InlineData("v.txt", "", "no word vectors")]
    [InlineData("vectors.bin", "the 1 0\n", "does not contain word vectors")]
    [InlineData("vectors.bin", "CWV1\u0003\0\0\0\u0002\0\0\0\u0003the", "cannot be read as word vectors")]
    [InlineData("vectors.bin", "", "cannot be read as word vectors")]
    public void Invalid_content_is_rejected_with_its_location(string name, string content, string expected)
    {
        var path = _folder.Write(name, content);
        var message = Assert.Throws<TrainingDataException>(() => VectorsFile.Read(path)).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_invalid_string_length_in_a_binary_file_is_rejected()
    {
        var path = _folder.WriteRaw(
            ModelBundle.VectorsName,
            [.. "CWV1"u8, 3, 0, 0, 0, 2, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]
        );
        Assert.Throws<TrainingDataException>(() => VectorsFile.Read(path));
    }

    [Fact]
    public void The_error_for_a_missing_or_invalid_file_contains_its_name()
    {
        Assert.Contains(
            "nowhere.txt",
            Assert.Throws<TrainingDataException>(() => VectorsFile.Read(_folder.Of("nowhere.txt"))).Message,
            StringComparison.Ordinal
        );
        var notGzip = _folder.WriteRaw("v.gz", "the 1 0\n"u8.ToArray());
        Assert.Contains(
            "v.gz",
            Assert.Throws<TrainingDataException>(() => VectorsFile.Read(notGzip)).Message,
            StringComparison.Ordinal
        );
    }
}
