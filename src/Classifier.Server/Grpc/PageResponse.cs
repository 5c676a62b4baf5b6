using Classifier.Deduplication;
using Classifier.Pages;
using Classifier.Scoring;
using Classifier.Server.Admission;
using Classifier.V1;

namespace Classifier.Server.Grpc;

/// <summary>Creates the responses of ClassifyPage.</summary>
internal static class PageResponse
{
    /// <summary>Creates the response for a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="validation">Validates the headlines.</param>
    /// <param name="isClustered">Whether stories are numbered.</param>
    /// <param name="scoreAsync">Classifies a headline.</param>
    /// <param name="onItem">Is called with each item of a list when it has its outcome; may be null.</param>
    public static async Task<ClassifyPageResponse> CreateAsync(
        Page page,
        RequestValidation validation,
        bool isClustered,
        Func<string, ValueTask<V1.Classification>> scoreAsync,
        Action<V1.PageItem>? onItem = null
    )
    {
        var response = new ClassifyPageResponse { Headline = page.Headline ?? "", Language = page.Language ?? "" };
        if (page.Headline is { } headline && validation.IsValid(headline))
        {
            response.Classification = await scoreAsync(headline);
        }

        foreach (var module in page.Modules)
        {
            var proto = new V1.PageModule
            {
                Position = response.Modules.Count + 1,
                Title = module.Title ?? "",
                Kind = module.Kind.ToProto(),
            };
            foreach (var item in module.Items)
            {
                var field = $"modules[{response.Modules.Count}].items[{proto.Items.Count}].text";
                var result = CreateItem(item, proto.Items.Count + 1);
                if (validation.ValidateHeadline(item.Text, field) is { } error)
                {
                    result.Error = error;
                }
                else
                {
                    result.Classification = await scoreAsync(item.Text);
                }

                onItem?.Invoke(result);
                proto.Items.Add(result);
            }

            response.Modules.Add(proto);
        }

        SettleLanguage(response);
        if (isClustered)
        {
            NumberStories(response);
        }

        return response;
    }

    private static void SettleLanguage(ClassifyPageResponse response)
    {
        (V1.Classification? Classification, int? List)[] all =
        [
            (response.Classification, null),
            .. response.Modules.SelectMany((module, i) => module.Items.Select(item => (item.Classification, (int?)i))),
        ];
        var headlines = all.Where(headline => headline.Classification is not null).ToArray();
        var supported = PageLanguage.Settle(
            response.Language,
            [
                .. headlines.Select(headline =>
                    (headline.Classification!.Headline, headline.Classification.LanguageSupported)
                ),
            ],
            [.. headlines.Select(headline => headline.List)]
        );
        foreach (var (headline, isSupported) in headlines.Select(headline => headline.Classification!).Zip(supported))
        {
            headline.LanguageSupported = isSupported;
        }
    }

    /// <summary>Numbers the stories of the classified headlines of a page.</summary>
    private static void NumberStories(ClassifyPageResponse response)
    {
        V1.PageItem[] items = [.. response.Modules.SelectMany(module => module.Items)];
        var stories = Stories.Number([
            response.Classification?.Headline,
            .. items.Select(item => item.Classification?.Headline),
        ]);
        response.Story = stories[0];
        foreach (var (item, story) in items.Zip(stories.Skip(1)))
        {
            item.Story = story;
        }
    }

    private static V1.PageItem CreateItem(Pages.PageItem item, int position) =>
        new()
        {
            Position = position,
            Text = item.Text,
            Href = item.Href ?? "",
            Date = item.Date ?? "",
            Section = item.Section ?? "",
            IsoDate = item.IsoDate ?? "",
        };
}
