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
Most address space of a decoder: a quarter of the memory for those that run at once, from 128 MiB to 1 GiB. A file that is made for it may take all
of that, and a container that goes beyond its memory is killed as a whole.
*/}}
{{- define "cryapi.decoderBytes" -}}
{{- $given := int64 (dig "Audio" "DecoderMemoryBytes" 0 .Values.options) -}}
{{- $share := div (include "cryapi.bytes" .Values.resources.limits.memory | int64) (mul 4 (include "cryapi.concurrency" . | int64)) -}}
{{- ternary $given (min 1073741824 (max 134217728 $share)) (gt $given 0) -}}
{{- end -}}

{{/*
Bytes of memory for bodies: a quarter of the heap, which is three quarters of the limit, and at least three of the largest body. As measured in
docs/operations.md a replica has up to 300 MB besides; each decoder holds another copy of the body that it works on, and what it may take itself. What
is less can't work.
*/}}
{{- define "cryapi.bytesInFlight" -}}
{{- $body := int64 .Values.options.Limits.MaxBodyBytes -}}
{{- $memory := include "cryapi.bytes" .Values.resources.limits.memory | int64 -}}
{{- $bodies := int64 .Values.options.Limits.MaxBytesInFlight -}}
{{- if not $bodies -}}
{{- $bodies = max (mul 3 $body) (div (mul 3 $memory) 16) -}}
{{- end -}}
{{- $decoder := include "cryapi.decoderBytes" . | int64 -}}
{{- $tmp := include "cryapi.bytes" .Values.tmpSizeLimit | int64 -}}
{{- $needed := add 300000000 $tmp $bodies (mul (add $body $decoder) (include "cryapi.concurrency" . | int64)) -}}
{{- if lt $memory $needed -}}
{{- fail (printf "resources.limits.memory: %d MiB is too little. 300 MB for the service, %d MB for tmpSizeLimit, %d MB for bodies (options.Limits.MaxBytesInFlight) and %s × (%d + %d) MB for what is being decoded (options.Limits.MaxBodyBytes, options.Audio.DecoderMemoryBytes) make %d MiB; raise it, or lower these." (div $memory 1048576) (div $tmp 1000000) (div $bodies 1000000) (include "cryapi.concurrency" .) (div $body 1000000) (div $decoder 1000000) (div (add $needed 1048575) 1048576)) -}}
{{- end -}}
{{- $bodies -}}
{{- end -}}

{{/*
Bytes of the collector's heap: what decoders, /tmp and the native part leave (120 MB: code, models, ONNX Runtime). Left to itself it may grow to three
quarters of the limit, whatever decoders take.
*/}}
{{- define "cryapi.heapBytes" -}}
{{- $each := add (int64 .Values.options.Limits.MaxBodyBytes) (include "cryapi.decoderBytes" . | int64) -}}
{{- $others := add 120000000 (include "cryapi.bytes" .Values.tmpSizeLimit | int64) (mul $each (include "cryapi.concurrency" . | int64)) -}}
{{- sub (include "cryapi.bytes" .Values.resources.limits.memory | int64) $others -}}
{{- end -}}

{{/* Seconds that the service may take to stop, see "Stop" in docs/operations.md. */}}
{{- define "cryapi.gracePeriod" -}}
{{- with .Values.options -}}
{{- addf .Shutdown.DrainSeconds .Limits.BodyTimeoutSeconds .Limits.RequestTimeoutSeconds 5 | ceil | int64 -}}
{{- end -}}
{{- end -}}
