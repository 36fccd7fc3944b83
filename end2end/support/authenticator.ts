import { createHmac } from 'node:crypto';

/** How long a code is shown. */
const STEP = 30;

/** Plays the authenticator on somebody's phone (RFC 6238: HMAC-SHA1, six digits, 30 seconds). */
export class Authenticator {
  private readonly key: Buffer;
  private last = 0;

  /** With the secret that the page shows, in base 32; blanks do not count. */
  constructor(secret: string) {
    this.key = decode(secret.replace(/\s/g, ''));
  }

  /** The code of this moment. Each is good once, so that a second one waits for the next step. */
  async code(): Promise<string> {
    const step = Math.max(this.last + 1, Math.floor(Date.now() / 1000 / STEP));
    // The server takes the code of the step that is about to come as well.
    const from = (step - 1) * STEP * 1000 + 1_000;
    if (Date.now() < from) await new Promise((resolve) => setTimeout(resolve, from - Date.now()));
    this.last = step;
    return this.at(step);
  }

  private at(step: number): string {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const digest = createHmac('sha1', this.key).update(counter).digest();
    const offset = digest.readUInt8(digest.length - 1) & 0x0f;
    const value = digest.readUInt32BE(offset) & 0x7fffffff;
    return String(value % 1_000_000).padStart(6, '0');
  }
}

function decode(text: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let bits = '';
  for (const sign of text) bits += alphabet.indexOf(sign).toString(2).padStart(5, '0');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}
