package org.pragnanz.serve;

import java.time.Duration;
import java.util.Map;

/**
 * How a study is served.
 *
 * @param behindProxy whether the last address in {@code X-Forwarded-For} is the client's
 * @param patience after which a session without an answer is abandoned
 * @param rate requests a second that one client may send in the long run
 * @param arrivals sessions a minute that one client may open in the long run
 * @param endings by the state in which a session ended
 * @param token of the experimenter's page
 */
record Options(
    String host,
    int port,
    boolean behindProxy,
    Duration patience,
    double rate,
    double arrivals,
    Map<State, Ending> endings,
    String token) {}
