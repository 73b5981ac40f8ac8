// The packages of web/: exact versions, by hash, from no registry by name, each with its licence in
// dependencies.md.
import assert from 'node:assert';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

const read = (file) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const wanted = JSON.parse(read('web/package.json')), lock = JSON.parse(read('web/package-lock.json'));
const locked = Object.entries(lock.packages).filter(([path]) => path !== '');

test('versions are exact, and the lock file is of this package.json', () => {
  const asked = {...wanted.dependencies, ...wanted.devDependencies};
  for (const [name, version] of Object.entries(asked)) {
    assert.match(version, /^\d+\.\d+\.\d+$/, name);
    assert.equal(lock.packages[`node_modules/${name}`]?.version, version, `${name}: run npm install in web/`);
  }
});

test('the lock file has a hash for each package and names no place to get it from', () => {
  assert(locked.length > 0);
  for (const [path, entry] of locked) {
    assert.match(entry.integrity ?? '', /^sha512-/, path);
    assert.equal(entry.resolved, undefined, path);
  }
  for (const file of ['web/package.json', 'web/package-lock.json', 'web/.npmrc'])
    assert.doesNotMatch(read(file), /registry\s*=|"resolved"|:\/\/[^"]*(registry|npm)/, file);
});

test('nothing of a package runs when it is installed, and no list of registry addresses is written', () => {
  for (const line of ['save-exact=true', 'ignore-scripts=true', 'omit-lockfile-registry-resolved=true'])
    assert(read('web/.npmrc').split('\n').includes(line), line);
  for (const [path, entry] of locked) assert.notEqual(entry.hasInstallScript, true, path);
});

test('each package is in dependencies.md with its version and licence', () => {
  const rows = read('docs/design/dependencies.md').split('\n');
  for (const [path, entry] of locked) {
    const row = `| ${path.replace(/^.*node_modules\//, '')} | ${entry.version} | ${entry.license} |`;
    assert(rows.some((line) => line.startsWith(row)), `no row begins with: ${row}`);
  }
});
