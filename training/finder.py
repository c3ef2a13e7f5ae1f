"""Train the line finder: ``python -m training.finder --pages DIR --out DIR --seed N --minutes M``.

The pages are drawn by ``python -m samples.training``; pages added during the training are used, too. The
state is saved every two minutes, and a new start goes on from it; at the end ``line_finder.onnx`` is written.
One process uses one core; ``torchrun --nproc-per-node 2 -m training.finder …`` uses two.
"""

import argparse
import queue
import sys
import threading
import time
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, distributed

from ocr.image import Pixels
from training.finder_loss import Loss, loss
from training.finder_net import FinderNet
from training.finder_pages import TrainingPage, crop, load
from training.finder_targets import Maps

BATCH = 8
RATE = 3e-3
WARM = 0.02  # share of the time at the start in which the rate rises
AVERAGED = 0.998  # factor of the running mean of the weights; this mean is kept
SAVED_EVERY = 120.0  # seconds
LOOKED_EVERY = 400  # batches between two searches for new pages
CLIP = 5.0

Batch = tuple[Tensor, Tensor, Tensor, Tensor]


@dataclass
class Training:
    """The state that is saved: the net, its running mean, the optimiser, and the seconds spent."""

    net: FinderNet = field(default_factory=FinderNet)
    spent: float = 0.0
    steps: int = 0

    def __post_init__(self) -> None:
        self.net = self.net.to(memory_format=torch.channels_last)
        self.mean = deepcopy(self.net)
        self.optimiser = torch.optim.AdamW(self.net.parameters(), lr=RATE, weight_decay=1e-4)

    def save(self, folder: Path) -> None:
        """Write the state completely or not at all."""
        parts = {"net": self.net.state_dict(), "mean": self.mean.state_dict()}
        parts |= {"optimiser": self.optimiser.state_dict(), "spent": self.spent, "steps": self.steps}
        torch.save(parts, folder / "state.part")
        (folder / "state.part").rename(folder / "state.pt")

    def resume(self, folder: Path) -> None:
        """Go on from a saved state if there is one."""
        if (folder / "state.pt").exists():
            parts = torch.load(folder / "state.pt", weights_only=True)
            self.net.load_state_dict(parts["net"])
            self.mean.load_state_dict(parts["mean"])
            self.optimiser.load_state_dict(parts["optimiser"])
            self.spent, self.steps = parts["spent"], parts["steps"]

    def step(self, batch: Batch, progress: float) -> Loss:
        """Learn from one batch; ``progress`` of the training, 0 to 1, sets the rate."""
        rate = RATE * min(1.0, progress / WARM + 0.01) * max(0.01, 1 - progress)
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        ink, core, distances, counted = batch
        with torch.autocast("cpu", torch.bfloat16):
            found = self.net(ink.to(memory_format=torch.channels_last))
        parts = loss(found.float(), core, distances, counted)
        self.optimiser.zero_grad(set_to_none=True)
        parts.total.backward()
        self._share()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), CLIP)
        self.optimiser.step()
        self.steps += 1
        self._average()
        return parts

    def _share(self) -> None:
        """Average the gradients and the time over all processes."""
        if not distributed.is_initialized():
            return
        gradients = [weight.grad for weight in self.net.parameters() if weight.grad is not None]
        flat = torch.cat([*(gradient.reshape(-1) for gradient in gradients), torch.tensor([self.spent])])
        distributed.all_reduce(flat)
        flat /= distributed.get_world_size()
        self.spent = float(flat[-1])
        for gradient, shared in zip(
            gradients, flat.split([g.numel() for g in gradients] + [1]), strict=False
        ):
            gradient.copy_(shared.view_as(gradient))

    def _average(self) -> None:
        kept = min(AVERAGED, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            for mean, now in zip(
                self.mean.state_dict().values(), self.net.state_dict().values(), strict=True
            ):
                if mean.is_floating_point():
                    mean.lerp_(now, 1 - kept)
                else:
                    mean.copy_(now)


def batches(folder: Path, seed: int, stop: threading.Event) -> "queue.Queue[Batch]":
    """Batches of crops, prepared by a thread until ``stop`` is set."""
    ahead: queue.Queue[Batch] = queue.Queue(maxsize=6)

    def make() -> None:
        rng = np.random.default_rng(seed)
        pages: dict[Path, TrainingPage] = {}
        made = 0
        while not stop.is_set():
            if made % LOOKED_EVERY == 0:
                new = sorted(set(folder.glob("*.jpg")) - pages.keys())
                pages |= {path: load(path, rng) for path in new}
                known = list(pages.values())
            chosen = [crop(known[rng.integers(len(known))], rng) for _ in range(BATCH)]
            made += 1
            _offer(ahead, _stacked(chosen), stop)

    threading.Thread(target=make, daemon=True).start()
    return ahead


def _offer(ahead: "queue.Queue[Batch]", batch: Batch, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            return ahead.put(batch, timeout=1)
        except queue.Full:
            continue
    return None


def _stacked(chosen: list[tuple[Pixels, Maps]]) -> Batch:
    ink = np.stack([255 - pixels for pixels, _ in chosen])[:, None]
    core = np.stack([maps.core for _, maps in chosen])
    distances = np.stack([np.stack([maps.top, maps.bottom]) for _, maps in chosen])
    counted = np.stack([maps.counted for _, maps in chosen])
    return torch.from_numpy(ink).float() / 255, *map(torch.from_numpy, (core, distances, counted))


def train(pages: Path, out: Path, seed: int, minutes: float) -> None:
    """Train until ``minutes`` have been spent in total, then write the weights."""
    torch.manual_seed(seed)
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    rank = distributed.get_rank() if distributed.is_initialized() else 0
    out.mkdir(parents=True, exist_ok=True)
    state = Training()
    state.resume(out)
    stop = threading.Event()
    ahead = batches(pages, 1000 * (seed + rank) + state.steps, stop)
    ahead.get()
    saved = before = time.monotonic()
    while state.spent < 60 * minutes:
        parts = state.step(ahead.get(), state.spent / (60 * minutes))
        now = time.monotonic()
        state.spent, before = state.spent + now - before, now
        if rank == 0 and state.steps % 20 == 0:
            values = " ".join(f"{name} {value.item():.3f}" for name, value in parts._asdict().items())
            sys.stderr.write(f"{state.steps} {state.spent:.0f}s {values}\n")
        if rank == 0 and now - saved > SAVED_EVERY:
            state.save(out)
            saved = now
    stop.set()
    if rank == 0:
        state.save(out)
        export(state.mean, out / "line_finder.onnx")


def export(net: FinderNet, target: Path) -> None:
    """Write the net as ONNX, for pictures of any size with sides that are multiples of 32."""
    deployed = deepcopy(net).to(memory_format=torch.contiguous_format).eval()
    deployed.deployed = True
    sides = {2: "height", 3: "width"}
    torch.onnx.export(
        deployed,
        (torch.zeros(1, 1, 64, 96),),
        str(target),
        input_names=["ink"],
        output_names=["found"],
        dynamic_axes={"ink": {0: "n", **sides}, "found": {0: "n", **sides}},
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    """Train; with ``--export`` only write the weights of the saved state."""
    parser = argparse.ArgumentParser(prog="python -m training.finder", description=__doc__)
    parser.add_argument("--pages", type=Path, required=True, help="folder of drawn pages")
    parser.add_argument("--out", type=Path, required=True, help="folder for the state and the weights")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=60, help="of training in all")
    parser.add_argument("--export", action="store_true", help="only write the weights of the saved state")
    options = parser.parse_args()
    if options.export:
        state = Training()
        state.resume(options.out)
        export(state.mean, options.out / "line_finder.onnx")
    else:
        if distributed.is_torchelastic_launched():
            distributed.init_process_group("gloo")
        train(options.pages, options.out, options.seed, options.minutes)


if __name__ == "__main__":
    main()
