/** Builds the Go half to WebAssembly and packs it; `--check` builds again and fails when the bytes differ; names choose programs. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { digestOfSources, sha256 } from './toolchain-digest.mjs';

const folder = path.resolve(import.meta.dirname, '../src/toolchain');
/** Each program with the modules whose versions say what it is. */
const PROGRAMS = {
  rego: { opa: 'github.com/open-policy-agent/opa' },
  hcl: { hcl: 'github.com/hashicorp/hcl/v2', cty: 'github.com/zclconf/go-cty' },
};

function go(source, args, environment = {}) {
  const env = {
    ...process.env,
    GOFLAGS: '',
    GOTOOLCHAIN: toolchainOf(source),
    GOWORK: 'off',
    ...environment,
  };
  return execFileSync('go', args, {
    cwd: source,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** The version that go.mod pins, whatever Go is installed. */
function toolchainOf(source) {
  const pinned = /^toolchain (go\S+)$/m.exec(readFileSync(path.join(source, 'go.mod'), 'utf8'))?.[1];
  if (pinned === undefined) throw new Error(`${source}/go.mod pins no toolchain`);
  return pinned;
}

function compile(source) {
  const temporary = mkdtempSync(path.join(tmpdir(), 'driftlock-toolchain-'));
  const output = path.join(temporary, 'program.wasm');
  const flags = ['-buildvcs=false', '-trimpath', '-buildmode=c-shared', '-ldflags=-s -w -buildid='];
  try {
    go(source, ['build', ...flags, '-o', output, '.'], { GOOS: 'wasip1', GOARCH: 'wasm', CGO_ENABLED: '0' });
    return readFileSync(output);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** The modules that are compiled in, each with the text of its licence: what the package's notices are made from. */
function modulesOf(source) {
  const format =
    '{{with .Module}}{{if not (or .Main .Replace)}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}{{end}}';
  const listed = go(source, ['list', '-deps', '-f', format, '.'], { GOOS: 'wasip1', GOARCH: 'wasm' });
  const modules = [...new Set(listed.split('\n').filter((line) => line !== ''))].sort().map((line) => {
    const [name, version, directory] = line.split('\t');
    return { name, version, licence: licenceTexts(directory) };
  });
  const root = go(source, ['env', 'GOROOT']).trim();
  return [{ name: 'Go', version: toolchainOf(source).slice(2), licence: licenceTexts(root) }, ...modules];
}

function licenceTexts(directory) {
  const files = readdirSync(directory).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name));
  if (files.length === 0) throw new Error(`${directory} holds no licence`);
  return files
    .sort()
    .map((name) => readFileSync(path.join(directory, name), 'utf8').trim())
    .join('\n\n');
}

function describe(program, wasm) {
  const source = path.join(folder, program);
  const versions = Object.entries(PROGRAMS[program]).map(([name, module]) => {
    const listed = go(source, ['list', '-m', '-f', '{{.Version}}', module]);
    return [name, listed.trim().slice(1)];
  });
  return {
    ...Object.fromEntries(versions),
    go: toolchainOf(source).slice(2),
    wasm: sha256(wasm),
    sources: digestOfSources(source),
  };
}

function write(program, wasm) {
  const source = path.join(folder, program);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: wasm.length,
  };
  const packed = brotliCompressSync(wasm, { params });
  writeFileSync(path.join(folder, `${program}.wasm.br`), packed);
  writeFileSync(
    path.join(folder, `${program}.json`),
    `${JSON.stringify(describe(program, wasm), null, 2)}\n`,
  );
  writeFileSync(
    path.join(folder, `${program}.modules.json`),
    `${JSON.stringify(modulesOf(source), null, 1)}\n`,
  );
  console.log(`${program}: ${wasm.length} bytes, packed ${packed.length}`);
}

/** Compressors differ between versions of Node: what is compared are the uncompressed bytes. */
function check(program, wasm) {
  const committed = brotliDecompressSync(readFileSync(path.join(folder, `${program}.wasm.br`)));
  const recorded = JSON.parse(readFileSync(path.join(folder, `${program}.json`), 'utf8'));
  const wrong = [];
  if (!wasm.equals(committed)) wrong.push('the committed program is not what its sources build');
  if (JSON.stringify(describe(program, wasm)) !== JSON.stringify(recorded))
    wrong.push(`${program}.json does not describe it`);
  const modules = JSON.parse(readFileSync(path.join(folder, `${program}.modules.json`), 'utf8'));
  if (JSON.stringify(modulesOf(path.join(folder, program))) !== JSON.stringify(modules))
    wrong.push(`${program}.modules.json does not list its modules`);
  for (const line of wrong) console.error(`${program}: ${line}: run npm run build:toolchain`);
  if (wrong.length === 0) console.log(`${program}: reproduced, ${wasm.length} bytes`);
  return wrong.length === 0;
}

const known = ['--check', ...Object.keys(PROGRAMS)];
const words = process.argv.slice(2);
const strange = words.find((argument) => !known.includes(argument));
if (strange !== undefined) throw new Error(`unknown argument ${strange}, known: ${known.join(', ')}`);
const named = words.filter((word) => word in PROGRAMS);
for (const program of named.length > 0 ? named : Object.keys(PROGRAMS)) {
  const wasm = compile(path.join(folder, program));
  if (!words.includes('--check')) write(program, wasm);
  else if (!check(program, wasm)) process.exitCode = 1;
}
