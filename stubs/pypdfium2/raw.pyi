"""The functions of PDFium that this project calls directly, as the ctypes binding has them."""

import ctypes
from typing import Any

from pypdfium2 import PdfObject, PdfTextPage

FPDF_ERR_PASSWORD: int
FPDF_ERR_SECURITY: int
FPDF_PAGEOBJ_IMAGE: int
FPDF_PAGEOBJ_PATH: int
FPDF_SEGMENT_LINETO: int
FPDF_SEGMENT_MOVETO: int

class FS_RECTF(ctypes.Structure):
    left: float
    top: float
    right: float
    bottom: float

class FS_MATRIX(ctypes.Structure):
    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

def FPDFText_GetUnicode(text: PdfTextPage, index: int) -> int: ...
def FPDFText_IsGenerated(text: PdfTextPage, index: int) -> int: ...
def FPDFText_GetCharAngle(text: PdfTextPage, index: int) -> float: ...
def FPDFText_GetFontSize(text: PdfTextPage, index: int) -> float: ...
def FPDFText_GetMatrix(text: PdfTextPage, index: int, matrix: FS_MATRIX) -> int: ...
def FPDFText_GetLooseCharBox(text: PdfTextPage, index: int, box: FS_RECTF) -> int: ...
def FPDFText_GetCharOrigin(
    text: PdfTextPage, index: int, x: ctypes.c_double, y: ctypes.c_double
) -> int: ...
def FPDFPath_CountSegments(path: PdfObject) -> int: ...
def FPDFPath_GetPathSegment(path: PdfObject, index: int) -> Any: ...
def FPDFPathSegment_GetType(segment: Any) -> int: ...
def FPDFPathSegment_GetClose(segment: Any) -> int: ...
def FPDFPathSegment_GetPoint(segment: Any, x: ctypes.c_float, y: ctypes.c_float) -> int: ...
