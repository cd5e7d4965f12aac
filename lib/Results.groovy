/** Which files of the stages are results, and where they go. Activations stay in the work folder. */
class Results {
    /**
     * For a stage's directive {@code publishDir}: the outputs that a pattern fits lie in the results folder as they lie in the
     * task's own.
     */
    static Map folder(String pattern) {
        Map params = nextflow.Global.session.params
        return [path: params.outdir, mode: params.publish_mode, pattern: pattern]
    }
}
