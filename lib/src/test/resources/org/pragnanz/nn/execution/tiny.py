# The program of a tiny network with its way back, for images of 32x32 (NetworkSourceTest):
#
#   conv1  3 to 64 channels, 3x3, stride 2, ReLU: a site, 16x16
#   conv2  64 to 64 channels, 3x3, ReLU: a site, 16x16
#   mean over the positions, flatten
#   fc     64 to 10 logits
#
# A program has no comments. docs/torchscript.md explains this one.

class Program(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # From program.py.
  def every(self, x: Tensor, step: int) -> Tensor:
    rows = torch.slice(x, 2, 0, torch.size(x, 2), step)
    return torch.slice(rows, 3, 0, torch.size(x, 3), step)
  def spread(self, onto: Tensor, x: Tensor, step: int) -> Tensor:
    torch.add_(self.every(onto, step), x)
    return onto

  # From winograd.py: conv2 has 64 channels and 16 rows.
  def winograd(self, x: Tensor, u: List[Tensor], b: Optional[Tensor]) -> Tensor:
    h = torch.size(x, 2)
    t = 4 * ((h + 3) // 4)
    p = torch.constant_pad_nd(x, [0, 0, 1, t + 1 - h], 0)
    d0 = torch.slice(p, 2, 0, t, 4)
    d1 = torch.slice(p, 2, 1, t, 4)
    d2 = torch.slice(p, 2, 2, t, 4)
    d3 = torch.slice(p, 2, 3, t, 4)
    d4 = torch.slice(p, 2, 4, t + 1, 4)
    d5 = torch.slice(p, 2, 5, t + 2, 4)
    even = torch.add(d4, d2, alpha=-2.25)
    odd = torch.add(d3, d1, alpha=-2.25)
    m1 = self.along(torch.add(even, odd, alpha=0.625), u[1], None)
    m2 = self.along(torch.sub_(even, odd, alpha=0.625), u[2], None)
    even = torch.add(d4, d2, alpha=-0.390625)
    odd = torch.add(d3, d1, alpha=-0.390625)
    m3 = self.along(torch.add(even, odd, alpha=1.5), u[3], None)
    m4 = self.along(torch.sub_(even, odd, alpha=1.5), u[4], None)
    m0 = self.along(torch.add_(torch.add(d4, d2, alpha=-2.640625), d0, alpha=0.87890625), u[0], b)
    m5 = self.along(torch.add_(torch.add(d5, d3, alpha=-2.640625), d1, alpha=0.87890625), u[5], b)
    y = torch.empty([torch.size(x, 0), torch.size(m0, 1), h, torch.size(x, 3)], dtype=6, memory_format=2)
    y0 = torch.slice(y, 2, 0, h, 4)
    y1 = torch.slice(y, 2, 1, h, 4)
    y2 = torch.slice(y, 2, 2, h, 4)
    y3 = torch.slice(y, 2, 3, h, 4)
    even = torch.add(m1, m2)
    odd = torch.sub_(m1, m2)
    even2 = torch.add(m3, m4)
    odd2 = torch.sub_(m3, m4)
    torch.add(self.rows_of(y0, torch.add_(m0, even)), self.rows_of(y0, even2), out=y0)
    torch.add(self.rows_of(y3, torch.add_(m5, odd, alpha=0.244140625)), self.rows_of(y3, odd2), alpha=3.375, out=y3)
    torch.add(self.rows_of(y1, self.scaled(odd, 0.625, b)), self.rows_of(y1, odd2), alpha=1.5, out=y1)
    torch.add(self.rows_of(y2, self.scaled(even, 0.390625, b)), self.rows_of(y2, even2), alpha=2.25, out=y2)
    return y
  def along(self, x: Tensor, u: Tensor, b: Optional[Tensor]) -> Tensor:
    return ops.mkldnn._convolution_pointwise(x, u, b, [0, 1], [1, 1], [1, 1], 1, "none", annotate(List[Optional[number]], []), None)
  def scaled(self, x: Tensor, factor: float, b: Optional[Tensor]) -> Tensor:
    return torch.mul_(x, factor) if b is None else torch.add(torch.reshape(b, [1, -1, 1, 1]), x, alpha=factor)
  def rows_of(self, y: Tensor, x: Tensor) -> Tensor:
    return torch.slice(x, 2, 0, torch.size(y, 2))
  def winograd_filters(self, w: Tensor) -> List[Tensor]:
    rows = torch.contiguous(torch.permute(w, [2, 0, 1, 3]))
    r0 = torch.slice(rows, 0, 0, 1)
    r1 = torch.slice(rows, 0, 1, 2)
    r2 = torch.slice(rows, 0, 2, 3)
    even = torch.add(r0, r2, alpha=0.390625) / (2 * 0.390625 * (0.390625 - 2.25))
    odd = r1 / (2 * 0.625 * (0.390625 - 2.25))
    even2 = torch.add(r0, r2, alpha=2.25) / (2 * 2.25 * (2.25 - 0.390625))
    odd2 = r1 / (2 * 1.5 * (2.25 - 0.390625))
    filters = [r0 / 0.87890625, even + odd, even - odd, even2 + odd2, even2 - odd2, r2]
    return [torch.permute(filter, [1, 2, 0, 3]) for filter in filters]

  # From forward.py. raw: conv1.weight, conv1.bias, conv2.weight, conv2.bias, fc.weight, fc.bias.
  # conv1.weight is laid out for oneDNN, conv2.weight becomes six filters.
  def prepare(self, raw: List[Tensor]) -> List[Tensor]:
    return [ops.mkldnn._reorder_convolution_weight(torch.to(raw[0], 6), [1, 1], [2, 2], [1, 1], 1, [1, 3, 32, 32])] + [torch.to(raw[1], 6)] + [ops.mkldnn._reorder_convolution_weight(filter, [0, 1], [1, 1], [1, 1], 1, [1, 64, 4, 16]) for filter in self.winograd_filters(torch.to(raw[2], 6))] + [torch.to(raw[3], 6)] + [torch.to(raw[4], 6)] + [torch.to(raw[5], 6)]

  # From forward.py, and for each site forward_site.py.
  def forward(self, x: Tensor, w: List[Tensor], read: List[int], last: int) -> List[Tensor]:
    out = annotate(List[Tensor], [])
    # Channels last.
    v0 = torch.contiguous(torch.to(x, 6), memory_format=2)
    # conv1 and its ReLU.
    v1 = ops.mkldnn._convolution_pointwise(v0, w[0], w[1], [1, 1], [2, 2], [1, 1], 1, "relu", annotate(List[Optional[number]], []), None)
    if read[0] == 1:
      out.append(torch.mean(v1, [2, 3], False, dtype=6))
    if read[0] == 2:
      out.append(torch.to(torch.flatten(torch.permute(v1, [0, 2, 3, 1]), 1, 2), 6, False, True))
    if last == 0:
      return out
    # conv2 and its ReLU.
    v2 = torch.relu_(self.winograd(v1, [w[2], w[3], w[4], w[5], w[6], w[7]], w[8]))
    if read[1] == 1:
      out.append(torch.mean(v2, [2, 3], False, dtype=6))
    if read[1] == 2:
      out.append(torch.to(torch.flatten(torch.permute(v2, [0, 2, 3, 1]), 1, 2), 6, False, True))
    if last == 1:
      return out
    # Mean, flatten, fc.
    v3 = torch.adaptive_avg_pool2d(v2, [1, 1])
    v4 = torch.flatten(v3, 1)
    v5 = torch.linear(v4, w[9], w[10])
    out.append(torch.to(v5, 6))
    return out

  # From gradients.py. raw: conv2.weight, which becomes six filters of the convolution that goes back.
  def prepare_backward(self, raw: List[Tensor]) -> List[Tensor]:
    return [ops.mkldnn._reorder_convolution_weight(filter, [0, 1], [1, 1], [1, 1], 1, [1, 64, 4, 16]) for filter in self.winograd_filters(torch.contiguous(torch.transpose(torch.flip(torch.to(raw[0], 6), [2, 3]), 0, 1), memory_format=2))]

  # From gradients.py, and for each site gradients_site.py.
  def gradients(self, x: Tensor, w: List[Tensor], b: List[Tensor], classes: Tensor, read: List[int], first: int) -> List[Tensor]:
    out = annotate(List[Tensor], [])
    v0 = torch.contiguous(x, memory_format=2)
    # conv1 and its ReLU.
    v1 = ops.mkldnn._convolution_pointwise(v0, w[0], w[1], [1, 1], [2, 2], [1, 1], 1, "relu", annotate(List[Optional[number]], []), None)
    # conv2 and its ReLU.
    v2 = torch.relu_(self.winograd(v1, [w[2], w[3], w[4], w[5], w[6], w[7]], w[8]))
    # Mean, flatten, fc.
    v3 = torch.adaptive_avg_pool2d(v2, [1, 1])
    v4 = torch.flatten(v3, 1)
    v5 = torch.linear(v4, w[9], w[10])
    # The logit that is meant of each image has the derivative 1, the others 0.
    v6 = torch.argmax(v5, 1)
    v7 = torch.where(classes < 0, v6, classes)
    v8 = torch.scatter(torch.zeros_like(v5), 1, torch.unsqueeze(v7, 1), 1.)
    # Back through fc, flatten and mean.
    v9 = torch.matmul(v8, w[9])
    v10 = torch.reshape(v9, torch.size(v3))
    v11 = torch._adaptive_avg_pool2d_backward(v10, v2)
    if read[1] != 0:
      out.append(torch.flatten(torch.permute(v2, [0, 2, 3, 1]), 1, 2))
      out.append(torch.to(torch.flatten(torch.permute(v11, [0, 2, 3, 1]), 1, 2), 6, False, True))
    if first == 1:
      return out
    # Back through conv2's ReLU and conv2.
    v12 = torch.threshold_backward(v11, v2, 0, grad_input=v11)
    v13 = self.winograd(v12, [b[0], b[1], b[2], b[3], b[4], b[5]], None)
    if read[0] != 0:
      out.append(torch.flatten(torch.permute(v1, [0, 2, 3, 1]), 1, 2))
      out.append(torch.to(torch.flatten(torch.permute(v13, [0, 2, 3, 1]), 1, 2), 6, False, True))
    if first == 0:
      return out
    return out
