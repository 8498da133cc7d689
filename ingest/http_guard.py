"""No request goes to an address inside the user's own network, whatever a feed links to.

The check is made on the address that is connected to, so that neither a redirect nor a name that
resolves differently the second time gets around it. Proxies of the environment are not used.
"""

import ipaddress
import socket
from collections.abc import Iterable

import httpcore
import httpx


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


def _public_addresses(host: str, port: int) -> list[str]:
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"{host} is not known: {error}") from error
    addresses = [str(answer[4][0]) for answer in answers]
    for address in addresses:
        parsed = ipaddress.ip_address(address.partition("%")[0])
        if not parsed.is_global or parsed.is_multicast:
            raise Refused(f"{host} is at {address}, which is not a public address")
    return addresses


def transport(*, allow_private: bool) -> httpx.BaseTransport:
    """What an ``httpx.Client`` sends through."""
    plain = httpx.HTTPTransport()
    if not allow_private:
        context = httpx.create_ssl_context()
        plain._pool = httpcore.ConnectionPool(context, network_backend=GuardedBackend())
    return plain
