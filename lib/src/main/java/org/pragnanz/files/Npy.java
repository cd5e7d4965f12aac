package org.pragnanz.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.pragnanz.fault.InputException;
import org.pragnanz.matrix.FloatMatrix;

/**
 * NumPy's array files, format version 1.0: float32, little-endian, C order. Written in one stream
 * and read by rows, so that no array needs to fit into memory.
 *
 * <p>Source: numpy.lib.format,
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{\\s*'descr':\\s*'([^']+)',\\s*'fortran_order':\\s*(True|False),\\s*'shape':\\s*\\(([^)]*)\\),?\\s*\\}\\s*");

  private Npy() {}

  /** Writes a whole array of the given shape. */
  public static void write(Path file, float[] values, int... shape) throws IOException {
    Output.write(
        file,
        temporary -> {
          try (Writer writer = new Writer(temporary, shape)) {
            writer.write(values);
          }
        });
  }

  public static void write(Path file, FloatMatrix matrix) throws IOException {
    write(file, matrix.values(), matrix.rows(), matrix.columns());
  }

  /** Reads a two-dimensional array whole; float64 is rounded to float32. */
  public static FloatMatrix read(Path file) throws IOException {
    try (Reader reader = new Reader(file)) {
      if (reader.shape().size() != 2) {
        throw new InputException(
            file + " holds an array of shape " + reader.shape() + ", not a matrix.");
      }
      FloatMatrix matrix = new FloatMatrix(reader.shape().get(0), reader.shape().get(1));
      reader.read(0, matrix.values());
      return matrix;
    }
  }

  /** Writes an array piece by piece, in C order. Closing it before all is written is an error. */
  public static final class Writer implements AutoCloseable {
    private static final int CHUNK = 1 << 14;

    private final FileChannel channel;
    private final ByteBuffer buffer =
        ByteBuffer.allocateDirect(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final long expected;
    private long written;

    /** Opens {@code file}, which should be a temporary name, for an array of {@code shape}. */
    public Writer(Path file, int... shape) throws IOException {
      channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
      expected = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
      String text =
          Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
      String dictionary =
          "{'descr': '<f4', 'fortran_order': False, 'shape': (%s%s), }"
              .formatted(text, shape.length == 1 ? "," : "");
      int prefix = MAGIC.length + 4;
      int unpadded = prefix + dictionary.length() + 1;
      int length = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
      ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
      header.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (length - prefix));
      header.put(dictionary.getBytes(StandardCharsets.US_ASCII));
      while (header.position() < length - 1) {
        header.put((byte) ' ');
      }
      header.put((byte) '\n').flip();
      writeFully(header);
    }

    public void write(float[] values) throws IOException {
      write(values, 0, values.length);
    }

    public void write(float[] values, int from, int length) throws IOException {
      for (int i = from; i < from + length; i += CHUNK) {
        int n = Math.min(CHUNK, from + length - i);
        buffer.clear().limit(n * Float.BYTES);
        buffer.asFloatBuffer().put(values, i, n);
        writeFully(buffer);
      }
      written += length;
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
      if (written != expected) {
        throw new IOException(written + " values written of " + expected);
      }
    }
  }

  /** Reads an array by pieces. */
  public static final class Reader implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final List<Integer> shape;
    private final int bytesPerValue;
    private final long start;

    /**
     * @throws InputException where the file is no {@code .npy} of float32 or float64 in C order, or
     *     shorter than its header says
     */
    public Reader(Path file) throws IOException {
      this.file = file;
      channel = FileChannel.open(file, StandardOpenOption.READ);
      try {
        ByteBuffer prefix = readAt(0, MAGIC.length + 4);
        byte[] magic = new byte[MAGIC.length];
        prefix.get(magic);
        int version = prefix.get();
        prefix.get();
        if (!Arrays.equals(magic, MAGIC) || version != 1) {
          throw new InputException(file + " is no .npy file of format 1.0.");
        }
        int length = Short.toUnsignedInt(prefix.getShort());
        byte[] text = new byte[length];
        readAt(MAGIC.length + 4L, length).get(text);
        String header = new String(text, StandardCharsets.US_ASCII);
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.matches()
            || !matcher.group(2).equals("False")
            || !List.of("<f4", "<f8").contains(matcher.group(1))) {
          throw new InputException(
              file
                  + " must hold float32 or float64 in C order; its header is "
                  + header.strip()
                  + ".");
        }
        bytesPerValue = matcher.group(1).equals("<f4") ? Float.BYTES : Double.BYTES;
        List<Integer> sizes = new ArrayList<>();
        for (String size : matcher.group(3).split(",", -1)) {
          if (!size.isBlank()) {
            sizes.add(Integer.valueOf(size.strip()));
          }
        }
        shape = List.copyOf(sizes);
        start = MAGIC.length + 4L + length;
        long values = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        if (channel.size() < start + values * bytesPerValue) {
          throw new InputException(
              file + " is cut off: shape " + shape + " needs more bytes than it has.");
        }
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }

    public List<Integer> shape() {
      return shape;
    }

    /** Fills {@code into} with values from index {@code from} on (in C order). */
    public void read(long from, float[] into) throws IOException {
      final int chunk = 1 << 18;
      for (int i = 0; i < into.length; i += chunk) {
        int n = Math.min(chunk, into.length - i);
        ByteBuffer bytes = readAt(start + (from + i) * bytesPerValue, n * bytesPerValue);
        if (bytesPerValue == Float.BYTES) {
          bytes.asFloatBuffer().get(into, i, n);
        } else {
          for (int j = 0; j < n; j++) {
            into[i + j] = (float) bytes.getDouble();
          }
        }
      }
    }

    private ByteBuffer readAt(long position, int length) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, position + bytes.position()) < 0) {
          throw new InputException(file + " is cut off.");
        }
      }
      return bytes.flip();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
