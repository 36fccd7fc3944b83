// The first day of an installation: from an empty database to the first institution's operator, without a demo.

import path from 'node:path';

import { expect, test } from '../fixtures';
import { CHOSEN, fillAccount, OWN } from '../job/people';
import { PASSWORD } from '../support/people';
import { Person } from '../support/person';
import { Server } from '../support/server';

const CHIEF = { name: 'Siti Rahmawati', username: 'siti', password: 'perahu-layar-senja-19' };

/** Logs in with these words on the login page. */
async function enter(person: Person, username: string, password: string): Promise<void> {
  await person.open('/masuk');
  await person.fill(person.page, 'Username', username);
  await person.fill(person.page, 'Password', password);
  await person.send(person.button('Masuk'));
}

/** The first login of somebody whose password another has chosen: nothing opens but the form for an own one. */
async function takeOwnPassword(person: Person, username: string): Promise<void> {
  const { page, server } = person;
  await enter(person, username, CHOSEN);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ubah Password');
  await person.open('/seleksi');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ubah Password');
  await person.fill(page, 'Password sekarang', CHOSEN);
  await person.fill(page, 'Password baru', CHOSEN);
  await person.fill(page, 'Konfirmasi Password', CHOSEN);
  await person.attempt(person.button('Simpan'));
  await expect(person.field(page, 'Password baru')).toHaveAttribute('aria-invalid', 'true');
  await person.fill(page, 'Password sekarang', CHOSEN);
  await person.fill(page, 'Password baru', OWN);
  await person.fill(page, 'Konfirmasi Password', OWN);
  await person.send(person.button('Simpan'));
  await expect(page).toHaveURL(`${server.url}/`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Dashboard');
  await person.alive();
}

for (const script of [true, false]) {
  test(`an empty installation gets its Admin, its first institution and its operator, ${script ? 'with' : 'without'} JavaScript`, async ({ folder, browser }) => {
    const start = { folder: path.join(folder, 'server'), demo: false };
    const made = await Server.run(
      start,
      ['admin', 'create', '--username', CHIEF.username, '--name', CHIEF.name, '--email', 'siti@kasn.contoh.go.id', '--job-title', 'Kepala Pengawasan', '--password-stdin'],
      `${CHIEF.password}\n`,
    );
    expect(made, made.errors).toMatchObject({ code: 0, output: 'The Admin siti can log in now.\n' });
    const server = await Server.start(start);
    const contexts = await Promise.all([0, 1, 2].map(() => browser.newContext({ javaScriptEnabled: script })));
    const people = await Promise.all(contexts.map(async (context) => new Person(await context.newPage(), server, script)));
    const [admin, manager, operator] = people as [Person, Person, Person];
    try {
      await test.step('nobody is known but the Admin', async () => {
        await admin.open('/masuk');
        await expect(admin.page.getByText('Akun demo')).toHaveCount(0);
        await admin.fill(admin.page, 'Username', 'admin');
        await admin.fill(admin.page, 'Password', PASSWORD);
        await admin.attempt(admin.button('Masuk'));
        await admin.complains(admin.field(admin.page, 'Password'), 'Username atau password tidak sesuai.');
        await enter(admin, CHIEF.username, CHIEF.password);
        await expect(admin.page).toHaveURL(`${server.url}/`);
        await admin.alive();
        await expect(admin.page.getByText(`Selamat datang, ${CHIEF.name}. Anda masuk sebagai Admin.`)).toBeVisible();
        await expect(admin.page.getByText('Tidak ada yang menunggu')).toBeVisible();
      });

      await test.step('the Admin registers the first institution', async () => {
        const { page } = admin;
        await admin.open('/institusi');
        await expect(page.getByText('Belum ada institusi')).toBeVisible();
        await admin.button('Tambah Institusi').first().click();
        await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tambah Institusi');
        await admin.alive();
        await admin.fill(page, 'Nama', 'Kementerian Sosial');
        await admin.choose(page, 'Jenis', 'Kementerian');
        await fillAccount(admin, 'kemensos', 'sdm@kemensos.contoh.go.id');
        await admin.send(admin.button('Simpan'));
        await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kementerian Sosial');
      });

      await test.step('its Admin Institusi takes a password of their own and adds an Operator', async () => {
        const { page } = manager;
        await takeOwnPassword(manager, 'kemensos');
        await manager.open('/akun/tambah');
        await manager.fill(page, 'Nama', 'Dewi Anggraini');
        await manager.choose(page, 'Role Pengguna', 'Operator');
        await fillAccount(manager, 'dewi', 'dewi@kemensos.contoh.go.id');
        await manager.send(manager.button('Simpan'));
        await expect(page).toHaveURL(/\/akun$/);
      });

      await test.step('the Operator does the same and lands on the Dashboard', async () => {
        const { page } = operator;
        await takeOwnPassword(operator, 'dewi');
        await expect(page.getByText('Selamat datang, Dewi Anggraini. Anda masuk untuk Kementerian Sosial.')).toBeVisible();
        await expect(page.getByRole('region', { name: 'Data jabatan' })).toBeVisible();
        await operator.open('/seleksi');
        await expect(page.getByText('Belum ada rencana seleksi')).toBeVisible();
        await expect(operator.button('Tambah Seleksi').first()).toBeVisible();
      });
    } finally {
      await Promise.all(contexts.map((context) => context.close()));
      await server.stop();
    }
  });
}
