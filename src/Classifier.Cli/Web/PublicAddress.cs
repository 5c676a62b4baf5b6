using System.Net;
using System.Net.Sockets;
using Classifier.Cli.Sources;

namespace Classifier.Cli.Web;

/// <summary>Restricts connections to public IP addresses, so that URLs and redirects cannot reach this machine or its network.
/// The check applies to the resolved address of each connection, independent of host names.</summary>
internal static class PublicAddress
{
    /// <summary>The networks that are not globally reachable according to IANA's special-purpose address registries (RFC 6890),
    /// the IPv6 networks that embed IPv4 addresses, and all of IPv6 outside 2000::/3.</summary>
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

    /// <summary>Determines whether an address belongs to the public Internet.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Array.Exists(Special, network => network.Contains(plain));
    }

    /// <summary>Connects to the first public address of a host that accepts a connection.</summary>
    /// <exception cref="PageReadException">The host has no public address.</exception>
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var addresses = (await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, stop)).Where(IsPublic).ToArray();
        if (addresses.Length == 0)
        {
            throw new PageReadException(
                $"{context.DnsEndPoint.Host} has no public address; specify --allow-private to fetch pages from this machine or a private network"
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
