// Draws the units under study, or completes the given list.
process UNITS {
    label 'light'
    ext command: { Command.of('units') }

    input:
    val model
    path given, stageAs: 'given/*' // or nothing
    val count
    val seed

    output:
    path 'units.csv'

    script:
    def source = given ? "--units ${given}" : "--unit-count ${count} --seed ${seed}"
    """
    pragnanz ${task.ext.command} --threads ${task.cpus} --model ${model} ${source} --out units.csv
    """
}
