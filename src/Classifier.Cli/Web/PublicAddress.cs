using System.Net;
using System.Net.Sockets;
using Classifier.Cli.Sources;

namespace Classifier.Cli.Web;

/// <summary>Connects to public addresses only, so that a link from elsewhere cannot be used to look into this machine or its
/// network. What is checked is the address that is connected to, whatever a name resolves to and wherever a page leads.</summary>
internal static class PublicAddress
{
    /// <summary>The networks that IANA's registries of special-purpose addresses (RFC 6890) say are not globally reachable,
    /// and those that carry IPv4 addresses in IPv6 ones; of IPv6 all but what is given out for global use (2000::/3).</summary>
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/3",
            "4000::/2",
            "8000::/1",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    /// <summary>Whether an address is one of the public Internet.</summary>
    public static bool Is(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Array.Exists(Special, network => network.Contains(plain));
    }

    /// <summary>Connects to the first public address of a host that answers.</summary>
    /// <exception cref="PageDefectException">It has none.</exception>
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var addresses = (await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, stop)).Where(Is).ToArray();
        if (addresses.Length == 0)
        {
            throw new PageDefectException(
                $"{context.DnsEndPoint.Host} is an address of this machine or of a private network; such pages are only fetched with --allow-private"
            );
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
