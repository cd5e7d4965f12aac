// Makes the embedded network and images whose truth is known.
process PHANTOM {
    label 'light'
    label 'alone'

    input:
    val images
    val seed
    val tool

    output:
    path 'phantom/images', emit: images
    path 'phantom/weights.safetensors', emit: weights
    path 'phantom/observer.safetensors', emit: observer
    path 'phantom/truth.csv', emit: truth
    path 'phantom/contents.csv', emit: contents

    script:
    """
    export PRAGNANZ_TOOL=${tool}
    pragnanz phantom --images ${images} --seed ${seed} --threads ${task.cpus} --out phantom
    """
}

// Says how well the dictionaries recovered the planted patterns.
process RECOVERY {
    label 'light'

    input:
    path truth
    path contents
    path elements
    val tool

    output:
    path 'recovery.csv'

    script:
    """
    export PRAGNANZ_TOOL=${tool}
    pragnanz recovery --truth ${truth} --contents ${contents} --elements ${elements} --threads ${task.cpus} --out recovery.csv
    """
}
