"""A reading or a comparison in the forms that people and programs take away.

sheets, comparisons: what is shown. plain: a terminal's table, Markdown, JSON. workbook: Excel; it
loads openpyxl, so import it only where a workbook is asked for.
"""
