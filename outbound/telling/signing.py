"""How a receiver knows that it is told by this clinic's product, and just now. Pure."""

import hashlib
import hmac

from callcenter.kit.secret import Secret

TIME, SIGNATURE, EVENT = "X-Callcenter-Time", "X-Callcenter-Signature", "X-Callcenter-Event"
"""Headers: seconds since 1970, the signature, the id of the event."""
_KIND = "sha256="


def signature(secret: Secret, time: str, body: bytes) -> str:
    """HMAC-SHA256 over the time, a dot and the body: neither can be changed, and an old one is seen to be old."""
    mixed = hmac.new(secret.reveal().encode(), time.encode() + b"." + body, hashlib.sha256)
    return _KIND + mixed.hexdigest()


def is_genuine(secret: Secret, time: str, body: bytes, told: str) -> bool:
    """Whether a signature is the right one, as a receiver has to ask."""
    return hmac.compare_digest(signature(secret, time, body), told)
