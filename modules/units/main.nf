// Draws the units under study, or completes the given list.
process UNITS {
    label 'light'

    input:
    val model
    path given, stageAs: 'given/*' // or nothing
    val count
    val seed
    val tool

    output:
    path 'units.csv'

    script:
    def source = given ? "--units ${given}" : "--count ${count} --seed ${seed}"
    """
    export PRAGNANZ_TOOL=${tool}
    pragnanz units --model ${model} ${source} --threads ${task.cpus} --out units.csv
    """
}
