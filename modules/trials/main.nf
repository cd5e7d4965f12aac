// The trials, their images and contact sheets.
process TRIALS {
    label 'light'
    label 'alone'

    input:
    path catalog
    tuple val(contents), path(images, stageAs: 'images')
    path pools
    path contrasts
    val kinds // model, experiment, from and seed as MATCH had them, easy, practice, catches
    val tool

    output:
    path 'trials'

    script:
    """
    export PRAGNANZ_TOOL=${tool} # images ${contents}
    pragnanz trials --catalog ${catalog} --pools ${pools} --contrasts ${contrasts} --model ${kinds.model} --experiment ${kinds.experiment} \\
        --from ${kinds.from} --easy ${kinds.easy} --practice ${kinds.practice} --catches ${kinds.catches} --seed ${kinds.seed} \\
        --threads ${task.cpus} --out trials
    """
}
