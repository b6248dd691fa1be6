/** A simulated AWS account with the lab's resources in it: moto, and what a real Terraform with the real provider applied. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const LAB = fileURLToPath(new URL('../../../../shared/lab/aws/lab', import.meta.url));
const MINUTES = 60_000;

/** What is missing to run the lab; undefined where all is there. */
export function missingForLab(): string | undefined {
  if (!existsSync(LAB)) return 'shared/lab';
  for (const tool of ['terraform', 'moto_server', 'aws', 'bash', 'curl']) {
    try {
      execFileSync('sh', ['-c', `command -v ${tool}`], { stdio: 'ignore' });
    } catch {
      return tool;
    }
  }
  return undefined;
}

export interface Simulator {
  readonly endpoint: string;
  /** Environment for whoever asks the simulator. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where `state NAME` puts NAME.tfstate and NAME.state.json, and `plan NAME` NAME.plan.json. */
  readonly folder: string;
  /** A word of the lab's own script: `apply`, `refresh`, `state x`, `change`. */
  lab(...words: readonly string[]): Promise<string>;
  down(): Promise<void>;
}

/** Starts the simulator on a free port, empty. */
export async function startSimulator(): Promise<Simulator> {
  const folder = mkdtempSync(join(tmpdir(), 'driftlock-lab-'));
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const environment = {
    AWS_ENDPOINT_URL: endpoint,
    // The account is part of the host's name there, and names below localhost are this machine.
    AWS_ENDPOINT_URL_S3_CONTROL: `http://localhost:${port}`,
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  async function lab(...words: readonly string[]): Promise<string> {
    const { stdout } = await run('bash', [LAB, ...words], {
      env: { ...process.env, LAB_DIR: folder, LAB_PORT: String(port), MOTO_EC2_LOAD_DEFAULT_AMIS: 'true' },
      timeout: 8 * MINUTES,
      maxBuffer: 64 << 20,
    });
    return stdout;
  }
  await lab('up');
  return {
    endpoint,
    environment,
    folder,
    lab,
    async down() {
      await lab('down');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
