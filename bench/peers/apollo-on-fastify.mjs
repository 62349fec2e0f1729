/**
 * Apollo Server 5 on Fastify with Tollgate's schema and constant data: neither authentication nor a database,
 * graphql-js' own resolvers, Apollo's own settings.
 */
import { readFileSync } from 'node:fs';
import { ApolloServer } from '@apollo/server';
import fastifyApollo, { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import Fastify from 'fastify';
import { buildSchema } from 'graphql';

const { schemaFile, rootValue } = JSON.parse(process.argv[2]);
// Interfaces and unions are resolved by the default resolver, from the __typename of the constant data.
const schema = buildSchema(readFileSync(schemaFile, 'utf8'));
const fastify = Fastify();
const apollo = new ApolloServer({ schema, rootValue, plugins: [fastifyApolloDrainPlugin(fastify)] });
await apollo.start();
await fastify.register(fastifyApollo(apollo));
await fastify.listen({ port: 0, host: '127.0.0.1' });
process.send({ ready: { port: fastify.server.address().port } });
