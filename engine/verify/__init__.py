"""Is a finished run still what it says? Hashes of outputs, rules and inputs, and a sample judged
again from the inputs.

Everything in the folder is untrusted: names in run.json never become paths of their own.
"""

from engine.verify.folder import verify
from engine.verify.verified import Verified

__all__ = ["Verified", "verify"]
