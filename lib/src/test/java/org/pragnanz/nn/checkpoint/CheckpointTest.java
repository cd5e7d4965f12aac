package org.pragnanz.nn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Safetensors;
import org.pragnanz.files.Tensor;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.nn.execution.Network;
import org.pragnanz.testing.FormulaWeights;
import org.pragnanz.testing.SharedData;

class CheckpointTest {
  @TempDir Path folder;

  private static Path shared(String name) {
    return SharedData.reference("checkpoints").resolve(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state_dict_zip.pth",
        "state_dict_legacy.pth",
        "wrapped.pth",
        "state_dict.safetensors"
      })
  void holdsWhatPyTorchPutIn(String name) throws IOException {
    JsonNode expected =
        new ObjectMapper().readTree(shared("expected.json").toFile()).path("tensors");
    Map<String, Tensor> tensors = Checkpoint.read(shared(name));
    if (name.endsWith(".pth")) {
      assertThat(tensors).hasSize(expected.size());
    }
    assertThat(tensors).isNotEmpty();
    tensors.forEach(
        (tensorName, tensor) -> {
          JsonNode e = expected.path(tensorName);
          assertThat(tensor.shape())
              .as(tensorName)
              .isEqualTo(new ObjectMapper().convertValue(e.path("shape"), List.class));
          double sum = 0;
          for (float value : tensor.values()) {
            sum += value;
          }
          assertThat(sum).as(tensorName).isEqualTo(e.path("sum").doubleValue(), within(1e-9));
          for (int i = 0; i < e.path("row_major_first6").size(); i++) {
            assertThat(tensor.values()[i])
                .as(tensorName)
                .isEqualTo(e.path("row_major_first6").get(i).floatValue());
          }
        });
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }

  @Test
  void refusesACheckpointThatWouldRunACommand() {
    Path hostile = shared("hostile.pth");
    assertThatThrownBy(() -> Checkpoint.read(hostile))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("posix.system")
        .hasMessageContaining("refused");
    assertThat(Path.of("pwned-by-checkpoint")).doesNotExist();
  }

  /** Pickles that other readers would carry out, each refused for what it asks. */
  @ParameterizedTest
  @CsvSource({
    "cos\\nsystem\\n(X\\x02\\x00\\x00\\x00lstR., os.system",
    "cexceptions\\nValueError\\n)R., exceptions.ValueError",
    "cdatetime\\ndatetime\\n)R., datetime.datetime",
    "ccollections\\nOrderedDict\\n)\\x81., 0x81",
    "(ios\\nsystem\\n., 0x69",
    "(cos\\nsystem\\no., os.system",
    "\\x8c\\x02os\\x8c\\x06system\\x93., os.system",
    "ctorch\\nFloatStorage\\n)R., storage of its own",
    "]}b., state of an object",
    "}]Ns., key",
    "X\\x01\\x00\\x00\\x00aQ., damaged",
    "X\\xff\\xff\\xff\\x7fabc., damaged",
    "}(((((t., no state dictionary",
    "R., damaged",
    "\\x82\\x01., 0x82"
  })
  void refusesEveryOtherInstruction(String escaped, String reason) throws IOException {
    Path file = folder.resolve("model.pth");
    writeZip(file, Map.of("model/data.pkl", unescape(escaped)));
    assertRefused(file, reason);
  }

  private static void assertRefused(Path file, String reason) {
    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(reason);
  }

  private static byte[] unescape(String escaped) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < escaped.length(); i++) {
      if (escaped.charAt(i) != '\\') {
        bytes.write(escaped.charAt(i));
      } else if (escaped.charAt(++i) == 'n') {
        bytes.write('\n');
      } else {
        bytes.write(Integer.parseInt(escaped.substring(i + 1, i + 3), 16));
        i += 2;
      }
    }
    return bytes.toByteArray();
  }

  private static void writeZip(Path file, Map<String, byte[]> entries) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        ZipEntry stored = new ZipEntry(entry.getKey());
        CRC32 crc = new CRC32();
        crc.update(entry.getValue());
        stored.setMethod(ZipEntry.STORED);
        stored.setSize(entry.getValue().length);
        stored.setCrc(crc.getValue());
        zip.putNextEntry(stored);
        zip.write(entry.getValue());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"state_dict_zip.pth", "state_dict_legacy.pth", "state_dict.safetensors"})
  void saysThatACutOffFileIsDamaged(String name) throws IOException {
    byte[] whole = Files.readAllBytes(shared(name));
    for (int length = 0; length < whole.length; length += 97) {
      Path file = folder.resolve("cut-" + length);
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Checkpoint.read(file))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(InputException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"state_dict_zip.pth", "state_dict_legacy.pth", "state_dict.safetensors"})
  void survivesAnyDamagedByte(String name) throws IOException {
    byte[] whole = Files.readAllBytes(shared(name));
    Random random = new Random(7);
    Path file = folder.resolve("damaged");
    for (int i = 0; i < 500; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      try {
        assertThat(Checkpoint.read(file)).isNotNull();
      } catch (InputException e) {
        assertThat(e).hasMessageContaining(file.toString());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}|has 4 bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}|does not begin",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}|cut off",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}|shape",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,2147483647],\"data_offsets\":[0,8]}}|too big",
        "{\"a\":{\"dtype\":\"X32\",\"shape\":[2],\"data_offsets\":[0,8]}}|unknown type",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|follow its last tensor",
        "{\"a\":7}|unknown type",
        "{\"a\":{}, \"a\":{}}|no JSON",
        "[1]|no JSON object",
        "{\"a\"|no JSON"
      })
  void saysWhatIsWrongInASafetensorsHeader(String header, String reason) throws IOException {
    Path file = folder.resolve("model.safetensors");
    writeSafetensors(file, header, new byte[8]);
    assertRefused(file, reason);
  }

  private static void writeSafetensors(Path file, String header, byte[] data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    byte[] prefix = new byte[Long.BYTES];
    ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(prefix);
      out.write(text);
      out.write(data);
    }
  }

  @Test
  void readsHalfAndBrainFloats() throws IOException {
    Path file = folder.resolve("model.safetensors");
    String header =
        """
        {"half":{"dtype":"F16","shape":[8],"data_offsets":[0,16]},
         "brain":{"dtype":"BF16","shape":[2],"data_offsets":[16,20]}}
        """;
    ByteBuffer data = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    // IEEE 754-2019, binary16: 1, -2, largest, smallest normal, smallest, -0, infinity, 1/3.
    for (int bits : new int[] {0x3c00, 0xc000, 0x7bff, 0x0400, 0x0001, 0x8000, 0x7c00, 0x3555}) {
      data.putShort((short) bits);
    }
    data.putShort((short) 0x3f80).putShort((short) 0xc049);
    byte[] bytes = new byte[data.capacity()];
    data.flip().get(bytes);
    writeSafetensors(file, header, bytes);
    Map<String, Tensor> tensors = Checkpoint.read(file);
    assertThat(tensors.get("half").values())
        .containsExactly(
            1, -2, 65504, 0x1p-14f, 0x1p-24f, -0f, Float.POSITIVE_INFINITY, 0.33325195f);
    assertThat(tensors.get("brain").values()).containsExactly(1, -3.140625f);
  }

  @Test
  void writesTheSameBytesWhateverTheOrder() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("b", new Tensor(List.of(2, 1), new float[] {1, 2}));
    tensors.put("a", new Tensor(List.of(), new float[] {Float.MIN_VALUE}));
    Map<String, Tensor> reversed = new LinkedHashMap<>();
    reversed.put("a", tensors.get("a"));
    reversed.put("b", tensors.get("b"));
    Safetensors.write(folder.resolve("1"), tensors);
    Safetensors.write(folder.resolve("2"), reversed);
    assertThat(folder.resolve("1")).hasSameBinaryContentAs(folder.resolve("2"));
    Map<String, Tensor> read = Checkpoint.read(folder.resolve("1"));
    assertThat(read.keySet()).containsExactly("a", "b");
    assertThat(read.get("b").shape()).containsExactly(2, 1);
    assertThat(read.get("b").values()).containsExactly(1, 2);
    assertThat(read.get("a").values()).containsExactly(Float.MIN_VALUE);
  }

  @Test
  void namesWhatDoesNotFitTheNetwork() throws IOException {
    Architecture architecture = Architecture.named("squeezenet1_1");
    Map<String, Tensor> weights = FormulaWeights.of(architecture);
    weights.remove("features.3.squeeze.bias");
    weights.remove("features.0.weight");
    weights.put("surplus", new Tensor(List.of(1), new float[1]));
    weights.put("classifier.1.bias", new Tensor(List.of(10), new float[10]));
    weights.put("features.1.num_batches_tracked", new Tensor(List.of(), new float[1]));
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(file, weights);
    assertThatThrownBy(() -> Checkpoint.read(file, architecture))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "does not fit squeezenet1_1:"
                + " 2 tensors missing (features.0.weight, features.3.squeeze.bias),"
                + " 1 tensor superfluous (surplus),"
                + " 1 tensor of another shape (classifier.1.bias is [10], not [1000]);");
  }

  @Test
  void takesANetworkOfItsOwnClassesAsDataParallelNamesIt() throws IOException {
    Architecture architecture = Architecture.named("resnet18");
    Map<String, Tensor> weights = FormulaWeights.of(architecture);
    weights.put("fc.weight", new Tensor(List.of(10, 512), new float[5120]));
    weights.put("fc.bias", new Tensor(List.of(10), new float[10]));
    Map<String, Tensor> parallel = new LinkedHashMap<>();
    weights.forEach((name, tensor) -> parallel.put("module." + name, tensor));
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(file, parallel);
    Network.Options options = new Network.Options("cpu", true, false);
    try (Network network = Network.load(architecture, file, options)) {
      assertThat(network.architecture().classes()).isEqualTo(10);
      assertThat(network.architecture().sites()).isEqualTo(architecture.sites());
      int side = architecture.preprocessing().crop();
      float[] logits =
          network.forward(new float[3 * side * side], 1, side, Map.of(), true).logits();
      assertThat(logits).hasSize(10);
    }
    assertThatThrownBy(() -> Checkpoint.read(file, Architecture.named("alexnet")))
        .hasMessageContaining("is a checkpoint of resnet18, not of alexnet");
  }

  /** Its classes are channels of its last site. */
  @Test
  void takesASqueezeNetOfItsOwnClasses() throws IOException {
    Architecture architecture = Architecture.named("squeezenet1_1");
    Map<String, Tensor> weights = FormulaWeights.of(architecture);
    weights.put("classifier.1.weight", new Tensor(List.of(7, 512, 1, 1), new float[7 * 512]));
    weights.put("classifier.1.bias", new Tensor(List.of(7), new float[7]));
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(file, weights);
    Architecture fitted = architecture.fitted(Checkpoint.read(file, architecture));
    assertThat(fitted.classes()).isEqualTo(7);
    assertThat(fitted.site("classifier.1").channels()).isEqualTo(7);
  }

  @Test
  void saysWhichNetworkACheckpointIsOf() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(file, FormulaWeights.of(Architecture.named("squeezenet1_1")));
    assertThatThrownBy(() -> Checkpoint.read(file, Architecture.named("resnet18")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is a checkpoint of squeezenet1_1, not of resnet18");
  }

  /** {@code make_checkpoints.py} beside the table made them with PyTorch. */
  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "checkpoints.csv",
      useHeadersInDisplayName = false,
      numLinesToSkip = 1,
      maxCharsPerColumn = 20000)
  void findsTheNetworkInWhatTrainingScriptsLeave(String name, String base64) throws IOException {
    Path file = folder.resolve(name + ".pth");
    Files.write(file, Base64.getDecoder().decode(base64));
    if (name.equals("two_networks")) {
      assertThatThrownBy(() -> Checkpoint.read(file))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("holds several networks, 'state_dict_ema' and 'state_dict';");
      return;
    }
    Map<String, Tensor> tensors = Checkpoint.read(file);
    assertThat(tensors).containsOnlyKeys("w", "b");
    assertThat(tensors.get("w").values()).containsExactly(1, 2);
    assertThat(tensors.get("b").values()).containsExactly(3);
  }

  @ParameterizedTest
  @CsvSource({
    "conv1.weight, NaN, NaN",
    "fc.bias, -Infinity, a number beyond float32",
    "bn1.running_var, -1, a variance below 0"
  })
  void refusesNumbersThatNoNetworkHas(String tensor, float value, String what) throws IOException {
    Architecture architecture = Architecture.named("resnet18");
    Map<String, Tensor> weights = FormulaWeights.of(architecture);
    weights.get(tensor).values()[0] = value;
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(file, weights);
    assertThatThrownBy(() -> Checkpoint.read(file, architecture))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("tensor '%s' holds %s, which".formatted(tensor, what));
  }

  @Test
  void saysThatATextIsNoCheckpoint() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "these are no weights at all");
    assertRefused(file, "is no checkpoint");
  }
}
