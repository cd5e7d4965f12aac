// The element that stands for each unit, and the pools of every basis.
process ELEMENT {
    label 'matrix'
    publishDir ResultsFolder.publish('elements')
    ext command: { Command.of('element', ['strongest', 'seed']) }

    input:
    path factors, stageAs: 'factors/*'
    path activations
    path pools, stageAs: 'neurons/*'
    path units
    tuple val(name), val(strategy), path(importance) // of the folder; importance: for that strategy alone

    output:
    path "${name}", emit: folder
    path "${name}/pools.csv", emit: pools

    script:
    def measured = importance ? "--importance ${importance}" : ''
    """
    pragnanz ${task.ext.command} --factors factors --activations ${activations} --pools ${pools} --units ${units} \\
        --strategy ${strategy} ${measured} --threads ${task.cpus} --out ${name}
    """

    stub:
    """
    echo pragnanz ${task.ext.command}
    mkdir ${name}
    touch ${name}/pools.csv
    """
}
