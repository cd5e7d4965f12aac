// How close the elements lie to the axes.
process ALIGNMENT {
    label 'light'

    input:
    val model
    path elements
    val tool

    output:
    path 'alignment.csv'

    script:
    """
    export PRAGNANZ_TOOL=${tool}
    pragnanz alignment --model ${model} --elements ${elements} --threads ${task.cpus} --out alignment.csv
    """
}
