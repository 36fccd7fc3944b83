import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { FullConfig, FullResult, Reporter, Suite, TestCase } from '@playwright/test/reporter';

/** So much of an error is told again: what was expected, what was there, and where. */
const LINES = 12;

/** Keeps briefly what failed and why, for `cargo xtask test` to tell at its very end: whoever reads a long log begins there. */
export default class Failures implements Reporter {
  private tests: TestCase[] = [];
  private folder = '';

  onBegin(config: FullConfig, suite: Suite): void {
    this.tests = suite.allTests();
    this.folder = path.join(config.rootDir, '..', 'test-results');
  }

  onEnd(_result: FullResult): void {
    const failed = this.tests.filter((test) => test.outcome() === 'unexpected');
    const told = failed.map((test) => {
      const errors = test.results.flatMap((result) => result.errors);
      return [test.titlePath().filter(Boolean).join(' › '), ...errors.map(({ stack, message }) => brief(stack ?? message ?? ''))];
    });
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(path.join(this.folder, 'failures.txt'), told.flat().map((text) => `${text}\n`).join(''));
  }

  printsToStdio(): boolean {
    return false;
  }
}

function brief(error: string): string {
  // Without colours, and without the libraries' own lines.
  const lines = error.replaceAll(/\u001b\[[\d;]*m/g, '').split('\n').filter((line) => line.trim() !== '' && !line.includes('node_modules'));
  const places = lines.filter((line) => /^\s+at /.test(line)).slice(0, 4);
  return [...lines.filter((line) => !/^\s+at /.test(line)).slice(0, LINES), ...places].map((line) => `  ${line}`).join('\n');
}
