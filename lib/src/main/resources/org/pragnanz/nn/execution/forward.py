# The weights as `forward` wants them, from those of a checkpoint.
def prepare(self, raw: List[Tensor]) -> List[Tensor]:
  return {weights}

# One forward pass.
#
# x     images (n, 3, H, W)
# w     what `prepare` returned
# read  for each site: 0 nothing, 1 its means, 2 its positions
# last  index of the last site needed, or the number of sites for the logits
#
# Returns what is read, in order of the sites, and then the logits if it comes so far.
def forward(self, x: Tensor, w: List[Tensor], read: List[int], last: int) -> List[Tensor]:
  out = annotate(List[Tensor], [])
  {layers}
  out.append({logits})
  return out
