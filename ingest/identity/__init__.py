"""Which of the same things under different names meet: pure algorithms, values in and values out.

Reading the log, keeping caches and appending decisions belongs in the steps that call these.
"""
