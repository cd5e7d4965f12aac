# Written into `gradients` on the way back, where a site's gradient is complete.
if read[{site}] != 0:
  out.append({activation})
  out.append({gradient})
if first == {site}:
  return out
