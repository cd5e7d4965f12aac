import groovy.json.JsonSlurper
import java.nio.file.Path

/** nextflow_schema.json: the parameters that there are, in groups. */
class Schema {
    /** Title and properties, in the schema's order. */
    final Map<String, Map> groups
    /** Every parameter by name. */
    final Map<String, Map> parameters

    Schema(Path projectDir) {
        Map tree = new JsonSlurper().parseText(projectDir.resolve('nextflow_schema.json').text) as Map
        groups = tree['$defs'] as Map<String, Map>
        parameters = groups.values().collectEntries { Map group -> group.properties as Map }
    }

    /** Whether a parameter names a file or a folder that must be there. */
    boolean isPath(String name) {
        return parameters[name]?.format in ['path', 'file-path']
    }

    /** The help, with the values that a run has without further ones. */
    String help(Map given) {
        int width = parameters.keySet()*.size().max() + 4
        String listed = groups.values().collect { Map group ->
            "${group.title}\n" + (group.properties as Map).collect { name, rule ->
                '  ' + "--${name}".padRight(width) + wrapped(rule.description + notes(name as String, rule as Map, given), width + 2)
            }.join('\n')
        }.join('\n\n')
        return """\
            |Usage: ./nextflow run . -profile demo
            |       ./nextflow run . -profile exp1|exp2|exp3[,small] --images FOLDER [-resume] [-stub|-preview]
            |       ./nextflow run . -profile exp2 --images FOLDER --studies TABLE
            |
            |${listed}
            |""".stripMargin()
    }

    /** All that there is to know of one parameter. */
    String about(String name, Map given) {
        Map rule = parameters[name]
        List<String> values = []
        if (rule.minimum != null) values << ("at least ${rule.minimum}" as String)
        if (rule.maximum != null) values << ("at most ${rule.maximum}" as String)
        if (rule.enum) values << ((rule.enum as List).join(', ') as String)
        if (rule.examples) values << ('such as ' + (rule.examples as List).join(' or '))
        def value = given.getOrDefault(name, rule.default)
        return ["--${name}", rule.description, rule.help_text, values ? 'Values: ' + values.join('; ') : null, value == null ? null : "Default here: ${value}"]
            .findAll { it }
            .collect { wrapped(it as String, 2) }
            .join('\n  ')
    }

    /** Breaks a text into lines of 100 characters, all but the first indented. */
    private static String wrapped(String text, int indent) {
        return text.replaceAll("(.{1,${98 - indent}})( +|\$)" as String, '$1\n').trim().replace('\n', '\n' + ' ' * indent)
    }

    private static String notes(String name, Map rule, Map given) {
        def value = given.getOrDefault(name, rule.default)
        List<String> notes = []
        if (rule.enum) notes << (rule.enum as List).join('|')
        if (value != null && name != 'help') notes << ("default ${value}" as String)
        return notes ? " [${notes.join('; ')}]" : ''
    }
}
