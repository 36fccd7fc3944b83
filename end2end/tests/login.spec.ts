// Logging in while somebody guesses, and where the login leads.

import { expect, test } from '../fixtures';
import { INSTITUTION_ADMIN, OPERATOR, PASSWORD } from '../support/people';
import type { Person } from '../support/person';

async function guess(person: Person): Promise<void> {
  await person.open('/masuk');
  for (let tries = 0; tries < 6; tries += 1) {
    await person.fill(person.page, 'Username', OPERATOR);
    await person.fill(person.page, 'Password', `tebakan ke-${tries}`);
    await person.submit(() => person.button('Masuk').click());
  }
}

for (const script of [true, false]) {
  test.describe(script ? 'with a script' : 'without a script', () => {
    test.use({ javaScriptEnabled: script });

    test('guessing is slowed, and a known device goes on', async ({ person, server }) => {
      const owner = await person();
      await owner.logIn(OPERATOR);
      await guess(await person());

      const elsewhere = await person();
      await elsewhere.open('/masuk');
      await elsewhere.fill(elsewhere.page, 'Username', OPERATOR);
      await elsewhere.fill(elsewhere.page, 'Password', PASSWORD);
      await elsewhere.submit(() => elsewhere.button('Masuk').click());
      await expect(elsewhere.alert()).toContainText('belum tentu oleh Anda');

      await owner.button('Log Out').click();
      await expect(owner.page).toHaveURL(`${server.url}/masuk`);
      await owner.logIn(OPERATOR);
    });

    test('the login leads to no other site', async ({ person, server }) => {
      const visitor = await person();
      await visitor.open('/masuk?next=/%09/evil.example/x');
      await visitor.fill(visitor.page, 'Username', OPERATOR);
      await visitor.fill(visitor.page, 'Password', PASSWORD);
      await visitor.send(visitor.button('Masuk'));
      await expect(visitor.page).toHaveURL(`${server.url}/`);
      await visitor.open('/masuk?next=/%09/evil.example/x');
      if (script) await expect(visitor.page).toHaveURL(`${server.url}/`);
      else await expect(visitor.page.getByRole('link', { name: 'Lanjut ke aplikasi' })).toHaveAttribute('href', '/');
    });
  });
}

test('one begins in the first field, and may look at what was typed', async ({ person }) => {
  const visitor = await person();
  await visitor.open('/masuk');
  await expect(visitor.field(visitor.page, 'Username')).toBeFocused();
  const password = visitor.field(visitor.page, 'Password');
  await password.fill('rahasia');
  await expect(password).toHaveAttribute('type', 'password');
  await visitor.button('Tampilkan Password').click();
  await expect(password).toHaveAttribute('type', 'text');
  await expect(visitor.button('Tampilkan Password')).toHaveAttribute('aria-pressed', 'true');
  await expect(password).toHaveValue('rahasia');
  await visitor.button('Tampilkan Password').click();
  await expect(password).toHaveAttribute('type', 'password');
});

test('the Admin ends the sessions of somebody', async ({ person, server }) => {
  const operator = await person();
  await operator.logIn(OPERATOR);
  const admin = await person();
  await admin.logIn(INSTITUTION_ADMIN);
  await admin.open('/akun');
  await admin.page.getByRole('row', { name: OPERATOR }).getByRole('link', { name: /^Ubah/ }).click();
  await expect(admin.page.getByText('sedang masuk dalam 1 sesi')).toBeVisible();
  const asked = await admin.dialog(admin.button('Akhiri semua sesi'));
  await admin.button('Akhiri', asked).click();
  await expect(admin.page.getByText('tidak sedang masuk di perangkat mana pun')).toBeVisible();
  await operator.page.goto(`${server.url}/seleksi`);
  await expect(operator.page).toHaveURL(/\/masuk/);
});
