using Classifier.Tests.Common;
using Classifier.Training.Data;
using Classifier.Training.Data.Importing;
using Xunit;

namespace Classifier.Training.Tests.Data.Importing;

/// <summary>Reads the real data sets that the shipped models are trained on. Skipped if they are not available.</summary>
public sealed class SharedSetsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_real_data_set_is_read_without_defects()
    {
        var data = SharedData.Find("data");
        Assert.SkipUnless(data is not null, SharedData.SkipReason);
        string[] files =
        [
            .. new[] { "topic", "clickbait", "gold" }
                .SelectMany(kind => Directory.GetFiles(Path.Combine(data, kind)))
                .Where(file =>
                    file.EndsWith(".tsv.gz", StringComparison.Ordinal)
                        && !file.EndsWith("regional_titles.tsv.gz", StringComparison.Ordinal)
                    || Path.GetFileName(file) is "gold.tsv" or "train.tsv"
                ),
        ];
        Assert.True(files.Length >= 13, $"{files.Length} files");
        Assert.All(
            files,
            file =>
            {
                var defects = new List<RowDefect>();
                Assert.NotEmpty(LabeledFile.ReadValidRows(file, null, defects.Add));
                Assert.DoesNotContain(defects, defect => defect.IsError);
            }
        );
    }

    [Fact]
    public void Real_headlines_in_the_original_format_of_Stop_Clickbait_are_imported()
    {
        var data = SharedData.Find("data");
        Assert.SkipUnless(data is not null, SharedData.SkipReason);
        var published = LabeledFile.Read(Path.Combine(data, "clickbait", "stop_clickbait.tsv.gz"));
        var imported = new[]
        {
            (Name: "clickbait_data.gz", IsBait: true),
            (Name: "non_clickbait_data.gz", IsBait: false),
        }.SelectMany(half =>
        {
            var path = _folder.Write(
                half.Name,
                string.Concat(
                    published
                        .Where(headline => headline.Bait > 0 == half.IsBait)
                        .Select(headline => headline.Text + "\n\n")
                )
            );
            return Import
                .Formats["stop-clickbait"]
                .Read(path, _ => Assert.Fail("a real headline was rejected"))
                .ToList();
        });
        Assert.Equal(
            published
                .OrderByDescending(headline => headline.Bait)
                .Select(headline => (headline.Text.Trim(), headline.Bait)),
            imported.Select(headline => (headline.Text, headline.Bait))
        );
    }
}
