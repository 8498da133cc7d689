"""A web server on this machine that answers from a table, for whatever fetches."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Server:
    """Answers from a table of paths; notes what was asked, with the headers."""

    base: str = ""
    answers: dict[str, list[Answer] | Callable[[dict[str, str]], Answer]] = field(
        default_factory=dict
    )
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def answer(self, path: str, headers: dict[str, str]) -> Answer:
        self.asked.append((path, headers))
        planned = self.answers.get(path, [(404, {}, b"")])
        if callable(planned):
            return planned(headers)
        return planned.pop(0) if len(planned) > 1 else planned[0]


@pytest.fixture
def server() -> Iterator[Server]:
    plan = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = plan.answer(self.path, dict(self.headers))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                return  # the client has had enough, which is the point of some tests

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002, ARG002
            return

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    plan.base = f"http://127.0.0.1:{httpd.server_port}"
    yield plan
    httpd.shutdown()
    thread.join()
    httpd.server_close()
