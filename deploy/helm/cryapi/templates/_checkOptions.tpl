{{/*
Options that contradict each other: the service would refuse them at its start, here they are refused before there is a pod. Where one of a pair isn't
given its default stands here, which a test holds against the service's.
*/}}
{{- define "cryapi.checkOptions" -}}
{{- $pairs := list
  (list "Limits" "MinDurationSeconds" 0.1 "MaxDurationSeconds" 600)
  (list "Limits" "MinSampleRate" 4000 "MaxSampleRate" 192000)
  (list "Connections" "Http2StreamWindowBytes" 786432 "Http2ConnectionWindowBytes" 1048576)
-}}
{{- range $pair := $pairs -}}
{{- $section := default dict (get $.Values.options (index $pair 0)) -}}
{{- $least := dig (index $pair 1) (index $pair 2) $section | float64 -}}
{{- $most := dig (index $pair 3) (index $pair 4) $section | float64 -}}
{{- if or (lt $most $least) (and (eq $most $least) (hasSuffix "Seconds" (index $pair 1))) -}}
{{- fail (printf "options.%s.%s: %v must be more than %s, which is %v." (index $pair 0) (index $pair 3) $most (index $pair 1) $least) -}}
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
{{- if ne (len $names) (len (uniq $names)) -}}
{{- fail "apiKeys.keys: has a name twice." -}}
{{- end -}}
{{- if ne (len $hashes) (len (uniq $hashes)) -}}
{{- fail "apiKeys.keys: has a key under two names." -}}
{{- end -}}
{{- if and .Values.apiKeys.keys .Values.apiKeys.existingSecret -}}
{{- fail "apiKeys.existingSecret: stands in place of apiKeys.keys; give one of them." -}}
{{- end -}}
{{- end -}}
