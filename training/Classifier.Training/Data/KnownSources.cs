namespace Classifier.Training.Data;

/// <summary>What is known of the files that shipped models learned from; docs/DATA.md says more.</summary>
public static class KnownSources
{
    /// <summary>Where the labels of gold.tsv and train.tsv come from.</summary>
    public const string LabeledByModel =
        "The topics and grades of `train.tsv`, and of `gold.tsv` that is measured with, **were made by a large language model** that saw nothing but "
        + "the text and a written codebook; no person checked them. A second, independent pass over 396 rows agreed on the topic for 89.1 % (Cohen's "
        + "kappa .88; 98.7 % where the second topic counts as right) and on bait for 85 % (quadratic kappa .85; kappa of grades 2–3 against 0–1 .79). "
        + "No figure measured with these labels can mean more than that.";

    private static readonly Dictionary<string, string> Sources = new(StringComparer.Ordinal)
    {
        ["newsapi_top"] = "titles of many publishers 2017–2022 with the category of NewsAPI's feeds; no license stated",
        ["url_sections"] = "titles of the same feeds whose address names a section; derived from the above",
        ["huffpost_balanced"] = "News Category Dataset (Misra 2022), CC BY 4.0",
        ["tagmynews"] = "TagMyNews, RSS titles of 2011 (Vitale et al. 2012)",
        ["uci_news_aggregator"] = "UCI News Aggregator, titles of 2014 (Gasparetti), CC BY 4.0",
        ["arise_tv"] = "headlines of Arise TV 2020–22, released with a study; no license stated",
        ["stop_clickbait"] = "Stop Clickbait (Chakraborty et al. 2016), MIT",
        ["webis_titles"] = "after Webis-Clickbait-17 (Potthast et al. 2018), CC BY 4.0",
        ["kaggle_news"] = "a competition's titles of 2016–2017; no license stated",
        ["four_publishers"] = "clickbait-classifier (P. Downs), MIT",
        ["indian_and_viral"] = "clickbait-detector (S. Mathur), MIT",
        ["train"] = "headlines of all these sources, labeled one by one, see below",
        ["gold"] = "headlines of all these sources, labeled one by one, see below",
        ["headlines"] = "written for this project, CC0 1.0",
    };

    /// <summary>What a file is and under which license; empty where that is not known.</summary>
    /// <param name="file">Its name, without folders.</param>
    public static string Of(string file) => Sources.GetValueOrDefault(file.Split('.')[0], "");

    /// <summary>Whether the labels of a file were made by a language model.</summary>
    public static bool IsLabeledByModel(string file) =>
        file.Split('.')[0] is "train" or "gold" && file.EndsWith(".tsv", StringComparison.Ordinal);
}
