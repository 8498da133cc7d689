"""No request goes to an address inside the user's own network, whatever a feed links to.

The check is made on the address that is connected to, so that neither a redirect nor a name that
resolves differently the second time gets around it. Proxies of the environment are not used.
"""

import ipaddress
import socket
from collections.abc import Iterable

import httpcore
import httpx

_EMBEDDING = [
    ipaddress.IPv6Network(network) for network in ("::/96", "64:ff9b::/96", "64:ff9b:1::/48")
]
"""Networks whose last 32 bits are an IPv4 address that a gateway may connect to."""


class Refused(Exception):
    """The address is private, and private addresses are not allowed here."""


class GuardedBackend(httpcore.SyncBackend):
    """Resolves a name itself and connects only to public addresses."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """As the parent does, address by address until one answers."""
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in _public_addresses(host, port):
            try:
                return super().connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


def is_public(address: str) -> bool:
    """Whether an address belongs to the internet, and so does the IPv4 address that it may stand for."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if parsed.version == 6:
        if parsed.is_site_local or parsed.teredo:
            return False
        inner = parsed.ipv4_mapped or parsed.sixtofour or _embedded(parsed)
        if inner is not None and not (inner.is_global and not inner.is_multicast):
            return False
    return parsed.is_global and not parsed.is_multicast


def _embedded(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if any(address in network for network in _EMBEDDING):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def _public_addresses(host: str, port: int) -> list[str]:
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"{host} is not known: {error}") from error
    addresses = [str(answer[4][0]) for answer in answers]
    for address in addresses:
        if not is_public(address):
            raise Refused(f"{host} is at {address}, which is not a public address")
    return addresses


def transport(*, allow_private: bool) -> httpx.BaseTransport:
    """What an ``httpx.Client`` sends through."""
    plain = httpx.HTTPTransport()
    if not allow_private:
        context = httpx.create_ssl_context()
        plain._pool = httpcore.ConnectionPool(context, network_backend=GuardedBackend())
    return plain
