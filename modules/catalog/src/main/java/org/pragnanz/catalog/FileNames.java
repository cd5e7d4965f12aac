package org.pragnanz.catalog;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Images by their ids, with or without the extension: ImageNet's own lists leave it out. */
final class FileNames {
  private final Set<String> ids;
  private final Map<String, String> bare = new HashMap<>();

  FileNames(Collection<String> ids) {
    this.ids = new HashSet<>(ids);
    Set<String> several = new HashSet<>();
    for (String id : ids) {
      String name = withoutExtension(id);
      if (bare.put(name, id) != null) {
        several.add(name);
      }
    }
    bare.keySet().removeAll(several);
  }

  /** The image that a table means; empty where there is none, or more than one. */
  Optional<String> of(String name) {
    return ids.contains(name) ? Optional.of(name) : Optional.ofNullable(bare.get(name));
  }

  private static String withoutExtension(String id) {
    int dot = id.lastIndexOf('.');
    return dot > id.lastIndexOf('/') + 1 ? id.substring(0, dot) : id;
  }
}
