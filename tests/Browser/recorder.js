// Runs in a page of the service: records the microphone, and the camera where a film is asked for, and sends what was recorded.
'use strict';

const recorder = {
  recordings: new Map(),

  /** Makes all takes at the same time; null for one that this browser can't make. */
  async record(takes, seconds) {
    const film = takes.some(take => take.mimeType.startsWith('video/'));
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
      video: film && { width: 160, height: 120, frameRate: 10 },
    });
    const made = await Promise.all(takes.map(take => recorder.take(stream, take, seconds)));
    const { sampleRate } = stream.getAudioTracks()[0].getSettings();
    stream.getTracks().forEach(track => track.stop());
    return made.map(take => take && { ...take, deviceRate: sampleRate });
  },

  async take(stream, { name, mimeType, timesliceMs, pauseMs }, seconds) {
    if (mimeType && !MediaRecorder.isTypeSupported(mimeType)) return null;
    const source = new MediaRecorder(stream, mimeType ? { mimeType } : {});
    const parts = [];
    source.ondataavailable = ({ data }) => parts.push(data);
    const started = recorder.event(source, 'start');
    const stopped = recorder.event(source, 'stop');
    source.start(...(timesliceMs ? [timesliceMs] : []));
    await started;
    const begin = performance.now();
    if (pauseMs) {
      await recorder.wait(seconds * 500);
      source.pause();
      await recorder.wait(pauseMs);
      source.resume();
      await recorder.wait(seconds * 500);
    } else {
      await recorder.wait(seconds * 1000);
    }
    const elapsed = performance.now() - begin - (pauseMs ?? 0);
    source.stop();
    await stopped;

    const blob = new Blob(parts, { type: source.mimeType });
    recorder.recordings.set(name, blob);
    return { name, mimeType: blob.type, seconds: elapsed / 1000, heardSeconds: await recorder.duration(blob), parts: parts.length };
  },

  /** How long the sound is by the browser's own decoder, in seconds; 0 where it finds none. */
  async duration(blob) {
    try {
      return (await new OfflineAudioContext(1, 1, 48000).decodeAudioData(await blob.arrayBuffer())).duration;
    } catch {
      return 0;
    }
  },

  async send(name, url, asForm) {
    const blob = recorder.recordings.get(name);
    const form = new FormData();
    form.append('file', blob, 'recording');
    const response = await fetch(url, { method: 'POST', body: asForm ? form : blob });
    return { status: response.status, body: await response.text() };
  },

  async base64(name) {
    const reader = new FileReader();
    const loaded = recorder.event(reader, 'load');
    reader.readAsDataURL(recorder.recordings.get(name));
    await loaded;
    return reader.result.slice(reader.result.lastIndexOf(',') + 1);
  },

  event: (target, name) => new Promise((resolve, reject) => {
    target.addEventListener(name, resolve, { once: true });
    target.addEventListener('error', ({ error }) => reject(error ?? target.error), { once: true });
  }),

  wait: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
};
