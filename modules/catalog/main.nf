// Finds the images, drops and reports those that do not decode.
process CATALOG {
    label 'light'
    label 'alone'

    input:
    tuple val(contents), path(images, stageAs: 'images')
    val source // 'images', or a manifest in it
    path labels // or nothing
    val tool

    output:
    path 'catalog/catalog.csv', emit: catalog
    path 'catalog/rejected.csv', emit: rejected

    script:
    """
    export PRAGNANZ_TOOL=${tool} # images ${contents}
    pragnanz catalog --images ${Shell.quoted(source)} ${labels ? "--labels ${labels}" : ''} --threads ${task.cpus} --out catalog
    """
}
