"""From the image or the text layer of a page to its lines, with boxes and honest confidence."""

import os

# Official builds of ONNX Runtime from 1.29 on report their use to their maker unless this is set before they
# are loaded (its Privacy.md). Nothing may leave this computer.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
