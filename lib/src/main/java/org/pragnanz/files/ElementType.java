package org.pragnanz.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;

/**
 * How a checkpoint stores a number; little-endian. Constants are named as safetensors names them.
 */
public enum ElementType {
  BOOL(1),
  U8(1),
  I8(1),
  I16(2),
  I32(4),
  I64(8),
  F16(2),
  BF16(2),
  F32(4),
  F64(8);

  private static final int CHUNK = 1 << 16;

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes a number. */
  public int bytes() {
    return bytes;
  }

  /**
   * Reads {@code count} numbers as float32 (rounded to nearest where they have more digits),
   * without holding their bytes as a whole.
   *
   * @throws EOFException where the stream ends before
   */
  public float[] read(InputStream in, int count) throws IOException {
    float[] values = new float[count];
    byte[] chunk = new byte[CHUNK * bytes];
    for (int from = 0; from < count; from += CHUNK) {
      int n = Math.min(CHUNK, count - from);
      if (in.readNBytes(chunk, 0, n * bytes) < n * bytes) {
        throw new EOFException("the data end early");
      }
      ByteBuffer buffer = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
      switch (this) {
        case F32 -> buffer.asFloatBuffer().get(values, from, n);
        case F16 -> {
          ShortBuffer halves = buffer.asShortBuffer();
          for (int i = 0; i < n; i++) {
            values[from + i] = half(halves.get(i));
          }
        }
        default -> {
          for (int i = 0; i < n; i++) {
            values[from + i] = next(buffer);
          }
        }
      }
    }
    return values;
  }

  private float next(ByteBuffer buffer) {
    return switch (this) {
      case BOOL -> buffer.get() == 0 ? 0 : 1;
      case U8 -> Byte.toUnsignedInt(buffer.get());
      case I8 -> buffer.get();
      case I16 -> buffer.getShort();
      case I32 -> buffer.getInt();
      case I64 -> buffer.getLong();
      case BF16 -> Float.intBitsToFloat(buffer.getShort() << 16);
      case F64 -> (float) buffer.getDouble();
      case F16, F32 -> throw new AssertionError(this);
    };
  }

  /** The number that 16 bits stand for in IEEE 754's binary16. */
  static float half(short bits) {
    int widened = (bits & 0x7fff) << 13;
    // The exponent's zero is 15 in 5 bits and 127 in 8; its largest value stands for no number.
    float magnitude =
        (bits & 0x7c00) == 0x7c00
            ? Float.intBitsToFloat(widened | 0x7f800000)
            : Float.intBitsToFloat(widened) * 0x1p112f;
    return bits < 0 ? -magnitude : magnitude;
  }
}
