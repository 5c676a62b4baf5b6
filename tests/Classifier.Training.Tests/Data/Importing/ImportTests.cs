using Classifier.Tests.Common;
using Classifier.Training.Data;
using Classifier.Training.Data.Importing;
using Xunit;

namespace Classifier.Training.Tests.Data.Importing;

public sealed class ImportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<RowDefect> _defects = [];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(
        "\"3\",\"Mill sells \"\"old\"\" looms\",\"A mill sells, again.\"\n\"2\",\"Goal\",\"x\"\n\"9\",\"Odd\",\"x\"\n\"1\"\n"
    )]
    [InlineData(
        "Class Index,Title,Description\n3,\"Mill sells \"\"old\"\" looms\",\"A mill\nsells.\"\n2,Goal,x\n9,Odd,x\n1\n"
    )]
    public void AG_News_is_imported(string content)
    {
        var headlines = Read("ag-news", _folder.Write("train.csv", content));
        Assert.Equal(
            [("Mill sells \"old\" looms", "Business"), ("Goal", "Sports")],
            headlines.Select(headline => (headline.Text, headline.Topic!))
        );
        Assert.All(headlines, headline => Assert.Equal(LabelOrigin.Source, headline.Origin));
        Assert.Equal([RowDefectKind.BadValue, RowDefectKind.Broken], _defects.Select(defect => defect.Kind));
    }

    [Fact]
    public void HuffPost_News_Category_Dataset_is_imported()
    {
        var headlines = Read(
            "huffpost",
            _folder.Write(
                "News_Category_Dataset_v3.json",
                """
                {"link": "https://example.com/1", "headline": "Mayor Dances", "category": "WEIRD NEWS", "short_description": "", "authors": "", "date": "2018-05-26"}
                {"link": "https://example.com/2", "headline": "", "category": "CRIME", "short_description": "", "authors": "", "date": "2018-05-26"}
                {"headline": oops}
                """
            )
        );
        Assert.Equal(
            ("Mayor Dances", "WEIRD NEWS", new DateOnly(2018, 5, 26)),
            Assert.Single(headlines.Select(headline => (headline.Text, headline.Topic!, headline.Date!.Value)))
        );
        Assert.Equal([2L, 3L], _defects.Select(defect => defect.Line));
    }

    [Fact]
    public void UCI_News_Aggregator_is_imported()
    {
        var headlines = Read(
            "uci-news",
            _folder.Write(
                "newsCorpora.csv",
                "1\tBank \"holds\" rates\thttp://example.com/a\tCoast Herald\tb\tddUyU0\texample.com\t1394470370698\n2\tOdd\thttp://example.com/b\tHerald\tz\td\texample.com\t1394470370698\n3\tShort\n"
            )
        );
        Assert.Equal(
            ("Bank \"holds\" rates", "business", "coast herald", new DateOnly(2014, 3, 10)),
            Assert.Single(
                headlines.Select(headline => (headline.Text, headline.Topic!, headline.Source, headline.Date!.Value))
            )
        );
        Assert.Equal([2L, 3L], _defects.Select(defect => defect.Line));
    }

    [Fact]
    public void Webis_Clickbait_17_is_imported()
    {
        var instances = _folder.Write(
            "instances.jsonl",
            """
            {"id": "608", "postTimestamp": "Thu Jan 05 12:00:00 +0000 2017", "postText": ["You have to see this"], "postMedia": [], "targetTitle": "A bridge", "targetParagraphs": []}
            {"id": "609", "postTimestamp": "Thu Jan 05 12:00:00 +0000 2017", "postText": [""], "targetTitle": "A mill"}
            {"id": "610", "postTimestamp": "Thu Jan 05 12:00:00 +0000 2017", "postText": ["Nobody judged this"], "targetTitle": "A mill"}
            """
        );
        _folder.Write(
            "truth.jsonl",
            """
            {"id": "608", "truthJudgments": [1.0, 0.6666666667, 0.6666666667, 0.6666666667, 0.3333333333], "truthMean": 0.6666666667, "truthMedian": 0.6666666667, "truthMode": 0.6666666667, "truthClass": "clickbait"}
            {"id": "609", "truthMean": 0.1, "truthClass": "no-clickbait"}
            """
        );
        var headline = Assert.Single(Read("webis-clickbait", instances));
        Assert.Equal(
            ("You have to see this", LabelOrigin.Reader, new DateOnly(2017, 1, 5)),
            (headline.Text, headline.Origin, headline.Date!.Value)
        );
        Assert.Equal(2, headline.Bait!.Value, 4);
        Assert.Equal([RowDefectKind.NoText, RowDefectKind.NoLabel], _defects.Select(defect => defect.Kind));
    }

    [Fact]
    public void Stop_Clickbait_is_imported()
    {
        var bait = Read(
            "stop-clickbait",
            _folder.Write("clickbait_data.gz", "What Kind Of Bread Are You\n\nThis Cat Knows\n\n")
        );
        var news = Read("stop-clickbait", _folder.Write("non_clickbait_data.gz", "Mill closes in Leeds\n"));
        Assert.Equal(
            [("What Kind Of Bread Are You", 3f), ("This Cat Knows", 3f), ("Mill closes in Leeds", 0f)],
            bait.Concat(news).Select(headline => (headline.Text, headline.Bait!.Value))
        );
        Assert.Throws<TrainingDataException>(() => Read("stop-clickbait", _folder.Write("headlines.gz", "Rain\n")));
    }

    [Fact]
    public void FastText_files_are_imported()
    {
        var headlines = Read(
            "fasttext",
            _folder.Write(
                "cooking.train",
                "__label__bread __label__oven How to bake bread\n__label__soup\nNo label here\nSoup __label__soup again\n"
            )
        );
        Assert.Equal(
            [("How to bake bread", "bread|oven"), ("Soup again", "soup")],
            headlines.Select(headline => (headline.Text, string.Join('|', headline.Topics)))
        );
        Assert.Equal(
            [(2L, RowDefectKind.NoText), (3L, RowDefectKind.NoLabel)],
            _defects.Select(defect => (defect.Line, defect.Kind))
        );
    }

    [Fact]
    public void The_included_labels_map_covers_AG_News()
    {
        var map = LabelMap.Read(Path.Combine(Path.GetDirectoryName(OwnHeadlines.Path)!, "labels-map.tsv"));
        var headline = Assert.Single(Read("ag-news", _folder.Write("train.csv", "\"4\",\"Robots sort mail\",\"x\"\n")));
        Assert.Equal("medtop:13000000", map.Apply(headline).Topic);
        Assert.Null(map.Apply(headline with { Topic = "World" }).Topic);
        Assert.Throws<TrainingDataException>(() => map.Apply(headline with { Topic = "Gardens" }));
    }

    private List<LabeledHeadline> Read(string format, string path) =>
        [.. Import.Formats[format].Read(path, _defects.Add)];
}
