import java.nio.channels.FileChannel
import java.nio.channels.FileLock
import java.nio.file.FileSystems
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardOpenOption
import java.security.MessageDigest

/** The folder that a run's results go to. */
class ResultsFolder {
    private static final String LIST = 'checksums.sha256'

    /** Held as long as this process lives; the system frees it however that ends. */
    private static FileLock lock
    private static Map study
    private static Path folder
    /** Digests by path below the folder, of what lay there before. */
    private static Map<String, String> earlier = [:]

    /**
     * Makes the folder this run's own, with the record of what an earlier run left there.
     *
     * @param study the run's parameters: {@code outdir} as the user named it, {@code publish_mode}
     * @param path where the folder is
     * @param untouched whether nothing is going to be written
     * @return a sentence where it is another run's or cannot be written; else nothing
     */
    static List<String> claim(Map study, Path path, boolean untouched) {
        this.study = study
        folder = path.normalize()
        if (untouched || path.fileSystem != FileSystems.default) {
            return [] // an object store has no locks
        }
        try {
            Files.createDirectories(about())
            FileChannel channel = FileChannel.open(about().resolve('.lock'), StandardOpenOption.CREATE, StandardOpenOption.WRITE)
            lock = channel.tryLock()
        } catch (IOException e) {
            return ["The results folder ${study.outdir} cannot be written (${e.class.simpleName - 'Exception'}: ${e.message}); name another with --outdir." as String]
        }
        earlier = listed()
        return lock ? [] : ["Another run is writing to ${study.outdir}; wait until it is done, or name another folder with --outdir." as String]
    }

    /** Where files about the run lie. */
    static Path about() {
        return folder.resolve('pipeline_info')
    }

    /**
     * For a stage's directive {@code publishDir}: the outputs that a pattern fits are results, and lie in the folder as they lie in the
     * task's own. Stubs are none.
     */
    static Map<String, Object> publish(String pattern) {
        return [path: study.outdir, mode: study.publish_mode, pattern: pattern, enabled: !nextflow.Global.session.stubRun]
    }

    /**
     * After a run that went well: removes what the earlier run's list holds and this run's does not, where it still is what was listed.
     *
     * @return how many files
     */
    static int dropEarlier() {
        Set<String> kept = listed().keySet()
        List<Path> stale = earlier.findAll { name, digest -> !(name in kept) }
            .collect { name, digest -> [folder.resolve(name).normalize(), digest] }
            .findAll { Path file, String digest -> file.startsWith(folder) && Files.isRegularFile(file) && sha256(file) == digest }
            .collect { it.first() as Path }
        stale.each { Path file ->
            Files.delete(file)
            for (Path parent = file.parent; parent != folder && !parent.toFile().list(); parent = parent.parent) {
                Files.delete(parent)
            }
        }
        return stale.size()
    }

    private static Map<String, String> listed() {
        Path list = folder.resolve(LIST)
        return Files.exists(list) ? Files.readAllLines(list).collectEntries { [it.drop(66), it.take(64)] } : [:]
    }

    private static String sha256(Path file) {
        MessageDigest digest = MessageDigest.getInstance('SHA-256')
        file.toFile().eachByte(1 << 16) { byte[] bytes, int count -> digest.update(bytes, 0, count) }
        return digest.digest().encodeHex() as String
    }
}
