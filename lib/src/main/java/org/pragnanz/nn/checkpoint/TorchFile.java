package org.pragnanz.nn.checkpoint;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.pragnanz.fault.InputException;
import org.pragnanz.fault.OutOfMemory;
import org.pragnanz.files.Tensor;
import org.pragnanz.nn.checkpoint.StateUnpickler.RefusedException;
import org.pragnanz.nn.checkpoint.StateUnpickler.Storage;
import org.pragnanz.nn.checkpoint.StateUnpickler.View;

/**
 * PyTorch's own checkpoints ({@code torch.save} of a state dictionary): a zip archive of one pickle
 * and the storages, or, before PyTorch 1.6, five pickles followed by the storages. Read with {@link
 * StateUnpickler}, so nothing in the file is ever run.
 */
final class TorchFile {
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final byte[] LEGACY = {(byte) 0x80, 2, (byte) 0x8a, 10, 0x6c, (byte) 0xfc};
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final int LEGACY_PROTOCOL = 1001;

  private TorchFile() {}

  static boolean isOne(byte[] start) {
    return startsWith(start, ZIP) || startsWith(start, LEGACY);
  }

  private static boolean startsWith(byte[] start, byte[] magic) {
    return Arrays.equals(Arrays.copyOf(start, magic.length), magic);
  }

  /** Gives a storage's numbers. */
  @FunctionalInterface
  private interface Storages {
    float[] read(Storage storage) throws IOException;
  }

  /**
   * Reads every tensor as float32, in the file's order, without the wrapper and the prefix that
   * training scripts add.
   *
   * @throws InputException where the file is damaged or holds more than tensors and containers
   */
  static Map<String, Tensor> read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return startsWith(in.readNBytes(ZIP.length), ZIP) ? readZip(file) : readLegacy(file);
    } catch (RefusedException e) {
      throw new InputException(
          "%s is refused, nothing of it was run: it %s, which no checkpoint of tensors needs; get it from a source you trust, or convert it to .safetensors."
              .formatted(file, e.getMessage()),
          e);
    } catch (FileSystemException | InputException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      OutOfMemory.rethrow(e);
      // The file ends early, or its bytes make the unpickler stumble: wrong types, an empty stack.
      throw damaged(file, e);
    }
  }

  private static InputException damaged(Path file, Throwable e) {
    String reason = e.getMessage() == null ? "it ends early" : e.getMessage();
    return new InputException(
        "%s is a damaged PyTorch checkpoint (%s); get it again.".formatted(file, reason), e);
  }

  private static Map<String, Tensor> readZip(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      String pickle =
          zip.stream()
              .map(ZipEntry::getName)
              .filter(name -> name.endsWith("/data.pkl"))
              .findFirst()
              .orElseThrow(
                  () -> new InputException(file + " is a zip archive, but no checkpoint."));
      String root = pickle.substring(0, pickle.length() - "data.pkl".length());
      try (InputStream order = stored(zip, root + "byteorder", Optional.empty())) {
        if (order.read() == 'b') {
          throw new InputException(
              file + " was written on a big-endian machine; convert it to .safetensors there.");
        }
      }
      Object state;
      try (InputStream in = stored(zip, pickle, Optional.empty())) {
        state = new StateUnpickler().load(in);
      }
      return tensors(
          file,
          state,
          storage -> {
            long bytes = Math.multiplyExact(storage.count(), storage.type().bytes());
            String name = root + "data/" + storage.key();
            try (InputStream in = stored(zip, name, Optional.of(bytes))) {
              return numbers(file, storage, in);
            }
          });
    }
  }

  private static float[] numbers(Path file, Storage storage, InputStream in) throws IOException {
    // Room is made for no more than the file can hold: a count is only a claim.
    if (Math.multiplyExact(storage.count(), storage.type().bytes()) > Files.size(file)) {
      throw new EOFException("it ends within storage " + storage.key());
    }
    return storage.type().read(in, Math.toIntExact(storage.count()));
  }

  /**
   * An entry of the archive, empty where there is none. PyTorch never compresses: a compressed
   * entry could be far larger than the file, so it is not read.
   */
  private static InputStream stored(ZipFile zip, String name, Optional<Long> bytes)
      throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null && bytes.isEmpty()) {
      return InputStream.nullInputStream();
    }
    if (entry == null
        || entry.getMethod() != ZipEntry.STORED
        || (bytes.isPresent() && entry.getSize() != bytes.get())) {
      throw new ZipException("its entry %s is missing or not as long as it says".formatted(name));
    }
    return zip.getInputStream(entry);
  }

  private static Map<String, Tensor> readLegacy(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      StateUnpickler unpickler = new StateUnpickler();
      Object magic = unpickler.load(in);
      Object protocol = unpickler.load(in);
      Object system = unpickler.load(in);
      if (!MAGIC.equals(magic)
          || !Integer.valueOf(LEGACY_PROTOCOL).equals(protocol)
          || !(system instanceof Map<?, ?> map)
          || !Boolean.TRUE.equals(map.get("little_endian"))) {
        throw new InputException(
            file + " is a PyTorch file of an unknown kind; convert it to .safetensors.");
      }
      Object state = unpickler.load(in);
      List<?> keys = (List<?>) unpickler.load(in);
      Map<String, float[]> values = new HashMap<>();
      for (Object key : keys) {
        Storage storage = unpickler.storages().get((String) key);
        if (storage == null || storage.count() != littleEndianLong(in)) {
          throw new EOFException("storage %s is not as the tensors say".formatted(key));
        }
        values.put(storage.key(), numbers(file, storage, in));
      }
      return tensors(
          file,
          state,
          storage ->
              Optional.ofNullable(values.get(storage.key()))
                  .orElseThrow(
                      () -> new EOFException("storage %s is missing".formatted(storage.key()))));
    }
  }

  private static long littleEndianLong(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(Long.BYTES);
    if (bytes.length < Long.BYTES) {
      throw new EOFException();
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  /**
   * The state dictionary: the file itself, or a dictionary in it, under whatever name training
   * scripts put it. Tensors beside it, such as an accuracy or a generator's state, are few.
   */
  private static Map<String, View> views(Path file, Object state) {
    if (!(state instanceof Map<?, ?> root)) {
      throw new InputException(file + " holds no state dictionary, so no network's weights.");
    }
    Map<String, Map<String, View>> found = new LinkedHashMap<>();
    root.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> map) {
            found.put("'" + name + "'", direct(map));
          }
        });
    int most = found.values().stream().mapToInt(Map::size).max().orElse(0);
    Map<String, View> whole = direct(root);
    if (whole.isEmpty() && most == 0) {
      throw new InputException(
          file
              + " holds no tensors where a checkpoint has them: at its top or in a dictionary there.");
    }
    if (whole.size() >= most) {
      return whole;
    }
    found.values().removeIf(views -> 2 * views.size() < most);
    if (found.size() > 1) {
      throw new InputException(
          "%s holds several networks, %s; save the one that is meant in a file of its own."
              .formatted(file, String.join(" and ", found.keySet())));
    }
    return found.values().iterator().next();
  }

  private static Map<String, View> direct(Map<?, ?> map) {
    Map<String, View> views = new LinkedHashMap<>();
    map.forEach(
        (name, value) -> {
          if (name instanceof String text && value instanceof View view) {
            views.put(text, view);
          }
        });
    return views;
  }

  private static Map<String, Tensor> tensors(Path file, Object state, Storages storages)
      throws IOException {
    Map<Storage, float[]> read = new HashMap<>();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, View> entry : views(file, state).entrySet()) {
      View view = entry.getValue();
      float[] storage = read.get(view.storage());
      if (storage == null) {
        storage = storages.read(view.storage());
        read.put(view.storage(), storage);
      }
      tensors.put(entry.getKey(), gather(entry.getKey(), view, storage));
    }
    return tensors;
  }

  /** Copies a strided view out of its storage, in row-major order. */
  private static Tensor gather(String name, View view, float[] storage) {
    List<Integer> shape = view.shape();
    List<Long> stride = view.stride();
    if (shape.size() != stride.size()
        || view.offset() < 0
        || shape.stream().anyMatch(size -> size < 0)
        || stride.stream().anyMatch(step -> step < 0)) {
      throw new IllegalArgumentException("tensor '%s' has no proper shape".formatted(name));
    }
    long count = Tensor.size(shape);
    long last = view.offset();
    for (int d = 0; d < shape.size(); d++) {
      last = Math.addExact(last, Math.multiplyExact(shape.get(d) - 1L, stride.get(d)));
    }
    // More numbers than the storage has would be repeats, made to fill the memory.
    if ((count > 0 && last >= storage.length) || count > storage.length) {
      throw new IllegalArgumentException("tensor '%s' reaches beyond its storage".formatted(name));
    }
    float[] values = new float[Math.toIntExact(count)];
    int[] index = new int[shape.size()];
    long from = view.offset();
    for (int i = 0; i < values.length; i++) {
      values[i] = storage[Math.toIntExact(from)];
      for (int d = index.length - 1; d >= 0; d--) {
        from += stride.get(d);
        if (++index[d] < shape.get(d)) {
          break;
        }
        from -= stride.get(d) * shape.get(d);
        index[d] = 0;
      }
    }
    return new Tensor(shape, values);
  }
}
