package org.pragnanz.nn.description;

/**
 * A post-ReLU site of a network.
 *
 * @param name the torchvision module whose output enters the ReLU, such as {@code layer3.2.bn2}
 * @param channels number of channels
 * @param depth relative depth, 0 to 1: index / (sites - 1)
 */
public record Site(String name, int channels, double depth) {}
