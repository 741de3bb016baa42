"""Broadsheet pages with the truth of every line: set (setting.py), printed (printing.py) and scored (scores.py).

python -m tests.broadsheet              how well they are read, by what they are read from
python -m tests.broadsheet --errors     and each disagreement
"""
