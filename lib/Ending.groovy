/** What a user reads last: where the report is, or the sentence that matters of Nextflow's long account of a failure. */
class Ending {
    /** Says where the results are. */
    static void done(Map study) {
        println("\nThe report is ${study.outdir}/analysis/report.html; open it in a browser.")
    }

    /**
     * Prints the failed task's last line on standard error, which is the tool's sentence, and what to do.
     *
     * @param errors the task's standard error; null where no task failed
     */
    static void failed(String errors) {
        List<String> lines = (errors ?: '').readLines()*.trim().findAll()
        if (lines) {
            System.err.println("\n${lines.last()}\nWhat was done is kept: mend this, and type the same command with -resume.")
        }
    }
}
