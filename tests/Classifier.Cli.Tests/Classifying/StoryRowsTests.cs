using Classifier.Cli.Classifying;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Input;
using Xunit;

namespace Classifier.Cli.Tests.Classifying;

public sealed class StoryRowsTests
{
    [Fact]
    public void Too_many_rows_are_refused_with_the_row_and_the_limit()
    {
        var rows = Enumerable.Range(1, StoryRows.MaxRows + 1).Select(i => HeadlineRow.FromText(i, "Rates rise"));

        var exception = Assert.Throws<CommandException>(() => StoryRows.Number(rows).First());

        Assert.Contains("100,000 rows", exception.Message, StringComparison.Ordinal);
        Assert.Contains("row 100001", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_characters_are_refused()
    {
        var cell = new string('x', 1_000_000);
        var rows = Enumerable.Range(1, 101).Select(i => new HeadlineRow(i, "Rates rise", null, [cell]));

        Assert.Throws<CommandException>(() => StoryRows.Number(rows).First());
    }

    [Fact]
    public void Rows_without_a_valid_headline_have_no_story()
    {
        HeadlineRow[] rows =
        [
            HeadlineRow.FromText(1, "Rates rise again today"),
            HeadlineRow.Invalid(2, "broken"),
            HeadlineRow.FromText(3, "\u0001"),
            HeadlineRow.FromText(4, "Rates rise again, today"),
        ];

        Assert.Equal([1, 0, 0, 1], StoryRows.Number(rows).Select(row => row.Story));
    }
}
