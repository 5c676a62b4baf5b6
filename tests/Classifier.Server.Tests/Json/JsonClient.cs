using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Classifier.Server.Tests.Json;

/// <summary>Sends requests to the JSON address of a server.</summary>
/// <param name="address">The address.</param>
internal sealed class JsonClient(string address)
{
    private static readonly HttpClient Http = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public Task<(HttpStatusCode Status, JsonNode Body)> PostAsync(
        string path,
        string body,
        string type = "application/json"
    ) => PostAsync(path, Encoding.UTF8.GetBytes(body), type);

    public async Task<(HttpStatusCode Status, JsonNode Body)> PostAsync(
        string path,
        byte[] body,
        string type = "application/json"
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address + path);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await SendAsync(request);
        return (response.StatusCode, await ReadAsync(response));
    }

    public async Task<(HttpStatusCode Status, JsonNode Body)> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address + path);
        using var response = await SendAsync(request);
        return (response.StatusCode, await ReadAsync(response));
    }

    public static Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) =>
        Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);

    public static async Task<JsonNode> ReadAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(Stop))!;

    /// <summary>Classifies lines and returns their results.</summary>
    public async Task<JsonNode[]> ClassifyLinesAsync(string lines, bool isChunked, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{address}/v1/headlines:classifyBatch{query}");
        request.Content = new StringContent(lines, Encoding.UTF8, "application/x-ndjson");
        request.Headers.TransferEncodingChunked = isChunked;
        using var response = await SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType!.MediaType);
        var text = await response.Content.ReadAsStringAsync(Stop);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }

    /// <summary>Sends bytes as they are and returns the response up to its end.</summary>
    public async Task<string> SendRawAsync(string request)
    {
        using var client = await ConnectAsync();
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), Stop);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(Stop);
    }

    /// <summary>Opens a connection.</summary>
    public async Task<TcpClient> ConnectAsync()
    {
        var uri = new Uri(address);
        var client = new TcpClient();
        await client.ConnectAsync(uri.Host, uri.Port, Stop);
        return client;
    }

    /// <summary>Returns the reason of an error, and the field that it names.</summary>
    public static (string Reason, string? Field) GetError(JsonNode status)
    {
        var info = status["details"]![0]!;
        Assert.Equal("type.googleapis.com/google.rpc.ErrorInfo", (string?)info["@type"]);
        Assert.Equal("classifier.v1", (string?)info["domain"]);
        return ((string)info["reason"]!, (string?)info["metadata"]?["field"]);
    }
}
