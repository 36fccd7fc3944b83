// Petugas (Gambar 4), Institusi (Gambar 5, 6) and the accounts of an institution; with and without JavaScript.

import { pdf, png } from '../files/samples';
import { expect, test } from '../fixtures';
import { listed } from '../job/plan';
import { addOfficer, fillAccount, logInFirst, showsStatus, switchAccount, type OfficerInput } from '../job/people';
import { ADMIN, COMMISSIONER, INSTITUTION_ADMIN, OFFICER, OFFICER_NAME, OPERATOR, PASSWORD, POST } from '../support/people';

const RINA: OfficerInput = {
  name: 'Rina Wulandari',
  role: 'Asisten',
  username: 'rina.wulandari',
  email: 'rina@kasn.contoh.go.id',
  photo: png('Foto Rina.png'),
};

for (const script of [true, false]) {
  test.describe(script ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled: script });

    test('a Petugas is added with a new Jabatan, changed, closed and opened again', async ({ person }) => {
      const admin = await person(ADMIN);
      const { page } = admin;
      await addOfficer(admin, RINA, 'Analis Kebijakan');
      const row = admin.row(admin.table('Daftar petugas'), RINA.name);
      await expect(row).toContainText('Analis Kebijakan');

      await admin.button(`Ubah ${RINA.name}`).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ubah Petugas');
      await admin.alive();
      await expect(page.getByRole('img', { name: `Foto ${RINA.name}` })).toBeVisible();
      await admin.choose(page, 'Role Pengguna', 'Komisioner');
      await admin.attempt(admin.button('Simpan'));
      await admin.complains(admin.field(page, 'Password Anda'), 'Password wajib diisi.');
      await admin.fill(page, 'Password Anda', PASSWORD);
      await admin.send(admin.button('Simpan'));
      await expect(row).toContainText('Komisioner');

      const rina = await person();
      await logInFirst(rina, RINA.username);
      await admin.open('/petugas');
      await switchAccount(admin, 'Nonaktifkan', RINA.name);
      await showsStatus(admin, 'Daftar petugas', RINA.name, 'Nonaktif');
      // Out at once, whatever they were doing.
      await rina.page.goto(`${rina.server.url}/seleksi`);
      await expect(rina.page).toHaveURL(/\/masuk\?next=/);
      await switchAccount(admin, 'Aktifkan', RINA.name);
      await showsStatus(admin, 'Daftar petugas', RINA.name, 'Aktif');
    });

    test('what cannot be taken is told at its field', async ({ person }) => {
      const admin = await person(ADMIN);
      const { page } = admin;
      await admin.open('/petugas/tambah');
      await admin.fill(page, 'Nama', RINA.name);
      await admin.choose(page, 'Role Pengguna', 'Asisten');
      await admin.choose(page, 'Jabatan', 'Komisioner');
      await fillAccount(admin, OFFICER, RINA.email);
      await admin.fill(page, 'Password', 'pendek');
      await admin.attempt(admin.button('Simpan'));
      await admin.complains(admin.field(page, 'Password'), 'Password minimal 12 karakter; sekarang 6.');
      await expect(admin.field(page, 'Nama')).toHaveValue(RINA.name);

      await fillAccount(admin, OFFICER, RINA.email);
      await admin.attempt(admin.button('Simpan'));
      await admin.complains(admin.field(page, 'Username'), 'Username ini sudah dipakai. Pilih yang lain.');

      await fillAccount(admin, RINA.username, RINA.email);
      await admin.attach(page, 'Foto', pdf('foto.pdf'));
      await admin.attempt(admin.button('Simpan'));
      await admin.complains(admin.field(page, 'Foto'), 'Foto harus berupa gambar PNG atau JPEG.');
    });

    test('an Institusi is added: Kabupaten follows Jenis and Provinsi', async ({ person }) => {
      const admin = await person(ADMIN);
      const { page } = admin;
      await admin.open('/institusi/tambah');
      await admin.fill(page, 'Nama', 'Bogor');
      await admin.choose(page, 'Jenis', 'Kabupaten');
      await admin.choose(page, 'Provinsi', 'Jawa Barat');
      const show = admin.button('Tampilkan Kabupaten/Kota');
      if (script) await expect(show).toHaveCount(0);
      else {
        await admin.submit(() => show.click());
        await admin.complains(admin.field(page, 'Kabupaten'), 'Pilih Kabupaten dari daftar yang kini tersedia.');
        await expect(admin.field(page, 'Nama')).toHaveValue('Bogor');
        await expect(admin.field(page, 'Provinsi').locator('option:checked')).toHaveText('Jawa Barat');
      }
      const options = admin.field(page, 'Kabupaten').locator('option');
      await expect(options.filter({ hasText: /^Kabupaten Bogor$/ })).toHaveCount(1);
      await expect(options.filter({ hasText: /^Kota / })).toHaveCount(0);
      await admin.choose(page, 'Kabupaten', 'Kabupaten Bogor');
      if (script) {
        // Another Jenis has other choices, and what was chosen is chosen no longer.
        await admin.choose(page, 'Jenis', 'Kota');
        await expect(options.filter({ hasText: /^Kota Bogor$/ })).toHaveCount(1);
        await expect(admin.field(page, 'Kabupaten')).toHaveValue('');
        await admin.choose(page, 'Provinsi', 'DKI Jakarta');
        await expect(options.filter({ hasText: /^Kota Jakarta Selatan$/ })).toHaveCount(1);
        await admin.choose(page, 'Provinsi', 'Jawa Barat');
        await admin.choose(page, 'Jenis', 'Kabupaten');
        await admin.choose(page, 'Kabupaten', 'Kabupaten Bogor');
      }
      await fillAccount(admin, 'bogor', 'bkd@bogor.contoh.go.id');
      await admin.send(admin.button('Simpan'));
      await expect(page).toHaveURL(/\/institusi\/\d+$/);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bogor');
      await expect(admin.row(admin.table('Daftar akun'), 'Bogor')).toContainText('Admin Institusi');

      await admin.open('/institusi');
      await admin.choose(page, 'Provinsi', 'Jawa Barat');
      await admin.choose(page, 'Jenis', 'Kabupaten');
      await admin.button('Filter').click();
      await expect(page).toHaveURL(/jenis=regency/);
      await expect(admin.table('Daftar institusi').locator('tbody').getByRole('row')).toHaveCount(1);
      await expect(admin.button('Lihat Bogor')).toBeVisible();
    });

    test.describe('with a plan', () => {
      test.use({ scene: 'draft' });

      test('an Admin Institusi adds a PyB, who sees plans and changes none', async ({ person, facts }) => {
        const manager = await person(INSTITUTION_ADMIN);
        const { page } = manager;
        await manager.open('/akun');
        await manager.button('Tambah Akun').click();
        await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tambah Akun');
        await manager.alive();
        await manager.fill(page, 'Nama', 'Drs. Hadi Santoso');
        await manager.choose(page, 'Role Pengguna', 'PyB');
        await fillAccount(manager, 'hadi.santoso', 'hadi@jaksel.contoh.go.id');
        await manager.send(manager.button('Simpan'));
        await expect(page).toHaveURL(/\/akun$/);
        await showsStatus(manager, 'Daftar akun', 'Drs. Hadi Santoso', 'Aktif');

        const reader = await person();
        await logInFirst(reader, 'hadi.santoso');
        await reader.open('/seleksi');
        await expect(listed(reader, POST)).toBeVisible();
        await expect(reader.button('Tambah Seleksi')).toHaveCount(0);
        expect((await reader.open(`/seleksi/${facts.plan}/ubah`))?.status()).toBe(403);
        expect((await reader.open('/akun'))?.status()).toBe(403);
      });
    });
  });
}

test('of two who edit the same Petugas, the second is told what the first saved', async ({ person }) => {
  const [first, second] = [await person(ADMIN), await person(ADMIN)];
  for (const admin of [first, second]) {
    await admin.open('/petugas');
    await admin.button(`Ubah ${OFFICER_NAME}`).click();
    await expect(admin.page.getByRole('heading', { level: 1 })).toHaveText('Ubah Petugas');
  }
  await first.fill(first.page, 'Nama', 'Asisten Satu');
  await first.send(first.button('Simpan'));
  await second.fill(second.page, 'Nama', 'Asisten I');
  await second.attempt(second.button('Simpan'));
  const versions = second.table('Perbandingan kedua versi');
  await expect(versions.getByRole('row').filter({ hasText: 'Nama' })).toContainText(/Asisten I.*Asisten Satu/s);
  await second.send(second.button('Simpan versi saya'));
  await expect(second.row(second.table('Daftar petugas'), 'Asisten I')).toBeVisible();
});

test('the menu offers to each what is theirs', async ({ person }) => {
  for (const [who, offered] of [
    [ADMIN, ['Petugas', 'Institusi']],
    [COMMISSIONER, ['Institusi']],
    [INSTITUTION_ADMIN, ['Akun']],
    [OPERATOR, []],
  ] as const) {
    const somebody = await person(who);
    await somebody.open('/');
    const menu = somebody.page.getByRole('navigation', { name: 'Menu utama' });
    for (const name of ['Petugas', 'Institusi', 'Akun']) {
      const link = menu.getByRole('link', { name, exact: true });
      await expect(link).toHaveCount((offered as readonly string[]).includes(name) ? 1 : 0);
    }
  }
});

test('the last Admin cannot close their own account', async ({ person }) => {
  const admin = await person(ADMIN);
  await admin.open('/petugas');
  const button = admin.button('Nonaktifkan Admin KASN');
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await expect(button).toHaveAccessibleDescription('Anda tidak dapat menonaktifkan akun Anda sendiri.');
});
