"""One module a page; Streamlit runs each as a script. SQL belongs in ``queries``."""
