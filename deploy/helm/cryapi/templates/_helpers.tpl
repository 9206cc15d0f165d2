{{/* Name of the chart, at most 63 characters as a DNS label. */}}
{{- define "cryapi.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* Name of every object: the release's, with the chart's where that isn't in it. */}}
{{- define "cryapi.fullname" -}}
{{- $name := include "cryapi.name" . -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Labels that never change: a Deployment's selector can't be changed. */}}
{{- define "cryapi.selectorLabels" -}}
app.kubernetes.io/name: {{ include "cryapi.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
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
