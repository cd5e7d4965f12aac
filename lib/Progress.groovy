import java.nio.file.Files
import java.nio.file.NoSuchFileException
import java.nio.file.Path
import java.util.regex.Matcher
import java.util.regex.Pattern
import org.slf4j.LoggerFactory

/**
 * How far the running tasks are. A tool says it once a minute on its standard error, which Nextflow keeps in the task's work folder
 * and shows nobody.
 */
class Progress {
    private static final long MINUTE = 60_000
    private static final long POLL = 10_000
    private static final int TAIL = 4096

    /** As org.pragnanz.cli.Progress writes it. */
    private static final Pattern LINE = ~/(?m)^[\d,]+ of [\d,]+ \w+, .+$/

    /** By work folder: when something was said of the task last, or it was first seen, and what. */
    private Map<Path, Map> seen = [:]

    /** Says it on the terminal and in the run's log, as long as the run lasts. */
    static void follow() {
        def session = nextflow.Global.session
        def log = LoggerFactory.getLogger('nextflow.Progress') // of Nextflow's own alone the terminal shows anything
        Progress progress = new Progress()
        Timer timer = new Timer('progress', true)
        timer.schedule({
            try {
                progress.lines(running(session), System.currentTimeMillis()).each { line -> log.info(line) }
            } catch (Exception e) {
                log.debug('Progress is not known', e) // a run does not fail for this
            }
        } as TimerTask, POLL, POLL)
        session.onShutdown { timer.cancel() }
    }

    /** The names of the tasks that executors of this machine's files run now, by their work folders. */
    private static Map<Path, String> running(def session) {
        return session.executorFactory.executors.values()
            .collectMany { executor -> executor.taskMonitor.runningQueue as List }
            .findAll { handler -> handler.task.workDir && WorkFolder.isLocal(handler.task.workDir) }
            .collectEntries { handler -> [handler.task.workDir, handler.task.name] }
    }

    /**
     * What is new of tasks that have run for a minute or more without a word.
     *
     * @param running names by work folder
     * @param now milliseconds
     */
    List<String> lines(Map<Path, String> running, long now) {
        seen.keySet().retainAll(running.keySet())
        return running.findResults { folder, name ->
            Map last = seen.computeIfAbsent(folder) { [when: now, line: null] }
            String line = now - last.when >= MINUTE ? said(folder.resolve('.command.err')) : null
            if (line == null || line == last.line) {
                return null
            }
            seen[folder] = [when: now, line: line]
            return "${readable(name)}: ${line}" as String
        }
    }

    /** The last line of progress in a file; null where there is none. */
    private static String said(Path errors) {
        try {
            String tail = Files.newByteChannel(errors).withCloseable { channel ->
                channel.position(Math.max(0, channel.size() - TAIL))
                java.nio.channels.Channels.newInputStream(channel).getText('UTF-8')
            }
            Matcher matcher = LINE.matcher(tail)
            return matcher.find() ? matcher.collect().last() : null
        } catch (NoSuchFileException e) {
            return null // the task waits for its turn, or has just ended
        }
    }

    /** {@code STUDY:DICTIONARIES:EXTRACT_IMAGES (3/16)} as {@code extract images (3 of 16)}. */
    private static String readable(String task) {
        List<String> parts = task.tokenize(':').last().split(/ \(/, 2) as List
        String process = parts.first().toLowerCase(Locale.ROOT).replace('_', ' ')
        return parts.size() == 1 ? process : "${process} (${parts[1].replace('/', ' of ')}"
    }
}
