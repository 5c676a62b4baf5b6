using Classifier.Deduplication;
using Classifier.Tests.Common;
using Classifier.Text;
using Classifier.Training.Data;
using Xunit;

namespace Classifier.Training.Tests.Data;

public sealed class UnlabeledHeadlinesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Built_in_headlines_are_valid_and_distinct_and_include_the_sample_data()
    {
        var workspace = new TokenizedHeadline();
        var keys = UnlabeledHeadlines.BuiltIn.Select(text => HeadlineKey.Compute(text, workspace)).ToHashSet();
        Assert.Equal(UnlabeledHeadlines.BuiltIn.Count, keys.Count);
        Assert.True(UnlabeledHeadlines.BuiltIn.Count >= OwnHeadlines.All.Count + 4_000);
        Assert.Superset(
            OwnHeadlines.All.Select(headline => headline.Text).ToHashSet(),
            UnlabeledHeadlines.BuiltIn.ToHashSet()
        );
        Assert.All(
            UnlabeledHeadlines.BuiltIn,
            text =>
                Assert.Equal(
                    HeadlineError.None,
                    HeadlineValidator.Validate(text, HeadlineValidator.MaxCharacters, out _)
                )
        );
    }

    [Theory]
    [InlineData("a.txt", "Rain falls\n\nRAIN FALLS!\n  Snow melts \n")]
    [InlineData("a.txt.gz", "Rain falls\r\nSnow melts\r\n")]
    [InlineData("a.csv", "headline,section\nRain falls,x\nSnow melts,y\n")]
    [InlineData("a.tsv", "title\tdate\nRain falls\t2025-12\nSnow melts\tunknown\n")]
    [InlineData("a.json", """[{"title":"Rain falls"},{"title":"Snow melts"}]""")]
    public void Distinct_headlines_of_text_and_table_files_are_read(string name, string content) =>
        Assert.Equal(
            ["Rain falls", "Snow melts"],
            UnlabeledHeadlines.Read([_folder.Write(name, content)]).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void A_file_without_headlines_is_rejected() =>
        Assert.Contains(
            "contains no further headlines",
            Assert
                .Throws<TrainingDataException>(() => UnlabeledHeadlines.Read([_folder.Write("a.txt", "\n\n")]))
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_text_file_in_another_encoding_is_rejected_with_the_option_that_reads_it() =>
        Assert.Contains(
            "--encoding windows-1252",
            Assert
                .Throws<TrainingDataException>(() =>
                    UnlabeledHeadlines.Read([_folder.WriteRaw("a.txt", [.. "Caf"u8, 0xE9, .. " reopens\n"u8])])
                )
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_file_need_not_have_the_text_column_of_the_labeled_files() =>
        Assert.Equal(
            ["Rain falls"],
            UnlabeledHeadlines.Read([
                new LabeledInput(
                    _folder.Write("a.csv", "headline,section\nRain falls,x\n"),
                    new LabeledInputOptions { TextColumn = "Zeile", AcceptsDefaultTextColumn = true }
                ),
            ])
        );
}
