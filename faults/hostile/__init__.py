"""What strangers may send: bombs, broken and misleading bytes, and texts that want to be code.

``python -m faults.hostile`` reads all of it and writes reports/hostile.md. No request ever leaves the machine.
"""
