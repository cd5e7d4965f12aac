import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption
import java.time.OffsetDateTime
import java.time.format.DateTimeFormatter

/**
 * What Nextflow writes of a run: its line in the history, which {@code -resume} goes by, and its reports, which lie in a folder of this
 * process's own while it runs (conf/results.config).
 *
 * <p>All is put in order when the process ends: Nextflow draws the reports after everything that a pipeline can ask it to call.
 */
class RunReports {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern('yyyy-MM-dd-HHmmss')

    private static Path target
    private static String stamp

    /** Called first: what follows may end the run. */
    static void open(def workflow) {
        Path launch = workflow.launchDir as Path
        Path reports = launch.resolve(".nextflow/reports/${ProcessHandle.current().pid()}")
        stamp = (workflow.start as OffsetDateTime).format(STAMP)
        Runtime.runtime.addShutdownHook(new Thread({
            deliver(reports)
            order(launch.resolve('.nextflow/history'), workflow.runName as String, hasTasks(workflow), workflow.stubRun as boolean)
        }))
    }

    /** Says where the reports go to. A run for which this is not called leaves none. */
    static void keep(Path folder) {
        target = folder
    }

    /** The name of a file about this run: {@code run-YYYY-MM-DD-HHMMSS.json}. */
    static String stamped(String name) {
        int dot = name.lastIndexOf('.')
        return "${name.take(dot)}-${stamp}${name.substring(dot)}"
    }

    /** Whether any task was run or found done. */
    static boolean hasTasks(def workflow) {
        def stats = workflow.stats
        return [stats.succeededCount, stats.cachedCount, stats.failedCount, stats.abortedCount, stats.runningCount].any { it > 0 }
    }

    private static void deliver(Path reports) {
        if (!Files.isDirectory(reports)) {
            return
        }
        reports.toFile().listFiles().each { File report ->
            if (target != null) {
                Files.copy(report.toPath(), target.resolve(stamped(report.name)), StandardCopyOption.REPLACE_EXISTING)
            }
            report.delete()
        }
        reports.toFile().delete()
    }

    /**
     * Takes a run of no tasks out of the history, and puts one of stubs before all others: {@code -resume} goes on with the last, and
     * would find nothing done.
     */
    static void order(Path history, String run, boolean tasks, boolean stubs) {
        if ((tasks && !stubs) || !Files.exists(history)) {
            return
        }
        List<String> lines = Files.readAllLines(history)
        List<String> own = lines.findAll { it.tokenize('\t')[2] == run }
        Path sorted = Files.createTempFile(history.parent, 'history', '')
        Files.write(sorted, (tasks ? own : []) + (lines - own))
        Files.move(sorted, history, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE)
    }
}
