"""Addresses to return to after signing in: only ones of our own pages."""

from urllib.parse import quote, urlsplit


def local_path(asked: str, default: str = "/") -> str:
    """`asked` where it is a path on this very server, else `default`.

    Browsers read '//host' and '/\\host' as another server, and drop tabs and line ends inside an address.
    """
    if not asked.startswith("/") or asked.startswith(("//", "/\\")):
        return default
    if any(ord(sign) < 32 or sign == "\\" for sign in asked):
        return default
    parts = urlsplit(asked)
    return asked if not parts.scheme and not parts.netloc else default


def sign_in_path(back_to: str) -> str:
    """The address of the sign-in page that returns to `back_to` afterwards."""
    target = local_path(back_to)
    return "/sign-in" if target == "/" else f"/sign-in?next={quote(target, safe='/')}"


def host_of(address: str) -> str:
    """Host and port of a whole address, in small letters; empty where there is none or it cannot be read."""
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:  # such as 'http://[': what other programs send need not be an address
        return ""


def path_of(address: str) -> str:
    """The path of a whole address; '/' where there is none or it cannot be read."""
    try:
        return urlsplit(address).path or "/"
    except ValueError:
        return "/"
