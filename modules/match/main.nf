// Reference, query and contrast images of every main trial; the contrast images weakest, or matched by meaning.
process MATCH {
    label 'light'
    ext command: { Command.of('match') }

    input:
    path catalog
    path pools
    path units
    val design // contrast, climbs, trials_per_unit, references, from, weakest, seed

    output:
    path 'matching', emit: folder

    script:
    """
    pragnanz ${task.ext.command} --threads ${task.cpus} --catalog ${catalog} --pools ${pools} --units ${units} --contrast ${design.contrast} --climbs ${design.climbs} \\
        --trials-per-unit ${design.trials_per_unit} --references ${design.references} --from ${design.from} --weakest ${design.weakest} \\
        --seed ${design.seed} --out matching
    """
}
