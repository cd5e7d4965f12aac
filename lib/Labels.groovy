import java.nio.file.Path

/** What the pipeline knows of the images' labels before the long stages begin. */
class Labels {
    /**
     * The catalog (image,synset,width,height,sha256), where its images have the labels that the contrast needs. Checked here and not by a
     * task, so that experiments which differ in their contrast share every task before the trials.
     */
    static Path checked(Path catalog, String contrast) {
        int bare = contrast == 'matched' ? bare(catalog) : 0
        if (bare) {
            nextflow.Nextflow.error("${bare} images have no label to match by; give --labels (a table image,synset), or use --contrast weakest.")
        }
        return catalog
    }

    /** How many images of a catalog have no label. */
    static int bare(Path catalog) {
        return catalog.readLines('UTF-8').count { it ==~ /.*,,\d+,\d+,\p{XDigit}+/ } as int
    }
}
