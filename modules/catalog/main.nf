// Finds the images, drops and reports those that do not decode.
process CATALOG {
    label 'light'
    label 'alone'
    publishDir ResultsFolder.publish('catalog/*')
    ext command: { Command.of('catalog') }

    input:
    tuple val(contents), path(images, stageAs: 'images')
    val source // 'images', or a manifest in it
    path labels // or nothing

    output:
    path 'catalog/catalog.csv', emit: table
    path 'catalog/rejected.csv', emit: rejected

    script:
    """
    pragnanz ${task.ext.command} --images ${Shell.quoted(source)} ${labels ? "--labels ${labels}" : ''} --threads ${task.cpus} --out catalog
    """

    stub:
    """
    echo pragnanz ${task.ext.command}
    mkdir catalog
    touch catalog/catalog.csv catalog/rejected.csv
    """
}
