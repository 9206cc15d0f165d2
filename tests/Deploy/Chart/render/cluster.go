package main

// What a cluster has already.
type cluster []map[string]interface{}

// The object of that name, or as helm has it an empty one. Lists, which have no name, aren't asked for.
func (c cluster) lookup(version, kind, namespace, name string) (map[string]interface{}, error) {
	for _, object := range c {
		about, _ := object["metadata"].(map[string]interface{})
		if object["apiVersion"] == version && object["kind"] == kind && about["namespace"] == namespace && about["name"] == name {
			return object, nil
		}
	}
	return map[string]interface{}{}, nil
}
