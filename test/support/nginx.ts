/** Debian's nginx in front of a server: a child process with a configuration and a folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from './free-port';

const NGINX = '/usr/sbin/nginx';
const START_TIMEOUT_MS = 10_000;

/** Runs nginx until the pipe to it closes, which it does however the tests end: nothing is left running. */
const SUPERVISED = '"$0" "$@" & read -r _; kill $! 2>/dev/null; wait $!';

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

/**
 * Stands in for `describe` where tests need nginx. Without it they are skipped, which is said aloud; on a
 * build server they fail, since there nobody would hear.
 */
export const describeWithNginx: (name: string, tests: () => void) => void =
  existsSync(NGINX) || process.env['CI'] !== undefined
    ? describe
    : (name, tests) => {
        process.stderr.write(`\nSKIPPED, since ${NGINX} is not installed: ${name}\n`);
        describe.skip(name, tests);
      };

export class Nginx {
  private constructor(
    private readonly child: ChildProcess,
    private readonly directory: string,
    /** Its base URL on 127.0.0.1. */
    readonly url: string,
    /** Its base URL on ::1. */
    readonly urlOnIpv6: string,
  ) {}

  static async start(settings: NginxSettings): Promise<Nginx> {
    const directory = mkdtempSync(path.join(tmpdir(), 'tollgate-nginx-'));
    const addresses = [`127.0.0.1:${await freePort('127.0.0.1')}`, `[::1]:${await freePort('::1')}`] as const;
    const configuration = path.join(directory, 'nginx.conf');
    writeFileSync(configuration, configurationOf(settings, directory, addresses));

    const child = spawn('sh', ['-c', SUPERVISED, NGINX, '-p', directory, '-c', configuration], {
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    let complaints = '';
    child.stderr.on('data', (text: Buffer) => (complaints += text.toString()));
    const nginx = new Nginx(child, directory, `http://${addresses[0]}`, `http://${addresses[1]}`);
    if (await nginx.accepts()) return nginx;
    await nginx.stop();
    throw new Error(`nginx did not start: ${complaints}`);
  }

  async stop(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.stdin?.end();
    if (this.child.exitCode === null) await gone;
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Whether it takes connections on both of its addresses before the time is up. */
  private async accepts(): Promise<boolean> {
    const deadline = performance.now() + START_TIMEOUT_MS;
    while (performance.now() < deadline) {
      const open = await Promise.all([this.url, this.urlOnIpv6].map(isOpen));
      if (open.every(Boolean)) return true;
      await setTimeout(10);
    }
    return false;
  }
}

function configurationOf(
  { upstream, location = APPENDING, http = [] }: NginxSettings,
  directory: string,
  addresses: readonly string[],
): string {
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `
    daemon off;
    master_process off;
    pid ${directory}/nginx.pid;
    error_log stderr warn;
    events { worker_connections 256; }
    http {
      access_log off;
      ${folders.map((folder) => `${folder}_temp_path ${directory}/${folder};`).join('\n      ')}
      ${http.join('\n      ')}
      server {
        ${addresses.map((address) => `listen ${address};`).join('\n        ')}
        location / {
          proxy_pass ${upstream};
          proxy_set_header Host $http_host;
          ${location.join('\n          ')}
        }
      }
    }`;
}

async function isOpen(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname.replace(/[[\]]/g, ''), port: Number(port) });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
