"""Starts the app in a process of its own. What the app shows belongs in ``views``."""

import os
import subprocess
import sys
from pathlib import Path

APP = Path(__file__).with_name("app.py")

THEME = {
    "base": "light",
    "primaryColor": "#1f5673",
    "backgroundColor": "#fdfcf9",
    "secondaryBackgroundColor": "#f3f0e8",
    "textColor": "#22262b",
    "linkColor": "#1f5673",
    "borderColor": "#ddd8cb",
    "headingFont": "Georgia, 'Times New Roman', serif",
    "headingFontSizes": '["2.1rem", "1.5rem", "1.2rem"]',
    "baseRadius": "small",
}


def options(port: int, headless: bool) -> dict[str, str]:
    """Streamlit's options: nothing is reported home, and only this machine may connect."""
    return {
        "browser.gatherUsageStats": "false",
        "server.address": "127.0.0.1",
        "server.port": str(port),
        "server.headless": str(headless).lower(),
        "server.showEmailPrompt": "false",
        "server.fileWatcherType": "none",
        "client.toolbarMode": "minimal",
        **{f"theme.{name}": value for name, value in THEME.items()},
    }


def command(port: int, headless: bool) -> list[str]:
    """The command line that starts the app."""
    flags = [f"--{name}={value}" for name, value in options(port, headless).items()]
    return [sys.executable, "-m", "streamlit", "run", str(APP), *flags]


def environment(home: Path) -> dict[str, str]:
    """What the app has to know: which home, and where our packages are."""
    packages = os.pathsep.join(filter(None, [str(APP.parents[1]), os.environ.get("PYTHONPATH")]))
    return {**os.environ, "NEWSLEDGER_HOME": str(home), "PYTHONPATH": packages}


def launch(home: Path, port: int = 8501, headless: bool = False) -> int:
    """Serves the dashboard of ``home`` until it is interrupted; returns the exit status."""
    with subprocess.Popen(command(port, headless), env=environment(home)) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:
            process.terminate()
            return process.wait()
