// The browser that looks at pages: the machine's Chromium, in its sandbox and as an ordinary user where that is
// possible.
import {spawnSync} from 'node:child_process';
import {chmodSync, existsSync, mkdtempSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const WEB = fileURLToPath(new URL('../../web/', import.meta.url));
const AS_NOBODY = fileURLToPath(new URL('chromium_as_nobody', import.meta.url));

const onPath = (program) =>
    (process.env.PATH ?? '').split(':').map((folder) => path.join(folder, program)).find(existsSync);

// whatIsMissing is a line that says what a run needs and does not have, or null.
export function whatIsMissing(programs) {
  const missing = programs.filter((program) => !onPath(program));
  if (!existsSync(path.join(WEB, 'node_modules/.installed-lock'))) missing.push('web/node_modules');
  return missing.length ? `these are missing: ${missing.join(', ')}; tools/bootstrap installs them` : null;
}

// packageFile is the path of a file of a package of web/.
export const packageFile = (name) => createRequire(path.join(WEB, 'package.json')).resolve(name);

// openBrowser tries the sandbox first; a machine that has none (a container, say) gets the browser without it.
export async function openBrowser() {
  const {chromium} = createRequire(path.join(WEB, 'package.json'))('playwright-core');
  const isRoot = process.getuid() === 0;
  const executablePath = isRoot && onPath('setpriv') ? AS_NOBODY : onPath('chromium');
  try {
    return await chromium.launch({executablePath, chromiumSandbox: true});
  } catch (error) {
    if (!/sandbox|closed/i.test(String(error))) throw error;
    console.error('Chromium does not start in its sandbox here, so it runs without.');
    return chromium.launch({executablePath: onPath('chromium'), chromiumSandbox: false});
  }
}

// makeSamples has a program write its samples into a folder that an ordinary user may read, and gives the folder. It is
// removed when this process ends.
export function makeSamples(program) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'constat-reports-'));
  process.on('exit', () => rmSync(folder, {recursive: true, force: true}));
  chmodSync(folder, 0o755);
  const made = spawnSync(program, [folder], {stdio: ['ignore', 'ignore', 'inherit']});
  if (made.status !== 0) throw new Error(`${program} did not write its samples`);
  return folder;
}
