/** The audit log on the standard output: whole lines that can be told from the server's own log. */
import { Writable } from 'node:stream';
import { StdoutSink } from '../../src/shipping/stdout-sink';

test('each entry is a line of JSON under a name of its own', async () => {
  let written = '';
  const output = new Writable({
    write(chunk, _encoding, done) {
      written += String(chunk);
      done();
    },
  });
  await new StdoutSink(output).send([{ n: 1 }, { text: 'two\nlines' }]);
  expect(written).toBe('{"auditEntry":{"n":1}}\n{"auditEntry":{"text":"two\\nlines"}}\n');
});

test('an output that is gone is an error, so that nothing counts as written', async () => {
  const output = new Writable({ write: (_chunk, _encoding, done) => done(new Error('The pipe is gone.')) });
  output.on('error', () => undefined);
  await expect(new StdoutSink(output).send([{ n: 1 }])).rejects.toThrow('The pipe is gone.');
});
