# The weights as the way back in `gradients` wants them, from those of a checkpoint.
def prepare_backward(self, raw: List[Tensor]) -> List[Tensor]:
  return {weights}

# One forward pass to the logits, and one backward pass from one logit of each image to the sites.
#
# x        images (n, 3, H, W)
# w, b     what `prepare` and `prepare_backward` returned
# classes  the class whose logit is meant, (n), negative for the largest
# read     for each site: 0 nothing, 1 its activation and gradient
# first    index of the first site asked for
#
# Returns an activation and a gradient for each site asked for, from the last one to the first.
def gradients(self, x: Tensor, w: List[Tensor], b: List[Tensor], classes: Tensor, read: List[int], first: int) -> List[Tensor]:
  out = annotate(List[Tensor], [])
  {layers}
  return out
