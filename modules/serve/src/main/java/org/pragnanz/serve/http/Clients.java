package org.pragnanz.serve.http;

import io.javalin.http.Context;
import java.time.InstantSource;
import org.pragnanz.serve.message.Refusal;

/** Who asks, by network address, and how often they may. */
final class Clients {
  /** Seconds' worth of requests that may come at once. */
  private static final double BURST = 4;

  /** Minutes' worth of sessions that may be opened at once: a laboratory starts together. */
  private static final double CLASS = 2;

  private final boolean behindProxy;
  private final RateLimit requests;
  private final RateLimit arrivals;

  Clients(Options options, InstantSource clock) {
    this.behindProxy = options.behindProxy();
    this.requests = new RateLimit(options.rate(), BURST * options.rate(), clock);
    this.arrivals = new RateLimit(options.arrivals() / 60, CLASS * options.arrivals(), clock);
  }

  /**
   * @throws Refusal where the client sends too many requests
   */
  void count(Context request) {
    requests.count(address(request));
  }

  /**
   * @throws Refusal where the client opens too many sessions
   */
  void countArrival(Context request) {
    arrivals.count(address(request));
  }

  private String address(Context request) {
    String forwarded = behindProxy ? request.header("X-Forwarded-For") : null;
    if (forwarded == null) {
      return request.req().getRemoteAddr();
    }
    // The last is what our own proxy saw; those before it are what the client claims.
    return forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
  }
}
