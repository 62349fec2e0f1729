/** The package as a service has it that installs it: packed, unpacked, and beside it only what the service brings. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { PROJECT } from '../support/shell-page';

const run = promisify(execFile);

export class InstalledPackage {
  private readonly processes: ChildProcess[] = [];

  /** @param folder of a service that has it installed. */
  private constructor(readonly folder: string) {}

  /** Builds and packs what is here. */
  static async pack(): Promise<InstalledPackage> {
    const folder = mkdtempSync(path.join(tmpdir(), 'tollgate-service-'));
    const installed = path.join(folder, 'node_modules/tollgate');
    mkdirSync(installed, { recursive: true });
    const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: PROJECT });
    const tarball = path.join(folder, stdout.trim());
    await run('tar', ['--extract', '--file', tarball, '--directory', installed, '--strip-components', '1']);
    return new InstalledPackage(folder);
  }

  /** Puts packages beside it that are installed here; by the name after the colon, if there is one. */
  bring(...packages: readonly string[]): void {
    for (const name of packages) {
      const [here = '', there = here] = name.split(':');
      const link = path.join(this.folder, 'node_modules', there);
      mkdirSync(path.dirname(link), { recursive: true });
      rmSync(link, { force: true });
      symlinkSync(path.join(PROJECT, 'node_modules', here), link);
    }
  }

  /** What a program of Node's prints that is run in the service's folder. */
  async output(...args: readonly string[]): Promise<string> {
    const { stdout } = await run(process.execPath, [...args], { cwd: this.folder }).catch(
      (error: unknown) => {
        const { stdout, stderr } = error as { stdout: string; stderr: string };
        throw new Error(`${stdout}${stderr}`);
      },
    );
    return stdout.trim();
  }

  /** Starts a program of the service's and answers the address that it says it listens at. */
  async start(file: string, settings: Record<string, string>): Promise<string> {
    const child = spawn(process.execPath, [file], {
      cwd: this.folder,
      env: { PATH: process.env['PATH'], PORT: '0', ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.processes.push(child);
    return new Promise((resolve, reject) => {
      let said = '';
      const hear = (chunk: Buffer): void => {
        said += chunk.toString();
        const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
        if (address !== undefined) resolve(address);
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.on('close', () => reject(new Error(`${file} ended: ${said}`)));
    });
  }

  async endProcesses(): Promise<void> {
    const over = this.processes
      .splice(0)
      .filter((child) => child.exitCode === null && child.signalCode === null)
      .map((child) => new Promise((resolve) => child.on('close', resolve).kill()));
    await Promise.all(over);
  }

  async remove(): Promise<void> {
    await this.endProcesses();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
