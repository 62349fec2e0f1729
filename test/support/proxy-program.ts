/** A proxy's program as a child process, with a folder of its own, until the tests are over. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from './free-port';

const START_TIMEOUT_MS = 10_000;

/** Runs the program until the pipe to it closes, which it does however the tests end: nothing is left running. */
const SUPERVISED = '"$0" "$@" & read -r _; kill $! 2>/dev/null; wait $!';

export interface Place {
  /** For its files; removed in the end. */
  readonly directory: string;
  /** What it is to listen on: a free port of 127.0.0.1, and one of ::1. */
  readonly addresses: readonly [string, string];
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * `describe` where tests need a program. Without it they are skipped, which is said aloud; on a build
 * server they fail, since there nobody would hear.
 */
export function describeWith(program: string): (name: string, tests: () => void) => void {
  return existsSync(program) || process.env['CI'] !== undefined
    ? describe
    : (name, tests) => {
        process.stderr.write(`\nSKIPPED, since ${program} is not installed: ${name}\n`);
        describe.skip(name, tests);
      };
}

export class ProxyProgram {
  private constructor(
    private readonly child: ChildProcess,
    private readonly directory: string,
    /** Its base URL on 127.0.0.1. */
    readonly url: string,
    /** Its base URL on ::1. */
    readonly urlOnIpv6: string,
  ) {}

  /** @param prepare writes its files and answers how it is called. */
  static async start(prepare: (place: Place) => Command): Promise<ProxyProgram> {
    const directory = mkdtempSync(path.join(tmpdir(), 'tollgate-proxy-'));
    const addresses = [`127.0.0.1:${await freePort('127.0.0.1')}`, `[::1]:${await freePort('::1')}`] as const;
    const { program, args, environment } = prepare({ directory, addresses });

    const child = spawn('sh', ['-c', SUPERVISED, program, ...args], {
      stdio: ['pipe', 'ignore', 'pipe'],
      env: { ...process.env, ...environment },
    });
    let complaints = '';
    child.stderr.on('data', (text: Buffer) => (complaints += text.toString()));
    const proxy = new ProxyProgram(child, directory, `http://${addresses[0]}`, `http://${addresses[1]}`);
    if (await proxy.accepts()) return proxy;
    await proxy.stop();
    throw new Error(`${program} did not start: ${complaints}`);
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
