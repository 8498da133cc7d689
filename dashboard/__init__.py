"""The dashboard: a Streamlit app that reads the published warehouse and changes nothing.

Only this package imports Streamlit, and only inside the app. Building and publishing belong elsewhere.
"""

from dashboard.launch import launch

__all__ = ["launch"]
