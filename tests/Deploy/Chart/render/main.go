// Renders a chart as helm template does: Go's templates with Sprig and helm's own functions.
//
//	render [-cluster OBJECTS.yaml] CHART RELEASE NAMESPACE [VALUES.yaml ...]
//
// Prints a JSON object: values, those that hold; texts, name of the template → text; error, why it can't be rendered. OBJECTS.yaml is a list of what the
// cluster has already, for lookup. What helm knows and this does not: dependencies, libraries, hooks in an order.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"sigs.k8s.io/yaml"
)

// What templates may know of Chart.yaml.
type chart struct{ Name, Version, AppVersion, Type string }

func main() {
	clusterFile := flag.String("cluster", "", "objects that are there already")
	flag.Parse()
	if flag.NArg() < 3 {
		fail(fmt.Errorf("render [-cluster OBJECTS.yaml] CHART RELEASE NAMESPACE [VALUES.yaml ...]"))
	}
	folder, release, namespace := flag.Arg(0), flag.Arg(1), flag.Arg(2)
	var there cluster
	if *clusterFile != "" {
		text, err := os.ReadFile(*clusterFile)
		check(err)
		check(yaml.Unmarshal(text, &there))
	}
	head, err := readYaml(filepath.Join(folder, "Chart.yaml"))
	check(err)
	text := func(key string) string { return fmt.Sprint(head[key]) }
	about := chart{text("name"), text("version"), text("appVersion"), text("type")}
	values := map[string]interface{}{}
	for _, file := range append([]string{filepath.Join(folder, "values.yaml")}, flag.Args()[3:]...) {
		more, err := readYaml(file)
		check(err)
		values = merge(values, more)
	}

	templates, err := read(folder, "templates")
	check(err)
	files, err := read(folder, "files")
	check(err)
	data := map[string]interface{}{
		"Chart":  about,
		"Values": values,
		"Files":  contents(files),
		"Release": map[string]interface{}{
			"Name": release, "Namespace": namespace, "Service": "Helm", "Revision": 1, "IsInstall": there == nil, "IsUpgrade": there != nil,
		},
		"Capabilities": map[string]interface{}{
			"KubeVersion": map[string]interface{}{"Version": "v1.30.0", "Major": "1", "Minor": "30"},
			"APIVersions": versions{},
		},
	}
	texts, err := render(about.Name, templates, data, there)
	printed := map[string]interface{}{"values": values, "texts": texts}
	if err != nil {
		printed["error"] = err.Error()
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	check(encoder.Encode(printed))
}

// The values of the user over those of the chart; null takes one away.
func merge(base, over map[string]interface{}) map[string]interface{} {
	for key, value := range over {
		old, isMap := base[key].(map[string]interface{})
		next, isNextMap := value.(map[string]interface{})
		switch {
		case value == nil:
			delete(base, key)
		case isMap && isNextMap:
			base[key] = merge(old, next)
		default:
			base[key] = value
		}
	}
	return base
}

// What the chart's files hold.
type contents map[string]string

func (c contents) Get(name string) string { return c[name] }

// The kinds of a cluster: all that the chart asks for.
type versions struct{}

func (versions) Has(string) bool { return true }

func read(folder, below string) (map[string]string, error) {
	texts := map[string]string{}
	err := filepath.WalkDir(filepath.Join(folder, below), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		text, err := os.ReadFile(path)
		texts[filepath.ToSlash(name)] = string(text)
		return err
	})
	return texts, err
}

// A map of YAML; a key that stands twice is an error.
func readYaml(file string) (map[string]interface{}, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	values := map[string]interface{}{}
	if err := yaml.UnmarshalStrict(text, &values); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return values, nil
}

func check(err error) {
	if err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, strings.ReplaceAll(err.Error(), "\n", " "))
	os.Exit(1)
}
