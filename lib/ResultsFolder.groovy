import java.nio.channels.FileChannel
import java.nio.channels.FileLock
import java.nio.file.FileSystems
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardOpenOption

/** The folder that a run's results go to. */
class ResultsFolder {
    /** Held as long as this process lives; the system frees it however that ends. */
    private static FileLock lock

    /**
     * Makes the folder this run's own.
     *
     * @param outdir as the user named it
     * @param path where that is
     * @return a sentence where it is another run's or cannot be written; else nothing
     */
    static List<String> claim(String outdir, Path path) {
        Path folder = path.resolve('pipeline_info')
        if (folder.fileSystem != FileSystems.default) {
            return [] // an object store has no locks
        }
        try {
            Files.createDirectories(folder)
            FileChannel channel = FileChannel.open(folder.resolve('.lock'), StandardOpenOption.CREATE, StandardOpenOption.WRITE)
            lock = channel.tryLock()
        } catch (IOException e) {
            return ["The results folder ${outdir} cannot be written (${e.class.simpleName - 'Exception'}: ${e.message}); name another with --outdir." as String]
        }
        return lock ? [] : ["Another run is writing to ${outdir}; wait until it is done, or name another folder with --outdir." as String]
    }

    /**
     * For a stage's directive {@code publishDir}: the outputs that a pattern fits are results, and lie in the folder as they lie in the
     * task's own.
     */
    static Map<String, Object> publish(String pattern) {
        Map params = nextflow.Global.session.params
        return [path: params.outdir, mode: params.publish_mode, pattern: pattern]
    }
}
