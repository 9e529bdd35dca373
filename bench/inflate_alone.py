"""Inflates the first sheet of a workbook with Python's zlib and prints how many bytes it counted."""

import sys
from zipfile import ZipFile

with ZipFile(sys.argv[1]) as package, package.open("xl/worksheets/sheet1.xml") as sheet:
    size = 0
    while chunk := sheet.read(1 << 17):
        size += len(chunk)
print(size)
