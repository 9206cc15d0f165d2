# What Praat measures in one sound file: one line of numbers, "--undefined--" where there is none.
#   praat --run praat_reference.praat SOUND.wav
# median f0 (Hz), share of voiced frames, mean harmonicity (dB), bursts by our threshold, their total length (s), bursts by a
# threshold of -20 dB
form Measure a sound
    sentence path
endform

sound = Read from file: path$

pitch = To Pitch (ac): 0, 150, 15, "no", 0.03, 0.45, 0.01, 0.35, 0.14, 1500
median = Get quantile: 0, 0, 0.5, "Hertz"
voiced = Count voiced frames
frames = Get number of frames

selectObject: sound
harmonicity = To Harmonicity (cc): 0.01, 150, 0.1, 1
hnr = Get mean: 0, 0

selectObject: sound
intensity = To Intensity: 100, 0.01, "yes"

# Silences against the threshold that src/Features/Acoustics/BurstFinder.cs describes; Praat wants it relative to the maximum.
points = Get number of frames
loud = Get quantile: 0, 0, 1 - min (0.05, 25 / points)
quiet = Get quantile: 0, 0, 0.05
maximum = Get maximum: 0, 0, "Parabolic"
threshold = loud - min (15, max (6, (loud - quiet) / 2)) - maximum
@count: threshold
ours = count.bursts
seconds = count.seconds

# The same against a threshold that is not ours.
@count: -20

writeInfoLine: fixed$ (median, 3), " ", fixed$ (voiced / frames, 4), " ", fixed$ (hnr, 3), " ", ours, " ", fixed$ (seconds, 3), " ", count.bursts

# Sounds shorter than 0.2 s are left out here, since Praat would drop them before it bridges short silences.
procedure count: .threshold
    selectObject: intensity
    To TextGrid (silences): .threshold, 0.1, 0.001, "silent", "sounding"
    .intervals = Get number of intervals: 1
    .bursts = 0
    .seconds = 0
    for .i to .intervals
        .label$ = Get label of interval: 1, .i
        .begin = Get starting point: 1, .i
        .end = Get end point: 1, .i
        if .label$ = "sounding" and .end - .begin > 0.1999
            .bursts = .bursts + 1
            .seconds = .seconds + .end - .begin
        endif
    endfor
endproc
