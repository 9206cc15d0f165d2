using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace CryApi.Api;

/// <summary>What counts as one client where only the address is known.</summary>
internal static class ClientNetwork
{
    // What a provider gives to one household at least (RFC 6177): within it a client picks addresses as it likes.
    private const int NetworkBits = 64;

    /// <summary>IPv4 as it is, also where it is written as IPv6; IPv6 by its /64. No address, as of a local socket, is a client too.</summary>
    /// <param name="address">The client's address, after forwarded headers.</param>
    public static UInt128 Of(IPAddress? address)
    {
        if (address is null)
            return default;
        if (address.AddressFamily == AddressFamily.InterNetwork)
            address = address.MapToIPv6();

        Span<byte> bytes = stackalloc byte[16];
        _ = address.TryWriteBytes(bytes, out _);
        var number = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return address.IsIPv4MappedToIPv6 ? number : number >> NetworkBits << NetworkBits;
    }
}
