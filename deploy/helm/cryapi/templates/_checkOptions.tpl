{{/*
Options that contradict each other: the service would refuse them at its start, here they are refused before there is a pod. Where one of a pair isn't
given its default stands here, which a test holds against the service's. The last of a pair says whether both may be the same.
*/}}
{{- define "cryapi.checkOptions" -}}
{{- $pairs := list
  (list "Limits" "MinDurationSeconds" 0.1 "MaxDurationSeconds" 600 false)
  (list "Limits" "MinSampleRate" 4000 "MaxSampleRate" 192000 true)
  (list "Connections" "Http2StreamWindowBytes" 786432 "Http2ConnectionWindowBytes" 1048576 true)
-}}
{{- range $pair := $pairs -}}
{{- $section := default dict (get $.Values.options (index $pair 0)) -}}
{{- $least := dig (index $pair 1) (index $pair 2) $section | float64 -}}
{{- $most := dig (index $pair 3) (index $pair 4) $section | float64 -}}
{{- $mayBeSame := index $pair 5 -}}
{{- if or (lt $most $least) (and (eq $most $least) (not $mayBeSame)) -}}
{{- fail (printf "options.%s.%s: %v must be %s %s, which is %v." (index $pair 0) (index $pair 3) $most (ternary "at least" "more than" $mayBeSame) (index $pair 1) $least) -}}
{{- end -}}
{{- end -}}
{{- with .Values.options.Limits -}}
{{- $work := add (include "cryapi.concurrency" $ | int64) (int64 .MaxQueueLength) -}}
{{- if and .MaxInFlight (lt (int64 .MaxInFlight) $work) -}}
{{- fail (printf "options.Limits.MaxInFlight: is less than the %d that are worked on or wait (MaxConcurrency and MaxQueueLength)." $work) -}}
{{- end -}}
{{- if and .MaxBytesInFlight (lt (int64 .MaxBytesInFlight) (mul 3 (int64 .MaxBodyBytes))) -}}
{{- fail "options.Limits.MaxBytesInFlight: is less than three times options.Limits.MaxBodyBytes." -}}
{{- end -}}
{{- end -}}
{{- with .Values.options.RateLimit -}}
{{- if and .Burst (not .RequestsPerMinute) -}}
{{- fail "options.RateLimit.Burst: needs options.RateLimit.RequestsPerMinute." -}}
{{- end -}}
{{- end -}}
{{- $names := list -}}
{{- $hashes := list -}}
{{- range .Values.apiKeys.keys -}}
{{- $names = append $names (lower .name) -}}
{{- $hashes = append $hashes (lower .sha256) -}}
{{- end -}}
{{- include "cryapi.refuseTwice" (list $names "apiKeys.keys: has a name twice.") -}}
{{- include "cryapi.refuseTwice" (list $hashes "apiKeys.keys: has a key under two names.") -}}
{{- if and .Values.apiKeys.keys .Values.apiKeys.existingSecret -}}
{{- fail "apiKeys.existingSecret: stands in place of apiKeys.keys; give one of them." -}}
{{- end -}}
{{- end -}}
