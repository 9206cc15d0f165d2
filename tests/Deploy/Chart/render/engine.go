package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"sort"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig"
	"sigs.k8s.io/yaml"
)

// A template that includes itself ends as helm ends it.
const deepest = 1000

// Renders every template of a chart but those whose name begins with "_".
func render(name string, templates map[string]string, data map[string]interface{}, there cluster) (map[string]string, error) {
	all := template.New(name).Option("missingkey=zero")
	all.Funcs(functions(all, there))
	names := make([]string, 0, len(templates))
	for file := range templates {
		names = append(names, file)
	}
	sort.Strings(names)
	for _, file := range names {
		if _, err := all.New(path.Join(name, file)).Parse(templates[file]); err != nil {
			return nil, err
		}
	}

	texts := map[string]string{}
	for _, file := range names {
		if strings.HasPrefix(path.Base(file), "_") {
			continue
		}
		data["Template"] = map[string]interface{}{"Name": path.Join(name, file), "BasePath": path.Join(name, "templates")}
		var text strings.Builder
		if err := all.ExecuteTemplate(&text, path.Join(name, file), data); err != nil {
			return nil, err
		}
		texts[file] = strings.ReplaceAll(text.String(), "<no value>", "")
	}
	return texts, nil
}

// Sprig's functions without those that see the machine, and helm's own.
func functions(all *template.Template, there cluster) template.FuncMap {
	functions := sprig.TxtFuncMap()
	for _, name := range []string{"env", "expandenv", "getHostByName"} {
		delete(functions, name)
	}
	depth := 0
	include := func(name string, data interface{}) (string, error) {
		if depth++; depth > deepest {
			return "", fmt.Errorf("%s includes itself without end", name)
		}
		defer func() { depth-- }()
		var text strings.Builder
		err := all.ExecuteTemplate(&text, name, data)
		return text.String(), err
	}
	functions["include"] = include
	functions["tpl"] = func(text string, data interface{}) (string, error) {
		copied, err := all.Clone()
		if err != nil {
			return "", err
		}
		parsed, err := copied.New("tpl").Parse(text)
		if err != nil {
			return "", err
		}
		var rendered strings.Builder
		err = parsed.Execute(&rendered, data)
		return rendered.String(), err
	}
	functions["required"] = func(warning string, value interface{}) (interface{}, error) {
		if text, isText := value.(string); value == nil || isText && text == "" {
			return value, errors.New(warning)
		}
		return value, nil
	}
	functions["fail"] = func(message string) (string, error) { return "", errors.New(message) }
	functions["lookup"] = there.lookup
	functions["toYaml"] = func(value interface{}) (string, error) {
		text, err := yaml.Marshal(value)
		return strings.TrimSuffix(string(text), "\n"), err
	}
	functions["fromYaml"] = func(text string) (map[string]interface{}, error) {
		value := map[string]interface{}{}
		return value, yaml.Unmarshal([]byte(text), &value)
	}
	functions["toJson"] = func(value interface{}) (string, error) {
		text, err := json.Marshal(value)
		return string(text), err
	}
	functions["fromJson"] = func(text string) (map[string]interface{}, error) {
		value := map[string]interface{}{}
		return value, json.Unmarshal([]byte(text), &value)
	}
	return functions
}
