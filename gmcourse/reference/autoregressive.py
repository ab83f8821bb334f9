"""Week 4: autoregressive models as functions of their parameters.

N samples, D dimensions, H hidden units, K categories, T positions in a sequence. All log-probabilities
are in nats. Binary x holds zeros and ones. The functions keep the dtype they are given.
"""

import math

import torch
import torch.nn.functional as F


def fvsbn_log_prob(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    """Log-probability of binary vectors under a fully visible sigmoid belief network.

    x: (N, D); weight: (D, D), of which only the part strictly below the diagonal is used; bias: (D,)
    p(x_i = 1 | x_<i) = sigmoid(bias_i + sum_{j<i} weight_ij x_j). Returns (N,).
    Source: notes 5, section 2.3. Raises ValueError on shapes that do not fit.
    """
    dims = _matrix(x, "x").shape[1]
    _require_shape(weight, (dims, dims), "weight")
    _require_shape(bias, (dims,), "bias")
    return _bernoulli(x, x @ torch.tril(weight, -1).T + bias)


def nade_log_prob(
    x: torch.Tensor, W: torch.Tensor, c: torch.Tensor, V: torch.Tensor, b: torch.Tensor
) -> torch.Tensor:
    """Log-probability of binary vectors under a neural autoregressive density estimator, in O(N H D).

    x: (N, D); W: (H, D); c: (H,); V: (D, H); b: (D,)
    h_i = sigmoid(c + W[:, <i] x_<i), p(x_i = 1 | x_<i) = sigmoid(V_i h_i + b_i). Returns (N,).
    The sum inside h_i grows by one column a step (Larochelle and Murray 2011). Raises ValueError on
    shapes that do not fit.
    """
    dims = _matrix(x, "x").shape[1]
    _require_nade(W, c, V, b)
    _require_shape(W, (len(c), dims), "W")
    sums = c.expand(len(x), -1)
    logits = []
    for i in range(dims):
        logits.append(torch.sigmoid(sums) @ V[i] + b[i])
        sums = sums + x[:, i, None] * W[:, i]
    return _bernoulli(x, torch.stack(logits, dim=1))


def nade_sample(
    uniforms: torch.Tensor, W: torch.Tensor, c: torch.Tensor, V: torch.Tensor, b: torch.Tensor
) -> torch.Tensor:
    """Ancestral samples of a NADE: x_i = 1 where uniforms_i < p(x_i = 1 | x_<i).

    uniforms: (N, D) in [0, 1); the parameters as in `nade_log_prob`. Returns (N, D) zeros and ones of
    the dtype of W. Raises ValueError on shapes that do not fit.
    """
    dims = _matrix(uniforms, "uniforms").shape[1]
    _require_nade(W, c, V, b)
    _require_shape(W, (len(c), dims), "W")
    sums = c.expand(len(uniforms), -1)
    x = torch.zeros(len(uniforms), dims, dtype=W.dtype, device=W.device)
    for i in range(dims):
        chance = torch.sigmoid(torch.sigmoid(sums) @ V[i] + b[i])
        x[:, i] = (uniforms[:, i] < chance).to(W.dtype)
        sums = sums + x[:, i, None] * W[:, i]
    return x


def made_masks(degrees: list[torch.Tensor]) -> list[torch.Tensor]:
    """Masks that make a feed-forward network autoregressive (Germain et al. 2015).

    degrees: [inputs, hidden layer, ..., hidden layer], each a vector of whole numbers; the inputs'
    are their places 1..D in the order, which the outputs share.
    Returns one 0/1 mask (out, in) a weight matrix, the output layer's last: a unit sees those of the
    layer below whose degree is at most its own, an output only those of a smaller degree.
    Raises ValueError unless the inputs' degrees are a permutation of 1..D.
    """
    layers = [torch.as_tensor(d) for d in degrees]
    if not layers or sorted(layers[0].tolist()) != list(range(1, len(layers[0]) + 1)):
        raise ValueError("degrees[0] holds the inputs' places in the order, a permutation of 1..D")
    hidden = [
        (above[:, None] >= below[None, :]) for below, above in zip(layers[:-1], layers[1:], strict=True)
    ]
    return [mask.double() for mask in [*hidden, layers[0][:, None] > layers[-1][None, :]]]


def made_log_prob(
    x: torch.Tensor, weights: list[torch.Tensor], biases: list[torch.Tensor], masks: list[torch.Tensor]
) -> torch.Tensor:
    """Log-probability of binary vectors under a masked autoencoder with relu hidden layers.

    x: (N, D); weights, masks: one (out, in) a layer; biases: one (out,) a layer; the last layer's
    outputs are the logits. Returns (N,). Source: notes 5, section 2.7 (MADE).
    Raises ValueError on lists of different lengths or shapes that do not fit.
    """
    if not len(weights) == len(biases) == len(masks) > 0:
        raise ValueError(
            f"one weight, bias and mask a layer, got {len(weights)}, {len(biases)} and {len(masks)}"
        )
    hidden = _matrix(x, "x")
    for layer, (weight, bias, mask) in enumerate(zip(weights, biases, masks, strict=True)):
        _require_shape(mask, tuple(weight.shape), f"mask {layer}")
        hidden = F.linear(torch.relu(hidden) if layer else hidden, weight * mask, bias)
    return _bernoulli(x, hidden)


def categorical_log_prob(logits: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    """Log-probability of D categorical variables, given their logits.

    logits: (N, D, K); x: (N, D) whole numbers 0..K-1. Returns (N,), the sum over D.
    Raises ValueError on shapes that do not fit.
    """
    _require_shape(x, tuple(logits.shape[:2]), "x")
    return torch.log_softmax(logits, dim=-1).gather(-1, x[..., None])[..., 0].sum(dim=1)


def rnade_log_prob(
    x: torch.Tensor, log_weights: torch.Tensor, means: torch.Tensor, log_scales: torch.Tensor
) -> torch.Tensor:
    """Log-density of D real variables, each a mixture of K Gaussians given those before it.

    x: (N, D); log_weights (normalised over K), means, log_scales (log standard deviations): (N, D, K)
    Returns (N,), the sum over D. Source: notes 5, section 2.6; Uria et al. 2013.
    Raises ValueError on shapes that do not fit.
    """
    for name, value in (("log_weights", log_weights), ("means", means), ("log_scales", log_scales)):
        _require_shape(value, (*x.shape, means.shape[-1]), name)
    distance = (x[..., None] - means) * torch.exp(-log_scales)
    component = -0.5 * distance**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(log_weights + component, dim=-1).sum(dim=1)


def rnn_log_prob(tokens: torch.Tensor, params: dict[str, torch.Tensor]) -> torch.Tensor:
    """Log-probability of token sequences under a recurrent network with tanh units.

    tokens: (N, T) whole numbers 0..K-1; params: a dict of
    h0 (H,), W_xh (H, K), W_hh (H, H), b_h (H,), W_hy (K, H), b_y (K,)
    h_t = tanh(W_hh h_{t-1} + W_xh[:, x_t] + b_h); softmax(W_hy h_{t-1} + b_y) predicts x_t, so h0
    predicts the first token. Returns (N,). Source: notes 5, section 2.7 (RNN).
    Raises ValueError on shapes that do not fit.
    """
    units, kinds = len(params["h0"]), len(params["b_y"])
    shapes = {"W_xh": (units, kinds), "W_hh": (units, units), "b_h": (units,), "W_hy": (kinds, units)}
    for name, shape in shapes.items():
        _require_shape(params[name], shape, name)
    state = params["h0"].expand(len(_matrix(tokens, "tokens")), -1)
    total = torch.zeros(len(tokens), dtype=state.dtype, device=state.device)
    for token in tokens.T:
        log_p = torch.log_softmax(state @ params["W_hy"].T + params["b_y"], dim=-1)
        total = total + log_p.gather(1, token[:, None])[:, 0]
        state = torch.tanh(state @ params["W_hh"].T + params["W_xh"].T[token] + params["b_h"])
    return total


def pixelcnn_mask(size: int, kind: str) -> torch.Tensor:
    """Mask of a size x size convolution kernel that sees pixels in raster order only.

    kind "A" (first layer) hides the centre, "B" (later layers) shows it; both show the rows above and
    what is left of the centre. Returns (size, size) zeros and ones. Source: van den Oord et al. 2016.
    Raises ValueError for an even size or another kind.
    """
    if size % 2 != 1 or size < 1 or kind not in ("A", "B"):
        raise ValueError(f"an odd size and kind 'A' or 'B', got {size} and {kind!r}")
    mask = torch.zeros(size * size, dtype=torch.float64)
    mask[: size * size // 2 + (kind == "B")] = 1.0
    return mask.reshape(size, size)


def causal_attention(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
    """Scaled dot-product attention in which each position sees itself and the positions before it.

    q, k, v: (B, T, E). Returns (B, T, E). Source: Vaswani et al. 2017, equation 1, with a causal mask.
    Raises ValueError on shapes that do not fit.
    """
    _require_shape(k, tuple(q.shape), "k")
    _require_shape(v, tuple(q.shape), "v")
    scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[-1])
    later = torch.ones(scores.shape[1:], dtype=torch.bool, device=q.device).triu(1)
    return torch.softmax(scores.masked_fill(later, -math.inf), dim=-1) @ v


def sample_next(logits: torch.Tensor, temperature: float, uniforms: torch.Tensor) -> torch.Tensor:
    """Draw a token a row from softmax(logits / temperature) by inverting its cumulative sum.

    logits: (N, K); temperature > 0; uniforms: (N,) in [0, 1). Returns (N,) int64, the first k whose
    cumulative probability exceeds the uniform. Raises ValueError for a temperature of 0 or less.
    """
    if not temperature > 0:
        raise ValueError(f"temperature is above 0, got {temperature}")
    cumulative = torch.softmax(logits / temperature, dim=-1).cumsum(dim=-1)
    return (cumulative[:, :-1] <= uniforms[:, None]).sum(dim=-1)


def _bernoulli(x: torch.Tensor, logits: torch.Tensor) -> torch.Tensor:
    """Sum over D of log Bernoulli(x | logits), stable for logits of any size; (N, D) -> (N,)."""
    return (x * logits - F.softplus(logits)).sum(dim=1)


def _matrix(x: torch.Tensor, name: str) -> torch.Tensor:
    if x.ndim != 2:
        raise ValueError(f"{name} has two axes, got shape {tuple(x.shape)}")
    return x


def _require_nade(W: torch.Tensor, c: torch.Tensor, V: torch.Tensor, b: torch.Tensor) -> None:
    dims, units = len(b), len(c)
    _require_shape(W, (units, dims), "W")
    _require_shape(V, (dims, units), "V")


def _require_shape(value: torch.Tensor, shape: tuple[int, ...], name: str) -> None:
    if tuple(value.shape) != tuple(shape):
        raise ValueError(f"{name} has shape {tuple(shape)}, got {tuple(value.shape)}")
