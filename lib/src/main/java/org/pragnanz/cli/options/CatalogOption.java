package org.pragnanz.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import org.pragnanz.data.Catalog;
import picocli.CommandLine.Option;

/** {@code --catalog}: the images of the study. */
public final class CatalogOption {
  @Option(names = "--catalog", required = true, description = "catalog.csv, beside its images")
  Path catalog;

  /** Reads it. */
  public Catalog read() throws IOException {
    return Catalog.read(catalog);
  }
}
