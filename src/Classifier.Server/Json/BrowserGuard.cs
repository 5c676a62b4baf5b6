using System.Net;
using Classifier.Server.Grpc;
using Google.Rpc;
using Grpc.Core;
using HttpRequest = Microsoft.AspNetCore.Http.HttpRequest;

namespace Classifier.Server.Json;

/// <summary>Refuses requests that web pages of other sites make a browser send. A server on the loopback interface is reachable
/// from every page that its user visits.</summary>
/// <param name="options">The options.</param>
internal sealed class BrowserGuard(JsonOptions options)
{
    private readonly string[] _hosts = options.Hosts.Split(
        ';',
        StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
    );

    /// <summary>Validates where a request is sent to and where it comes from.</summary>
    /// <exception cref="RpcException">PERMISSION_DENIED: the host is not allowed, or the request comes from a page of another
    /// site.</exception>
    public void Validate(HttpRequest request)
    {
        var host = request.Host.Host;
        if (!IsAllowed(host))
        {
            throw RpcErrors.Create(
                Code.PermissionDenied,
                "HOST_NOT_ALLOWED",
                "The request is addressed to a host name that this server does not allow. Use an IP address or localhost, or "
                    + $"add the name to {JsonOptions.Section}:{nameof(JsonOptions.Hosts)}."
            );
        }

        if (!IsSameSite(request))
        {
            throw RpcErrors.Create(
                Code.PermissionDenied,
                "ORIGIN_NOT_ALLOWED",
                "The request comes from a web page of another site. Only the server's own pages may call it from a browser."
            );
        }
    }

    private bool IsAllowed(string host) =>
        IPAddress.TryParse(host.Trim('[', ']'), out _)
        || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || _hosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    private static bool IsSameSite(HttpRequest request)
    {
        var headers = request.Headers;
        if (headers.Origin is { Count: > 0 } origin)
        {
            return origin == $"{request.Scheme}://{request.Host.Value}";
        }

        // Browsers send this header to trustworthy addresses, such as the loopback interface. Following a link is allowed.
        return headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
            || (HttpMethods.IsGet(request.Method) && headers["Sec-Fetch-Mode"] == "navigate");
    }
}
