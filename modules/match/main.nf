// Reference, query and contrast images of every main trial; the contrast images weakest, or matched by meaning.
process MATCH {
    label 'light'
    publishDir ResultsFolder.publish('matching')
    ext command: { Command.of('match', ['contrast', 'climbs', 'trials_per_unit', 'references', 'from', 'weakest', 'seed']) }

    input:
    path catalog
    path pools
    path units

    output:
    path 'matching'

    script:
    """
    pragnanz ${task.ext.command} --catalog ${catalog} --pools ${pools} --units ${units} --threads ${task.cpus} --out matching
    """

    stub:
    """
    echo pragnanz ${task.ext.command}
    mkdir matching
    """
}
