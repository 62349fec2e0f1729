/** Runs one of the built commands as an operator would, to its end or until it is stopped. */
import { spawn, type ChildProcess } from 'node:child_process';
import { builtProgram } from '../support/built-server';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class Command {
  stdout = '';
  stderr = '';
  readonly end: Promise<Ended>;
  private heard: () => void = () => undefined;

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => {
      this.stdout += chunk.toString();
      this.heard();
    });
    child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.end = new Promise((resolve) =>
      child.on('close', (code) => {
        resolve({ code, stdout: this.stdout, stderr: this.stderr });
        this.heard();
      }),
    );
  }

  /** @param name of the file in src/cli. @param settings the whole environment but for the path. */
  static spawn(name: string, settings: Record<string, string>, args: readonly string[] = []): Command {
    return new Command(
      spawn(process.execPath, [...builtProgram(name), ...args], {
        env: { PATH: process.env['PATH'], ...settings },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
  }

  static run(name: string, settings: Record<string, string>, args: readonly string[] = []): Promise<Ended> {
    return Command.spawn(name, settings, args).end;
  }

  async says(text: string): Promise<void> {
    while (!this.stdout.includes(text)) {
      if (this.child.exitCode !== null)
        throw new Error(`It ended without saying “${text}”: ${this.stdout}${this.stderr}`);
      await new Promise<void>((resolve) => (this.heard = resolve));
    }
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }
}
