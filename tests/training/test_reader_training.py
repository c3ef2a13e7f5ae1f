"""The training of the line reader, in miniature."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from ocr.readers.line_net import ALPHABET, HEIGHT  # noqa: E402  (only with torch)
from training.reader.__main__ import Training, text_of  # noqa: E402  (as above)
from training.reader.export import keep, load_weights, quantise  # noqa: E402  (as above)
from training.reader.lines import cut, numbers, readable, together  # noqa: E402  (as above)
from training.reader.net import ReaderNet, parts  # noqa: E402  (as above)
from training.reader.optimiser import orthogonal  # noqa: E402  (as above)

torch.set_num_threads(1)  # where OpenMP is held to one thread, a second one is waited for without end

BARS = np.zeros((HEIGHT, 96), np.float32)
BARS[8:40, 20:28] = BARS[20:24, 50:80] = 1


def test_no_two_signs_are_made_of_the_same_parts_but_those_without_letters():
    rows = {}
    for row, sign in zip(parts()[1:], ALPHABET, strict=True):
        rows.setdefault(tuple(row.tolist()), []).append(sign)
    doubled = [signs for signs in rows.values() if len(signs) > 1]
    assert not [signs for signs in doubled if any(sign.lower() in "aăâeêioôơuưyđ" for sign in signs)]


def test_a_sign_that_the_net_does_not_know_makes_a_line_useless():
    assert numbers("Ưa") == [ALPHABET.index("Ư") + 1, ALPHABET.index("a") + 1]
    assert numbers("漢") is None


def test_a_text_needs_a_step_a_sign_and_one_more_between_equal_ones():
    line = np.zeros((HEIGHT, 16), np.float32)
    assert readable(line, [1, 2, 3, 4])
    assert not readable(line, [1, 1, 2, 3])


def test_a_cut_line_has_the_height_of_the_net():
    page = np.full((90, 300), 255, np.uint8)
    page[30:60, 40:250] = 30
    assert cut(page, (40, 30, 250, 60), np.random.default_rng(1)).shape[0] == HEIGHT


def test_an_orthogonal_step_has_even_strengths():
    strengths = torch.linalg.svdvals(orthogonal(torch.randn(24, 60)))
    assert 0.5 < strengths.min() < strengths.max() < 1.5


def test_a_small_state_learns_and_goes_on(tmp_path):
    torch.manual_seed(1)
    batch = together([(BARS, numbers("l-"))])
    training = Training()
    losses = [training.step(batch, 0.2, 1.0) for _ in range(25)]
    assert losses[-1] < 0.3 * losses[0]
    training.save(tmp_path)
    again = Training()
    assert again.resume(tmp_path)
    assert (again.steps, again.seen) == (25, 25)
    training.net.eval(), again.net.eval()
    assert torch.equal(training.net(batch.lines), again.net(batch.lines))
    assert text_of(again.net(batch.lines)[0])


def test_training_goes_on_from_the_weights_that_were_kept(tmp_path):
    torch.manual_seed(2)
    net, other = ReaderNet(), ReaderNet()
    torch.nn.init.normal_(net.signs.own)
    keep(net, tmp_path / "weights.npz")
    load_weights(other, tmp_path / "weights.npz")
    net.eval(), other.eval()
    lines = torch.rand(2, 1, HEIGHT, 64)
    assert torch.allclose(net(lines), other(lines), atol=0.02)


@pytest.mark.filterwarnings("ignore")  # of the exporter, about itself
def test_eight_bits_say_nearly_the_same(tmp_path):
    onnxruntime = pytest.importorskip("onnxruntime")
    torch.manual_seed(3)
    net = ReaderNet()
    net.eval()
    quantise(net, [BARS, 1 - BARS], tmp_path / "net.onnx")
    session = onnxruntime.InferenceSession(tmp_path / "net.onnx", providers=["CPUExecutionProvider"])
    said = session.run(None, {"lines": BARS[None, None]})[0]
    net.deployed = True
    with torch.inference_mode():
        assert np.allclose(said, net(torch.from_numpy(BARS[None, None])), atol=0.1)
