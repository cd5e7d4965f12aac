// The strongest and weakest images of every unit.
process POOL {
    label 'light'

    input:
    path activations
    path units
    val top
    val bottom
    val tool

    output:
    path 'pools.csv'

    script:
    """
    export PRAGNANZ_TOOL=${tool}
    pragnanz pool --activations ${activations} --units ${units} --top ${top} --bottom ${bottom} \\
        --threads ${task.cpus} --out pools.csv
    """
}
