#:project ../../src/Classifier.Client/Classifier.Client.csproj
// Calls a running server by gRPC with Classifier.Client and checks the responses.
//
// usage: dotnet run tests/clients/classify.cs ADDRESS     (such as http://127.0.0.1:5080)

using Classifier.Client;
using Classifier.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

var (passed, failed) = (0, 0);
await using var services = new ServiceCollection()
    .AddClassifierClient(options => options.Addresses.Add(new Uri(args[0])))
    .Services.BuildServiceProvider();
var client = services.GetRequiredService<ClassifierClient>();

var one = await client.ClassifyAsync("Central bank raises interest rates");
Check("the topic of the news headline is business", one.Topics[0].Id == "medtop:04000000");

var items = new[]
{
    new ClassifyItem { Id = "a", Headline = "Storm floods the coast road" },
    new ClassifyItem { Id = "b", Headline = new string('x', 1001) },
};
var results = await client.ClassifyBatchAsync(items);
Check("results are in order and have their ids", results.Select(result => result.Id).SequenceEqual(["a", "b"]));
var itemError = ClassifierException.FromStatus(results[1].Error);
Check("the error of an item names the reason", itemError.Reason == "HEADLINE_TOO_LONG");

try
{
    await client.ClassifyAsync(" ");
    Check("an empty headline is rejected", false);
}
catch (ClassifierException e)
{
    Check("an empty headline is rejected", e.StatusCode == StatusCode.InvalidArgument);
    Check("the error contains ErrorInfo", e.Reason == "HEADLINE_EMPTY");
    Check("the error contains BadRequest", e.FieldViolations[0].Field == "headline");
}

Console.WriteLine($"{passed} passed, {failed} failed");
return failed > 0 ? 1 : 0;

void Check(string description, bool condition)
{
    passed += condition ? 1 : 0;
    failed += condition ? 0 : 1;
    Console.WriteLine($"{(condition ? "ok    " : "FAILED")} {description}");
}
