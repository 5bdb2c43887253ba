"""The whole ledger as one file that people and other programs can read, and back into an empty city.

contents.py  which tables, which columns, each value as plain JSON
plain.py     the .json
sheets.py    the .xlsx
parcel.py    what both carry
"""
