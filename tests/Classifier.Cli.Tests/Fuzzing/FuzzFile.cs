using System.IO.Compression;
using System.Text;
using Classifier.Tests.Common;

namespace Classifier.Cli.Tests.Fuzzing;

/// <summary>Generates broken input files: valid ones whose bytes were changed, cut, repeated, or compressed and damaged.</summary>
internal static class FuzzFile
{
    private static readonly string[] Extensions =
    [
        ".csv",
        ".tsv",
        ".jsonl",
        ".json",
        ".txt",
        ".csv.gz",
        ".tsv.gz",
        ".jsonl.gz",
        ".zip",
        ".html",
        ".xml",
        ".warc",
        ".tar",
    ];

    private static readonly string[] Contents =
    [
        "text,topic,bait,split,date,weight\nRain on the coast,wea,0,train,2020-01-01,1\n\"Goal, goal\",spo|wea,3,test,,0.5\n",
        "headline\tlabel\tsource\torigin\nRain\tsport\ta\treader\nHail\tfood\tb\tsource\n",
        "{\"title\":\"Rain\",\"medtop\":[\"medtop:17000000\"],\"bait\":true}\n{\"title\":\"Goal\",\"clickbait\":1}\n",
        "[{\"text\":\"Rain\",\"topic\":\"wea\",\"bait\":0},\n{\"text\":\"Goal\",\"topic\":\"spo\"}]",
        "label,medtop,source\nfood,medtop:10000000,\nsport,spo,a\n",
        "kind\tfirst\tfirst_label\tsecond\tsecond_label\nname\tRain\tbait\tHail\tplain\n",
        "{\"headline\":\"Rain\",\"topics\":[\"spo\"],\"bait\":0,\"who\":\"ann\",\"when\":\"2026-03-01T12:00:00Z\"}\n",
        "{\"url\":\"https://a.example/1\",\"html\":\"<h1>Rain</h1>\"}\n",
        "__label__x Rain\n__label__y Hail\n",
        "rain 1 0\ngoal 0 1\n",
        "<html><body><h1>Rain</h1><ul><li><a href='/1'>Goal in the final minute</a></ul></body></html>",
        "<rss version=\"2.0\"><channel><title>A</title><item><title>Rain</title><link>https://a.example</link></item></channel></rss>",
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 60\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<h1>Rain</h1>\r\n\r\n",
        "1,2,3\nRain,Hail\n",
    ];

    /// <summary>Writes the file of a seed and returns its path.</summary>
    public static string Write(int seed, Func<string, byte[], string> write)
    {
        var random = new Random(seed);
        var extension = Extensions[random.Next(Extensions.Length)];
        var bytes = Encoding.UTF8.GetBytes(Contents[random.Next(Contents.Length)]);
        bytes = Mutation.Apply(bytes, random);
        if (extension.EndsWith(".gz", StringComparison.Ordinal))
        {
            bytes = Damage(Gzip(bytes), random);
        }
        else if (extension == ".zip")
        {
            bytes = Damage(Zip(bytes, random), random);
        }
        else if (random.Next(20) == 0)
        {
            bytes = Encoding.Convert(Encoding.UTF8, random.Next(2) == 0 ? Encoding.Unicode : Encoding.Latin1, bytes);
        }

        return write($"{seed}{extension}", bytes);
    }

    private static byte[] Damage(byte[] bytes, Random random)
    {
        if (bytes.Length > 0 && random.Next(3) == 0)
        {
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        }

        return random.Next(3) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }

    private static byte[] Zip(byte[] bytes, Random random)
    {
        using var compressed = new MemoryStream();
        using (var archive = new ZipArchive(compressed, ZipArchiveMode.Create))
        {
            using var entry = archive.CreateEntry("a" + Extensions[random.Next(Extensions.Length)]).Open();
            entry.Write(bytes);
        }

        return compressed.ToArray();
    }
}
