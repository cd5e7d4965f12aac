import java.nio.channels.FileChannel
import java.nio.channels.FileLock
import java.nio.file.FileSystems
import java.nio.file.FileVisitResult
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.SimpleFileVisitor
import java.nio.file.StandardOpenOption
import java.nio.file.attribute.BasicFileAttributes

/** The places that a run writes to. */
class Disk {
    private static final long MIB = 1L << 20
    /** Bytes of an image's activations at a site: 512 channels is a network's usual mean. */
    private static final long SITE = 512 * 4
    private static final int SITES = 50
    /** Bytes of a trial's 20 pictures, a unit's share of a contact sheet, and of a phantom image. */
    private static final long TRIAL = 20 * 20_000
    private static final long SHEET = 2 * MIB
    private static final long PHANTOM = 80_000

    /** Held as long as this process lives; the system frees it however that ends. */
    private static FileLock lock

    /**
     * Before the first task: makes the results folder this run's own, and says how much the work folder is going to hold. Where
     * the results folder is another run's or cannot be written, says so and exits.
     */
    static void take(Map study, Path work) {
        String fault = taken(study.outdir as String)
        if (fault) {
            System.err.println(fault)
            System.exit(1)
        }
        if (!study.compare && work.fileSystem == FileSystems.default) {
            long free = Files.getFileStore(Files.createDirectories(work)).usableSpace
            println("The work folder will hold some ${readable(predicted(study))}; ${readable(free)} are free there.")
        }
    }

    private static String taken(String outdir) {
        Path folder = nextflow.Nextflow.file("${outdir}/pipeline_info") as Path
        if (folder.fileSystem != FileSystems.default) {
            return '' // an object store has no locks
        }
        try {
            Files.createDirectories(folder)
            FileChannel channel = FileChannel.open(folder.resolve('.lock'), StandardOpenOption.CREATE, StandardOpenOption.WRITE)
            lock = channel.tryLock()
        } catch (IOException e) {
            return "The results folder ${outdir} cannot be written (${e.class.simpleName - 'Exception'}: ${e.message}); name another with --outdir."
        }
        return lock ? '' : "Another run is writing to ${outdir}; wait until it is done, or name another folder with --outdir."
    }

    /** Bytes that the work folder is going to hold, to about a factor of two. */
    private static long predicted(Map study) {
        long units = study.units ? Math.max(1, (nextflow.Nextflow.file(study.units) as Path).readLines().size() - 1) : study.unit_count
        long images = study.images ? Params.files(study.images as String, Long.MAX_VALUE) : study.phantom_images
        long sites = Math.min(units, study.model == 'phantom' ? 5 : SITES)
        long site = study.model == 'phantom' ? SITE.intdiv(4) : SITE
        long rows = study.rows == 'images' ? 0 : study.rows == 'crops' ? 16 : 196
        return images * sites * site + units * study.strongest * rows * site +
            2 * units * (study.trials_per_unit * TRIAL + SHEET) + (study.images ? 0 : images * PHANTOM)
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
