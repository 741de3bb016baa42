"""Broadsheet pages with the truth of every line: set (setting.py), printed (printing.py) and scored (scores.py).

python -m tests.broadsheet              how well they are read, by what they are read from
python -m tests.broadsheet --errors     and each disagreement
python -m tests.broadsheet.recognised FOLDER    pictures of the pages, read by RapidOCR and Tesseract (minutes a page),
                                                then scored by: python -m tests.broadsheet --recognised FOLDER
"""
