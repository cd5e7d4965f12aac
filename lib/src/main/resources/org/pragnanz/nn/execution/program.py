# A network as a TorchScript class.
#
# Lines of comment are for readers of this file and are not part of a program.
# A name in braces is filled in; docs/torchscript.md explains how.
class Program(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # Every step-th row and column of x (n, C, H, W).
  def every(self, x: Tensor, step: int) -> Tensor:
    rows = torch.slice(x, 2, 0, torch.size(x, 2), step)
    return torch.slice(rows, 3, 0, torch.size(x, 3), step)

  # Adds x to every step-th row and column of onto.
  def spread(self, onto: Tensor, x: Tensor, step: int) -> Tensor:
    torch.add_(self.every(onto, step), x)
    return onto

  {kernels}
  {forward}
  {gradients}
