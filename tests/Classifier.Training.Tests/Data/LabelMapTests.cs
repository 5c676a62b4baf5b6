using Classifier.Tests.Common;
using Classifier.Training.Data;
using Xunit;

namespace Classifier.Training.Tests.Data;

public sealed class LabelMapTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Labels_are_mapped_regardless_of_case_and_source_specific_lines_win()
    {
        var map = LabelMap.Read(
            _folder.Write(
                "map.tsv",
                "source\tlabel\tmedtop\n\tWorld\tnull\n\tSport\tspo\nherald\tWorld\tmedtop:11000000\n"
            )
        );
        var data = _folder.Write(
            "a.tsv",
            "text\tlabel\tsource\nGoal\tsport\tfeed\nVote\tworld\tHerald\nSummit\tworld\tfeed\nRain\tmedtop:17000000\tfeed\nGame\tspo\tfeed\n"
        );
        Assert.Equal(
            [
                ("Goal", "medtop:15000000"),
                ("Vote", "medtop:11000000"),
                ("Rain", "medtop:17000000"),
                ("Game", "medtop:15000000"),
            ],
            LabeledFile.Read(data, map).Select(headline => (headline.Text, headline.Topic!))
        );
    }

    [Fact]
    public void An_unmapped_label_is_reported_with_its_location()
    {
        var map = LabelMap.Read(_folder.Write("map.csv", "category,topic\nSport,spo\n"));
        var data = _folder.Write("a.csv", "text,label\nGoal,Sport\nSale,Shopping\n");
        Assert.Contains(
            "line 3, column label: “Shopping” is not in the labels map",
            Assert.Throws<TrainingDataException>(() => LabeledFile.Read(data, map)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("label\tmedtop\nSport\tspo\nsport\tace\n", "line 3: “sport” is mapped to two topics")]
    [InlineData("name\tmedtop\nSport\tspo\n", "the column label or category is missing")]
    [InlineData("label\tid\nSport\tspo\n", "the column medtop or topic is missing")]
    public void An_invalid_map_is_rejected(string content, string expected) =>
        Assert.Contains(
            expected,
            Assert.Throws<TrainingDataException>(() => LabelMap.Read(_folder.Write("map.tsv", content))).Message,
            StringComparison.Ordinal
        );
}
