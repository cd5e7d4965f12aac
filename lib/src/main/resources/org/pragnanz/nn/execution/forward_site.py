# Written into `forward` where a site's activation is known.
if read[{site}] == 1:
  out.append({means})
if read[{site}] == 2:
  out.append({positions})
if last == {site}:
  return out
