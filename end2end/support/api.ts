import type { Sample } from '../files/samples';
import { PASSWORD } from './people';
import type { Server } from './server';

type Value = string | number;
export type Fields = Record<string, Value | readonly Value[]>;

/** Speaks to the server functions as the browser's part does; brings a test to where it begins. */
export class Api {
  private readonly cookies = new Map<string, string>();

  private constructor(private readonly server: Server) {}

  /** Logs in. */
  static async as(server: Server, username: string, password = PASSWORD): Promise<Api> {
    const api = new Api(server);
    await api.call('identity/log_in', { 'form[username]': username, 'form[password]': password, next: '/' });
    return api;
  }

  /** The session's cookies, for a browser. */
  browserCookies(): { name: string; value: string; domain: string; path: string; httpOnly: boolean; secure: boolean }[] {
    return [...this.cookies].map(([name, value]) => ({
      name,
      value,
      domain: '127.0.0.1',
      path: '/',
      httpOnly: true,
      secure: name.startsWith('__Host-') || name.startsWith('__Secure-'),
    }));
  }

  /** Calls a server function; fails unless it went through. */
  async call<T = unknown>(endpoint: string, fields: Fields = {}): Promise<T> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) {
      for (const one of Array.isArray(value) ? value : [value]) body.append(name, String(one));
    }
    const response = await this.send(`/api/${endpoint}`, body);
    const text = await response.text();
    if (!response.ok) throw new Error(`/api/${endpoint} answered ${response.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  /** Stores a file; its number. */
  async upload(file: Sample): Promise<number> {
    const body = new FormData();
    body.append('file', new Blob([new Uint8Array(file.buffer)], { type: file.mimeType }), file.name);
    const response = await this.send('/files', body);
    const text = await response.text();
    if (!response.ok) throw new Error(`/files answered ${response.status}: ${text}`);
    return (JSON.parse(text) as { id: number }).id;
  }

  private async send(path: string, body: URLSearchParams | FormData): Promise<Response> {
    const response = await fetch(this.server.url + path, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        origin: this.server.url,
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      this.cookies.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
    }
    return response;
  }
}
