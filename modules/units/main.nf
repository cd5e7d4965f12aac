// Draws the units under study, or completes the given list.
process UNITS {
    label 'light'
    publishDir ResultsFolder.publish('units.csv')
    ext command: { Command.of('units', ['model'] + (given ? [] : ['unit_count', 'seed'])) }

    input:
    path given, stageAs: 'given/*' // or nothing

    output:
    path 'units.csv'

    script:
    """
    pragnanz ${task.ext.command} ${given ? "--units ${given}" : ''} --threads ${task.cpus} --out units.csv
    """

    stub:
    """
    echo pragnanz ${task.ext.command}
    touch units.csv
    """
}
