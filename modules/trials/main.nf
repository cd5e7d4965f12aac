// The trials, their images and contact sheets.
process TRIALS {
    label 'light'

    input:
    path catalog
    tuple val(contents), path(images, stageAs: 'images')
    path pools
    path contrasts
    val model
    val experiment
    val design // from, seed: as MATCH had them
    val tool

    output:
    path 'trials'

    script:
    """
    # tool ${tool}, images ${contents}
    pragnanz trials --catalog ${catalog} --pools ${pools} --contrasts ${contrasts} --model ${model} --experiment ${experiment} \\
        --from ${design.from} --seed ${design.seed} --threads ${task.cpus} --out trials
    """
}
