# Convolutions of 3x3 with half the multiplications: six convolutions of 1x3 make four rows of a
# result, where it would take twelve.
#
# Across the rows this is F(4, 3) of Lavin and Gray (arXiv:1509.09308, section 4), interpolated at 0,
# plus and minus inner, plus and minus outer, and infinity. inner2 and inner3 are powers; sum2 and
# product2 are of the two points' squares. The sums of rows are the source's B, A and G, with what two
# rows have in common added once. What was read for the last time is written over.

# The convolution of x (n, C, H, W) by the filters u that `winograd_filters` made, and bias b.
#
# Rows i, i + 4, i + 8, ... of the padded map are d0 to d5, of the result y0 to y3.
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
  even = torch.add(d4, d2, alpha=-{outer2})
  odd = torch.add(d3, d1, alpha=-{outer2})
  m1 = self.along(torch.add(even, odd, alpha={inner}), u[1], None)
  m2 = self.along(torch.sub_(even, odd, alpha={inner}), u[2], None)
  even = torch.add(d4, d2, alpha=-{inner2})
  odd = torch.add(d3, d1, alpha=-{inner2})
  m3 = self.along(torch.add(even, odd, alpha={outer}), u[3], None)
  m4 = self.along(torch.sub_(even, odd, alpha={outer}), u[4], None)
  m0 = self.along(torch.add_(torch.add(d4, d2, alpha=-{sum2}), d0, alpha={product2}), u[0], b)
  m5 = self.along(torch.add_(torch.add(d5, d3, alpha=-{sum2}), d1, alpha={product2}), u[5], b)
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
  torch.add(self.rows_of(y3, torch.add_(m5, odd, alpha={inner3})), self.rows_of(y3, odd2), alpha={outer3}, out=y3)
  torch.add(self.rows_of(y1, self.scaled(odd, {inner}, b)), self.rows_of(y1, odd2), alpha={outer}, out=y1)
  torch.add(self.rows_of(y2, self.scaled(even, {inner2}, b)), self.rows_of(y2, even2), alpha={outer2}, out=y2)
  return y

# The convolution of 1x3 along the rows.
def along(self, x: Tensor, u: Tensor, b: Optional[Tensor]) -> Tensor:
  return ops.mkldnn._convolution_pointwise(x, u, b, {geometry}, "none", annotate(List[Optional[number]], []), None)

# factor * x, and the bias if there is one.
def scaled(self, x: Tensor, factor: float, b: Optional[Tensor]) -> Tensor:
  return torch.mul_(x, factor) if b is None else torch.add(torch.reshape(b, [1, -1, 1, 1]), x, alpha=factor)

# As many rows of x as y has: of the last four some may lie beyond the map's end.
def rows_of(self, y: Tensor, x: Tensor) -> Tensor:
  return torch.slice(x, 2, 0, torch.size(y, 2))

# Six filters of 1x3 from one of 3x3, w (K, C, 3, 3), whose rows are r0 to r2.
def winograd_filters(self, w: Tensor) -> List[Tensor]:
  rows = torch.contiguous(torch.permute(w, [2, 0, 1, 3]))
  r0 = torch.slice(rows, 0, 0, 1)
  r1 = torch.slice(rows, 0, 1, 2)
  r2 = torch.slice(rows, 0, 2, 3)
  even = torch.add(r0, r2, alpha={inner2}) / (2 * {inner2} * ({inner2} - {outer2}))
  odd = r1 / (2 * {inner} * ({inner2} - {outer2}))
  even2 = torch.add(r0, r2, alpha={outer2}) / (2 * {outer2} * ({outer2} - {inner2}))
  odd2 = r1 / (2 * {outer} * ({outer2} - {inner2}))
  filters = [r0 / {product2}, even + odd, even - odd, even2 + odd2, even2 - odd2, r2]
  return [torch.permute(filter, [1, 2, 0, 3]) for filter in filters]
