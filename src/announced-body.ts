/** The body of a request that is read straight from Node, for the rooms that have routes past Fastify. */
import type { IncomingMessage } from 'node:http';

/**
 * As soon as the length that was announced is there, to which Node itself holds the body; its end would be told
 * of a turn later. Of a request that breaks off nothing comes.
 *
 * @param done is not called for a body of no length, of which there is nothing to wait for.
 */
export function readAnnounced(request: IncomingMessage, done: (body: Buffer) => void): void {
  const length = Number(request.headers['content-length']);
  const parts: Buffer[] = [];
  let received = 0;
  const onData = (part: Buffer): void => {
    parts.push(part);
    received += part.length;
    if (received < length) return;
    request.off('data', onData);
    // One part mostly, which is then not copied.
    const [only] = parts;
    done(parts.length === 1 && only !== undefined ? only : Buffer.concat(parts));
  };
  request.on('data', onData);
}
