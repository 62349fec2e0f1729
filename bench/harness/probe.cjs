/**
 * Loaded into a process that is measured before its own program: tells over IPC what cannot be seen from
 * outside. It does nothing until it is asked.
 */
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { Session } = require('node:inspector');

let delay = null;
let session = null;

const post = (method) =>
  new Promise((resolve, reject) =>
    session.post(method, (error, result) => (error ? reject(error) : resolve(result))),
  );

const ANSWERS = {
  cpu: () => process.cpuUsage(),
  memory: () => {
    globalThis.gc?.();
    return process.memoryUsage();
  },
  watchDelay: () => {
    delay?.disable();
    delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
  },
  /** Milliseconds. The histogram counts the timer's own wait as well, which is not the loop's delay. */
  delay: () => {
    delay.disable();
    return { p50: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 };
  },
  startProfile: async () => {
    session = new Session();
    session.connect();
    await post('Profiler.enable');
    await post('Profiler.start');
  },
  stopProfile: async () => (await post('Profiler.stop')).profile,
};

process.on('message', ({ id, ask }) => {
  Promise.resolve()
    .then(() => ANSWERS[ask]())
    .then(
      (answer) => process.send({ id, answer: answer ?? null }),
      (error) => process.send({ id, error: String(error) }),
    );
});
// Being there to be asked is no reason to stay.
process.channel.unref();
