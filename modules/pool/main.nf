// The strongest and weakest images of every unit.
process POOL {
    label 'light'
    ext command: { Command.of('pool') }

    input:
    path activations
    path units
    val top
    val bottom

    output:
    path 'pools.csv'

    script:
    """
    pragnanz ${task.ext.command} --threads ${task.cpus} --activations ${activations} --units ${units} --top ${top} --bottom ${bottom} --out pools.csv
    """
}
