import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The cluster that `cargo xtask test` made, if there is one. */
export const cluster = process.env.TEST_DATABASE_URL;

/** A database of one's own on the tests' PostgreSQL. */
export class Database {
  private constructor(
    private readonly name: string,
    readonly url: string,
  ) {}

  static async create(): Promise<Database> {
    if (cluster === undefined) throw new Error('TEST_DATABASE_URL names no PostgreSQL');
    const name = `e2e_${randomUUID().replaceAll('-', '')}`;
    await sql(`CREATE DATABASE ${name}`);
    const url = new URL(cluster);
    url.pathname = `/${name}`;
    return new Database(name, url.href);
  }

  /** Runs a statement behind the servers' back. */
  async run(statement: string): Promise<void> {
    await sql(statement, this.url);
  }

  async drop(): Promise<void> {
    await sql(`DROP DATABASE IF EXISTS ${this.name} WITH (FORCE)`);
  }
}

async function sql(statement: string, url = cluster ?? ''): Promise<void> {
  await run(psql(), ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-c', statement, url]);
}

/** Where Debian keeps it when it is not in PATH. */
function psql(): string {
  const inPath = (process.env.PATH ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, 'psql')));
  if (inPath) return 'psql';
  const versions = '/usr/lib/postgresql';
  const newest = existsSync(versions) ? readdirSync(versions).sort((a, b) => Number(a) - Number(b)).pop() : undefined;
  return newest === undefined ? 'psql' : path.join(versions, newest, 'bin', 'psql');
}
