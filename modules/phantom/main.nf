// Makes the embedded network and images whose truth is known.
process PHANTOM {
    label 'light'
    label 'alone'
    publishDir ResultsFolder.publish('phantom/*.csv')
    ext command: { Command.of('phantom', ['phantom_images', 'seed']) }

    output:
    path 'phantom/images', emit: images
    path 'phantom/weights.safetensors', emit: weights
    path 'phantom/observer.safetensors', emit: observer
    path 'phantom/truth.csv', emit: truth
    path 'phantom/contents.csv', emit: contents

    script:
    """
    pragnanz ${task.ext.command} --threads ${task.cpus} --out phantom
    """

    stub:
    """
    echo pragnanz ${task.ext.command}
    mkdir -p phantom/images
    touch phantom/weights.safetensors phantom/observer.safetensors phantom/truth.csv phantom/contents.csv
    """
}

// Says how well the dictionaries recovered the planted patterns.
process RECOVERY {
    label 'light'
    publishDir ResultsFolder.publish('recovery.csv')
    ext command: { Command.of('recovery') }

    input:
    path planted // truth.csv and contents.csv of PHANTOM
    path elements

    output:
    path 'recovery.csv'

    script:
    """
    pragnanz ${task.ext.command} --truth truth.csv --contents contents.csv --elements ${elements} --threads ${task.cpus} --out recovery.csv
    """

    stub:
    """
    echo pragnanz ${task.ext.command}
    touch recovery.csv
    """
}
