// Makes the embedded network and images whose truth is known.
process PHANTOM {
    label 'light'
    label 'alone'
    ext command: { Command.of('phantom') }

    input:
    val images
    val seed

    output:
    path 'phantom/images', emit: images
    path 'phantom/weights.safetensors', emit: weights
    path 'phantom/observer.safetensors', emit: observer
    path 'phantom/truth.csv', emit: truth
    path 'phantom/contents.csv', emit: contents

    script:
    """
    pragnanz ${task.ext.command} --threads ${task.cpus} --phantom-images ${images} --seed ${seed} --out phantom
    """
}

// Says how well the dictionaries recovered the planted patterns.
process RECOVERY {
    label 'light'
    ext command: { Command.of('recovery') }

    input:
    path truth
    path contents
    path elements

    output:
    path 'recovery.csv'

    script:
    """
    pragnanz ${task.ext.command} --threads ${task.cpus} --truth ${truth} --contents ${contents} --elements ${elements} --out recovery.csv
    """
}
