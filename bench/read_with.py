"""Reads every cell of a workbook's first sheet with a Python package and prints how many rows it found."""

import sys

package, path = sys.argv[1:]
if package == "calamine":
    from python_calamine import CalamineWorkbook

    print(len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()))
else:
    import openpyxl  # noqa: F401  pandas reads .xlsx with it
    import pandas

    print(len(pandas.read_excel(path, engine="openpyxl", header=None)))
