package org.pragnanz.nn.execution;

/** In which numbers a network's weights and maps are held while images pass. */
public enum Precision {
  /** 24 binary digits. */
  FLOAT32(6),

  /** Eight binary digits; sums are float32, and so is what is read out. */
  BFLOAT16(15);

  private final int code;

  /**
   * @param code TorchScript's
   */
  Precision(int code) {
    this.code = code;
  }

  /** The expression for a tensor in this precision: the tensor itself where it has it. */
  String of(String tensor) {
    return "torch.to(%s, %d)".formatted(tensor, code);
  }

  /** The expression for a copy of a tensor in this precision. */
  String copy(String tensor) {
    return "torch.to(%s, %d, False, True)".formatted(tensor, code);
  }

  /** The expression for the means over a map's positions, summed and given in this precision. */
  String means(String map) {
    return "torch.mean(%s, [2, 3], False, dtype=%d)".formatted(map, code);
  }
}
