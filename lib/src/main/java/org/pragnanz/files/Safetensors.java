package org.pragnanz.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pragnanz.fault.InputException;

/**
 * The safetensors format: 8 bytes of header length, a JSON header with each tensor's type, shape
 * and place, then the numbers without a gap. It can hold numbers alone, so reading it runs nothing.
 *
 * <p>Source: https://github.com/huggingface/safetensors#format
 */
public final class Safetensors {
  private static final int PREFIX = Long.BYTES;
  private static final long LONGEST_HEADER = 100_000_000;
  private static final int ALIGNMENT = 8;
  private static final String METADATA = "__metadata__";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Safetensors() {}

  private record Entry(String name, ElementType type, List<Integer> shape, long begin, long end) {}

  /**
   * Reads every tensor as float32, in order of their place in the file.
   *
   * @throws InputException where the file is not whole or not of this format
   */
  public static Map<String, Tensor> read(Path file) throws IOException {
    long size = Files.size(file);
    try (InputStream in = Files.newInputStream(file)) {
      ByteBuffer prefix = littleEndian(in.readNBytes(PREFIX));
      long length = prefix.remaining() < PREFIX ? -1 : prefix.getLong();
      if (length < 2 || length > LONGEST_HEADER) {
        throw new InputException(
            file + " is no checkpoint: it is neither a .safetensors nor a PyTorch file.");
      }
      if (length > size - PREFIX) {
        throw damaged(file, "it is cut off within its header");
      }
      List<Entry> entries =
          entries(file, in.readNBytes(Math.toIntExact(length)), size - PREFIX - length);
      Map<String, Tensor> tensors = new java.util.LinkedHashMap<>();
      for (Entry entry : entries) {
        int count = Math.toIntExact(Tensor.size(entry.shape));
        tensors.put(entry.name, new Tensor(entry.shape, entry.type.read(in, count)));
      }
      return tensors;
    } catch (EOFException e) {
      throw damaged(file, "it is cut off");
    }
  }

  /** The header's tensors in order of their places, which must follow each other to the end. */
  private static List<Entry> entries(Path file, byte[] header, long dataBytes) {
    List<Entry> entries = new ArrayList<>();
    try {
      JsonNode root = JSON.readTree(header);
      if (!root.isObject()) {
        throw damaged(file, "its header is no JSON object");
      }
      for (Map.Entry<String, JsonNode> field : root.properties()) {
        if (!field.getKey().equals(METADATA)) {
          entries.add(entry(file, field.getKey(), field.getValue()));
        }
      }
    } catch (JsonProcessingException e) {
      throw damaged(file, "its header is no JSON");
    } catch (IOException e) {
      throw damaged(file, "its header cannot be read");
    }
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long end = 0;
    for (Entry entry : entries) {
      if (entry.begin != end) {
        throw damaged(
            file, "tensor '%s' does not begin where the one before ends".formatted(entry.name));
      }
      end = entry.end;
    }
    if (end > dataBytes) {
      throw damaged(
          file, "it is cut off: its tensors need %d bytes, it holds %d".formatted(end, dataBytes));
    }
    if (end < dataBytes) {
      throw damaged(file, "%d bytes follow its last tensor".formatted(dataBytes - end));
    }
    return entries;
  }

  private static Entry entry(Path file, String name, JsonNode node) {
    ElementType type;
    try {
      type = ElementType.valueOf(node.path("dtype").asText());
    } catch (IllegalArgumentException e) {
      throw damaged(file, "tensor '%s' is of unknown type %s".formatted(name, node.path("dtype")));
    }
    List<Integer> shape = new ArrayList<>();
    for (JsonNode length : node.path("shape")) {
      if (!length.isInt() || length.intValue() < 0) {
        throw damaged(file, "tensor '%s' has the shape %s".formatted(name, node.path("shape")));
      }
      shape.add(length.intValue());
    }
    JsonNode offsets = node.path("data_offsets");
    long begin = offsets.path(0).asLong(-1);
    long end = offsets.path(1).asLong(-1);
    if (!node.path("shape").isArray() || offsets.size() != 2 || begin < 0 || end < begin) {
      throw damaged(file, "tensor '%s' has no proper shape and place".formatted(name));
    }
    try {
      long count = Tensor.size(shape);
      if (Math.toIntExact(count) * (long) type.bytes() != end - begin) {
        throw damaged(
            file, "tensor '%s' of shape %s has %d bytes".formatted(name, shape, end - begin));
      }
    } catch (ArithmeticException e) {
      throw damaged(file, "tensor '%s' is too big: its shape is %s".formatted(name, shape));
    }
    return new Entry(name, type, shape, begin, end);
  }

  private static InputException damaged(Path file, String how) {
    return new InputException(
        "%s is a damaged safetensors file (%s); get it again.".formatted(file, how));
  }

  /**
   * Writes tensors as float32, ordered by name: the same bytes for the same tensors. The file
   * appears whole or not at all.
   */
  public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
    TreeMap<String, Tensor> ordered = new TreeMap<>(tensors);
    ObjectNode header = JSON.createObjectNode();
    long end = 0;
    for (Map.Entry<String, Tensor> entry : ordered.entrySet()) {
      ObjectNode node = header.putObject(entry.getKey()).put("dtype", ElementType.F32.name());
      entry.getValue().shape().forEach(node.putArray("shape")::add);
      long begin = end;
      end += (long) entry.getValue().values().length * Float.BYTES;
      node.putArray("data_offsets").add(begin).add(end);
    }
    String text = JSON.writeValueAsString(header);
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    byte[] padded =
        (text + " ".repeat(Math.floorMod(-length, ALIGNMENT))).getBytes(StandardCharsets.UTF_8);
    Output.write(
        file,
        temporary -> {
          try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
            byte[] prefix = new byte[PREFIX];
            littleEndian(prefix).putLong(padded.length);
            out.write(prefix);
            out.write(padded);
            for (Tensor tensor : ordered.values()) {
              write(out, tensor.values());
            }
          }
        });
  }

  private static void write(OutputStream out, float[] values) throws IOException {
    final int chunk = 1 << 16;
    byte[] bytes = new byte[chunk * Float.BYTES];
    for (int from = 0; from < values.length; from += chunk) {
      int n = Math.min(chunk, values.length - from);
      littleEndian(bytes).asFloatBuffer().put(values, from, n);
      out.write(bytes, 0, n * Float.BYTES);
    }
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
