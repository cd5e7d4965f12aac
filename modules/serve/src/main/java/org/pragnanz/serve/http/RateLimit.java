package org.pragnanz.serve.http;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pragnanz.serve.message.Refusal;

/**
 * How much one client may ask for: a bucket of tokens each, filled at a steady rate.
 *
 * <p>Remembers the clients that were seen last, as many as fit; a client that is forgotten starts
 * with a full bucket.
 */
final class RateLimit {
  private static final int CLIENTS = 20_000;

  private final double perSecond;
  private final double burst;
  private final InstantSource clock;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > CLIENTS;
        }
      };

  private static final class Bucket {
    private double tokens;
    private long filled;
  }

  /**
   * @param perSecond requests a second in the long run
   * @param burst requests at once
   */
  RateLimit(double perSecond, double burst, InstantSource clock) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.clock = clock;
  }

  /**
   * Counts a request.
   *
   * @throws Refusal where the client asks for too much
   */
  synchronized void count(String client) {
    long now = clock.millis();
    Bucket bucket = buckets.get(client);
    if (bucket == null) {
      bucket = new Bucket();
      bucket.tokens = burst;
      buckets.put(client, bucket);
    } else {
      double since = Math.max(0, now - bucket.filled) / 1000.0;
      bucket.tokens = Math.min(burst, bucket.tokens + since * perSecond);
    }
    bucket.filled = now;
    if (bucket.tokens < 1) {
      throw Refusal.tooMany((int) Math.ceil((1 - bucket.tokens) / perSecond));
    }
    bucket.tokens--;
  }
}
