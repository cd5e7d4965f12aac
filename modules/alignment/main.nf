// How close the elements lie to the axes.
process ALIGNMENT {
    label 'light'
    ext command: { Command.of('alignment') }

    input:
    val model
    path elements

    output:
    path 'alignment.csv'

    script:
    """
    pragnanz ${task.ext.command} --threads ${task.cpus} --model ${model} --elements ${elements} --out alignment.csv
    """
}
