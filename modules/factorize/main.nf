// Dictionaries of one shard of the units.
process FACTORIZE {
    tag "${shard}/${shards}"
    label 'matrix'
    ext command: { Command.of('factorize') }

    input:
    tuple val(shard), val(shards)
    path activations
    path pools
    path units
    val fit // strongest, rows, k, tolerance, restarts, seed

    output:
    path "factors-${shard}/*", optional: true // a folder a unit; none where there are more shards than units

    script:
    """
    pragnanz ${task.ext.command} --threads ${task.cpus} --activations ${activations} --pools ${pools} --units ${units} --strongest ${fit.strongest} \\
        --rows ${fit.rows} --k ${fit.k} --tolerance ${fit.tolerance} --restarts ${fit.restarts} --seed ${fit.seed} \\
        --shard ${shard}/${shards} --out factors-${shard}
    """
}
