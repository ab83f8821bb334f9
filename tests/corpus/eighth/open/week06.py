"""Wrong answers to exercises of week 6 that the grader does not find yet."""

RIGHT = {
}

WRONG = {
    "flow_step": [
        ("zero_grad only after the step: gradients lying there beforehand are used", """
def flow_step(model, optimizer, x):
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    return loss.item()
""", []),
        ("model.zero_grad() and model.train(): a model that is no nn.Module has neither", """
def flow_step(model, optimizer, x):
    model.train()
    model.zero_grad()
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return loss.item()
""", []),
    ],
}
