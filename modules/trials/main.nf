// The trials, their images and contact sheets.
process TRIALS {
    label 'light'
    label 'alone'

    input:
    path catalog
    tuple val(contents), path(images, stageAs: 'images')
    path pools
    path matching
    val kinds // model, experiment, easy, practice, catches, seed
    val tool

    output:
    path 'trials'

    script:
    """
    export PRAGNANZ_TOOL=${tool} # images ${contents}
    pragnanz trials --catalog ${catalog} --pools ${pools} --matching ${matching} --model ${kinds.model} --experiment ${kinds.experiment} \\
        --easy ${kinds.easy} --practice ${kinds.practice} --catches ${kinds.catches} --seed ${kinds.seed} \\
        --threads ${task.cpus} --out trials
    """
}
