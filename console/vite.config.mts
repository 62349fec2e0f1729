import path from 'node:path';
import { defineConfig } from 'vite';
import { directImports } from './direct-imports.mts';

/** Where `npm run console` finds a server to talk to. */
const SERVER = 'http://127.0.0.1:8080';

export default defineConfig({
  root: import.meta.dirname,
  // Everything that is loaded is a file of the server's: nothing is written into the page, whose policy forbids it.
  html: { cspNonce: '__CSP_NONCE__' },
  plugins: [directImports()],
  oxc: { jsx: { runtime: 'automatic' } },
  build: {
    outDir: path.resolve(import.meta.dirname, '../dist/console'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2022',
    sourcemap: false,
    modulePreload: { polyfill: false },
    // What is loaded first is limited by test/console/first-load.test.ts.
    chunkSizeWarningLimit: 1_000,
    // Libraries mark what runs in browsers, which here is everything.
    rolldownOptions: {
      onwarn: (warning, warn) => (warning.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : warn(warning)),
    },
  },
  server: { proxy: { '/graphql': SERVER, '/api': SERVER } },
});
