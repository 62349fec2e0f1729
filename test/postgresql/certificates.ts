/** A certificate authority for a test, and what it signs. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

export class CertificateAuthority {
  readonly file: string;

  constructor(
    private readonly folder: string,
    private readonly name: string,
  ) {
    this.file = path.join(folder, `${name}.pem`);
    this.openssl(
      'req',
      '-x509',
      ...KEY,
      '-days',
      '2',
      '-subj',
      `/CN=${name}`,
      '-keyout',
      this.keyOf(name),
      '-out',
      this.file,
    );
  }

  /** @param commonName the role, in a client's certificate. @param host in a server's. */
  sign(
    name: string,
    commonName: string,
    host: string,
  ): { readonly certificate: string; readonly key: string } {
    const [request, extensions] = [
      path.join(this.folder, `${name}.csr`),
      path.join(this.folder, `${name}.ext`),
    ];
    const certificate = path.join(this.folder, `${name}.pem`);
    writeFileSync(extensions, `subjectAltName=DNS:${host}`);
    this.openssl('req', ...KEY, '-subj', `/CN=${commonName}`, '-keyout', this.keyOf(name), '-out', request);
    this.openssl(
      ...[
        'x509',
        '-req',
        '-in',
        request,
        '-CA',
        this.file,
        '-CAkey',
        this.keyOf(this.name),
        '-CAcreateserial',
      ],
      ...['-days', '2', '-extfile', extensions, '-out', certificate],
    );
    return { certificate, key: this.keyOf(name) };
  }

  private keyOf(name: string): string {
    return path.join(this.folder, `${name}.key`);
  }

  private openssl(...args: string[]): void {
    execFileSync('openssl', args, { stdio: 'pipe' });
  }
}
