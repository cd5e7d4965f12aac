// The strongest and weakest images of every unit.
process POOL {
    label 'light'
    ext command: { Command.of('pool', ['top', 'bottom']) }

    input:
    path activations
    path units

    output:
    path 'pools.csv'

    script:
    """
    pragnanz ${task.ext.command} --activations ${activations} --units ${units} --threads ${task.cpus} --out pools.csv
    """

    stub:
    """
    echo pragnanz ${task.ext.command}
    touch pools.csv
    """
}
