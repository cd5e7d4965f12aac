import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import java.nio.file.FileVisitOption
import java.nio.file.Files
import java.nio.file.Path

/**
 * The run's parameters, checked against nextflow_schema.json: what the user and the profile gave, completed by the schema's
 * defaults. Every fault is one line on standard error, and the run ends with exit code 1 before any task starts.
 */
class Params {
    private static final String CRATE = 'ro-crate-metadata.json'
    private static final List<String> FILES = ['path', 'file-path']
    private static final Map<String, String> TYPES =
        [integer: 'a whole number', number: 'a number', string: 'text', boolean: 'true or false']

    /** Schema groups in order: title and properties. */
    private final List<Map> groups
    /** Every property by name. */
    private final Map<String, Map> known
    private final String schema
    private final Path languages
    private final Map given
    /** The parameters of the published run that is to be repeated; of files the names. */
    private final Map recorded

    private Params(Path projectDir, Map given) {
        this.schema = projectDir.resolve('nextflow_schema.json').text
        this.languages = projectDir.resolve('assets/survey/site/lang')
        Map tree = new JsonSlurper().parseText(schema) as Map
        this.groups = (tree['$defs'] as Map).values() as List<Map>
        this.known = groups.collectEntries { Map group -> group.properties as Map }
        // What is null was not given.
        this.recorded = published(given.containsKey('reference') ? given.reference as String : '', known)
        this.given = (recorded.findAll { name, value -> !isFile(name) } + given.findAll { name, value -> value != null })
            .collectEntries { name, value -> [name as String, typed(value, known[name]?.type as String)] }
    }

    private boolean isFile(name) {
        return known[name].format in FILES
    }

    private static Map published(String reference, Map known) {
        Path crate = reference ? (nextflow.Nextflow.file("${reference}/${CRATE}", glob: false) as Path) : null
        if (crate == null || !Files.exists(crate)) {
            return [:]
        }
        return ((new JsonSlurper().parse(crate) as Map)['@graph'] as List<Map>)
            .findAll { it['@type'] == 'PropertyValue' && known.containsKey(it.name) }
            .collectEntries { [it.name, it.value] }
    }

    /** Nextflow reads a folder named 2012 as a number, and 1e-5 as text; a crate holds text alone. */
    private static Object typed(Object value, String type) {
        if (value instanceof CharSequence) {
            String text = value as String
            if (type == 'integer' && text.isLong()) {
                return text.isInteger() ? text.toInteger() : text.toLong()
            }
            if (type == 'boolean' && text in ['true', 'false']) {
                return text == 'true'
            }
            return type == 'number' && text.isBigDecimal() ? text.toBigDecimal() : text
        }
        return value instanceof Number && type == 'string' ? value as String : value
    }

    /** The parameters, complete and sound; prints the help, or what is wrong, and exits where that is called for. */
    static Map checked(Map given, Path projectDir) {
        Params params = new Params(projectDir, given)
        if (params.given.help) {
            println params.help()
            System.exit(0)
        }
        List<String> faults = params.faults()
        if (faults) {
            faults.each { System.err.println(it) }
            System.exit(1)
        }
        return params.complete()
    }

    /** The parameters that shape results, for the report: files by their names, since a path says nothing elsewhere. */
    static List<String> described(Map study, Path projectDir) {
        Map groups = (new JsonSlurper().parseText(projectDir.resolve('nextflow_schema.json').text) as Map)['$defs'] as Map
        List<String> running = ['device', 'outdir'] + ['running', 'machines'].collectMany { (groups[it].properties as Map).keySet() }
        List<String> silent = running + (study.model == 'phantom' ? [] : ['phantom_images']) + (study.units ? ['unit_count'] : [])
        return study.findAll { name, value -> value != null && !(name in silent) }
            .collect { name, value -> "${name}=${value instanceof CharSequence && value.contains('/') ? new File(value as String).name : value}" as String }
            .sort()
    }

    private Map complete() {
        Map study = known.collectEntries { name, property -> [name, given.containsKey(name) ? given[name] : property.default] }
        study.weakest = study.weakest ?: (study.contrast == 'weakest' ? Math.min(20, study.bottom as int) : study.bottom)
        return study
    }

    private List<String> faults() {
        return unknown() + (unsound() ?: missing() + misfits())
    }

    private List<String> unknown() {
        // Nextflow stores --unit-count under unitCount too; one line is enough for both.
        return given.keySet().findAll { !known.containsKey(it) }
            .groupBy { plain(it) }
            .collect { key, names ->
                String nearest = known.keySet().min { distance(plain(it), key) }
                String hint = distance(plain(nearest), key) <= 1 + key.size().intdiv(4) ? "did you mean --${nearest}?" : '--help lists them.'
                "There is no parameter --${names.sort().first()}; ${hint}" as String
            }
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll('[-_]', '')
    }

    /** Edits that turn one word into the other (Levenshtein). */
    private static int distance(String a, String b) {
        List<Integer> row = (0..b.size()).toList()
        a.eachWithIndex { letter, i ->
            List<Integer> next = [i + 1]
            b.eachWithIndex { other, j -> next << [row[j] + (letter == other ? 0 : 1), row[j + 1] + 1, next[j] + 1].min() }
            row = next
        }
        return row.last()
    }

    /** What the schema itself forbids. The library is on the wrapper's class path; a Nextflow without it checks less. */
    private List<String> unsound() {
        Class factory
        try {
            factory = Class.forName('dev.harrel.jsonschema.ValidatorFactory')
        } catch (ClassNotFoundException e) {
            return []
        }
        def result = factory.getDeclaredConstructor().newInstance().validate(schema, JsonOutput.toJson(given))
        return result.errors.findAll { it.instanceLocation }
            .collect { fault(it.instanceLocation.substring(1), it.keyword, it.error) }
            .unique()
    }

    private String fault(String name, String keyword, String error) {
        Map property = known[name]
        if (keyword == 'type' && given[name] == true) {
            return "--${name} needs a value."
        }
        String wanted = [
            type: "must be ${TYPES[property.type]}",
            minimum: "must be at least ${property.minimum}",
            maximum: "must be at most ${property.maximum}",
            pattern: "must look like ${property.examples?.join(' or ')}",
            enum: "must be one of ${property.enum?.join(', ')}",
        ][keyword] ?: "is not valid (${error})"
        return "--${name} ${wanted}, not '${given[name]}'."
    }

    private List<String> missing() {
        List<String> faults = known.findAll { name, property -> given[name] && isFile(name) }
            .findAll { name, property -> !there(given[name] as String, property.format == 'file-path') }
            .collect { name, property -> "--${name}: there is no file ${given[name]}." as String }
        if (!faults && given.responses) {
            String table = there(given.responses as String, true) ? given.responses : "${given.responses}/responses.csv"
            List<String> header = there(table, true) ? (nextflow.Nextflow.file(table, glob: false) as Path).withReader { it.readLine() ?: '' }.split(',')*.replaceAll('[\uFEFF" ]', '') : []
            if (!header.containsAll(['participant', 'trial', 'correct'])) {
                faults << ("--responses: ${table} is no table of answers; those have the columns participant, trial and correct." as String)
            }
        }
        if (given.reference == '') {
            faults << '--reference: say which published run to repeat, its folder of results.'
        }
        if (!faults && given.reference && !there("${given.reference}/${CRATE}", true)) {
            faults << ("--reference: ${given.reference} is no published run, it has no ${CRATE}." as String)
        }
        if (!faults && given.reference) {
            faults += recorded.findAll { name, value -> isFile(name) && !given[name] }
                .collect { name, value -> "--${name}: ${given.reference} was made with ${value}; give it." as String }
        }
        if (!faults && given.images && files(given.images as String, 1) == 0) {
            faults << ("--images: ${given.images} holds no files." as String)
        }
        compared(complete()).each { String run ->
            ['responses.csv', 'units.csv'].findAll { !there("${run}/${it}", true) }
                .each { faults << ("--compare: ${run} is no finished run, it has no ${it}." as String) }
        }
        return faults
    }

    private static boolean there(String name, boolean file) {
        Path path = nextflow.Nextflow.file(name, glob: false) as Path
        return Files.exists(path) && !(file && Files.isDirectory(path))
    }

    /** How many files a folder holds, but for hidden ones, counted no further than {@code enough}; a manifest counts as enough. */
    static long files(String name, long enough) {
        Path folder = nextflow.Nextflow.file(name, glob: false) as Path
        if (!Files.isDirectory(folder)) {
            return enough
        }
        try {
            return Files.walk(folder, FileVisitOption.FOLLOW_LINKS).withCloseable { paths ->
                paths.filter { Path path -> !folder.relativize(path).any { (it as String).startsWith('.') } && Files.isRegularFile(path) }
                    .limit(enough).count()
            }
        } catch (UncheckedIOException e) {
            throw Tools.unreadable(e.cause)
        }
    }

    /** The folders of the runs to compare. */
    static List<String> compared(Map study) {
        return study.compare ? (study.compare as String).split(',').collect { it.trim() }.findAll() : []
    }

    /** Parameters that do not fit together. */
    private List<String> misfits() {
        Map study = complete()
        List<String> faults = []
        if (!study.images && study.model != 'phantom' && !study.compare && given.reference != '') {
            faults << 'Say which images to use: --images FOLDER; or try -profile demo, which makes its own.'
        }
        [['strongest', 'top'], ['from', 'top'], ['weakest', 'bottom'], ['easy', 'from']].each { String part, String whole ->
            if (study[part] > study[whole]) {
                faults << ("--${part} ${study[part]} is more than --${whole} ${study[whole]}; lower it to ${study[whole]}." as String)
            }
        }
        int wanted = study.top + study.bottom
        String source = study.images ? '--images holds' : '--phantom_images is'
        long images = study.images ? files(study.images as String, wanted) : study.phantom_images
        if (images > 0 && images < wanted && !study.compare && (study.images || study.model == 'phantom')) {
            long top = (images * study.top).intdiv(wanted)
            // What is drawn from the pools comes down with them, so that one change is enough.
            Map lower = ['top', 'strongest', 'from', 'easy'].findAll { study[it] > top }.collectEntries { [it, top] } +
                ['bottom', 'weakest'].findAll { study[it] > images - top && (given[it] || it == 'bottom') }.collectEntries { [it, images - top] }
            List<String> changes = lower.collect { name, value -> "--${name} to ${value}" as String }
            faults << ("--top ${study.top} and --bottom ${study.bottom} need ${wanted} images, but ${source} ${images}; lower ${changes.init().join(', ')} and ${changes.last()}." as String)
        }
        ['from', 'weakest', 'easy'].findAll { study[it] <= study.references }.each {
            faults << ("--${it} ${study[it]} is too few for a panel of ${study.references} and a query; raise it to ${study.references + 1}." as String)
        }
        if (study.rows_precision == 'bfloat16' && study.rows == 'images') {
            faults << '--rows_precision bfloat16 goes with --rows crops or positions; images pass in float32.'
        }
        if (study.classes && study.logit != 'label') {
            faults << '--classes goes with --logit label.'
        }
        String texts = "${study.language}.json"
        if (!Files.exists(languages.resolve(texts)) && !(study.page && there("${study.page}/lang/${texts}", true))) {
            faults << ("--language: the page has no texts in '${study.language}'; give them with --page (lang/${texts})." as String)
        }
        if (study.observer_weights && !study.observer_model) {
            faults << '--observer_weights needs --observer_model to say whose they are.'
        }
        return faults
    }

    private String help() {
        int width = known.keySet()*.size().max() + 4
        String parameters = groups.collect { Map group ->
            "${group.title}\n" + (group.properties as Map).collect { name, property ->
                '  ' + "--${name}".padRight(width) + wrapped(property.description + notes(name as String, property as Map), width + 2)
            }.join('\n')
        }.join('\n\n')
        return """\
            |Usage: ./nextflow run . -profile demo
            |       ./nextflow run . -profile exp1|exp2|exp3 --images FOLDER [--weights FILE] [-resume]
            |
            |${parameters}
            |""".stripMargin()
    }

    /** Breaks a text into lines of 100 characters, all but the first indented. */
    private static String wrapped(String text, int indent) {
        return text.replaceAll("(.{1,${98 - indent}})( +|\$)" as String, '$1\n').trim().replace('\n', '\n' + ' ' * indent)
    }

    private String notes(String name, Map property) {
        def value = given.containsKey(name) ? given[name] : property.default
        List<String> notes = []
        if (property.enum) notes << (property.enum as List).join('|')
        if (value != null && name != 'help') notes << ("default ${value}" as String)
        return notes ? " [${notes.join('; ')}]" : ''
    }
}
