using System.Text;

namespace Classifier.Tests.Common;

/// <summary>Changes inputs at random: removes, inserts, repeats, and replaces bytes.</summary>
internal static class Mutation
{
    private static readonly string[] Fragments =
    [
        "\"",
        "\"\"",
        ",",
        ";",
        "\t",
        "|",
        "\r",
        "\n",
        "\0",
        "\u001a",
        "\ufeff",
        "\ufffd",
        "\\ud800",
        "\\u0000",
        "{",
        "}",
        "[",
        "]",
        ":",
        "null",
        "NaN",
        "1e999",
        "-1",
        "99999999999999999999",
        "true",
        "medtop:99999999",
        "2020-02-31",
        "😀",
        "<",
        ">",
        "&#x110000;",
        "text,text",
        "Content-Length: -5\r\n",
    ];

    /// <summary>Returns a changed copy of an input. The same random numbers give the same copy.</summary>
    public static byte[] Apply(byte[] bytes, Random random)
    {
        var content = bytes.ToList();
        for (var count = random.Next(6); count > 0; count--)
        {
            var at = random.Next(content.Count + 1);
            switch (random.Next(6))
            {
                case 0:
                    content.RemoveRange(at, Math.Min(content.Count - at, random.Next(20)));
                    break;
                case 1 when content.Count > 0:
                    content[random.Next(content.Count)] = (byte)random.Next(256);
                    break;
                case 2:
                    content.RemoveRange(at, content.Count - at);
                    break;
                case 3:
                    content.InsertRange(
                        at,
                        content.Skip(random.Next(content.Count + 1)).Take(random.Next(200)).ToList()
                    );
                    break;
                case 4:
                    content.InsertRange(
                        at,
                        Enumerable.Repeat((byte)"[{\"\t,x"[random.Next(6)], random.Next(50) == 0 ? 2_000_000 : 200)
                    );
                    break;
                default:
                    content.InsertRange(at, Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)]));
                    break;
            }
        }

        return [.. content];
    }
}
