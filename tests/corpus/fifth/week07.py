"""Answers written from the statements alone by others who had seen nothing else; labelled by further ones who had not seen the grader's words."""
RIGHT = {}
WRONG = {}

RIGHT["critic_loss"] = ["""import torch

def critic_loss(real, fake):
    return fake.mean() - real.mean()
""", """import torch

def critic_loss(real, fake):
    return -(torch.sum(real) / real.numel() - torch.sum(fake) / fake.numel())
""", """import torch

def critic_loss(real, fake):
    # the mean over all pairs of the difference
    return (fake[None, :] - real[:, None]).mean()
"""]
WRONG["critic_loss"] = [
    # in: real = [1], fake = [0]; gives 1 instead of -1
    # hint: A good critic rates real points higher: is your loss then small?
    ("maximum and minimum exchanged", """import torch

def critic_loss(real, fake):
    return real.mean() - fake.mean()
""", ["sign"]),
    # in: real = [1, 1], fake = [0, 0]; gives -2 instead of -1
    # hint: The expectation is a mean: what if the batch is twice as large?
    ("sums instead of means", """import torch

def critic_loss(real, fake):
    return fake.sum() - real.sum()
""", ["sums in place of means"]),
    # in: real = [1, 2, 6], fake = [0, 0]; the last real value is left out: gives -1.5 instead of -3
    # hint: The two batches may have different sizes, and every value counts.
    ("longer batch cut off", """import torch

def critic_loss(real, fake):
    n = min(len(real), len(fake))
    return (fake[:n] - real[:n]).mean()
""", []),
    # in: real = [1], fake = [0]; gives -0.5 instead of -1
    # hint: Each player has a mean of its own; over how many values do you average?
    ("one mean over both batches", """import torch

def critic_loss(real, fake):
    return torch.cat([fake, -real]).mean()
""", ["one size for both sums"]),
    # in: real = [1], fake = [0]; gives 1 instead of -1
    # hint: A distance is not negative; what the critic minimises is, when it does well.
    ("absolute value", """import torch

def critic_loss(real, fake):
    return (fake.mean() - real.mean()).abs()
""", ["absolute value"]),
    # in: fake that requires a gradient: it gets none
    # hint: The critic learns from the fake values, too: does a gradient reach them?
    ("fake values detached", """import torch

def critic_loss(real, fake):
    return fake.detach().mean() - real.mean()
""", ["the graph is cut"]),
    # in: any; a Python float has no gradient
    # hint: A number without a graph cannot be trained: what does item() throw away?
    ("a float is returned", """import torch

def critic_loss(real, fake):
    return fake.mean().item() - real.mean().item()
""", ["the graph is cut"]),
    # in: real = [3], fake = [0]; gives -0.45 instead of -3
    # hint: The critic's values are no logits; nothing has to become a probability.
    ("sigmoid of the values", """import torch

def critic_loss(real, fake):
    return torch.sigmoid(fake).mean() - torch.sigmoid(real).mean()
""", ["the discriminator's loss"]),
]

RIGHT["modes_covered"] = ["""import torch

def modes_covered(samples, centers, radius):
    distance = (samples[:, None, :] - centers[None, :, :]).pow(2).sum(dim=2).sqrt()
    return int((distance <= radius).any(dim=0).sum())
""", """import torch

def modes_covered(samples, centers, radius):
    count = 0
    for center in centers:
        near = torch.linalg.norm(samples - center, dim=1) <= radius
        if near.any():
            count += 1
    return count
""", """import torch

def modes_covered(samples, centers, radius):
    if len(samples) == 0:
        return 0
    table = torch.cdist(samples, centers, compute_mode="donot_use_mm_for_euclid_dist")
    return (table.min(dim=0).values <= radius).sum().item()
"""]
WRONG["modes_covered"] = [
    # in: three samples at the only center; gives 3 instead of 1
    # hint: You count samples; how many centers have one near?
    ("samples counted, not centers", """import torch

def modes_covered(samples, centers, radius):
    distance = (samples[:, None, :] - centers[None]).norm(dim=2)
    return int((distance <= radius).any(dim=1).sum())
""", ["counts samples"]),
    # in: sample [3, 4], center [0, 0], radius 5; gives 0 instead of 1
    # hint: At most that far away: does the border belong to it?
    ("border left out", """import torch

def modes_covered(samples, centers, radius):
    distance = (samples[:, None, :] - centers[None]).norm(dim=2)
    return int((distance < radius).any(dim=0).sum())
""", ["the boundary left out"]),
    # in: sample [0.5], centers [0] and [1.1], radius 1; gives 1 instead of 2
    # hint: One sample may lie within the radius of several centers.
    ("each sample covers its nearest center only", """import torch

def modes_covered(samples, centers, radius):
    if len(samples) == 0:
        return 0
    distance = (samples[:, None, :] - centers[None]).norm(dim=2)
    least, which = distance.min(dim=1)
    return len(set(which[least <= radius].tolist()))
""", ["only the nearest centre of a sample"]),
    # in: N = 0; min over no samples raises
    # hint: What is the minimum over no samples at all?
    ("no samples raise an error", """import torch

def modes_covered(samples, centers, radius):
    distance = (samples[:, None, :] - centers[None]).norm(dim=2)
    return int((distance.min(dim=0).values <= radius).sum())
""", ["no samples"]),
    # in: sample [0.4], center [0], radius 0.2: 0.16 <= 0.2, gives 1 instead of 0
    # hint: You compare a squared distance with a radius.
    ("squared distance against the radius", """import torch

def modes_covered(samples, centers, radius):
    distance = ((samples[:, None, :] - centers[None]) ** 2).sum(dim=2)
    return int((distance <= radius).any(dim=0).sum())
""", ["squared distance"]),
    # in: sample [0.9, 0.9], center [0, 0], radius 1; gives 1 instead of 0
    # hint: You look for a sample in a square about the center, not in a circle.
    ("each coordinate by itself", """import torch

def modes_covered(samples, centers, radius):
    near = ((samples[:, None, :] - centers[None]).abs() <= radius).all(dim=2)
    return int(near.any(dim=0).sum())
""", ["another distance"]),
    # in: samples [0] and [5], centers [0] and [5], radius 1; gives 0 instead of 2
    # hint: One near sample is enough for a mode.
    ("all samples must be near", """import torch

def modes_covered(samples, centers, radius):
    distance = (samples[:, None, :] - centers[None]).norm(dim=2)
    return int((distance <= radius).all(dim=0).sum())
""", ["every sample must be near"]),
    # in: D = 3, sample [0, 0, 9], center [0, 0, 0], radius 1; gives 1 instead of 0
    # hint: Your distance looks at two coordinates; there may be more.
    ("only two coordinates", """import torch

def modes_covered(samples, centers, radius):
    d = samples[:, None, :2] - centers[None, :, :2]
    distance = (d**2).sum(dim=2).sqrt()
    return int((distance <= radius).any(dim=0).sum())
""", []),
]

RIGHT["optimal_discriminator"] = ["""import torch

def optimal_discriminator(log_p_data, log_p_model):
    return torch.sigmoid(log_p_data - log_p_model)
""", """import torch

def optimal_discriminator(log_p_data, log_p_model):
    return torch.softmax(torch.stack([log_p_data, log_p_model]), dim=0)[0]
""", """import torch

def optimal_discriminator(log_p_data, log_p_model):
    return torch.exp(log_p_data - torch.logaddexp(log_p_data, log_p_model))
"""]
WRONG["optimal_discriminator"] = [
    # in: both log densities -3000; 0 / 0 gives nan instead of 0.5
    # hint: Far out both densities are 0 in floating point; do not leave the logarithms.
    ("densities underflow", """import torch

def optimal_discriminator(log_p_data, log_p_model):
    p, q = log_p_data.exp(), log_p_model.exp()
    return p / (p + q)
""", ["underflow"]),
    # in: log_p_data = 0, log_p_model = -2; gives 0.12 instead of 0.88
    # hint: Where the data are denser the judge should say real.
    ("data and model exchanged", """import torch

def optimal_discriminator(log_p_data, log_p_model):
    return torch.sigmoid(log_p_model - log_p_data)
""", ["inverted"]),
    # in: log_p_data = [0, -3000], log_p_model = [0, -3000]; the second point gives nan
    # hint: Each point needs a shift of its own.
    ("one maximum for all points", """import torch

def optimal_discriminator(log_p_data, log_p_model):
    top = torch.maximum(log_p_data, log_p_model).max()
    p, q = torch.exp(log_p_data - top), torch.exp(log_p_model - top)
    return p / (p + q)
""", ["underflow"]),
    # in: both -3000; gives 0 instead of 0.5
    # hint: The small number keeps nan away, but is 0 the right answer where both densities are equal?
    ("small number in the denominator", """import torch

def optimal_discriminator(log_p_data, log_p_model):
    p, q = torch.exp(log_p_data), torch.exp(log_p_model)
    return p / (p + q + 1e-12)
""", ["underflow"]),
    # in: -3000 and -3001; gives 0.5 instead of 0.73
    # hint: Both log densities are cut at the same number, and their difference is lost.
    ("log densities clamped", """import torch

def optimal_discriminator(log_p_data, log_p_model):
    p = torch.exp(log_p_data.clamp(-700, 700))
    q = torch.exp(log_p_model.clamp(-700, 700))
    return 1 / (1 + q / p)
""", ["underflow"]),
    # in: N = 2, log_p_data = [0, 1], log_p_model = [0, 0]; the points compete with each other
    # hint: Between which two numbers does the softmax choose: between data and model, or between points?
    ("softmax over the points", """import torch

def optimal_discriminator(log_p_data, log_p_model):
    return torch.softmax(torch.stack([log_p_data, log_p_model], dim=0), dim=1)[0]
""", []),
    # in: log_p_data = 2000, log_p_model = 0; inf / inf gives nan instead of 1
    # hint: For a large difference the exponential overflows; on which side of the fraction may that happen?
    ("sigmoid overflows", """import torch

def optimal_discriminator(log_p_data, log_p_model):
    ratio = torch.exp(log_p_data - log_p_model)
    return ratio / (1 + ratio)
""", ["ratio over one plus ratio"]),
    # in: any; log_p_data holds the difference after the call
    # hint: Look at the arguments after the call.
    ("argument overwritten", """import torch

def optimal_discriminator(log_p_data, log_p_model):
    log_p_data -= log_p_model
    return torch.sigmoid(log_p_data)
""", []),
]
