package org.pragnanz.nn.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.Unpickler;
import org.pragnanz.files.ElementType;

/**
 * Reads the pickle of a PyTorch checkpoint, and nothing else a pickle could hold. A pickle is a
 * program: this machine knows the instructions that build containers, numbers and text, and may
 * "call" only what makes tensors and ordered dictionaries. Anything else is refused where it is
 * met, before it is carried out. No class is ever looked up by name.
 *
 * <p>{@link #load} reads one pickle and leaves the stream right behind it.
 */
final class StateUnpickler extends Unpickler {
  /** The numbers that tensors are views of; they lie elsewhere in the file. */
  record Storage(String key, ElementType type, long count) {}

  /**
   * A tensor as the checkpoint describes it: a strided view of a storage.
   *
   * @param offset index of its first number in the storage
   * @param stride how far apart neighbours along each dimension are in the storage
   */
  record View(Storage storage, long offset, List<Integer> shape, List<Long> stride) {}

  /** The file asks for something that no checkpoint needs. */
  static final class RefusedException extends PickleException {
    private static final long serialVersionUID = 1;

    RefusedException(String what) {
      super(what);
    }
  }

  /** What a storage's class stands for. It cannot be called. */
  private record StorageClass(ElementType type) implements IObjectConstructor {
    @Override
    public Object construct(Object[] arguments) {
      throw new RefusedException("makes a storage of its own");
    }
  }

  /**
   * What stands for an object that training scripts keep beside the tensors, such as their
   * arguments: nothing is made or called, whatever it is asked for.
   */
  private static final class Inert implements IObjectConstructor {
    @Override
    public Object construct(Object[] arguments) {
      return this;
    }
  }

  private static final Inert INERT = new Inert();

  private static final Set<String> BESIDE =
      Set.of(
          "argparse.Namespace",
          "types.SimpleNamespace",
          "pathlib.PosixPath",
          "pathlib.WindowsPath",
          "numpy.dtype",
          "numpy.core.multiarray.scalar",
          "numpy._core.multiarray.scalar",
          "_codecs.encode",
          "torch.device",
          "torch.Size");

  private static final int LONGEST_NAME = 200;

  private static final Map<String, IObjectConstructor> ALLOWED =
      Map.ofEntries(
          Map.entry("collections.OrderedDict", StateUnpickler::dictionary),
          Map.entry("torch._utils._rebuild_tensor", StateUnpickler::view),
          Map.entry("torch._utils._rebuild_tensor_v2", StateUnpickler::view),
          Map.entry("torch._utils._rebuild_parameter", arguments -> (View) arguments[0]),
          Map.entry("torch.BoolStorage", new StorageClass(ElementType.BOOL)),
          Map.entry("torch.ByteStorage", new StorageClass(ElementType.U8)),
          Map.entry("torch.CharStorage", new StorageClass(ElementType.I8)),
          Map.entry("torch.ShortStorage", new StorageClass(ElementType.I16)),
          Map.entry("torch.IntStorage", new StorageClass(ElementType.I32)),
          Map.entry("torch.LongStorage", new StorageClass(ElementType.I64)),
          Map.entry("torch.HalfStorage", new StorageClass(ElementType.F16)),
          Map.entry("torch.BFloat16Storage", new StorageClass(ElementType.BF16)),
          Map.entry("torch.FloatStorage", new StorageClass(ElementType.F32)),
          Map.entry("torch.DoubleStorage", new StorageClass(ElementType.F64)));

  private final Map<String, Storage> storages = new LinkedHashMap<>();

  /** Every storage that was met, by its key. */
  Map<String, Storage> storages() {
    return storages;
  }

  @Override
  protected Object dispatch(short instruction) throws IOException {
    switch (instruction) {
      case Opcodes.GLOBAL -> pushAllowed(line(), line());
      case Opcodes.STACK_GLOBAL -> {
        String name = (String) stack.pop();
        pushAllowed((String) stack.pop(), name);
      }
      case Opcodes.BUILD -> dropAttributes();
      case Opcodes.NEWOBJ -> {
        if (stack.size() < 2) {
          throw refused(instruction);
        }
        stack.pop();
        if (stack.peek() != INERT) {
          throw refused(instruction);
        }
      }
      case Opcodes.BINUNICODE -> stack.add(text());
      case Opcodes.SETITEM -> {
        Object value = stack.pop();
        Object key = stack.pop();
        put(Arrays.asList(key, value));
      }
      case Opcodes.SETITEMS -> put(stack.pop_all_since_marker());
      case Opcodes.PROTO,
          Opcodes.FRAME,
          Opcodes.STOP,
          Opcodes.MARK,
          Opcodes.NONE,
          Opcodes.NEWTRUE,
          Opcodes.NEWFALSE,
          Opcodes.BININT,
          Opcodes.BININT1,
          Opcodes.BININT2,
          Opcodes.LONG1,
          Opcodes.BINFLOAT,
          Opcodes.SHORT_BINUNICODE,
          Opcodes.EMPTY_DICT,
          Opcodes.EMPTY_LIST,
          Opcodes.EMPTY_TUPLE,
          Opcodes.TUPLE,
          Opcodes.TUPLE1,
          Opcodes.TUPLE2,
          Opcodes.TUPLE3,
          Opcodes.APPEND,
          Opcodes.APPENDS,
          Opcodes.BINPUT,
          Opcodes.LONG_BINPUT,
          Opcodes.MEMOIZE,
          Opcodes.BINGET,
          Opcodes.LONG_BINGET,
          Opcodes.BINPERSID,
          Opcodes.REDUCE -> {
        return super.dispatch(instruction);
      }
      default -> throw refused(instruction);
    }
    return NO_RETURN_VALUE;
  }

  private static RefusedException refused(short instruction) {
    return new RefusedException("uses the pickle instruction 0x%02x".formatted(instruction));
  }

  private void pushAllowed(String module, String name) {
    String called = module + "." + name;
    IObjectConstructor allowed = BESIDE.contains(called) ? INERT : ALLOWED.get(called);
    if (allowed == null) {
      throw new RefusedException("asks for %s.%s".formatted(module, name));
    }
    stack.add(allowed);
  }

  /** A dictionary's attributes (PyTorch keeps module versions there) are of no use here. */
  private void dropAttributes() {
    stack.pop();
    if (!(stack.peek() instanceof Map) && stack.peek() != INERT) {
      throw new RefusedException("sets the state of an object");
    }
  }

  /** Keys are text or numbers: the hash of a container could take for ever. */
  private void put(List<Object> keysAndValues) {
    if (!(stack.peek() instanceof Map<?, ?> target)) {
      throw new PickleException("items for what is no dictionary");
    }
    @SuppressWarnings("unchecked") // every map on the stack was made by this machine, of objects
    Map<Object, Object> map = (Map<Object, Object>) target;
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      Object key = keysAndValues.get(i);
      if (!(key instanceof String || key instanceof Number)) {
        throw new RefusedException("has a key that is neither text nor a number");
      }
      map.put(key, keysAndValues.get(i + 1));
    }
  }

  /** What pickle calls a persistent id: here ("storage", class, key, device, count, ...). */
  @Override
  protected Object persistentLoad(Object id) {
    Object[] parts = (Object[]) id;
    boolean whole = parts.length == 5 || (parts.length == 6 && parts[5] == null);
    if (!whole || !"storage".equals(parts[0])) {
      throw new RefusedException("refers to something that is no storage");
    }
    ElementType type = ((StorageClass) parts[1]).type;
    Storage storage = new Storage((String) parts[2], type, ((Number) parts[4]).longValue());
    Storage known = storages.putIfAbsent(storage.key, storage);
    if (known != null && !known.equals(storage)) {
      throw new PickleException("storage %s is described twice".formatted(storage.key));
    }
    return storage;
  }

  private static Object dictionary(Object[] arguments) {
    if (arguments.length != 0) {
      throw new RefusedException("makes a dictionary in an unusual way");
    }
    return new LinkedHashMap<Object, Object>();
  }

  private static Object view(Object[] arguments) {
    List<Integer> shape =
        Arrays.stream((Object[]) arguments[2]).map(size -> ((Number) size).intValue()).toList();
    List<Long> stride =
        Arrays.stream((Object[]) arguments[3]).map(step -> ((Number) step).longValue()).toList();
    return new View((Storage) arguments[0], ((Number) arguments[1]).longValue(), shape, stride);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = input.read(); c != '\n'; c = input.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      if (line.length() == LONGEST_NAME) {
        throw new PickleException("a name without end");
      }
      line.append((char) c);
    }
    return line.toString();
  }

  /** Text, without making room for more than there is: its length is only a claim. */
  private String text() throws IOException {
    byte[] prefix = input.readNBytes(Integer.BYTES);
    if (prefix.length < Integer.BYTES) {
      throw new EOFException();
    }
    int length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getInt();
    byte[] bytes = length < 0 ? new byte[0] : input.readNBytes(length);
    if (bytes.length != length) {
      throw new EOFException();
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
