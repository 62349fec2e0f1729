/**
 * What the server says its version is. LogScale's clients read what stands before the first `-` as a
 * semantic version and decide by it what they may call, so that part is the LogScale release whose API
 * is mirrored; Tollgate's own version follows as the build.
 */
import { createHash } from 'node:crypto';
import packageJson from '../package.json';

const MIRRORED_LOGSCALE_RELEASE = '1.207.0';

/**
 * Says the version, worked out when it is first asked for: health checks ask for it every few seconds, and anybody may.
 *
 * @param schema the SDL that is served; its hash tells two builds apart.
 */
export function versionTeller(schema: () => string): () => string {
  let version: string | undefined;
  return () => (version ??= versionOf(schema()));
}

function versionOf(schema: string): string {
  const [major = '0', minor = '0', patch = '0'] = packageJson.version.split('.');
  const build = Number(major) * 10_000 + Number(minor) * 100 + Number(patch);
  const sha = createHash('sha256').update(schema).digest('hex').slice(0, 9);
  return `${MIRRORED_LOGSCALE_RELEASE}--build-${build}--sha-${sha}`;
}
