import groovy.json.JsonOutput
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.time.Duration

/** Tells an address that a run has ended: JSON whose {@code text} chat services show, and what a program asks for. */
class Hook {
    private static final Duration PATIENCE = Duration.ofSeconds(20)

    /** A run does not fail where nobody listens: that is said. */
    static void post(String address, Map study, def workflow) {
        if (!address) {
            return
        }
        String body = JsonOutput.toJson([
            text: "Pragnanz: ${study.outdir} ${workflow.success ? 'is done' : 'failed'} after ${workflow.duration}." as String,
            success: workflow.success,
            outdir: study.outdir,
            run: workflow.runName,
        ])
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE)
                .header('Content-Type', 'application/json').POST(HttpRequest.BodyPublishers.ofString(body)).build()
            int status = HttpClient.newBuilder().connectTimeout(PATIENCE).build().send(request, HttpResponse.BodyHandlers.discarding()).statusCode()
            if (status >= 400) {
                System.err.println("--hook: the address answered ${status}.")
            }
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("--hook: the address was not reached (${e.class.simpleName - 'Exception'}).")
        }
    }
}
