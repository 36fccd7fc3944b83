// The same job in browsers that run no script at all, however old: plain forms, plain links, and dialogs
// that a page is asked for with.

import { pdf, png } from '../files/samples';
import { expect, test } from '../fixtures';
import { appoint, inaugurate } from '../job/inauguration';
import { monitor } from '../job/monitoring';
import { fillPlan, listed, openFromList, PLAN, repeatedRow, saveDraft, sendCorrection, sendPlan } from '../job/plan';
import {
  accept,
  addApplicant,
  describeTrackRecord,
  eligible,
  importApplicants,
  moveAll,
  moveOne,
  openPart,
  openProcess,
  pasteApplicants,
  recordCount,
  reject,
  scoreStage,
  showsScore,
  showsShortlist,
  stageTable,
  under,
} from '../job/process';
import { openReport, passReport, REPORT, returnReport, round, sendReport, submitReport } from '../job/report';
import { approve, askForCorrection, assignOfficer, dialogue, recommend, status } from '../job/review';
import { day } from '../support/days';
import { BEST, CANDIDATES, COMMISSIONER, LAST, OFFICER, OPERATOR, POST, STAGES } from '../support/people';

test.use({ javaScriptEnabled: false });

test('a selection from the plan to the new holder, without JavaScript', async ({ person }) => {
  test.setTimeout(420_000);
  const operator = await person();
  const chief = await person();
  const officer = await person();

  await test.step('everybody logs in', async () => {
    await operator.logIn(OPERATOR);
    await chief.logIn(COMMISSIONER);
    await officer.logIn(OFFICER);
  });

  let plan = 0;
  await test.step('the institution writes a plan, keeps it as a draft, and sends it', async () => {
    await operator.open('/seleksi/tambah');
    await fillPlan(operator, { ...PLAN, weights: ['40', '20', '30', ''] });
    plan = await saveDraft(operator);
    await expect(status(operator)).toHaveText('Draf');
    await operator.button('Ubah').click();
    await expect(operator.field(operator.page, 'No. Surat Pengantar')).toHaveValue(PLAN.letter);
    await expect(operator.page.getByRole('checkbox', { name: 'Tetap lampirkan SK Pansel.pdf' })).toBeChecked();
    await operator.fill(operator.page, 'Bobot Penilaian Rekam Jejak', '10');
    expect(await sendPlan(operator)).toBe(plan);
    await expect(status(operator)).toHaveText('Baru');
  });

  await test.step('the commission finds it unread and chooses the officer', async () => {
    await chief.open('/seleksi');
    await expect(listed(chief, POST)).toContainText('(belum dibaca)');
    await openFromList(chief, POST);
    await assignOfficer(chief);
    await expect(status(chief)).toHaveText('Direviu');
  });

  await test.step('correction, answer, recommendation and approval', async () => {
    await openFromList(officer, POST);
    await askForCorrection(officer, 'Tambahkan jadwal wawancara.');

    await operator.open(`/seleksi/${plan}`);
    await expect(dialogue(operator)).toContainText('Tambahkan jadwal wawancara.');
    await operator.button('Ubah').click();
    await operator.fill(operator.page, 'No. Surat Pengantar', '800/124/BKD/2026');
    const row = await repeatedRow(operator, 'Jadwal', 2);
    await operator.fill(row, 'Kegiatan', 'Wawancara');
    await operator.fill(row, 'Tanggal mulai', '2026-09-07');
    await operator.fill(row, 'Tanggal akhir', '2026-09-09');
    await sendCorrection(operator);

    await officer.open(`/seleksi/${plan}`);
    const changes = dialogue(officer).locator('details', { hasText: 'Perubahan isian' });
    await changes.locator('summary').click();
    await expect(changes.getByRole('row').filter({ hasText: 'No. Surat Pengantar' })).toContainText('800/124/BKD/2026');
    await expect(officer.button('Setujui')).toHaveAttribute('aria-disabled', 'true');
    await recommend(officer, 'Rencana telah memenuhi ketentuan.', pdf('Surat rekomendasi.pdf'));
    await approve(officer);
    await expect(status(officer)).toHaveText('Disetujui');
  });

  const names = CANDIDATES.map(({ name }) => name);
  await test.step('applicants and scores, stage by stage', async () => {
    await operator.open(`/seleksi/${plan}`);
    await openProcess(operator);
    await recordCount(operator, 4);
    await addApplicant(operator, CANDIDATES[0]);
    await addApplicant(operator, CANDIDATES[1]);
    await pasteApplicants(operator, [CANDIDATES[2]]);
    await importApplicants(operator, [CANDIDATES[3]]);
    await expect(eligible(operator).locator('tbody').getByRole('row')).toHaveCount(4);
    for (const [index, stage] of STAGES.entries()) {
      if (index === 0) {
        await moveOne(operator, names[0] ?? '', stage);
        await moveAll(operator, stage, names.slice(1));
      } else {
        await moveAll(operator, stage, names);
      }
      await scoreStage(operator, stage, CANDIDATES);
    }
    await openPart(operator, 'rekam jejak');
    for (const { name, total } of CANDIDATES) {
      await expect(under(operator.row(stageTable(operator, 'rekam jejak'), name), 'Total nilai')).toHaveText(total);
    }
  });

  await test.step('the commission watches, and records a monitoring', async () => {
    await officer.open(`/seleksi/${plan}`);
    await openProcess(officer);
    for (const stage of STAGES) for (const candidate of CANDIDATES) await showsScore(officer, stage, candidate);
    await monitor(officer, 'Wawancara', 'Wawancara berjalan sesuai jadwal.', pdf('Laporan monitoring.pdf'));
  });

  await test.step('findings first, then three are accepted and one is turned down', async () => {
    for (const { name } of CANDIDATES) await describeTrackRecord(operator, name, `Rekam jejak ${name} baik.`);
    for (const { name } of BEST) await accept(operator, name);
    await reject(operator, LAST.name, 'Nilai terendah.');
    await showsShortlist(operator, BEST);
  });

  await test.step('the report is sent, returned, sent again and passed', async () => {
    await openReport(operator);
    await sendReport(operator, REPORT);
    await officer.open(`/seleksi/${plan}/pelaporan`);
    await returnReport(officer, 'Lengkapi laporan wawancara.');
    await operator.open(`/seleksi/${plan}/pelaporan`);
    await expect(operator.page.getByText('Lengkapi laporan wawancara.')).toBeVisible();
    await operator.attach(operator.page, 'Laporan Lengkap Setiap Tahapan', pdf('Laporan wawancara.pdf'));
    await submitReport(operator);
    await officer.open(`/seleksi/${plan}/pelaporan`);
    const second = round(officer, 'Hasil Pelaporan putaran 2');
    await expect(second.getByRole('link', { name: 'Laporan wawancara.pdf' })).toBeVisible();
    await expect(second.getByRole('link', { name: REPORT.stages.name })).toBeVisible();
    await passReport(officer, 'Seluruh tahapan sesuai ketentuan.', pdf('Rekomendasi hasil.pdf'));
  });

  await test.step('the new holder is inaugurated and entered, and the plan is finished', async () => {
    const decree = '821.22/15/BKD/2026';
    await operator.open(`/seleksi/${plan}`);
    await inaugurate(operator, {
      minutes: 'Terlampir adalah berita acara pelantikan yang sudah dilakukan.',
      minutesFile: pdf('Berita acara pelantikan.pdf'),
      decree: 'Terlampir adalah SK pengangkatan pada Pejabat yang terpilih.',
      decreeFile: png('SK pengangkatan.png'),
    });
    await appoint(operator, { holder: BEST[0], rank: 'Pembina Utama Muda / IV-c', decree, start: day(-9), end: day(1800) });
    await expect(operator.table('Daftar pejabat').getByRole('row').filter({ hasText: BEST[0].name })).toContainText(decree);
    await operator.open('/seleksi');
    await expect(listed(operator, POST)).toContainText('Selesai');
  });
});

test.describe('in a browser that knows no invoker commands', () => {
  test.use({ scene: 'applicants' });

  test('what opens a dialog leads to it, and what closes it leads back', async ({ person, facts }) => {
    const operator = await person(OPERATOR);
    await operator.page.route('**/seleksi/**', async (route) => {
      const response = await route.fetch({ maxRedirects: 0 });
      const type = response.headers()['content-type'] ?? '';
      if (!type.includes('text/html')) return route.fulfill({ response });
      return route.fulfill({ response, body: (await response.text()).replace(/ command(for)?="[^"]*"/g, '') });
    });
    await operator.open(`/seleksi/${facts.plan}/lowongan/${facts.vacancy}?tahap=administrasi`);
    const opener = operator.button('Ubah Jumlah Pelamar');
    const dialog = await operator.dialog(opener, 'Ubah Jumlah Pelamar');
    await operator.submit(() => operator.button('Batal', dialog).click());
    await expect(operator.page.locator('dialog[open]')).toHaveCount(0);
    const again = await operator.dialog(opener, 'Ubah Jumlah Pelamar');
    await operator.fill(again, 'Jumlah Pelamar', '99');
    await operator.send(operator.button('Simpan', again));
    await expect(operator.page.locator('dialog[open]')).toHaveCount(0);
    await expect(operator.page.getByText('99 orang')).toBeVisible();
  });
});
