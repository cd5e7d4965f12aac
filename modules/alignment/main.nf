// How close the elements lie to the axes.
process ALIGNMENT {
    label 'light'
    publishDir ResultsFolder.publish('alignment.csv')
    ext command: { Command.of('alignment', ['model']) }

    input:
    path elements

    output:
    path 'alignment.csv'

    script:
    """
    pragnanz ${task.ext.command} --elements ${elements} --threads ${task.cpus} --out alignment.csv
    """

    stub:
    """
    echo pragnanz ${task.ext.command}
    touch alignment.csv
    """
}
