package org.pragnanz.nn;

import java.util.List;
import org.pragnanz.image.Preprocessing;

/** A network without its weights: what it is made of, by torchvision's names. */
public final class Architecture {
  private Architecture() {}

  /**
   * @throws org.pragnanz.cli.UsageException where no network has this name; says which there are
   */
  public static Architecture named(String model) {
    throw new UnsupportedOperationException(model);
  }

  public String name() {
    throw new UnsupportedOperationException();
  }

  /** Every post-ReLU site, in order of the forward pass. */
  public List<Site> sites() {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws org.pragnanz.cli.InputException where the network has no such site
   */
  public Site site(String name) {
    throw new UnsupportedOperationException(name);
  }

  public Preprocessing preprocessing() {
    throw new UnsupportedOperationException();
  }
}
