import java.nio.file.FileVisitOption
import java.nio.file.FileVisitResult
import java.nio.file.FileSystemException
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.SimpleFileVisitor
import java.nio.file.attribute.BasicFileAttributes
import java.security.MessageDigest

/** The tools that the stages run. */
class Tools {
    /**
     * A fingerprint of every command's tool: SHA-256 over its jar and the library's. The versions of what a tool depends on are in its
     * jar's manifest, and so in the fingerprint. bin/pragnanz checks the tool that it starts against it.
     *
     * <p>Where tasks run in a container and there are no tools here, there is nothing to take it of: its image, whose name
     * Nextflow knows a task by, then stands for them.
     */
    static Map<String, String> fingerprints(Path projectDir, boolean contained) {
        Path tools = (System.getenv('PRAGNANZ_HOME') ? Path.of(System.getenv('PRAGNANZ_HOME')) : projectDir).resolve('target/tools')
        List<File> commands = (tools.resolve('commands').toFile().listFiles() ?: []) as List
        if (!commands && contained) {
            return [:]
        }
        // The first line of a command's file names its own jar and the library's.
        Map<String, List<Path>> jars = commands.collectEntries { [it.name, it.readLines().first().tokenize(' ').collect { tools.resolve(it) }] }
        Path absent = commands ? jars.values().flatten().find { !Files.exists(it) } : tools.resolve('commands')
        if (absent) {
            Refusal.of(["The tools are not built (${absent} is missing); start the run with ${projectDir}/nextflow, which builds them, " +
                "or type ./mvnw package -DskipTests in ${projectDir}." as String])
        }
        return jars.collectEntries { command, files -> [command, fingerprint(files)] }
    }

    /**
     * A fingerprint of a folder's files: names, sizes and times. Nextflow itself looks at the folder's own time alone, which
     * does not change when an image in a subfolder does. Hidden files and folders are left out, as catalog leaves them out: a
     * desktop or a file server makes and deletes them as it likes.
     */
    static String contents(Path folder) {
        MessageDigest digest = MessageDigest.getInstance('SHA-256')
        List<String> lines = []
        // The visitor gets each file's attributes with the listing; asking for them one by one takes a request each where the
        // folder lies in a bucket.
        Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<Path>() {
            @Override
            FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes) {
                return below != folder && isHidden(below) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE
            }

            @Override
            FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!isHidden(file)) {
                    lines << ("${folder.relativize(file)} ${attributes.size()} ${attributes.lastModifiedTime().toMillis()}\n" as String)
                }
                return FileVisitResult.CONTINUE
            }

            @Override
            FileVisitResult visitFileFailed(Path file, IOException e) {
                if (isHidden(file)) {
                    return FileVisitResult.CONTINUE
                }
                throw unreadable(e)
            }
        })
        lines.sort().each { digest.update(it.getBytes('UTF-8')) }
        return hex(digest)
    }

    private static boolean isHidden(Path path) {
        return path.fileName.toString().startsWith('.')
    }

    /** Of a folder without permission, or a link that leads back to where it lies: ends the run with a sentence. */
    static Error unreadable(IOException e) {
        String what = e instanceof FileSystemException ? e.file : e.message
        Refusal.of(["${what} cannot be read (${e.class.simpleName}); mend it or take it out of the folder." as String])
    }

    private static String fingerprint(List<Path> files) {
        MessageDigest digest = MessageDigest.getInstance('SHA-256')
        files.each { digest.update(it.bytes) }
        return hex(digest)
    }

    private static String hex(MessageDigest digest) {
        return digest.digest().encodeHex().toString().take(16)
    }
}
