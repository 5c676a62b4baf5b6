using Xunit;

namespace Classifier.Server.Tests.Api;

public sealed class ApiReferenceTests
{
    [Fact]
    public async Task The_document_is_what_docs_api_writes_from_the_protos() =>
        Assert.Equal(
            ApiReference.Write(),
            await File.ReadAllTextAsync(ApiFiles.Reference, TestContext.Current.CancellationToken)
        );
}
