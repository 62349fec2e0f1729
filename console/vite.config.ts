import { defineConfig } from 'vite';

export default defineConfig({ html: { cspNonce: '__CSP_NONCE__' } });
