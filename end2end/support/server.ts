import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';

import { program, site } from './paths';

/** How long a server may take until it answers (a new database has migrations and demo data to do). */
const START = 60_000;
/** How long it may take to finish what it is doing. */
const FAREWELL = 10_000;

const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

export interface Start {
  /** Where its log goes, and, unless named, its database and its files. */
  folder: string;
  /** The database; a SQLite file in the folder when left out. */
  database?: string;
  /** The folder for attachments; one inside the folder when left out. */
  files?: string;
  /** Whether an empty database is filled with the demo; it is when left out. */
  demo?: boolean;
}

/** How a command ended, and what it said. */
export interface Ended {
  code: number | null;
  output: string;
  errors: string;
}

/** A SIJAPTI server of one's own; unless told otherwise with the demo's people and posts. */
export class Server {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly start: Start,
    readonly port: number,
  ) {}

  /** Starts one on a free port and waits until it answers. */
  static async start(start: Start): Promise<Server> {
    await mkdir(start.folder, { recursive: true });
    const server = new Server(start, await freePort());
    await server.resume();
    return server;
  }

  /** Runs a command of the program, with the settings of such a server. */
  static async run(start: Start, words: string[], input = ''): Promise<Ended> {
    await mkdir(start.folder, { recursive: true });
    const child = spawn(program, words, { cwd: start.folder, env: settings(start) });
    const ended: Ended = { code: null, output: '', errors: '' };
    child.stdout.on('data', (text) => (ended.output += text));
    child.stderr.on('data', (text) => (ended.errors += text));
    child.stdin.end(input);
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ ...ended, code }));
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  private get logFile(): string {
    return path.join(this.start.folder, 'server.log');
  }

  /** What it has written so far. */
  log(): string {
    try {
      return readFileSync(this.logFile, 'utf8');
    } catch {
      return '';
    }
  }

  /** Starts it (again), on the same port and database. */
  async resume(): Promise<void> {
    const log = openSync(this.logFile, 'a');
    const child = spawn(program, [], {
      cwd: this.start.folder,
      stdio: ['ignore', log, log],
      env: { ...settings(this.start), SIJAPTI_ADDR: `127.0.0.1:${this.port}` },
    });
    closeSync(log);
    let failure: string | undefined;
    child.once('error', (error) => (failure = String(error)));
    child.once('exit', (code, signal) => {
      failure ??= `it ended with ${signal ?? code}`;
      running.delete(child);
    });
    running.add(child);
    this.child = child;

    const until = Date.now() + START;
    while (!(await answers(`${this.url}/healthz`))) {
      if (failure !== undefined) throw new Error(`${program} did not start: ${failure}\n${this.log()}`);
      if (Date.now() > until) {
        await this.stop('SIGKILL');
        throw new Error(`${program} did not answer within ${START / 1000} s\n${this.log()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  /** Ends it; by force when asked to, or when it takes too long. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    const force = setTimeout(() => child.kill('SIGKILL'), FAREWELL);
    await ended;
    clearTimeout(force);
  }
}

function settings({ folder, database, files, demo }: Start): NodeJS.ProcessEnv {
  return {
    ...surroundings(),
    ...(demo === false ? {} : { SIJAPTI_DEMO: 'small' }),
    SIJAPTI_SITE: site,
    SIJAPTI_FILES: files ?? path.join(folder, 'files'),
    // Servers that share their files and their database share the key as well.
    SIJAPTI_KEY_FILE: path.join(files === undefined ? folder : path.dirname(files), 'e2e.key'),
    DATABASE_URL: database ?? `sqlite:${path.join(folder, 'e2e.db')}`,
  };
}

/** The environment without what somebody may have set for a server of their own. */
function surroundings(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('SIJAPTI_')));
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const listener = net.createServer();
    listener.once('error', reject);
    listener.listen(0, '127.0.0.1', () => {
      const { port } = listener.address() as net.AddressInfo;
      listener.close(() => resolve(port));
    });
  });
}
