package org.pragnanz.nn.execution;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The file format of TorchScript programs, as {@code torch.jit.save} writes it: an uncompressed zip
 * archive of the source of a class, a pickle of its one object, and an empty list of constants.
 */
final class ScriptArchive {
  /** The class that the source defines, without attributes of its own. */
  private static final String CLASS = "Program";

  private static final String VERSION = "3\n";

  private ScriptArchive() {}

  /**
   * @param source the class's, in TorchScript
   */
  static byte[] of(String source) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      store(zip, "data.pkl", object());
      store(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
      // An empty tuple.
      store(zip, "constants.pkl", pickle(")"));
      store(zip, "version", VERSION.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** An object made of the class with no arguments and the state {"training": False}. */
  private static byte[] object() {
    return pickle("c__torch__\n" + CLASS + "\n)\u0081}X\b\0\0\0training\u0089sb");
  }

  /** Instructions of pickle's protocol 2, one byte a character. */
  private static byte[] pickle(String instructions) {
    return ("\u0080\u0002" + instructions + ".").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(content);
    ZipEntry entry = new ZipEntry("program/" + name);
    entry.setSize(content.length);
    entry.setCrc(sum.getValue());
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
