{{/* Processors in a quantity of Kubernetes (2, "1500m", "0.5"), as a decimal. */}}
{{- define "cryapi.cores" -}}
{{- $text := toString . -}}
{{- if hasSuffix "m" $text -}}
{{- divf (trimSuffix "m" $text | float64) 1000 -}}
{{- else -}}
{{- float64 $text -}}
{{- end -}}
{{- end -}}

{{/* Bytes in a quantity of Kubernetes (768Mi, 1.5Gi, "1G", 536870912), as a whole number. */}}
{{- define "cryapi.bytes" -}}
{{- $text := ternary (printf "%.0f" (float64 .)) (toString .) (kindIs "float64" .) -}}
{{- $units := dict "Ki" 1024 "Mi" 1048576 "Gi" 1073741824 "Ti" 1099511627776 "k" 1000 "M" 1000000 "G" 1000000000 "T" 1000000000000 -}}
{{- $unit := regexFind "[A-Za-z]+$" $text -}}
{{- $number := trimSuffix $unit $text | float64 -}}
{{- if eq $unit "" -}}
{{- printf "%.0f" $number -}}
{{- else -}}
{{- printf "%.0f" (mulf $number (required (printf "%q is no quantity of memory" $text) (get $units $unit) | float64)) -}}
{{- end -}}
{{- end -}}

{{/*
Requests that are worked on at once: one for each processor that a replica may use, its limit or, where it has none, what it asks for. Without that
the runtime counts the processors of the node.
*/}}
{{- define "cryapi.concurrency" -}}
{{- if .Values.options.Limits.MaxConcurrency -}}
{{- int64 .Values.options.Limits.MaxConcurrency -}}
{{- else -}}
{{- max 1 (include "cryapi.processors" . | int64) -}}
{{- end -}}
{{- end -}}

{{- define "cryapi.processors" -}}
{{- $cpu := dig "limits" "cpu" (dig "requests" "cpu" "1" .Values.resources) .Values.resources -}}
{{- max 1 (include "cryapi.cores" $cpu | float64 | ceil | int64) -}}
{{- end -}}

{{/*
Bytes of memory for bodies: a quarter of the heap, which is three quarters of the limit, and at least three of the largest body. As measured in
docs/operations.md a replica has up to 350 MB besides, and a decoder holds another copy of the body that it works on: what is less can't work.
*/}}
{{- define "cryapi.bytesInFlight" -}}
{{- $body := int64 .Values.options.Limits.MaxBodyBytes -}}
{{- $memory := include "cryapi.bytes" .Values.resources.limits.memory | int64 -}}
{{- $bodies := int64 .Values.options.Limits.MaxBytesInFlight -}}
{{- if not $bodies -}}
{{- $bodies = max (mul 3 $body) (div (mul 3 $memory) 16) -}}
{{- end -}}
{{- $needed := add 350000000 $bodies (mul $body (include "cryapi.concurrency" . | int64)) -}}
{{- if lt $memory $needed -}}
{{- fail (printf "resources.limits.memory: %s is too little. 350 MB for the service, %d MB for bodies (options.Limits.MaxBytesInFlight) and %s × %d MB for what is being decoded (options.Limits.MaxBodyBytes) make %d MiB; raise it, or lower these." (printf "%d MiB" (div $memory 1048576)) (div $bodies 1000000) (include "cryapi.concurrency" .) (div $body 1000000) (div (add $needed 1048575) 1048576)) -}}
{{- end -}}
{{- $bodies -}}
{{- end -}}

{{/* Seconds that the service may take to stop, see "Stop" in docs/operations.md. */}}
{{- define "cryapi.gracePeriod" -}}
{{- with .Values.options -}}
{{- addf .Shutdown.DrainSeconds .Limits.BodyTimeoutSeconds .Limits.RequestTimeoutSeconds 5 | ceil | int64 -}}
{{- end -}}
{{- end -}}
