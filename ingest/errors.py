"""The one error tree of newsledger; whether another try may help is a type, not a message.

    NewsledgerError
    ├── RetryableError            the same call may succeed later
    │   ├── LogBusy               another process holds the log
    │   ├── FetchFailed           a server did not answer, or answered 429 or 5xx
    │   └── ExtractorUnavailable  a model or its worker processes do not work on this machine
    └── PermanentError            the same call will fail again
        ├── UnreadableInput       an input that cannot become an article: goes to quarantine
        ├── StaleStream           a writer appended to a stream that has moved on
        ├── LogCorrupt            the log does not verify
        ├── MissingWarehouse      nothing has been built or published yet
        ├── ConfigurationError    a setting or registry file is wrong
        └── ChecksFailed          a blocking check failed: nothing is published

Handling and presentation of errors do not belong here.
"""


class NewsledgerError(Exception):
    """Root of every error that newsledger raises on purpose."""


class RetryableError(NewsledgerError):
    """The same call may succeed later."""


class LogBusy(RetryableError):
    """Another process holds the log, and it did not let go within the time allowed."""


class FetchFailed(RetryableError):
    """A server could not be reached, timed out, or answered with a temporary error."""


class ExtractorUnavailable(RetryableError):
    """The model is missing, or its worker processes die on any text: nothing is known of a text."""


class PermanentError(NewsledgerError):
    """The same call will fail again until the input, the settings or the code change."""


class UnreadableInput(PermanentError):
    """An input that cannot become an article.

    ``reason_code`` is a short stable word for tables (``empty``, ``not_an_article``, ``unknown_format``,
    ``broken_encoding``, ``too_large``, ``malformed``, ``robots_disallowed``, ``unreachable``);
    ``detail`` is for people.
    """

    def __init__(self, retrieved_from: str, reason_code: str, detail: str) -> None:
        super().__init__(f"{retrieved_from}: {detail} [{reason_code}]")
        self.retrieved_from = retrieved_from
        self.reason_code = reason_code
        self.detail = detail


class StaleStream(PermanentError):
    """A writer appended to a stream that has moved on since the writer read it."""


class LogCorrupt(PermanentError):
    """The log does not verify: an event was edited, dropped, inserted or reordered."""


class MissingWarehouse(PermanentError):
    """Nothing has been built or published yet in this home."""


class ConfigurationError(PermanentError):
    """A setting, a mapping or a registry file is wrong."""


class ChecksFailed(PermanentError):
    """A blocking check failed, so nothing was published."""
