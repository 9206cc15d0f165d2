{{/* A value as the service reads it: numbers without an exponent. */}}
{{- define "cryapi.optionText" -}}
{{- if and (kindIs "float64" .) (eq (floor .) (float64 .)) -}}
{{- printf "%.0f" . -}}
{{- else -}}
{{- toString . -}}
{{- end -}}
{{- end -}}

{{/*
Options as environment variables: Limits.MaxBodyBytes becomes Limits__MaxBodyBytes, the first of Cors.Origins Cors__Origins__0. What follows from the
resources and from other values is put in.
*/}}
{{- define "cryapi.environment" -}}
{{- $options := deepCopy .Values.options -}}
{{- $_ := set $options.Limits "MaxConcurrency" (include "cryapi.concurrency" . | int64) -}}
{{- $_ := set $options.Limits "MaxBytesInFlight" (include "cryapi.bytesInFlight" . | int64) -}}
{{- $_ := set $options "Audio" (merge (dict "DecoderMemoryBytes" (include "cryapi.decoderBytes" . | int64)) (default dict $options.Audio)) -}}
{{- $models := default dict $options.Models -}}
{{- if ne .Values.models.source "image" -}}
{{- $_ := set $models "Path" (list "/models" .Values.models.subPath | join "/" | trimSuffix "/") -}}
{{- end -}}
{{- $_ := set $options "Models" $models -}}
{{- if include "cryapi.hasKeys" . -}}
{{- $_ := set $options "ApiKeys" (merge (dict "File" (printf "/etc/cryapi/keys/%s" .Values.apiKeys.secretKey)) (default dict $options.ApiKeys)) -}}
{{- end -}}
{{- range $section, $values := $options }}
{{- range $name, $value := $values }}
{{- if kindIs "slice" $value }}
{{- range $index, $item := $value }}
{{ printf "%s__%s__%d" $section $name $index }}: {{ include "cryapi.optionText" $item | quote }}
{{- end }}
{{- else if not (kindIs "invalid" $value) }}
{{ printf "%s__%s" $section $name }}: {{ include "cryapi.optionText" $value | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}
