package org.pragnanz.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for servers that are stopped and started again. */
public final class Ports {
  private static final int FIRST = 20_000;
  private static final int LAST = 29_999;

  private Ports() {}

  /**
   * A port that nobody listens on.
   *
   * <p>It is below those that a system gives to outgoing connections: none of these takes it while
   * the server is down. It is drawn, so that tests that run at the same time hardly ever meet.
   */
  public static int free() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Somebody has it: another one.
      }
    }
  }
}
