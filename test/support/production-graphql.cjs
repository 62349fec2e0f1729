/**
 * GraphQL's library compares classes as it does in production. Elsewhere it also looks out for a second copy of
 * itself with each comparison that fails, which takes a tenth of the tests' time.
 */
const { NODE_ENV } = process.env;
process.env.NODE_ENV = 'production';
require('graphql/jsutils/instanceOf');
process.env.NODE_ENV = NODE_ENV;
