/** autocannon as a load generator: what it reaches, and how busy it is meanwhile. */
import autocannon from 'autocannon';

async function run({ port, connections, seconds }) {
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const { requests } = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections,
    duration: seconds,
  });
  const { user, system } = process.cpuUsage(cpu);
  const ownCore = (user + system) / 1_000 / (performance.now() - startedAt);
  return { rate: requests.average, ownCore };
}

process.on('message', ({ id, ask }) => {
  run(ask).then(
    (answer) => process.send({ id, answer }),
    (error) => process.send({ id, error: String(error) }),
  );
});
process.send({ ready: true });
