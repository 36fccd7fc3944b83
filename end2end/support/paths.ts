import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const target = path.resolve(root, process.env.CARGO_TARGET_DIR ?? 'target');

/** The server's program. */
export const program = process.env.SIJAPTI_BIN ?? path.join(target, 'debug', 'sijapti');

/** The folder of built files that the server serves. */
export const site = process.env.SIJAPTI_SITE ?? path.join(target, 'site');
