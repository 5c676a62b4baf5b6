namespace Classifier.Server.WebConsole;

/// <summary>Represents a file of the console, the web page that shows what the server does, or the description of the paths that the page
/// calls. It has no secrets: with API keys, the page asks for one.</summary>
internal sealed class ConsoleFile
{
    /// <summary>Only files of this server are loaded, nothing is inline, and no other site can show the page in a frame.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private readonly string _type;
    private readonly byte[] _content;

    private ConsoleFile(string path, string resource, string type)
    {
        (Path, _type) = (path, type);
        using var stream = typeof(ConsoleFile).Assembly.GetManifestResourceStream(resource)!;
        _content = new byte[stream.Length];
        stream.ReadExactly(_content);
    }

    /// <summary>Gets all files.</summary>
    public static IReadOnlyList<ConsoleFile> All { get; } =
    [
        new("/", "console.html", "text/html; charset=utf-8"),
        new("/console.css", "console.css", "text/css; charset=utf-8"),
        new("/console.js", "console.js", "text/javascript; charset=utf-8"),
        new("/console.svg", "console.svg", "image/svg+xml"),
        new("/openapi.json", "openapi.json", "application/json"),
    ];

    /// <summary>Gets the path of the file.</summary>
    public string Path { get; }

    /// <summary>Writes the file.</summary>
    public async Task WriteAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        http.Response.ContentType = _type;
        http.Response.ContentLength = _content.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(_content, http.RequestAborted);
        }
    }
}
