"""What a search has freed is the machine's again."""

import subprocess
import sys

# Without the call 120 MB stay: glibc's own bound rises to the 31 MB that were freed first.
SCRIPT = """
import numpy as np, psutil
from atelier.ml.tabular.memory import return_large_blocks

def megabytes():
    return psutil.Process().memory_info().rss / 2**20

return_large_blocks()
np.ones(31 * 2**18, dtype=np.float32)
before = megabytes()
copies = [np.ones(30 * 2**18, dtype=np.float32) for _ in range(4)]
behind = bytes(500_000)
del copies
print(megabytes() - before)
"""


def test_copies_of_rows_do_not_outlive_the_fits_that_made_them() -> None:
    said = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True).stdout
    assert float(said) < 10
