package org.pragnanz.serve.http;

import java.time.Duration;
import java.util.Map;
import org.pragnanz.serve.store.State;

/**
 * How a study is served.
 *
 * @param host to listen on
 * @param port to listen on, 0 for a free one
 * @param behindProxy whether the last address in {@code X-Forwarded-For} is the client's
 * @param patience after which a session without an answer is abandoned
 * @param rate requests a second that one client may send in the long run
 * @param arrivals sessions a minute that one client may open in the long run
 * @param completionCodes by the state in which a session ended
 * @param token of the experimenter's page
 */
public record Options(
    String host,
    int port,
    boolean behindProxy,
    Duration patience,
    double rate,
    double arrivals,
    Map<State, CompletionCode> completionCodes,
    String token) {}
