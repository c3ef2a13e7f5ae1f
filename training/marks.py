"""Train the mark finder: ``python -m training.marks --pages DIR --out FILE.onnx --seed N --minutes M``.

The pages are drawn by ``python -m samples.training --penned``; pages added during the training are used, too.
One process uses one core.
"""

import argparse
import sys
import time
from copy import deepcopy
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

from training.mark_net import MarkNet, loss
from training.mark_pages import MarkedPage, crop, load

BATCH = 8
RATE = 4e-3
WARM = 0.03  # share of the time at the start in which the rate rises
AVERAGED = 0.995  # factor of the running mean of the weights; this mean is kept
LOOKED_EVERY = 100  # batches between two searches for new pages


class Pages:
    """The pages of a folder, read as they appear."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.rng = folder, np.random.default_rng(seed)
        self.known: dict[Path, MarkedPage] = {}
        self.made = 0

    def batch(self) -> tuple[Tensor, Tensor]:
        """Ink (n, 3, side, side) and its targets."""
        if self.made % LOOKED_EVERY == 0:
            for path in sorted(set(self.folder.glob("*.jpg")) - self.known.keys()):
                self.known[path] = load(path, self.rng)
        self.made += 1
        pages = list(self.known.values())
        crops = [crop(pages[self.rng.integers(len(pages))], self.rng) for _ in range(BATCH)]
        ink = np.stack([255 - pixels for pixels, _ in crops]).transpose(0, 3, 1, 2)
        wanted = np.stack([wanted for _, wanted in crops])
        return torch.from_numpy(np.ascontiguousarray(ink)).float() / 255, torch.from_numpy(wanted)


def train(folder: Path, out: Path, seed: int, minutes: float) -> None:
    """Train for ``minutes`` of processor time, then write the weights."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    pages = Pages(folder, seed)
    net = MarkNet().to(memory_format=torch.channels_last)
    mean = deepcopy(net)
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=1e-4)
    start, step = time.process_time(), 0
    while (progress := (time.process_time() - start) / (60 * minutes)) < 1:
        rate = RATE * min(1.0, progress / WARM + 0.01) * max(0.01, 1 - progress)
        for group in optimiser.param_groups:
            group["lr"] = rate
        ink, wanted = pages.batch()
        with torch.autocast("cpu", torch.bfloat16):
            found = net(ink.to(memory_format=torch.channels_last))
        value = loss(found.float(), wanted)
        optimiser.zero_grad(set_to_none=True)
        value.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimiser.step()
        step += 1
        _average(mean, net, min(AVERAGED, (1 + step) / (10 + step)))
        if step % 20 == 0:
            sys.stderr.write(f"{step} {100 * progress:.0f} % {value.item():.3f} {len(pages.known)} pages\n")
        if step % 200 == 0:
            export(mean, out)
    export(mean, out)


def _average(mean: MarkNet, net: MarkNet, kept: float) -> None:
    with torch.no_grad():
        for old, new in zip(mean.state_dict().values(), net.state_dict().values(), strict=True):
            if old.is_floating_point():
                old.lerp_(new, 1 - kept)
            else:
                old.copy_(new)


def export(net: MarkNet, target: Path) -> None:
    """Write the net as ONNX, for pictures of any size with sides that are multiples of 32."""
    deployed = deepcopy(net).to(memory_format=torch.contiguous_format).eval()
    deployed.deployed = True
    sides = {2: "height", 3: "width"}
    torch.onnx.export(
        deployed,
        (torch.zeros(1, 3, 64, 96),),
        str(target),
        input_names=["ink"],
        output_names=["found"],
        dynamic_axes={"ink": {0: "n", **sides}, "found": {0: "n", **sides}},
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m training.marks", description=__doc__)
    parser.add_argument("--pages", type=Path, required=True, help="folder of drawn pages")
    parser.add_argument("--out", type=Path, required=True, help="file for the weights")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=15, help="of processor time")
    options = parser.parse_args()
    train(options.pages, options.out, options.seed, options.minutes)


if __name__ == "__main__":
    main()
