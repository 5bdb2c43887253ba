"""Whether two numbers can belong to one patent."""

from zhicheng.engines.identifiers.patents import read_application, read_publication
from zhicheng.engines.identifiers.text import tidy


def pair_fault(application: str, publication: str) -> str | None:
    """Why an application cannot have this publication, in Chinese; None when nothing speaks against it.

    Only the type can be compared: nothing in a publication number repeats the application. Raises
    IdentifierError when one of the two is no such number.
    """
    filed = read_application(tidy(application)).facts["种类"]
    published = read_publication(tidy(publication)).facts["种类"]
    if filed == published:
        return None
    return f"申请号是{filed}，公布（公告）号是{published}，不是同一件专利。"
