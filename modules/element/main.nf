// The element that stands for each unit, and the pools of every basis.
process ELEMENT {
    label 'matrix'
    ext command: { Command.of('element') }

    input:
    path factors, stageAs: 'factors/*'
    path activations
    path pools, stageAs: 'neurons/*'
    path units
    val strongest
    val strategy
    path importance
    val seed

    output:
    path 'elements', emit: folder
    path 'elements/pools.csv', emit: pools

    script:
    def measured = importance ? "--importance ${importance}" : ''
    """
    pragnanz ${task.ext.command} --threads ${task.cpus} --factors factors --activations ${activations} --pools ${pools} --units ${units} --strongest ${strongest} \\
        --strategy ${strategy} ${measured} --seed ${seed} --out elements
    """
}
