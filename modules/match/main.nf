// Reference, query and contrast images of every main trial; the contrast images weakest, or matched by meaning.
process MATCH {
    label 'light'

    input:
    path catalog
    path pools
    path units
    val design // contrast, climbs, trials_per_unit, references, from, weakest, seed
    val tool

    output:
    path 'matching', emit: folder

    script:
    """
    export PRAGNANZ_TOOL=${tool}
    pragnanz match --catalog ${catalog} --pools ${pools} --units ${units} --contrast ${design.contrast} --climbs ${design.climbs} \\
        --trials ${design.trials_per_unit} --references ${design.references} --from ${design.from} --weakest ${design.weakest} \\
        --seed ${design.seed} --threads ${task.cpus} --out matching
    """
}
