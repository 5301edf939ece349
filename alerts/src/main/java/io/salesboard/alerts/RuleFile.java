package io.salesboard.alerts;

import io.salesboard.alerts.RuleFields.Field;
import io.salesboard.schemas.RefusedRule;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads rules from a YAML file: a list of mappings under {@code rules}. What is wrong is refused with its line. */
public final class RuleFile {
    private static final String RULES = "rules";

    private RuleFile() {}

    /** Thrown where a file says nothing as a whole: then nobody can tell which rules there are to be. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        private final RefusedRule refusal;

        UnreadableException(String place, String reason) {
            super(reason);
            refusal = new RefusedRule(place, "", reason);
        }

        RefusedRule refusal() {
            return refusal;
        }
    }

    /** The rules of a file. */
    static Rules read(Path file) throws UnreadableException {
        String name = String.valueOf(file.getFileName());
        try {
            return rules(name, Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new UnreadableException(name, "is not UTF-8 text");
        } catch (IOException e) {
            throw new UnreadableException(name, "cannot be read: " + e);
        }
    }

    /** The rules of a text; {@code name} is what refusals call it. None where it says nothing as a whole, with the reason. */
    public static Rules parse(String name, String text) {
        try {
            return rules(name, text);
        } catch (UnreadableException e) {
            return new Rules(List.of(), List.of(e.refusal()));
        }
    }

    private static Rules rules(String name, String text) throws UnreadableException {
        Node root;
        try {
            root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine();
            throw new UnreadableException(name + ":" + (line + 1), "is not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw new UnreadableException(name, "is not YAML: " + e.getMessage());
        }
        if (root == null) {
            throw new UnreadableException(name, "is empty; write 'rules: []' where there are to be none");
        }
        SequenceNode list = listOf(root);
        if (list == null) {
            throw new UnreadableException(place(name, root), "is not a mapping with the one key 'rules', a list");
        }
        Rules rules = Rules.NONE;
        for (Node entry : list.getValue()) {
            rules = rules.and(rule(name, entry), place(name, entry));
        }
        return rules;
    }

    private static SequenceNode listOf(Node root) {
        if (root instanceof MappingNode mapping && mapping.getValue().size() == 1) {
            NodeTuple only = mapping.getValue().get(0);
            if (RULES.equals(scalar(only.getKeyNode())) && only.getValueNode() instanceof SequenceNode list) {
                return list;
            }
        }
        return null;
    }

    private static Rules rule(String name, Node entry) {
        if (!(entry instanceof MappingNode mapping)) {
            return refusal(place(name, entry), "is no mapping; a rule begins with '- rule: <id>'");
        }
        Map<String, Field> fields = new LinkedHashMap<>();
        List<RefusedRule> twice = new ArrayList<>();
        for (NodeTuple field : mapping.getValue()) {
            String key = scalar(field.getKeyNode());
            String where = place(name, field.getKeyNode());
            if (fields.putIfAbsent(String.valueOf(key), new Field(textOf(field.getValueNode()), where)) != null) {
                twice.add(new RefusedRule(where, "", "'" + key + "' stands twice in this rule"));
            }
        }
        RuleFields rule = new RuleFields(fields, place(name, entry));
        if (!twice.isEmpty()) {
            return new Rules(
                    List.of(),
                    List.of(new RefusedRule(
                            twice.get(0).getPlace(), rule.id(), twice.get(0).getReason())));
        }
        return of(rule);
    }

    /** A rule, or why it is none; nothing where it is switched off. */
    static Rules of(RuleFields fields) {
        try {
            Rule rule = fields.rule();
            return fields.isEnabled() ? new Rules(List.of(rule), List.of()) : Rules.NONE;
        } catch (RefusedRuleException e) {
            return new Rules(List.of(), List.of(new RefusedRule(e.place(), fields.id(), e.getMessage())));
        }
    }

    private static String textOf(Node value) {
        return value instanceof SequenceNode list
                ? list.getValue().stream().map(RuleFile::scalar).collect(Collectors.joining(","))
                : String.valueOf(scalar(value));
    }

    private static String scalar(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : null;
    }

    private static String place(String name, Node node) {
        return name + ":" + (node.getStartMark().getLine() + 1);
    }

    private static Rules refusal(String place, String reason) {
        return new Rules(List.of(), List.of(new RefusedRule(place, "", reason)));
    }
}
