/** nginx, set up as docs/guides/nginx-forward-auth.conf has it. */
import { describeWithNginx, Nginx } from '../../support/nginx';
import { shipped, testGuardedService } from './guarded-service';

describeWithNginx('a service behind nginx', () => {
  testGuardedService((behind) =>
    Nginx.serving((listen) => {
      const text = shipped('nginx-forward-auth.conf', behind);
      expect(text).toContain('listen 80;');
      // The client may send bodies of 1 MiB unless it is told otherwise, which is not what these tests are about.
      return `client_max_body_size 8m; ${text.replace('listen 80;', listen)}`;
    }),
  );
});
