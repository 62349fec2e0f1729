/** Debian's nginx in front of a server. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeWith, ProxyProgram, type Command, type Place } from './proxy-program';

const NGINX = '/usr/sbin/nginx';

/** What LogScale's guide for reverse proxies has nginx send (installation-loadbalancer-nginx-proxy). */
export const APPENDING = ['proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;'];

export interface NginxSettings {
  /** The base URL of what stands behind it. */
  readonly upstream: string;
  /** Directives for what is passed on; {@link APPENDING} by default. */
  readonly location?: readonly string[];
  /** Directives for all of HTTP, such as a map. */
  readonly http?: readonly string[];
}

export const describeWithNginx = describeWith(NGINX);

export type Nginx = ProxyProgram;

export const Nginx = {
  start({ upstream, location = APPENDING, http = [] }: NginxSettings): Promise<ProxyProgram> {
    return Nginx.serving(
      (listen) => `
        ${http.join('\n        ')}
        server {
          ${listen}
          location / {
            proxy_pass ${upstream};
            proxy_set_header Host $http_host;
            ${location.join('\n            ')}
          }
        }`,
    );
  },

  /** @param servers what is in the http block; told the `listen` directives of one of its servers. */
  serving(servers: (listen: string) => string): Promise<ProxyProgram> {
    return ProxyProgram.start((place) => commandFor(servers, place));
  },
};

function commandFor(servers: (listen: string) => string, { directory, addresses }: Place): Command {
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const listen = addresses.map((address) => `listen ${address};`).join(' ');
  const configuration = path.join(directory, 'nginx.conf');
  writeFileSync(
    configuration,
    `
    daemon off;
    master_process off;
    pid ${directory}/nginx.pid;
    error_log stderr warn;
    events { worker_connections 256; }
    http {
      access_log off;
      ${folders.map((folder) => `${folder}_temp_path ${directory}/${folder};`).join('\n      ')}
      ${servers(listen)}
    }`,
  );
  return { program: NGINX, args: ['-p', directory, '-c', configuration] };
}
