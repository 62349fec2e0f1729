/** Caddy, set up as docs/guides/forward-auth.Caddyfile has it. */
import { Caddy, describeWithCaddy } from '../../support/caddy';
import { shipped, testGuardedService } from './guarded-service';

describeWithCaddy('a service behind Caddy', () => {
  testGuardedService((behind) =>
    Caddy.serving((addresses) => {
      const text = shipped('forward-auth.Caddyfile', behind);
      expect(text).toMatch(/^service\.example\.com \{$/m);
      return text.replace(/^service\.example\.com \{$/m, `${addresses} {`);
    }),
  );
});
