package org.pragnanz.phantom;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.pragnanz.concurrent.Workers;

/**
 * Ridge regression in closed form, W = YX'(XX' + pI)⁻¹ for samples in columns, with an intercept
 * that is not penalised; the penalty p is a thousandth of the mean of XX' on its diagonal.
 */
final class Ridge {
  private static final double PENALTY = 1e-3;

  /** Batches that are summed one after the other, so that the bits do not depend on threads. */
  private static final int GROUP = 20;

  private Ridge() {}

  /**
   * Some samples.
   *
   * @param x (features, samples)
   * @param y (targets, samples)
   */
  record Batch(float[][] x, float[][] y) {}

  /**
   * Fits all batches together.
   *
   * @return (targets, features + 1), the intercept last
   */
  static float[][] fit(int batches, IntFunction<Batch> batch, Workers workers) {
    double[][][] groups = new double[(batches + GROUP - 1) / GROUP][][];
    workers.forEach(
        groups.length,
        group -> {
          int from = group * GROUP;
          groups[group] = moments(batch.apply(from));
          for (int i = from + 1; i < Math.min(batches, from + GROUP); i++) {
            add(groups[group], moments(batch.apply(i)));
          }
        });
    double[][] sum = groups[0];
    for (int group = 1; group < groups.length; group++) {
      add(sum, groups[group]);
    }
    return solve(sum);
  }

  private static void add(double[][] sum, double[][] more) {
    for (int i = 0; i < sum.length; i++) {
      for (int j = 0; j < sum[i].length; j++) {
        sum[i][j] += more[i][j];
      }
    }
  }

  /** (X; 1)(X; 1; Y)' on its diagonal and right of it, (features + 1, features + 1 + targets). */
  private static double[][] moments(Batch batch) {
    int features = batch.x.length;
    float[] one = new float[batch.x[0].length];
    Arrays.fill(one, 1);
    float[][] inputs = Arrays.copyOf(batch.x, features + 1);
    inputs[features] = one;
    float[][] all = Arrays.copyOf(inputs, inputs.length + batch.y.length);
    System.arraycopy(batch.y, 0, all, inputs.length, batch.y.length);
    float[][] products = new float[inputs.length][all.length];
    Rows.addUpperProduct(inputs, Rows.transpose(all), products);
    double[][] moments = new double[inputs.length][all.length];
    add(moments, products);
    return moments;
  }

  private static void add(double[][] sum, float[][] more) {
    for (int i = 0; i < sum.length; i++) {
      for (int j = 0; j < sum[i].length; j++) {
        sum[i][j] += more[i][j];
      }
    }
  }

  private static float[][] solve(double[][] moments) {
    int inputs = moments.length;
    int targets = moments[0].length - inputs;
    RealMatrix all = new Array2DRowRealMatrix(moments, false);
    RealMatrix gram = all.getSubMatrix(0, inputs - 1, 0, inputs - 1);
    int features = inputs - 1;
    double mean = 0;
    for (int i = 0; i < features; i++) {
      mean += gram.getEntry(i, i) / features;
    }
    for (int i = 0; i < features; i++) {
      gram.addToEntry(i, i, PENALTY * mean);
      for (int j = 0; j < i; j++) {
        gram.setEntry(i, j, gram.getEntry(j, i));
      }
    }
    gram.setRow(features, gram.getColumn(features));
    RealMatrix right = all.getSubMatrix(0, inputs - 1, inputs, inputs + targets - 1);
    RealMatrix solution = new CholeskyDecomposition(gram).getSolver().solve(right);
    float[][] weights = new float[targets][inputs];
    for (int i = 0; i < targets; i++) {
      for (int j = 0; j < inputs; j++) {
        weights[i][j] = (float) solution.getEntry(j, i);
      }
    }
    return weights;
  }
}
