/** Installs what Tollgate is measured against, where that is missing or older than its lock. */
import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';

const FOLDER = import.meta.dirname;
const installed = path.join(FOLDER, 'node_modules/.package-lock.json');
const lock = path.join(FOLDER, 'package-lock.json');

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs)
  execFileSync('npm', ['ci', '--prefix', FOLDER], { cwd: FOLDER, stdio: 'inherit' });
