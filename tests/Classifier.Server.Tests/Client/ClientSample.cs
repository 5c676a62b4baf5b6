using Classifier.Client;
using Classifier.V1;
using Microsoft.Extensions.DependencyInjection;

namespace Classifier.Server.Tests.Client;

/// <summary>Contains the code that docs/CLIENT.md shows.</summary>
internal static class ClientSample
{
    public static void Register(IServiceCollection services)
    {
        services.AddClassifierClient(options =>
        {
            options.Addresses.Add(new Uri("http://127.0.0.1:5080"));
            options.ApiKey = Environment.GetEnvironmentVariable("CLASSIFIER_API_KEY");
        });
    }

    public static async Task WriteAsync(ClassifierClient client, TextWriter output)
    {
        var items = new[]
        {
            new ClassifyItem { Id = "1", Headline = "Rovers beat United in a rain-soaked cup final" },
            new ClassifyItem { Id = "2", Headline = "You won't believe what this fisherman found" },
            new ClassifyItem { Id = "3", Headline = "" },
        };
        try
        {
            foreach (var result in await client.ClassifyBatchAsync(items))
            {
                output.WriteLine(
                    result.Error is { } error
                        ? $"{result.Id}: {ClassifierException.FromStatus(error).Reason}"
                        : $"{result.Id}: {result.Classification.Topics.FirstOrDefault()?.Label}, {result.Classification.Clickbait.Band}"
                );
            }
        }
        catch (ClassifierException e)
        {
            output.WriteLine($"{e.StatusCode} {e.Reason}: {e.Message} Retry after {e.RetryDelay}.");
        }
    }
}
