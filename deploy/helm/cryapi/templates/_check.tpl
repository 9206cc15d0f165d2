{{/* What contradicts itself stops here, by the names of the values. */}}
{{- define "cryapi.check" -}}
{{- if not (regexMatch "^[a-z]([-a-z0-9]*[a-z0-9])?$" (include "cryapi.fullname" .)) -}}
{{- fail (printf "fullnameOverride: of the release's name comes %q, which no Service may have; set another." (include "cryapi.fullname" .)) -}}
{{- end -}}
{{- if and .Values.autoscaling.enabled .Values.keda.enabled -}}
{{- fail "keda.enabled: KEDA makes an autoscaler of its own; set autoscaling.enabled to false." -}}
{{- end -}}
{{- if lt (int .Values.autoscaling.maxReplicas) (int .Values.autoscaling.minReplicas) -}}
{{- fail "autoscaling.maxReplicas: is less than autoscaling.minReplicas." -}}
{{- end -}}
{{- $ports := list (int .Values.containerPort) -}}
{{- range $name := list "ManagementPort" "Http2Port" -}}
{{- $port := int (get $.Values.options.Server $name) -}}
{{- if and $port (has $port $ports) -}}
{{- fail (printf "options.Server.%s: %d is another port already." $name $port) -}}
{{- end -}}
{{- $ports = append $ports $port -}}
{{- end -}}
{{- if and .Values.options.Server.Http2Port (eq (int .Values.service.port) (int .Values.service.http2Port)) -}}
{{- fail "service.http2Port: is the same as service.port." -}}
{{- end -}}
{{- range $name, $resources := dict "resources" .Values.resources "models.resources" .Values.models.resources -}}
{{- range $kind := list "cpu" "memory" "ephemeral-storage" -}}
{{- $requested := get $resources.requests $kind -}}
{{- $limit := get $resources.limits $kind -}}
{{- $unit := ternary "cryapi.cores" "cryapi.bytes" (eq $kind "cpu") -}}
{{- if and $requested $limit (lt (include $unit $limit | float64) (include $unit $requested | float64)) -}}
{{- fail (printf "%s.limits.%s: is less than %s.requests.%s." $name $kind $name $kind) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- with .Values.networkPolicy -}}
{{- if and .enabled (not $.Values.options.Server.ManagementPort) (ne (empty .from) (empty .metricsFrom)) -}}
{{- fail "networkPolicy.metricsFrom: without options.Server.ManagementPort metrics are on the port of everybody; name both or neither of from and metricsFrom." -}}
{{- end -}}
{{- end -}}
{{- $variables := list -}}
{{- range .Values.extraEnv -}}
{{- $variables = append $variables .name -}}
{{- if regexMatch "^(limits|models|audio|events|classification|server|gateway|connections|apikeys|ratelimit|cors|shutdown)__" (lower .name) -}}
{{- fail (printf "extraEnv: %s is an option; set it in options, which follow from each other." .name) -}}
{{- end -}}
{{- if and (eq .name "OTEL_EXPORTER_OTLP_HEADERS") $.Values.telemetry.headersSecret -}}
{{- fail "extraEnv: OTEL_EXPORTER_OTLP_HEADERS comes from telemetry.headersSecret." -}}
{{- end -}}
{{- end -}}
{{- $volumes := list -}}
{{- range .Values.extraVolumes -}}
{{- $volumes = append $volumes .name -}}
{{- end -}}
{{- $paths := list -}}
{{- range .Values.extraVolumeMounts -}}
{{- if not (has .name $volumes) -}}
{{- fail (printf "extraVolumeMounts: %s is none of extraVolumes." .name) -}}
{{- end -}}
{{- $paths = append $paths (trimSuffix "/" .mountPath) -}}
{{- end -}}
{{- include "cryapi.refuseTwice" (list $variables "extraEnv: has a name twice.") -}}
{{- include "cryapi.refuseTwice" (list $volumes "extraVolumes: has a name twice.") -}}
{{- include "cryapi.refuseTwice" (list $paths "extraVolumeMounts: has a mountPath twice.") -}}
{{- if and (dig "Audio" "FfmpegPath" "" .Values.options) (not (dig "Audio" "DecoderMemoryBytes" 0 .Values.options)) -}}
{{- fail "options.Audio.DecoderMemoryBytes: what follows from the memory is for the image's own ffmpeg; another (options.Audio.FfmpegPath) may need more: say how much." -}}
{{- end -}}
{{- include "cryapi.checkOptions" . -}}
{{- end -}}

{{/* A list, and what is said where something stands in it twice. */}}
{{- define "cryapi.refuseTwice" -}}
{{- if ne (len (index . 0)) (len (uniq (index . 0))) -}}
{{- fail (index . 1) -}}
{{- end -}}
{{- end -}}
