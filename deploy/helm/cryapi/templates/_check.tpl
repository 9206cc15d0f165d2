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
{{- with .Values.resources.limits.cpu -}}
{{- if lt (include "cryapi.cores" . | float64) (include "cryapi.cores" $.Values.resources.requests.cpu | float64) -}}
{{- fail "resources.limits.cpu: is less than resources.requests.cpu." -}}
{{- end -}}
{{- end -}}
{{- if lt (include "cryapi.bytes" .Values.resources.limits.memory | int64) (include "cryapi.bytes" .Values.resources.requests.memory | int64) -}}
{{- fail "resources.limits.memory: is less than resources.requests.memory." -}}
{{- end -}}
{{- $bodies := int64 .Values.options.Limits.MaxBytesInFlight -}}
{{- if and $bodies (lt $bodies (mul 3 (int64 .Values.options.Limits.MaxBodyBytes))) -}}
{{- fail "options.Limits.MaxBytesInFlight: is less than three times options.Limits.MaxBodyBytes." -}}
{{- end -}}
{{- end -}}
