"""Train the line reader: ``python -m training.reader --lines DIR --held DIR --out DIR --seed N --minutes M``.

The lines are drawn by ``python -m samples.lines``; files added during the training are used, too. The state is saved
every few minutes, and a new start goes on from it; ``--from`` begins with given weights instead. At the end
``weights.npz`` and ``line_reader.onnx`` are written.
"""

import argparse
import math
import sys
import time
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from rapidfuzz.distance import Levenshtein
from torch import Tensor, nn
from torch.nn import functional

from ocr.readers.line_net import ALPHABET
from training.reader.export import keep, load_weights, quantise
from training.reader.lines import Batch, Feed, cut, numbers, shard, together
from training.reader.net import ReaderNet
from training.reader.optimiser import Orthogonal

RATE, ORTHOGONAL_RATE = 2e-3, 0.02
WARM, SHORT = 0.01, 0.08  # shares of the time at the start: the rate rises; only short lines are used
AVERAGED = 0.998  # factor of the running mean of the weights; this mean is kept
EARLY = 0.25  # weight of the loss of letters read without their neighbours
SAVED_EVERY = 150.0  # seconds
CLIP = 2.0
HELD = 250  # lines read at each save
SHOWN, LONG = 160, 900  # lines that give the ranges for eight bits; the most pixels of their length


@dataclass
class Training:
    """The state that is saved: net, running mean, optimisers, seconds of processor time spent, lines seen."""

    net: ReaderNet = field(default_factory=ReaderNet)
    spent: float = 0.0
    steps: int = 0
    seen: int = 0

    def __post_init__(self) -> None:
        self.net = self.net.to(memory_format=torch.channels_last)
        self.mean = deepcopy(self.net)
        inner = [weight for weight in self.net.parameters() if weight.ndim == 4 and weight.shape[1] > 1]  # noqa: PLR2004  (convolutions)
        taken = set(map(id, inner))
        rest = [weight for weight in self.net.parameters() if id(weight) not in taken]
        self.optimisers: tuple[tuple[torch.optim.Optimizer, float], ...] = (
            (Orthogonal(inner, ORTHOGONAL_RATE), ORTHOGONAL_RATE),
            (torch.optim.AdamW(rest, lr=RATE, weight_decay=1e-3, betas=(0.9, 0.98)), RATE),
        )

    def save(self, folder: Path) -> None:
        """Write the state completely or not at all."""
        parts = {"net": self.net.state_dict(), "mean": self.mean.state_dict(), "spent": self.spent}
        parts |= {"steps": self.steps, "seen": self.seen}
        parts |= {"optimisers": [optimiser.state_dict() for optimiser, _ in self.optimisers]}
        torch.save(parts, folder / "state.part")
        (folder / "state.part").rename(folder / "state.pt")

    def resume(self, folder: Path) -> bool:
        """Go on from a saved state if there is one; gives whether there was one."""
        if not (folder / "state.pt").exists():
            return False
        parts = torch.load(folder / "state.pt", weights_only=True)
        self.net.load_state_dict(parts["net"])
        self.mean.load_state_dict(parts["mean"])
        for (optimiser, _), state in zip(self.optimisers, parts["optimisers"], strict=True):
            optimiser.load_state_dict(state)
        self.spent, self.steps, self.seen = parts["spent"], parts["steps"], parts["seen"]
        return True

    def step(self, batch: Batch, progress: float, top: float) -> float:
        """Learn from one batch; ``progress``, 0 to 1, and ``top``, a share of the usual rate, set the rate."""
        share = (
            top
            * min(1.0, progress / WARM + 0.02)
            * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, progress))))
        )
        for optimiser, rate in self.optimisers:
            for group in optimiser.param_groups:
                group["lr"] = rate * share
        with torch.autocast("cpu", torch.bfloat16):
            read, early = self.net.both(batch.lines.to(memory_format=torch.channels_last))
        loss = _missed(read, batch)
        total = loss + EARLY * _missed(early, batch)
        self.net.zero_grad(set_to_none=True)
        total.backward()
        norm = nn.utils.clip_grad_norm_(self.net.parameters(), CLIP)
        if torch.isfinite(norm):
            for optimiser, _ in self.optimisers:
                optimiser.step()
        self.steps += 1
        self.seen += len(batch.counts)
        self._average()
        return float(loss.detach())

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


def _missed(read: Tensor, batch: Batch) -> Tensor:
    """The CTC loss per character."""
    chances = read.float().log_softmax(2).transpose(0, 1)
    lost = functional.ctc_loss(
        chances, batch.signs, batch.steps, batch.counts, reduction="sum", zero_infinity=True
    )
    return lost / batch.counts.sum()


def text_of(logits: Tensor) -> str:
    """The text of logits (steps, characters and none), decoded greedily."""
    best = logits.argmax(1)
    kept = best[torch.cat([torch.tensor([True]), best[1:] != best[:-1]]) & (best > 0)]
    return "".join(ALPHABET[number - 1] for number in kept.tolist())


def errors(net: ReaderNet, folder: Path, count: int) -> tuple[int, int]:
    """The numbers of wrong and of all characters in the first ``count`` lines of the files of a folder."""
    rng, wrong, signs = np.random.default_rng(0), 0, 0
    drawn = (line for path in sorted(folder.glob("*.npz")) for line in shard(path))
    net.eval()
    with torch.inference_mode():
        for _, (pixels, box, text) in zip(range(count), drawn, strict=False):
            wanted = numbers(text)
            if wanted is None:
                continue
            batch = together([(cut(pixels, box, rng), wanted)])
            read = text_of(net(batch.lines)[0])
            wrong += Levenshtein.distance(read.strip(), text)
            signs += len(text)
    return wrong, signs


def train(options: argparse.Namespace) -> None:
    """Train from the state in ``out`` until ``minutes`` of processor time have been spent in total."""
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    state = Training()
    if not state.resume(out) and options.start:
        load_weights(state.net, options.start)
        load_weights(state.mean, options.start)
    feed = Feed(options.lines, options.seed + state.steps)
    worked, saved = time.process_time(), time.monotonic()
    losses: list[float] = []
    while state.spent < options.minutes * 60:
        progress = state.spent / (options.minutes * 60)
        feed.short = progress < SHORT and not options.start
        state.net.train()
        losses.append(state.step(feed.ahead.get(), progress, options.rate))
        now = time.process_time()
        state.spent, worked = state.spent + now - worked, now
        if time.monotonic() - saved >= SAVED_EVERY:
            state.save(out)
            _tell(state, options.held, losses)
            worked, saved, losses = time.process_time(), time.monotonic(), []
    feed.stop.set()
    state.save(out)
    _tell(state, options.held, losses)
    write(state.mean, options.held, out)


def write(net: ReaderNet, held: Path, out: Path) -> None:
    """Write ``weights.npz`` and ``line_reader.onnx``; lines of ``held`` give the ranges for eight bits."""
    rng = np.random.default_rng(1)
    drawn = (line for path in sorted(held.glob("*.npz")) for line in shard(path))
    shown = [cut(pixels, box, rng) for _, (pixels, box, _) in zip(range(SHOWN * 4), drawn, strict=False)]
    net.eval()
    keep(net, out / "weights.npz")
    quantise(net, [line for line in shown if line.shape[1] < LONG][::4], out / "line_reader.onnx")


def _tell(state: Training, held: Path, losses: list[float]) -> None:
    wrong, signs = errors(state.mean, held, HELD)
    sys.stdout.write(
        f"{state.spent / 60:.1f} min, {state.steps} steps, {state.seen} lines, "
        f"loss {np.mean(losses or [0.0]):.4f}, held {wrong / max(1, signs):.4f}\n"
    )
    sys.stdout.flush()


def main() -> None:
    """Read the command line, then train or export the trained net."""
    parser = argparse.ArgumentParser(prog="python -m training.reader", description=__doc__)
    parser.add_argument("--lines", type=Path, help="folder of drawn lines")
    parser.add_argument("--held", type=Path, help="folder of drawn lines that are not trained on")
    parser.add_argument("--out", type=Path, required=True, help="folder for state and weights")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=100, help="of processor time, in all")
    parser.add_argument(
        "--rate", type=float, default=1.0, help="share of the usual rate, less for trained weights"
    )
    parser.add_argument("--from", dest="start", type=Path, help="weights.npz to begin with")
    parser.add_argument("--export", action="store_true", help="only write the weights of the saved state")
    options = parser.parse_args()
    torch.set_num_threads(1)
    if options.export:
        state = Training()
        state.resume(options.out)
        write(state.mean, options.held, options.out)
    else:
        train(options)


if __name__ == "__main__":
    main()
