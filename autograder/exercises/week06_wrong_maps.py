"""Week 6, first half: wrong answers on pushforwards, changes of variables and Jacobians."""

import math

import torch

from autograder.exercises.spec import Collection

WRONG = Collection()


@WRONG.wrong(
    "pushforward_pmf",
    "collisions overwritten",
    hint="Where two outcomes share an image, yours keeps the probability of the last one only. Add up your "
    "probabilities: how much is missing, and which outcomes had it?",
)
def pushforward_overwritten(pmf, mapping):
    return {mapping[outcome]: probability for outcome, probability in pmf.items()}


@WRONG.wrong(
    "pushforward_pmf",
    "normalised by count",
    hint="You took the mean over the outcomes that share an image. All of their probability lands there, "
    "however many they are: does your result still sum to 1?",
)
def pushforward_mean(pmf, mapping):
    gathered = {}
    for outcome, probability in pmf.items():
        gathered.setdefault(mapping[outcome], []).append(probability)
    return {image: sum(parts) / len(parts) for image, parts in gathered.items()}


@WRONG.wrong(
    "pushforward_pmf",
    "outcomes counted, not weighed",
    hint="You counted how many outcomes go to each image. They are not equally likely: what should each "
    "of them add?",
)
def pushforward_counts(pmf, mapping):
    images = [mapping[outcome] for outcome in pmf]
    return {image: images.count(image) / len(images) for image in images}


@WRONG.wrong(
    "pushforward_pmf",
    "every set that maps there",
    hint="You summed over all sets of outcomes whose image this is, so an outcome counts once for each "
    "set that holds it. One set holds them all exactly once: the preimage.",
)
def pushforward_all_sets(pmf, mapping):
    import itertools

    result = {}
    for image in dict.fromkeys(mapping.values()):
        preimage = [outcome for outcome in pmf if mapping[outcome] == image]
        sets = [s for size in range(1, len(preimage) + 1) for s in itertools.combinations(preimage, size)]
        result[image] = sum(pmf[outcome] for one in sets for outcome in one)
    return result


@WRONG.wrong(
    "square_pushforward_log_prob",
    "one branch only",
    hint="Your density integrates to 1/2. Which x, besides the positive root, have this square?",
)
def square_one_branch(y):
    safe = torch.where(y > 0, y, torch.ones_like(y))
    root = safe.sqrt()
    log_prob = -0.5 * root**2 - 0.5 * math.log(2 * math.pi) - torch.log(2 * root)
    return torch.where(y > 0, log_prob, torch.full_like(y, -math.inf))


@WRONG.wrong(
    "square_pushforward_log_prob",
    "no Jacobian",
    hint="You evaluated the Gaussian at the roots, no more. Squaring also stretches: how long is the "
    "interval of x that lands between y and y + dy?",
)
def square_no_jacobian(y):
    log_prob = math.log(2) - 0.5 * y - 0.5 * math.log(2 * math.pi)
    return torch.where(y > 0, log_prob, torch.full_like(y, -math.inf))


@WRONG.wrong(
    "square_pushforward_log_prob",
    "Jacobian upside down",
    hint="You multiplied by the stretch |dy/dx|. Where the map stretches, the same probability is spread "
    "over more room: does the density rise or fall?",
)
def square_upside_down(y):
    safe = torch.where(y > 0, y, torch.ones_like(y))
    log_prob = math.log(2) - 0.5 * safe - 0.5 * math.log(2 * math.pi) + torch.log(2 * safe.sqrt())
    return torch.where(y > 0, log_prob, torch.full_like(y, -math.inf))


@WRONG.wrong(
    "square_pushforward_log_prob",
    "nan below zero",
    hint="For y > 0 all is well. No real x has a square below 0: what density, and what logarithm, "
    "has a place that is never reached? We ask the same at y = 0.",
)
def square_nan(y):
    return -0.5 * (math.log(2 * math.pi) + torch.log(y) + y)


@WRONG.wrong(
    "change_of_variables",
    "sign",
    hint="You subtracted the log-det of the inverse. Try x = 2z + 1: the density of x is half as high as "
    "that of z, and the inverse's log-det is -log 2.",
)
def change_sign(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) - log_abs_det_inverse(x)


@WRONG.wrong(
    "change_of_variables",
    "forward Jacobian: evaluated at z",
    hint="`log_abs_det_inverse` is a function of x. You gave it z, where the forward map would have its "
    "Jacobian. Which point does each factor of the formula look at?",
)
def change_at_z(x, base_log_prob, inverse, log_abs_det_inverse):
    z = inverse(x)
    return base_log_prob(z) + log_abs_det_inverse(z)


@WRONG.wrong(
    "change_of_variables",
    "base density at x",
    hint="You asked the base for its density at x. The base knows z: which z became this x?",
)
def change_base_at_x(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(x) + log_abs_det_inverse(x)


@WRONG.wrong(
    "change_of_variables",
    "no Jacobian",
    hint="That is the density of z at the right place, and it does not integrate to 1 over x. "
    "What became of the volume around z?",
)
def change_no_jacobian(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x))


@WRONG.wrong(
    "linear_flow_log_prob",
    "log det added",
    hint="You added log |det A|. A large A spreads the points out: should their density rise or fall?",
)
def linear_added(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    log_base = -0.5 * (z**2).sum(1) - 0.5 * z.shape[1] * math.log(2 * math.pi)
    return log_base + torch.linalg.slogdet(A)[1]


@WRONG.wrong(
    "linear_flow_log_prob",
    "logdet of a negative determinant",
    hint="torch.logdet gives nan where the determinant is negative. A mirror image has the same volume: "
    "which function gives the sign and the size apart?",
)
def linear_logdet(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    log_base = -0.5 * (z**2).sum(1) - 0.5 * z.shape[1] * math.log(2 * math.pi)
    return log_base - torch.logdet(A)


@WRONG.wrong(
    "linear_flow_log_prob",
    "determinant overflows",
    hint="The determinant multiplies as many numbers as there are dimensions, and leaves the range of "
    "floats; its logarithm would not. Which function never forms the product?",
)
def linear_overflow(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    log_base = -0.5 * (z**2).sum(1) - 0.5 * z.shape[1] * math.log(2 * math.pi)
    return log_base - torch.log(torch.abs(torch.det(A)))


@WRONG.wrong(
    "linear_flow_log_prob",
    "no abs",
    hint="A volume is never negative, a determinant can be. Yours also overflows in many dimensions: one "
    "function of torch.linalg cures both.",
)
def linear_no_abs(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    log_base = -0.5 * (z**2).sum(1) - 0.5 * z.shape[1] * math.log(2 * math.pi)
    return log_base - torch.log(torch.det(A))


@WRONG.wrong(
    "linear_flow_log_prob",
    "transposed",
    hint="You solved with the transpose of A. In x = A z + b the points are columns; yours are rows: what "
    "does the equation look like when it is transposed?",
)
def linear_transposed(x, A, b):
    z = torch.linalg.solve(A.T, (x - b).T).T
    log_base = -0.5 * (z**2).sum(1) - 0.5 * z.shape[1] * math.log(2 * math.pi)
    return log_base - torch.linalg.slogdet(A)[1]


@WRONG.wrong(
    "linear_flow_log_prob",
    "shift after the inverse",
    hint="You undid A first and b afterwards. x came from A first and b last: in which order must they "
    "be undone?",
)
def linear_shift_late(x, A, b):
    z = torch.linalg.solve(A, x.T).T - b
    log_base = -0.5 * (z**2).sum(1) - 0.5 * z.shape[1] * math.log(2 * math.pi)
    return log_base - torch.linalg.slogdet(A)[1]


@WRONG.wrong(
    "jacobian_log_abs_det",
    "batch mixed",
    hint="The axes are out of order: a matrix of yours holds derivatives of several rows of the batch. "
    "Print the shape of the Jacobian before you reshape it; which axis is which?",
)
def jacobian_mixed(f, z):
    n, d = z.shape
    whole = torch.autograd.functional.jacobian(lambda v: f(v).sum(0), z)
    return torch.linalg.slogdet(whole.reshape(n, d, d))[1]


@WRONG.wrong(
    "jacobian_log_abs_det",
    "the whole batch at once",
    hint="You took one determinant over all rows together: the same number everywhere, the sum of all "
    "log-dets. What is the shape of one row's own Jacobian?",
)
def jacobian_whole(f, z):
    whole = torch.autograd.functional.jacobian(f, z).reshape(z.numel(), z.numel())
    return torch.linalg.slogdet(whole)[1].expand(len(z))


@WRONG.wrong(
    "jacobian_log_abs_det",
    "no abs",
    hint="The logarithm of a negative determinant is nan. Orientation does not change a volume: "
    "what is missing between log and det?",
)
def jacobian_no_abs(f, z):
    rows = [torch.autograd.functional.jacobian(lambda v: f(v[None])[0], row) for row in z]
    return torch.stack([torch.logdet(row) for row in rows])


@WRONG.wrong(
    "jacobian_log_abs_det",
    "trace",
    hint="You took the trace. It belongs to continuous flows, where time runs in small steps; a single "
    "step changes volumes by the determinant.",
)
def jacobian_trace(f, z):
    rows = [torch.autograd.functional.jacobian(lambda v: f(v[None])[0], row) for row in z]
    return torch.stack([torch.log(torch.abs(torch.trace(row))) for row in rows])


@WRONG.wrong(
    "jacobian_log_abs_det",
    "diagonal only",
    hint="You multiplied the diagonal entries. That is the determinant of a triangular matrix; f may mix "
    "all coordinates. What does the determinant do with the rest?",
)
def jacobian_diagonal(f, z):
    rows = [torch.autograd.functional.jacobian(lambda v: f(v[None])[0], row) for row in z]
    return torch.stack([torch.log(torch.abs(torch.diagonal(row))).sum() for row in rows])
