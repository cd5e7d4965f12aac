import java.nio.file.FileSystems
import java.nio.file.FileVisitResult
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.SimpleFileVisitor
import java.nio.file.attribute.BasicFileAttributes

/** The folder that tasks work in. */
class WorkFolder {
    private static final long MIB = 1L << 20

    /** Says how much it is going to hold, where that is known and it is on this machine. */
    static void announce(Path work, Long bytes) {
        if (bytes != null && isLocal(work)) {
            long free = Files.getFileStore(Files.createDirectories(work)).usableSpace
            println("The work folder will hold some ${readable(bytes)}; ${readable(free)} are free there.")
        }
    }

    static boolean isLocal(Path work) {
        return work.fileSystem == FileSystems.default
    }

    /** Bytes of the files below a folder, links not followed; another run's may vanish meanwhile. */
    static long size(Path folder) {
        long bytes = 0
        Files.walkFileTree(folder, new SimpleFileVisitor<Path>() {
            @Override
            FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes += attributes.regularFile ? attributes.size() : 0
                return FileVisitResult.CONTINUE
            }

            @Override
            FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE
            }

            @Override
            FileVisitResult postVisitDirectory(Path below, IOException gone) {
                return FileVisitResult.CONTINUE
            }
        })
        return bytes
    }

    static String readable(long bytes) {
        return bytes < 1000 * MIB ? "${Math.max(1, bytes.intdiv(MIB))} MiB" : String.format(Locale.ROOT, '%.1f GiB', bytes / (1024.0 * MIB))
    }
}
