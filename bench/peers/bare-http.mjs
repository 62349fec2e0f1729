/** A server of `node:http` and nothing else: reads the body of the request and answers the JSON it was started with. */
import { createServer } from 'node:http';

const { answer } = JSON.parse(process.argv[2]);
const body = Buffer.from(answer);

const server = createServer((request, response) => {
  request.on('data', () => undefined);
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
    response.end(body);
  });
});
server.listen(0, '127.0.0.1', () => process.send({ ready: { port: server.address().port } }));
