{{/* Name of the chart, at most 63 characters as a DNS label. */}}
{{- define "cryapi.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* Name of every object: the release's, with the chart's where that isn't in it; short enough for "-management" behind it. */}}
{{- define "cryapi.fullname" -}}
{{- $name := include "cryapi.name" . -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Labels that never change: a Deployment's selector can't be changed. */}}
{{- define "cryapi.selectorLabels" -}}
app.kubernetes.io/name: {{ include "cryapi.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}

{{/* Labels of the pod of "helm test": not those that the service's selector asks for, as nobody's requests may come there. */}}
{{- define "cryapi.testLabels" -}}
app.kubernetes.io/name: {{ printf "%s-test" (include "cryapi.name" . | trunc 58 | trimSuffix "-") | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}

{{- define "cryapi.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "cryapi.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "cryapi.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "cryapi.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/* The image: a digest says exactly which one, a tag is what a person reads. */}}
{{- define "cryapi.image" -}}
{{- $tag := default .Chart.AppVersion .Values.image.tag -}}
{{- if .Values.image.digest -}}
{{- printf "%s:%s@%s" .Values.image.repository $tag .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository $tag -}}
{{- end -}}
{{- end -}}

{{/* Whether there is a key that callers must send. */}}
{{- define "cryapi.hasKeys" -}}
{{- if or .Values.apiKeys.existingSecret .Values.apiKeys.keys -}}true{{- end -}}
{{- end -}}

{{- define "cryapi.keysSecret" -}}
{{- default (printf "%s-keys" (include "cryapi.fullname" .)) .Values.apiKeys.existingSecret -}}
{{- end -}}

{{/* Port of /health and /metrics: of their own, or the ordinary one. */}}
{{- define "cryapi.managementPortName" -}}
{{- if .Values.options.Server.ManagementPort -}}management{{- else -}}http{{- end -}}
{{- end -}}

{{/* Which of the services has /health and /metrics, as a label and by its name. */}}
{{- define "cryapi.metricsComponent" -}}
{{- if .Values.options.Server.ManagementPort -}}management{{- else -}}api{{- end -}}
{{- end -}}

{{- define "cryapi.metricsService" -}}
{{- if .Values.options.Server.ManagementPort -}}{{ include "cryapi.fullname" . }}-management{{- else -}}{{ include "cryapi.fullname" . }}{{- end -}}
{{- end -}}

{{- define "cryapi.managementAddress" -}}
{{- printf "http://%s:%v" (include "cryapi.metricsService" .) (default .Values.service.port .Values.options.Server.ManagementPort) -}}
{{- end -}}

{{/* What Prometheus calls this release. */}}
{{- define "cryapi.job" -}}
{{- printf "%s/%s" .Release.Namespace (include "cryapi.fullname" .) -}}
{{- end -}}

{{/* The pod of "helm test" as a peer of a network policy. */}}
{{- define "cryapi.testPeer" -}}
{{- if .Values.tests.enabled -}}
- podSelector:
    matchLabels:
      {{- include "cryapi.testLabels" . | nindent 6 }}
{{- end -}}
{{- end -}}

{{/* Port of the collector: that of its address, unless its pod has another. */}}
{{- define "cryapi.collectorPort" -}}
{{- $ofAddress := regexReplaceAll "^https?://(\\[[^\\]]*\\]|[^:/]*)(:([0-9]+))?(/.*)?$" .Values.telemetry.endpoint "${3}" -}}
{{- default (default (ternary "443" "80" (hasPrefix "https://" .Values.telemetry.endpoint)) $ofAddress) (ternary "" (toString .Values.telemetry.port) (eq (int .Values.telemetry.port) 0)) -}}
{{- end -}}
