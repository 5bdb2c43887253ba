"""What an uploaded file may cost before it is refused. Uploads are hostile."""

MAX_FILE_BYTES = 50 * 1024 * 1024
"""The largest file that is opened at all."""

MAX_ENTRIES = 5_000
"""Files inside a .docx or .ofd; a long report with many pictures has some hundred."""

MAX_UNPACKED_BYTES = 200 * 1024 * 1024
"""What a .docx or .ofd may unpack to, all entries together."""

MAX_RATIO = 200
"""How often smaller than its content a packed entry may be (text: 20, deflate at most: 1032)."""

RATIO_FREE_BYTES = 1024 * 1024
"""Entries that unpack to less than this are not asked for their ratio."""

MAX_XML_BYTES = 16 * 1024 * 1024
"""One XML part of a .docx or .ofd; that of a plan has about 200 KB."""

MAX_TAGS = 500_000
"""Tags of a web page."""

MAX_DEPTH = 5_000
"""Open elements of a web page: the parser's time grows with their square."""

MAX_CHARACTERS = 5_000_000
"""The longest text; the longest plan measured has 24,000 characters."""

MAX_PAGES = 2_000
"""Pages of a .pdf or .ofd."""

MAX_CELLS = 200_000
"""Places in one table after merged cells are spread out."""

OFFICE_SECONDS = 120
"""How long LibreOffice may take over one file."""
